"""Writing notices: sent, read, and whether a daily e-mail is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from betang.kernel.accounts.models import User
from betang.kernel.bulk import rows_insert
from betang.kernel.errors import NotFound
from betang.kernel.notices.models import LONGEST, Notice, NoticePreference


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence for some people (ids of accounts); `url` is an address of this site that begins with "/", or ""."""

    to: Sequence[int]
    kind: str
    text: str | Promise
    url: str = ""


def notice_send(*, to: Sequence[int], kind: str, text: str | Promise, url: str = "", now: datetime) -> int:
    """Tell some people (ids of accounts) one sentence; return how many notices were written.

    `url` is an address of this site that begins with "/", or empty. ValueError for another site's address, an empty
    sentence or one over 300 characters: programming errors, nobody is told anything. One statement.
    """
    return notices_send(told=[Told(to=to, kind=kind, text=text, url=url)], now=now)


def notices_send(*, told: Sequence[Told], now: datetime) -> int:
    """Tell many people many sentences, each as by `notice_send`; return how many were written. One statement."""
    return rows_insert([row for each in told for row in _rows(each, now)])


def _rows(told: Told, now: datetime) -> list[Notice]:
    """Make the notices of one sentence, each person once."""
    words, english = _spoken(told.text)
    if not words.strip() or max(len(words), len(english)) > LONGEST:
        raise ValueError(f"A notice is one sentence of 1 to {LONGEST} characters.")
    if told.url and not (told.url.startswith("/") and url_has_allowed_host_and_scheme(told.url, set())):
        raise ValueError(f"{told.url!r} is not an address of this site.")
    english = "" if english == words else english
    return [
        Notice(user_id=user, kind=told.kind, text=words, text_en=english, url=told.url, created_at=now)
        for user in dict.fromkeys(told.to)
    ]


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
