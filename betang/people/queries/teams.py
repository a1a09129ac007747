"""Teams and who is in them."""

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.people.models import Team, TeamMember
from betang.people.models.dated import on_day


def may_keep_team(viewer: Viewer) -> Q:
    """Tell which teams somebody keeps: those of units whose files one keeps, or which one leads."""
    if viewer.has(Role.BKPSDM) or (viewer.has(Role.UNIT_ADMIN) and Role.UNIT_ADMIN not in viewer.scopes):
        return Q(pk__isnull=False)
    return Q(unit__in={*viewer.scopes.get(Role.UNIT_ADMIN, frozenset()), *viewer.leads})


def teams_listed(*, day: date, words: str = "") -> QuerySet[Team]:
    """List the teams of a day with how many are in each, by name; `words` searches name and unit."""
    found = Team.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day)
    for word in words.split()[:6]:
        found = found.filter(Q(name__icontains=word) | Q(unit__name__icontains=word))
    members = Count("members", filter=on_day(day, "members__"))
    leaders = TeamMember.objects.on(day).filter(role="ketua").select_related("employee")
    return (
        found.select_related("unit")
        .annotate(size=members)
        .prefetch_related(Prefetch("members", queryset=leaders, to_attr="leaders"))
        .order_by("name", "id")
    )


def team_found(pk: int) -> Team:
    """Find a team; NotFound otherwise."""
    found = Team.objects.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Tim ini tidak ditemukan."))
    return found


def members_of(team: Team) -> QuerySet[TeamMember]:
    """List who is and who was in a team, those who are in it first."""
    rows = team.members.filter(voided_at__isnull=True).select_related("employee")
    return rows.order_by("to_date", "-role", "employee__name")


def member_of(team: Team, pk: int) -> TeamMember:
    """Find a membership of this very team; NotFound otherwise."""
    found = team.members.filter(pk=pk, voided_at__isnull=True).first()
    if found is None:
        raise NotFound(_("Keanggotaan ini tidak ditemukan."))
    return found
