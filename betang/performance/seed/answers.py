"""What people of the demo city did with their evaluations: received, accepted or commented; one objection decided."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from betang.kernel.audit import Change, record_many
from betang.people.seed.chance import percent
from betang.performance.actions.answering import evaluation_receive
from betang.performance.actions.objections import objection_decide, objection_file, objection_hear
from betang.performance.models import Evaluation, EvaluationState, Objection, Period

CHUNK = 500
NEWEST, EARLIER = (80, 70), (100, 95)  # percent who received, and of these who accepted
DECIDED, WAITING = "pegawai", "atasan"  # whose objection is decided; whose team has one that waits

RAISED = {"DI_BAWAH": "SESUAI", "SESUAI": "DI_ATAS", "DI_ATAS": "DI_ATAS"}


def load(
    over: Sequence[tuple[Period, date]], *, chance: Random, day: date, morning: Any, texts: Mapping[str, Any]
) -> None:
    """Let people answer what was sent to them, in the order of the year; `over` holds periods and when they closed."""
    if not over:
        return
    apart = disputed(over)
    for number, (period, closed) in enumerate(over, start=1):
        shares = NEWEST if number == len(over) else EARLIER
        answer(period, shares, apart, chance=chance, now=morning(min(day, closed + timedelta(days=3))), texts=texts)
    for kind, row in apart.items():
        closed = next(one for period, one in over if period.pk == row.period_id)
        object_to(row, closed, decide=kind == DECIDED, day=day, morning=morning, texts=texts["objection"])


def disputed(over: Sequence[tuple[Period, date]]) -> dict[str, Evaluation]:
    """Choose the evaluations somebody objects to: a demo account's own, and one of its superior's team."""
    related = ("plan__employee__user", "plan__rater__user", "plan__unit", "period__cycle")
    rows = Evaluation.objects.filter(state=EvaluationState.SENT, plan__employee__user__isnull=False)
    rows = rows.select_related(*related).order_by("pk")
    found = {}
    own = rows.filter(plan__employee__user__username=DECIDED, period=over[max(0, len(over) - 2)][0]).first()
    team = rows.filter(plan__rater__user__username=WAITING, period=over[-1][0])
    other = team.exclude(plan__employee__user__username=DECIDED).first()
    for name, row in ((DECIDED, own), (WAITING, other)):
        if row is not None:
            found[name] = row
    return found


def answer(
    period: Period, shares: tuple[int, int], apart: Mapping[str, Evaluation], *, chance: Random, now: datetime,
    texts: Mapping[str, Any],
) -> None:  # fmt: skip
    """Let people receive and accept, all at once, with an entry each."""
    rows = Evaluation.objects.filter(period=period, state=EvaluationState.SENT).defer("snapshot")
    rows = rows.exclude(pk__in=[row.pk for row in apart.values()]).select_related("plan__employee").order_by("pk")
    received, accepted = [], defaultdict(list)
    entries = []
    for row in rows:
        if not percent(chance, shares[0]):
            continue
        received.append(row.pk)
        entries.append(entry(row, "receive", {"state": ("dikirim", "diterima"), "received_at": (None, now)}))
        if percent(chance, shares[1]):
            accepted[chance.choice(texts["answers"]["texts"])].append(row.pk)
            entries.append(entry(row, "accept", {"state": ("diterima", "disetujui"), "answered_at": (None, now)}))
    change(received, state=EvaluationState.RECEIVED, received_at=now)
    for text, keys in accepted.items():
        change(keys, state=EvaluationState.ACCEPTED, answered_at=now, answer=text)
    record_many(entries, actor=None, now=now)


def change(keys: Sequence[int], **fields: Any) -> None:
    """Give some evaluations the same values, a few hundred at a time."""
    for start in range(0, len(keys), CHUNK):
        Evaluation.objects.filter(pk__in=keys[start : start + CHUNK]).update(**fields)


def entry(row: Evaluation, verb: str, changes: Mapping[str, Any]) -> Change:
    """Make an entry for the trail."""
    return Change(
        action=f"performance.evaluation_{verb}", target=row, subject=row.plan.employee.uid, changes=changes
    )  # fmt: skip


def object_to(
    row: Evaluation, closed: date, *, decide: bool, day: date, morning: Any, texts: Mapping[str, str]
) -> Objection | None:
    """File an objection as the person does; with `decide` both sides are heard and it is decided."""
    person, rater = row.plan.employee.user, row.plan.rater.user if row.plan.rater else None
    if person is None or rater is None:
        return None

    def after(days: int) -> datetime:
        found: datetime = morning(min(day, closed + timedelta(days=days)))
        return found

    evaluation_receive(actor=person, evaluation=row, now=after(1))
    made = objection_file(actor=person, evaluation=row, reasons=texts["reasons"], now=after(3))
    made = objection_hear(actor=rater, objection=made, side="rater", text=texts["rater"], now=after(5))
    judge = made.judge.user if made.judge else None
    if decide and judge is not None:
        objection_hear(actor=person, objection=made, side="employee", text=texts["employee"], now=after(6))
        stands = row.decisions.get()
        objection_decide(
            actor=judge, objection=made, result=RAISED[stands.result], behaviour=stands.behaviour,
            reasoning=texts["reasoning"], now=after(12),
        )  # fmt: skip
    return made
