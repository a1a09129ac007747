"""Sittings and their cases as they are read; figures are of the cases that the reader may see, never of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.db.models import Count, F, Q, QuerySet

from betang.kernel.access.rows import visible
from betang.kernel.access.viewer import Viewer
from betang.people.models import Assignment, Employee
from betang.people.queries.structure import serving
from betang.performance import rules
from betang.performance.models import Calibration, CalibrationAnswer, CalibrationCase, EvaluationState, Plan
from betang.performance.queries.evaluations import evaluated_in
from betang.performance.queries.patterns import Pattern, patterns_of
from betang.performance.tendency import Tendency, tendencies
from betang.regulation.eksp2022.distribution import DISTRIBUSI
from betang.regulation.eksp2022.levels import RATING
from betang.regulation.parameters import book

RELATED = (
    "evaluation__plan__employee", "evaluation__plan__rater", "evaluation__plan__unit",
    "evaluation__plan__assignment__position", "evaluation__period__cycle", "calibration__period__cycle",
)  # fmt: skip


def plans_in(calibration: Calibration) -> QuerySet[Plan]:
    """Give the plans that a sitting covers."""
    units = calibration.units.values("pk")
    return Plan.objects.filter(evaluated_in(calibration.period), unit__in=units)


def calibrations_seen(viewer: Viewer) -> list[Calibration]:
    """List the sittings somebody may read, the latest first."""
    rows = Calibration.objects.filter(rules.may_see_calibration(viewer)).select_related("period__cycle")
    return list(rows.annotate(number=Count("cases", distinct=True), of_units=Count("units", distinct=True))[:100])


def calibration_seen(viewer: Viewer, uid: UUID) -> Calibration:
    """Find a sitting that somebody may read; NotFound otherwise."""
    rows = Calibration.objects.select_related("period__cycle", "locked_by__employee")
    return visible(rows, rules.may_see_calibration(viewer), uid=uid)


def case_seen(viewer: Viewer, uid: UUID) -> CalibrationCase:
    """Find a case that somebody may read; NotFound otherwise."""
    return visible(CalibrationCase.objects.select_related(*RELATED), rules.may_see_case(viewer), uid=uid)


def cases_seen(viewer: Viewer, calibration: Calibration) -> list[CalibrationCase]:
    """List the cases of a sitting that somebody may read: by unit, predikat and name, so that like meets like."""
    rows = calibration.cases.filter(rules.may_see_case(viewer)).select_related(*RELATED)
    order = ("evaluation__plan__unit__path", "predicate", "evaluation__plan__employee__name", "pk")
    waiting = Count("proposals", filter=Q(proposals__outcome=CalibrationAnswer.WAITING))
    accepted = Count("proposals", filter=Q(proposals__outcome=CalibrationAnswer.ACCEPTED))
    counts = {"waiting": waiting, "accepted": accepted, "proposed": Count("proposals")}
    return list(rows.annotate(**counts, edited=F("evaluation__edition")).order_by(*order))


def patterns_in(calibration: Calibration, cases: Sequence[CalibrationCase]) -> list[Pattern]:
    """Hold the predikat of cases against the pattern of their units, unit by unit."""
    return patterns_of([(one.evaluation.plan, one.predicate) for one in cases], calibration.period)


def off_pattern(calibration: Calibration) -> bool:
    """Tell whether a unit of a sitting is off its pattern, so that the conclusion must say why."""
    cases = list(calibration.cases.select_related(*RELATED))
    return any(one.asks_reason for one in patterns_in(calibration, cases))


@dataclass(frozen=True, slots=True)
class Leaning:
    """What the cases say of each rater, row for row, and how many ratings it takes to be shown."""

    raters: Sequence[Employee]
    found: Tendency
    least: int


def leaning(cases: Sequence[CalibrationCase], day: date) -> Leaning:
    """Estimate each rater's tendency from the results rated beside what the indicators propose.

    Heads of units are left out, since their result is the unit's; so are cases whose indicators say nothing.
    """
    counted = [one for one in cases if one.by_indicators and not one.evaluation.plan.leads_unit]
    raters = list({one.evaluation.plan.rater_id: one.evaluation.plan.rater for one in counted}.values())
    places = {one.pk: place for place, one in enumerate(raters) if one}
    found = tendencies(
        rater=np.array([places[one.evaluation.plan.rater_id or 0] for one in counted], dtype=np.int64),
        gap=np.array([RATING.code(one.result) - RATING.code(one.by_indicators) for one in counted], dtype=np.float64),
        n=len(raters),
        least=(least := book().on(day)[DISTRIBUSI].value["n_min"]),
    )
    return Leaning([one for one in raters if one], found, least)


def can_sit(day: date) -> QuerySet[Employee]:
    """Give those who can be members: whoever leads a unit on a day and has an account."""
    heads = Assignment.objects.on(day).filter(position__is_head=True).values("employee")
    return Employee.objects.filter(serving(day), pk__in=heads, user__isnull=False).order_by("name", "pk")


def sits(viewer: Viewer, calibration: Calibration) -> bool:
    """Tell whether somebody is a member of a sitting."""
    return any(one.pk == viewer.employee_id for one in calibration.members.all())


def own_open(viewer: Viewer, calibration: Calibration) -> int:
    """Count the evaluations one rates in a sitting that were not sent: what one may hand in."""
    rated = plans_in(calibration).filter(rules.may_rate_plan(viewer))
    sent = rated.filter(evaluations__period=calibration.period).exclude(evaluations__state=EvaluationState.OPEN)
    return rated.exclude(pk__in=sent.values("pk")).count()
