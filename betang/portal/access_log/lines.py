"""The access log in words: who, what, from where, until when; never what a revealed value was, nor the reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import SignIn, User
from betang.kernel.accounts.names import masked_name
from betang.kernel.audit import words
from betang.kernel.audit.models import AuditEntry
from betang.portal.access_log.queries import Row
from betang.ui import formats
from betang.ui.formats import WIB


@dataclass(frozen=True, slots=True)
class When:
    """A moment in the city's time, day and clock apart: they stand in two lines of a cell."""

    moment: dt.datetime

    @property
    def day(self) -> dt.date:
        """The day in the city."""
        return self.moment.astimezone(WIB).date()

    @property
    def clock(self) -> str:
        """The time of day in the city: 08.30 WIB."""
        return f"{formats.clock(self.moment, language=get_language() or 'id')} WIB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the log in words.

    `account` is the user name (of a NIP the end only), `person` whose account it is. `detail` says by which way
    somebody signed in, or which fields were looked at; `about` and `about_name` whose they are; `entry` where the
    audit trail keeps it. `ended` is None for a session that is open; `expired` says that its time ran out.
    """

    at: When
    name: str
    account: str
    person: UUID | None
    event: str
    detail: str
    network: str = ""
    ends: bool = False
    ended: When | None = None
    expired: bool = False
    about: UUID | None = None
    about_name: str = ""
    entry: int | None = None


def lines(rows: Sequence[Row], *, now: dt.datetime) -> list[Line]:
    """Put rows into words. Two queries: for the accounts, and for whose data was looked at."""
    ids = {row.user_id if isinstance(row, SignIn) else row.actor_id for row in rows}
    accounts = User.objects.select_related("employee").in_bulk([pk for pk in ids if pk])
    subjects = {row.subject for row in rows if isinstance(row, AuditEntry) and row.subject}
    names = words.people_names(subjects)
    return [
        _sign_in(row, accounts[row.user_id], now=now)
        if isinstance(row, SignIn)
        else _reveal(row, accounts.get(row.actor_id or 0), names.get(row.subject, "") if row.subject else "")
        for row in rows
    ]


def _sign_in(row: SignIn, user: User, *, now: dt.datetime) -> Line:
    expired = row.ended_at is None and row.ends_at <= now
    ended = row.ends_at if expired else row.ended_at
    way = row.get_way_display()
    return Line(
        at=When(row.at),
        name=_name(user),
        account=masked_name(user.username),
        person=user.subject,
        event=_("Masuk ke sistem"),
        detail=f"{way}, {row.get_second_display()}" if row.second else way,
        network=row.network,
        ends=True,
        ended=When(ended) if ended else None,
        expired=expired,
    )


def _reveal(row: AuditEntry, user: User | None, about: str) -> Line:
    fields = ", ".join(words.field_word(row.object_type, name) for name in row.fields)
    return Line(
        at=When(row.at),
        name=_name(user) if user else _("akun yang sudah dihapus"),
        account=masked_name(user.username) if user else "",
        person=user.subject if user else None,
        event=capfirst(words.action_word(row.action)),
        detail=fields,
        about=row.subject,
        about_name=about or (_("nama tidak tersimpan lagi") if row.subject else ""),
        entry=row.pk,
    )


def _name(user: User) -> str:
    """Name who owns an account; an account that is no employee's only has its user name."""
    employee = getattr(user, "employee", None)
    return employee.full_name if employee else ""
