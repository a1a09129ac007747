"""Check-ins as both sides read them."""

from uuid import UUID

from django.utils.translation import gettext as _

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Forbidden
from betang.performance import rules
from betang.performance.models import CheckIn, Plan
from betang.performance.queries.plans import plan_seen

RELATED = ("plan__employee", "plan__rater", "plan__cycle", "proposed_by")


def plan_talked(viewer: Viewer, uid: UUID) -> Plan:
    """Find a plan whose check-ins one takes part in; Forbidden when the plan may only be read."""
    found = plan_seen(viewer, uid)
    if viewer.employee_id not in {found.employee_id, found.rater_id}:
        raise Forbidden(_("Dialog kinerja hanya dibaca oleh pegawai dan pejabat penilainya."))
    return found


def checkins_of(plan: Plan) -> list[CheckIn]:
    """List the check-ins of a plan with their steps, the latest first."""
    rows = CheckIn.objects.filter(plan=plan).select_related("proposed_by").prefetch_related("steps")
    return list(rows[:100])


def checkin_seen(viewer: Viewer, uid: UUID) -> CheckIn:
    """Find a check-in one takes part in; NotFound otherwise."""
    return visible(CheckIn.objects.select_related(*RELATED), rules.may_see_checkin(viewer), uid=uid)
