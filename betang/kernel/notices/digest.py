"""The daily e-mail: how many notices wait, by kind. It says no more: no rating, reason or name leaves the house.

The notice itself is read after signing in. One mail a day at most, and none to whoever said no.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.kernel.accounts.models import User
from betang.kernel.mail import mails_send, site_url
from betang.kernel.mail.plain import is_address
from betang.kernel.mail.sending import Mail
from betang.kernel.notices.kinds import kind_title
from betang.kernel.notices.models import Notice

CHUNK = 100
OLDEST_DAYS = 7
KEEP_DAYS = 365

Counts = Mapping[str, int]


def untold(now: datetime) -> QuerySet[Notice]:
    """Return the notices a daily mail may count: unread, of the last seven days, in no mail yet."""
    since = now - timedelta(days=OLDEST_DAYS)
    return Notice.objects.filter(
        read_at__isnull=True, digested_at__isnull=True, created_at__gte=since, created_at__lte=now
    )


def recipients(*, after: int, now: datetime) -> list[User]:
    """Return the next people who get the mail, by id: active, with an address, and not opted out."""
    wanted = ~Q(notice_preference__digest=False)
    found = User.objects.filter(wanted, pk__gt=after, is_active=True, pk__in=untold(now).values("user"))
    return list(found.exclude(email="").order_by("pk")[:CHUNK])


def digest_send(people: Sequence[User], *, now: datetime) -> None:
    """Write the mails of some people and mark what they count, in one transaction: a repeat finds nothing to tell."""
    with transaction.atomic():
        waiting = untold(now).filter(user__in=people)
        counts: dict[int, dict[str, int]] = defaultdict(dict)
        for user, kind, count in waiting.order_by().values_list("user", "kind").annotate(count=Count("pk")):
            counts[user][kind] = count
        told = [user for user in people if user.pk in counts and is_address(user.email)]
        mails_send([mail_for(user, counts[user.pk]) for user in told], now=now)
        waiting.update(digested_at=now)


def mail_for(user: User, counts: Counts) -> Mail:
    """Return the mail of one person, Indonesian first, then English."""
    parts = []
    for language in ("id", "en"):
        with translation.override(language):
            parts.append(body(counts))
    with translation.override("id"):
        return Mail(to=user.email, subject=_("Pemberitahuan yang menunggu Anda baca"), text="\n\n--\n\n".join(parts))


def body(counts: Counts) -> str:
    """Return the text in the language of the moment."""
    total = sum(counts.values())
    first = ngettext(
        "Ada %(n)s pemberitahuan yang belum Anda baca di Betang:",
        "Ada %(n)s pemberitahuan yang belum Anda baca di Betang:",
        total,
    )
    rows = [f"- {kind_title(kind)} ({count})" for kind, count in ordered(counts.items())]
    return "\n".join([
        first % {"n": total}, *rows, "",
        _("Masuk untuk membacanya:"), site_url(reverse("notices")), "",
        _("Surel ini dikirim paling banyak sekali sehari. Anda dapat menghentikannya di halaman yang sama."),
    ])  # fmt: skip


def ordered(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Sort kinds by how many there are, then by title."""
    return sorted(counts, key=lambda entry: (-entry[1], kind_title(entry[0])))


def old_ones(now: datetime) -> QuerySet[Notice]:
    """Return the notices that are not kept any longer."""
    return Notice.objects.filter(created_at__lt=now - timedelta(days=KEEP_DAYS))
