"""Rights are given and taken, dated and with a reason; nobody gives any to himself."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.access.roles import FROM_TEAMS, Role
from betang.kernel.accounts.actions.sessions import sessions_end
from betang.kernel.accounts.models import User
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.people import rows
from betang.people.models import Employee, Grant, Unit


def _subject_of(user: User) -> UUID | None:
    """Give the uid of the person behind an account, None for accounts without one."""
    return Employee.objects.filter(user=user).values_list("uid", flat=True).first()


def grant_give(
    *,
    actor: User | None,
    user: User,
    role: Role,
    unit: Unit | None,
    from_date: date,
    to_date: date | None = None,
    reason: str,
    now: datetime,
) -> Grant:
    """Give a role to an account, for one unit and all below or for the whole city.

    Forbidden to give oneself a role; Invalid without a reason, or for a role that comes with a place in a team;
    Conflict when it is held on one of the days already.
    """
    if actor is not None and actor.pk == user.pk:
        raise Forbidden(_("Tidak seorang pun dapat memberi wewenang kepada dirinya sendiri."))
    if role in FROM_TEAMS:
        raise Invalid(_("Peran ini melekat pada keanggotaan dalam sidang dan tidak diberikan tersendiri."))
    if not reason.strip():
        raise Invalid(_("Alasan pemberian wewenang harus diisi."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        held = Grant.objects.overlapping(first=from_date, last=to_date).filter(user=user, role=role, unit=unit)
        if held.exists():
            raise Conflict(_("Wewenang ini sudah dimiliki pada masa itu."))
        row = Grant(
            user=user,
            role=role,
            unit=unit,
            from_date=from_date,
            to_date=to_date,
            reason=reason,
            recorded_at=now,
            recorded_by=actor,
        )
        return rows.save_new(
            row,
            actor=actor,
            action="people.grant_give",
            subject=_subject_of(user),
            names=["user", "role", "unit", "from_date", "to_date"],
            reason=reason,
            now=now,
        )


def grant_end(*, actor: User, grant: Grant, last_day: date, reason: str, now: datetime) -> None:
    """Let a grant end after a day; when that day is past, the account's sessions end at once.

    Forbidden for one's own grants: who gives up a right asks another administrator, so that the trail shows two people.
    """
    if grant.user_id == actor.pk:
        raise Forbidden(_("Wewenang sendiri diakhiri oleh administrator lain."))
    with transaction.atomic():
        row = Grant.objects.select_for_update(of=("self",)).select_related("user").get(pk=grant.pk)
        subject = _subject_of(row.user)
        if row.from_date > last_day:
            rows.void(row, actor=actor, action="people.grant_end", subject=subject, reason=reason, now=now)
        else:
            rows.end(
                row, to_date=last_day, actor=actor, action="people.grant_end", subject=subject, reason=reason, now=now
            )
        if last_day < timezone.localdate(now) + timedelta(days=1):
            sessions_end(actor=actor, user=row.user, now=now)
