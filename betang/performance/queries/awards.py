"""Awards as they are read: all of them by everybody who serves; of the results those that improved, and one's own."""

from uuid import UUID

from django.db.models import QuerySet

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.performance import rules
from betang.performance.models import Award, AwardTeam


def awards() -> QuerySet[Award]:
    """List all awards, the latest first."""
    return Award.objects.order_by("-from_date", "-id")


def award_seen(uid: UUID) -> Award:
    """Find an award; NotFound when there is none. What was published is known to all who serve."""
    return visible(Award.objects.select_related("published_by", "decided_by"), rules.EVERYBODY, uid=uid)


def teams_improved(viewer: Viewer, award: Award) -> list[AwardTeam]:
    """List the teams that improved, by name and never by rank; before the decision for who decides alone."""
    rows = AwardTeam.objects.filter(rules.may_see_award_team(viewer), award=award, improved=True)
    return list(rows.select_related("unit").order_by("unit__name", "id"))


def own_teams(viewer: Viewer, award: Award) -> list[AwardTeam]:
    """List what the teams one works in came to, once it is decided."""
    rows = AwardTeam.objects.filter(rules.own_award_team(viewer), award=award)
    return list(rows.select_related("unit").order_by("unit__name", "id"))


def team_seen(viewer: Viewer, award: Award, pk: int) -> AwardTeam:
    """Find what a team came to; NotFound for one that did not improve and is not one's own."""
    rows = AwardTeam.objects.filter(award=award).select_related("unit", "award")
    return visible(rows, rules.may_see_award_team(viewer), pk=pk)
