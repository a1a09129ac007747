"""Check-ins as both sides read them."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Forbidden
from betang.performance import rules
from betang.performance.models import CheckIn, CheckInStep, Plan
from betang.performance.queries.plans import plan_seen

BEFORE_DAYS = 3  # how long before its day somebody is reminded of a step
EVERY_DAYS = 7  # the day after it was due, then once a week
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


def steps_reminded(day: date) -> Sequence[tuple[UUID, bool, set[int]]]:
    """Give the check-ins with steps to be reminded of on a day: whether one is overdue, and the accounts of both sides.

    Only steps both agreed on, of plans that run. What is overdue comes first. One question.
    """
    soon = Q(due_date=day + timedelta(days=BEFORE_DAYS))
    rows = CheckInStep.objects.filter(
        soon | Q(due_date__lt=day), done_at=None, checkin__confirmed_at__isnull=False, checkin__plan__closed_at=None
    )
    people = ("checkin__plan__employee__user_id", "checkin__plan__rater__user_id")
    found = [
        (uid, due < day, {user for user in users if user})
        for uid, due, *users in rows.order_by("due_date", "id").values_list("checkin__uid", "due_date", *people)
        if due > day or (day - due).days % EVERY_DAYS == 1
    ]
    return sorted(found, key=lambda one: not one[1])
