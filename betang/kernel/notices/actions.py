"""Writing notices: sent, read, and whether a daily e-mail is wanted."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from betang.kernel.accounts.models import User
from betang.kernel.bulk import rows_insert
from betang.kernel.errors import NotFound
from betang.kernel.notices.models import LONGEST, Notice, NoticePreference


def notice_send(*, to: Sequence[int], kind: str, text: str | Promise, url: str = "", now: datetime) -> int:
    """Tell some people (ids of accounts) one sentence; return how many notices were written.

    `url` is an address of this site that begins with "/", or empty. ValueError for another site's address, an empty
    sentence or one over 300 characters: programming errors, nobody is told anything. One statement.
    """
    words, english = _spoken(text)
    if not words.strip() or max(len(words), len(english)) > LONGEST:
        raise ValueError(f"A notice is one sentence of 1 to {LONGEST} characters.")
    if url and not (url.startswith("/") and url_has_allowed_host_and_scheme(url, set())):
        raise ValueError(f"{url!r} is not an address of this site.")
    rows = [
        Notice(
            user_id=user, kind=kind, text=words, text_en="" if english == words else english, url=url, created_at=now
        )
        for user in dict.fromkeys(to)
    ]
    return rows_insert(rows)


def _spoken(text: str | Promise) -> tuple[str, str]:
    """Return a sentence in Indonesian and in English; a plain text reads the same in both."""
    with translation.override("id"):
        words = str(text)
    with translation.override("en"):
        return words, str(text)


def notice_read(*, actor: User, notice: int, now: datetime) -> Notice:
    """Mark one of somebody's own notices as read; NotFound for one that is not theirs. Repeating changes nothing."""
    with transaction.atomic():
        found = Notice.objects.select_for_update().filter(user=actor, pk=notice).first()
        if found is None:
            raise NotFound
        if found.read_at is None:
            Notice.objects.filter(pk=found.pk).update(read_at=now)
            found.read_at = now
    return found


def notices_read(*, actor: User, now: datetime) -> int:
    """Mark all of somebody's notices up to now as read; return how many were not."""
    return Notice.objects.filter(user=actor, read_at__isnull=True, created_at__lte=now).update(read_at=now)


def digest_choose(*, actor: User, wanted: bool) -> None:
    """Keep whether somebody wants the daily e-mail."""
    NoticePreference.objects.update_or_create(user=actor, defaults={"digest": wanted})
