"""Which papers belong into the bundle of a unit, in parts that a worker issues one after the other."""

from collections.abc import Sequence

from django.db.models import QuerySet

from betang.kernel.documents.actions import Paper
from betang.people.models import Unit
from betang.performance.models import Bundle, Evaluation, EvaluationState, Period, PlanVersion, VersionState
from betang.performance.papers import evaluations, plans


def keys_of(bundle: Bundle) -> list[int]:
    """List the agreed versions, or the sent evaluations, of a unit with all below, by name."""
    if bundle.period is None:
        rows = PlanVersion.objects.filter(
            plan__cycle=bundle.cycle_id, plan__unit__path__startswith=bundle.unit.path, state=VersionState.AGREED
        )
        return list(rows.order_by("plan__employee__name", "pk").values_list("pk", flat=True))
    found = sent_in(bundle.unit, bundle.period)
    return list(found.order_by("plan__employee__name", "pk").values_list("pk", flat=True))


def sent_in(unit: Unit, period: Period) -> QuerySet[Evaluation]:
    """Give the evaluations of a unit, with all below, that were sent in a period."""
    rows = Evaluation.objects.filter(plan__unit__path__startswith=unit.path, period=period)
    return rows.exclude(state=EvaluationState.OPEN)


def papers_of(bundle: Bundle, keys: Sequence[int]) -> list[Paper]:
    """Set out a part of a bundle."""
    if bundle.period is None:
        versions = PlanVersion.objects.filter(pk__in=keys).select_related(*plans.RELATED)
        return plans.plan_papers(list(versions.order_by("plan__employee__name", "pk")))
    rows = Evaluation.objects.filter(pk__in=keys).select_related(*evaluations.RELATED)
    pairs = evaluations.evaluation_papers(list(rows.order_by("plan__employee__name", "pk")))
    return [paper for pair in pairs for paper in pair]
