"""The access log in words: who, what, from where, until when; never what a revealed value was, nor the reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import SignIn, User
from betang.kernel.accounts.names import masked_name
from betang.kernel.audit import words
from betang.kernel.audit.models import AuditEntry
from betang.portal.access_log.queries import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the log in words.

    `account` is the user name (of a NIP the end only), `person` whose account it is. `detail` says by which way
    somebody signed in, or which fields were looked at; `about` and `about_name` whose they are; `entry` where the
    audit trail keeps it. `ended` is None for a session that is open; `expired` says that its time ran out.
    """

    at: dt.datetime
    name: str
    account: str
    person: UUID | None
    event: str
    detail: str
    network: str = ""
    ends: bool = False
    ended: dt.datetime | None = None
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
    way = row.get_way_display()
    return Line(
        at=row.at,
        name=_name(user),
        account=masked_name(user.username),
        person=user.subject,
        event=_("Masuk"),
        detail=f"{way}, {row.get_second_display()}" if row.second else way,
        network=row.network,
        ends=True,
        ended=row.ends_at if expired else row.ended_at,
        expired=expired,
    )


def _reveal(row: AuditEntry, user: User | None, about: str) -> Line:
    fields = ", ".join(words.field_word(row.object_type, name) for name in row.fields)
    return Line(
        at=row.at,
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
