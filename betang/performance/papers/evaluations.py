"""The papers of a sent evaluation, from what was frozen when it was sent and the decision that holds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from betang.kernel.documents.actions import Paper
from betang.kernel.documents.kinds import Kind
from betang.people.models import Employee
from betang.performance.document_kinds import EVALUATION, SUMMARY
from betang.performance.models import Aspect, Decision, Evaluation, Polarity, Result
from betang.performance.papers.above import Above
from betang.performance.papers.people import CITY, PLACE, Parties, signature
from betang.performance.papers.plans import values
from betang.performance.queries.proposals import law_of
from betang.regulation.eksp2022.distribution import POLA
from betang.regulation.eksp2022.levels import CAPAIAN, JENIS, PREDIKAT, RATING
from betang.regulation.eksp2022.pattern import pattern_text
from betang.regulation.eksp2022.practice import KURVA
from betang.ui import formats

RELATED = ("plan__cycle", "plan__employee", "plan__unit", "plan__rater", "period__cycle")
Content = Mapping[str, Any]


def evaluation_papers(evaluations: Sequence[Evaluation]) -> list[tuple[Paper, Paper]]:
    """Set out sent evaluations (with `RELATED` at hand): the evaluation and the Dokumen Evaluasi; eight questions."""
    with override("id"):
        found = _Read(evaluations)
        return [(_evaluation(one, found), _summary(one, found)) for one in evaluations]


class _Read:
    """What some evaluations need beside their snapshots."""

    def __init__(self, evaluations: Sequence[Evaluation]) -> None:
        named = {(one.snapshot or {}).get("rater", "") for one in evaluations} - {""}
        self._raters = {str(row.uid): row for row in Employee.objects.filter(uid__in=named)}
        raters = [rater.pk for one in evaluations if (rater := self.rater(one))]
        people = {*raters, *(one.plan.employee_id for one in evaluations)}
        self.parties = Parties(people)
        holds = Decision.objects.filter(evaluation__in=evaluations, replaced_by=None)
        self.decisions = {row.evaluation_id: row for row in holds}
        rows = Result.objects.filter(version__plan__in={one.plan_id for one in evaluations})
        results = list(rows.select_related("version", "goal"))
        self._results = {(row.version.plan_id, row.version.number, str(row.lineage)): row for row in results}
        self._above = Above(results)

    def rater(self, evaluation: Evaluation) -> Employee | None:
        """Give who rated: whom the snapshot names, else the plan's rater."""
        return self._raters.get((evaluation.snapshot or {}).get("rater", ""), evaluation.plan.rater)

    def above(self, evaluation: Evaluation, lineage: str, moment: datetime) -> tuple[str, str]:
        """Give the superior's result that an item serves, and its perspective."""
        number = content_of(evaluation).get("version")
        row = self._results.get((evaluation.plan_id, number, lineage))  # type: ignore[arg-type]
        return (self._above.text(row, moment), str(row.get_perspective_display())) if row else ("", "")


def content_of(evaluation: Evaluation) -> Content:
    """Give the frozen inputs of an evaluation."""
    found: Content = (evaluation.snapshot or {})["content"]
    return found


def _evaluation(one: Evaluation, found: _Read) -> Paper:
    content, decision = content_of(one), found.decisions[one.pk]
    moment = one.sent_at or decision.decided_at
    guides = {row["value"]: row for row in values(one.plan.to_date)}
    data = {
        **_head(one, found),
        "approach": one.plan.get_approach_display().upper(),
        "qualitative": one.plan.approach == "kualitatif",
        "leads": one.plan.leads_unit,
        "pattern": _pattern(content),
        "curve": _curve(content),
        "sections": [
            {
                "name": f"{letter}. {label.id.upper()}",
                "items": [
                    _item(row, *found.above(one, row["lineage"], moment)) for row in content["items"]
                    if row["kind"] == name
                ],
            }
            for letter, name, label in zip("AB", JENIS.names, JENIS.labels, strict=True)
        ],
        "behaviours": [{**guides[row["value"]], "feedback": row["feedback"]} for row in content["behaviours"]],
        "result": RATING.label(decision.result).id,
        "behaviour": RATING.label(decision.behaviour).id,
        "signatures": [signature("Pejabat Penilai Kinerja", found.rater(one), dated=_dated(decision))],
    }  # fmt: skip
    return _paper(EVALUATION, one, data)


def _summary(one: Evaluation, found: _Read) -> Paper:
    decision, rater = found.decisions[one.pk], found.rater(one)
    day = timezone.localdate(one.sent_at or decision.decided_at)
    received = f"Diterima {formats.date(timezone.localdate(one.received_at))}" if one.received_at else "Diterima ……………"
    data = {
        **_head(one, found),
        "above": found.parties.rows(found.parties.superior(rater, day), day),
        "notes": decision.note,
        "signatures": [
            signature("Pejabat Penilai Kinerja", rater, dated=_dated(decision)),
            signature("Pegawai yang Dinilai", one.plan.employee, dated=received),
        ],
    }
    return _paper(SUMMARY, one, data)


def _head(one: Evaluation, found: _Read) -> dict[str, Any]:
    """Give what both papers say: the unit, the period, the persons, the unit's achievement, the predikat."""
    content, decision = content_of(one), found.decisions[one.pk]
    day = timezone.localdate(one.sent_at or decision.decided_at)
    achievement = content["achievement"]
    return {
        "city": CITY,
        "unit": one.plan.unit.name,
        "period": one.period.name.upper(),
        "rated": found.parties.rows(one.plan.employee, day, unit=one.plan.unit.name),
        "rater": found.parties.rows(found.rater(one), day),
        "achievement": CAPAIAN.label(achievement).id.upper() if achievement else "",
        "predicate": PREDIKAT.label(decision.predicate).id.upper(),
    }


def _paper(kind: Kind, one: Evaluation, data: Mapping[str, Any]) -> Paper:
    plan = one.plan
    with override("id"):
        title = f"{kind.title}, {one.period.name}"
    return Paper(
        kind=kind, series=f"{kind.name}:{plan.uid}:{one.period.number}", title=title, about=one.period.name,
        issuer=f"{CITY}, {plan.unit.name}", holder=plan.employee.name, subject=plan.employee.uid, data=data,
    )  # fmt: skip


def _dated(decision: Decision) -> str:
    return f"{PLACE}, {formats.date(timezone.localdate(decision.decided_at))}"


def _pattern(content: Content) -> str:
    """Say the pattern that goes with the unit's achievement (SE MenPANRB 3/2023), in words."""
    achievement = content["achievement"]
    return pattern_text(law_of(dict(content))[POLA].value[achievement]).id if achievement else ""


def _curve(content: Content) -> dict[str, Any] | None:
    """Give the curve that the form prints beside the unit's achievement: a drawing of the pattern, no quota."""
    achievement = content["achievement"]
    if not achievement:
        return None
    return {
        "achievement": CAPAIAN.label(achievement).id,
        "points": law_of(dict(content))[KURVA].value[achievement],
        "names": [label.id for label in PREDIKAT.labels],
    }


def _item(row: Content, above: str, perspective: str) -> dict[str, Any]:
    """Set out a result with what it came to."""
    return {
        "above": above,
        "text": row["text"],
        "perspective": perspective,
        "measure": row["measure"],
        "realised": row["realisation"],
        "feedback": row["feedback"],
        "indicators": [
            {
                "aspect": str(Aspect(one["aspect"]).label),
                "text": one["text"],
                "target": _target(one),
                "realised": _realised(one),
            }
            for one in row["indicators"]
        ],
    }


def _target(one: Content) -> str:
    if one["target"] is None:
        return ""
    ends = "–".join(_number(value) for value in (one["target"], one["target_top"]) if value is not None)
    least = "paling banyak " if one["polarity"] == Polarity.NEGATIVE and one["target_top"] is None else ""
    return f"{least}{ends} {one['measure_unit']}".strip()


def _realised(one: Content) -> str:
    value = "" if one["value"] is None else f"{_number(one['value'])} {one['measure_unit']}".strip()
    return "\n".join(part for part in (value, one["note"]) if part)


def _number(text: str) -> str:
    return formats.number(Decimal(text).normalize() + 0)
