"""Teams are formed, people join and leave them."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Conflict
from betang.people import rows
from betang.people.models import Employee, Team, TeamMember, TeamRole


def team_open(*, actor: User | None, team: Team, reason: str = "", now: datetime) -> Team:
    """Form a team (given unsaved)."""
    names = ["name", "unit", "purpose", "from_date", "to_date"]
    with transaction.atomic():
        return rows.save_new(
            team, actor=actor, action="people.team_open", subject=None, names=names, reason=reason, now=now
        )


def team_join(
    *,
    actor: User | None,
    team: Team,
    employee: Employee,
    role: TeamRole = TeamRole.MEMBER,
    from_date: date,
    reason: str = "",
    now: datetime,
) -> TeamMember:
    """Let somebody join a team from a day on. Conflict when already in it; Invalid when it has a leader already."""
    with transaction.atomic():
        Team.objects.select_for_update().get(pk=team.pk)
        if TeamMember.objects.overlapping(first=from_date, last=None).filter(team=team, employee=employee).exists():
            raise Conflict(_("%(name)s sudah menjadi anggota tim ini.") % {"name": employee.full_name})
        row = TeamMember(
            team=team,
            employee=employee,
            role=role,
            from_date=from_date,
            reason=reason,
            recorded_at=now,
            recorded_by=actor,
        )
        return rows.save_new(
            row,
            actor=actor,
            action="people.team_join",
            subject=employee.uid,
            names=["team", "role", "from_date"],
            reason=reason,
            now=now,
        )


def team_leave(*, actor: User | None, member: TeamMember, last_day: date, reason: str = "", now: datetime) -> None:
    """Let a membership end after a day."""
    with transaction.atomic():
        row = TeamMember.objects.select_for_update(of=("self",)).select_related("employee").get(pk=member.pk)
        rows.end(
            row,
            to_date=last_day,
            actor=actor,
            action="people.team_leave",
            subject=row.employee.uid,
            reason=reason,
            now=now,
        )
