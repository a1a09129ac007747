"""What the access log reads: sign-ins and reveals of masked data, filtered and in one order, the newest first.

Two tables are read side by side, each from where the page begins, and merged: as many queries however long the log has
grown, and the same place in the log whatever was added meanwhile.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from betang.kernel.accounts.models import SignIn, User
from betang.kernel.accounts.names import login_name
from betang.kernel.audit.models import AuditEntry
from betang.people.models import Employee
from betang.people.queries.directory import by_words

PAGE = 50
REVEALS = (
    "people.reveal",
    "audit.values_reveal",
    "services.answer_reveal",
    "services.complaint_reveal",
    "services.attachment_open",  # papers of requests, and the documents that SIAK issued
    "services.result_open",
    "services.correction_open",
    "services.export_take",
    "services.nik_search",
)  # the actions by which masked data is shown, or files that hold it
SIGN_INS, REVEALED = "masuk", "buka"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_PLACE = re.compile(r"(\d{1,16})-(masuk|buka)-(\d{1,16})")

FEW = 20  # accounts whose rows are collected and sorted

Row = SignIn | AuditEntry
Owned = Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of the log is asked for; empty parts do not restrict it.

    `account`: a user name, or part of a name. `person`: whose account; `about`: whose data was looked at.
    """

    account: str = ""
    person: UUID | None = None
    about: UUID | None = None
    kind: str = ""
    since: dt.datetime | None = None
    before: dt.datetime | None = None


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a row stands in the log: by time, then by table, then by number. Written into addresses as text."""

    at: dt.datetime
    kind: str
    number: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // dt.timedelta(microseconds=1)}-{self.kind}-{self.number}"


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of the log, with the places that lead to the pages beside it."""

    rows: Sequence[Row]
    newer: Place | None = None
    older: Place | None = None


def place_read(text: str) -> Place | None:
    """Read a place from an address; None for anything that is none."""
    found = _PLACE.fullmatch(text)
    return Place(EPOCH + dt.timedelta(microseconds=int(found[1])), found[2], int(found[3])) if found else None


def place_of(row: Row) -> Place:
    """Return where a row stands."""
    return Place(row.at, SIGN_INS if isinstance(row, SignIn) else REVEALED, row.pk)


def log_page(wanted: Wanted, *, below: Place | None = None, above: Place | None = None, size: int = PAGE) -> Slice:
    """Return one page: the newest rows, those below a place, or those just above one. Two queries, or three."""
    if above is not None:
        rows = list(islice(_merged(wanted, above=above, size=size), size + 1))
        newer, rows = len(rows) > size, rows[:size][::-1]
        return Slice(rows, place_of(rows[0]) if newer else None, place_of(rows[-1]) if rows else None)
    rows = list(islice(_merged(wanted, below=below, size=size), size + 1))
    older, rows = len(rows) > size, rows[:size]
    newest = place_of(rows[0]) if rows and below is not None else None
    return Slice(rows, newest, place_of(rows[-1]) if older else None)


def log_rows(wanted: Wanted, *, chunk: int) -> Iterator[Sequence[Row]]:
    """Give all rows that are asked for, the newest first, in chunks."""
    part = log_page(wanted, size=chunk)
    while part.rows:
        yield part.rows
        if part.older is None:
            return
        part = log_page(wanted, below=part.older, size=chunk)


def log_count(wanted: Wanted) -> int:
    """Count the rows that are asked for. Two queries, three where an account is searched."""
    return sum(found.count() for _kind, found in _tables(wanted))


def _merged(
    wanted: Wanted, *, below: Place | None = None, above: Place | None = None, size: int
) -> Iterator[Row]:  # fmt: skip
    """Merge both tables from a place on: downwards, or upwards from the place `above`."""
    falling = "" if above else "-"
    parts: list[Iterable[Row]] = []
    for kind, found in _tables(wanted):
        beyond = _above(above, kind) if above else _below(below, kind) if below else Q()
        parts.append(found.filter(beyond).order_by(f"{falling}at", f"{falling}pk")[: size + 1])
    return merge(*parts, key=place_of, reverse=not above)


def _below(place: Place, kind: str) -> Q:
    """Give the condition that a row of a table stands below a place. Both parts use the index of the time."""
    same = Q(pk__lt=place.number) if kind == place.kind else Q() if kind < place.kind else Q(pk__in=[])
    return Q(at__lte=place.at) & (Q(at__lt=place.at) | (Q(at=place.at) & same))


def _above(place: Place, kind: str) -> Q:
    same = Q(pk__gt=place.number) if kind == place.kind else Q() if kind > place.kind else Q(pk__in=[])
    return Q(at__gte=place.at) & (Q(at__gt=place.at) | (Q(at=place.at) & same))


def _tables(wanted: Wanted) -> list[tuple[str, QuerySet[Any]]]:
    """Give both tables, each with what is asked of it."""
    owned = _owned_by(wanted.account) if wanted.account else None
    return [(SIGN_INS, _within(_sign_ins(wanted), wanted, "user_id", owned)),
            (REVEALED, _within(_reveals(wanted), wanted, "actor_id", owned))]  # fmt: skip


def _sign_ins(wanted: Wanted) -> QuerySet[SignIn]:
    found = SignIn.objects.all()
    if wanted.kind == REVEALED or wanted.about:
        return found.none()
    return found.filter(user__subject=wanted.person) if wanted.person else found


def _reveals(wanted: Wanted) -> QuerySet[AuditEntry]:
    found = AuditEntry.objects.filter(action__in=REVEALS)
    if wanted.kind == SIGN_INS:
        return found.none()
    if wanted.person:
        found = found.filter(actor_id__in=User.objects.filter(subject=wanted.person).values("pk"))
    return found.filter(subject=wanted.about) if wanted.about else found


def _within(found: QuerySet[Any], wanted: Wanted, owner: str, owned: Owned | None) -> QuerySet[Any]:
    """Restrict rows to a period, and to accounts by what was typed."""
    found = owned(found, owner) if owned else found
    if wanted.since:
        found = found.filter(at__gte=wanted.since)
    return found.filter(at__lt=wanted.before) if wanted.before else found


def _owned_by(text: str) -> Owned:
    """Give the restriction to accounts by a whole user name or NIP, or by words of the name of whoever owns one.

    A few accounts are looked up by the index of the account. For many that would sort most of the log: there the rows
    are taken in the order of time, and most of them fit.
    """
    named = Employee.objects.filter(by_words(text)).values("user")
    accounts = User.objects.filter(Q(username=login_name(text)) | Q(pk__in=named))
    few = list(accounts.values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return lambda rows, owner: rows.filter(**{f"{owner}__in": few})
    return lambda rows, owner: rows.filter(Exists(accounts.filter(pk=OuterRef(owner))))
