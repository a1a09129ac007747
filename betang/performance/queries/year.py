"""Where somebody's year stands: its periods with what was sent, and what is to be done next, by when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.performance.models import (
    Deadline,
    Decision,
    Evaluation,
    EvaluationState,
    Period,
    Plan,
    Step,
    VersionState,
)
from betang.performance.queries.annual import later_plans
from betang.regulation.eksp2022.levels import PREDIKAT


@dataclass(frozen=True, slots=True)
class PeriodNow:
    """A period with its evaluation as the person may know it: nothing of it before it was sent."""

    period: Period
    evaluation: Evaluation | None
    running: bool
    url: str = ""
    predicate: str = ""
    level: int = 0  # 5 the best, 1 the worst; 0: none that may be shown

    @property
    def words(self) -> str:
        """Say how far it came."""
        if self.evaluation is not None and self.evaluation.state != EvaluationState.OPEN:
            return str(self.evaluation.get_state_display())
        return _("Sedang berjalan") if self.running else _("Belum dievaluasi")


def periods_of(plan: Plan, today: date) -> list[PeriodNow]:
    """List the periods of a plan's year up to now, the latest first, the annual one at the end. Two questions."""
    later = later_plans(cycle=plan.cycle_id, employee=plan.employee_id, from_date=plan.from_date)
    rows = Period.objects.filter(
        Q(number__gt=0) | ~Q(Exists(later)),  # the whole year is evaluated on the last plan
        cycle=plan.cycle_id, from_date__lte=min(today, plan.to_date), to_date__gte=plan.from_date,
    )  # fmt: skip
    last = Decision.objects.filter(evaluation=OuterRef("pk"), replaced_by=None).values("predicate")
    evaluations = {
        row.period_id: row
        for row in Evaluation.objects.filter(plan=plan).defer("snapshot").annotate(decided=Subquery(last[:1]))
    }
    found = [_period_now(row, evaluations.get(row.pk), plan, today) for row in rows]
    return sorted(found, key=lambda one: (one.period.annual, -one.period.number))


def _period_now(row: Period, evaluation: Any, plan: Plan, today: date) -> PeriodNow:
    """Say how far a period came, with the predicate only when the evaluation was sent."""
    row.cycle = plan.cycle
    running = row.from_date <= today <= row.to_date
    if evaluation is None or evaluation.state == EvaluationState.OPEN or not evaluation.decided:
        return PeriodNow(row, evaluation, running)
    code = PREDIKAT.names.index(evaluation.decided)
    words = PREDIKAT.labels[code].text(get_language() or "id")
    url = reverse("evaluation", args=[plan.uid, row.number])
    return PeriodNow(row, evaluation, running, url=url, predicate=words, level=code + 1)


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done: in words, where, and by when (None: no deadline recorded)."""

    title: str
    text: str
    url: str
    action: str
    due: date | None
    late: bool = False


def next_step(plan: Any, today: date) -> Next | None:
    """Say what a person does next with a plan (with its states, from `with_states`); None while nothing is asked."""
    found = _next_step(plan)
    return replace(found, late=bool(found.due and found.due < today)) if found else None


def _next_step(plan: Any) -> Next | None:
    """Choose what is next by the states of the plan's versions."""
    due = _due(plan)
    write = reverse("plan_edit", args=[plan.uid])
    read = reverse("plan", args=[plan.uid])
    if plan.closed_at:
        return None
    if plan.open_state == VersionState.RETURNED:
        text = _("Penilai memberi catatan. Perbaiki, lalu ajukan lagi.")
        return Next(_("Perbaiki SKP"), text, write, _("Buka SKP"), due.get(Step.PLAN))
    if plan.open_state == VersionState.SUBMITTED:
        rater = plan.rater.full_name if plan.rater else "–"
        text = _("Menunggu keputusan %(rater)s.") % {"rater": rater}
        return Next(_("SKP diajukan"), text, read, _("Lihat SKP"), due.get(Step.AGREE))
    if plan.open_state == VersionState.DRAFT:
        text = _("Lengkapi rencana hasil kerja, indikator, dan lampiran, lalu ajukan kepada penilai.")
        return Next(_("Susun SKP"), text, write, _("Susun SKP"), due.get(Step.PLAN))
    if not plan.agreed_id:
        text = _("SKP Anda belum mulai disusun.")
        return Next(_("Susun SKP"), text, read, _("Mulai"), due.get(Step.PLAN))
    return None


def _due(plan: Plan) -> Mapping[str, date]:
    """Give the deadlines of the plan itself, by step; the last row of a step holds. One question."""
    rows = Deadline.objects.filter(cycle=plan.cycle_id, period__isnull=True, step__in=[Step.PLAN, Step.AGREE])
    return dict(rows.order_by("id").values_list("step", "due_date"))
