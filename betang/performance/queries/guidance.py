"""Coaching and counselling as it is read: what one takes part in, and Format B.1.8 that was handed up to one."""

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Forbidden
from betang.performance import rules
from betang.performance.models import CheckIn, Guidance, ImprovementPlan, Plan
from betang.performance.queries.plans import plan_rated

RELATED = ("plan__employee", "plan__rater", "plan__cycle", "guide")


def guidances_seen(viewer: Viewer) -> QuerySet[Guidance]:
    """List the records one may read, the latest first."""
    return Guidance.objects.filter(rules.may_see_guidance(viewer)).select_related(*RELATED)


def guidance_seen(viewer: Viewer, uid: UUID) -> Guidance:
    """Find a record one may read; NotFound otherwise."""
    rows = guidances_seen(viewer).select_related(*RELATED, "checkin", "improvement")
    return visible(rows, rules.EVERYBODY, uid=uid)


def guidance_taken(viewer: Viewer, uid: UUID) -> Guidance:
    """Find a record one takes part in; Forbidden for who may read but not take part."""
    found = guidance_seen(viewer, uid)
    if viewer.employee_id not in {found.guide_id, found.plan.employee_id}:
        raise Forbidden
    return found


def whole_for(viewer: Viewer, row: Guidance) -> bool:
    """Say whether somebody reads all of a record, or only what was handed up."""
    return viewer.employee_id in {row.guide_id, row.plan.employee_id, row.plan.rater_id}


def origin(viewer: Viewer, plan: Plan, *, checkin: str, improvement: str) -> dict[str, Any]:
    """Find the check-in or the improvement plan that a record is to follow; nothing for one of another plan."""
    found: dict[str, Any] = {}
    if checkin:
        found["checkin"] = visible(CheckIn.objects.filter(plan=plan), rules.may_see_checkin(viewer), uid=checkin)
    if improvement:
        rows = ImprovementPlan.objects.filter(evaluation__plan=plan)
        found["improvement"] = visible(rows, rules.may_see_improvement(viewer), uid=improvement)
    return found


def plan_guided(viewer: Viewer, uid: UUID) -> Plan:
    """Find a plan one rates; Forbidden or NotFound as for plans."""
    return plan_rated(viewer, uid)


def competences_of(row: Guidance) -> list[dict[str, Any]]:
    """Give the lines of Format B.1.9."""
    text = row.competences.reveal()
    return list(json.loads(text)) if text else []
