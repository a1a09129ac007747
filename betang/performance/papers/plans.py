"""The paper of an agreed plan: the SKP with its annex."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import override

from betang.kernel.documents.actions import Paper
from betang.performance.document_kinds import PLAN
from betang.performance.models import AnnexKind, AnnexLine, Expectation, Indicator, PlanVersion, Result
from betang.performance.papers.above import Above
from betang.performance.papers.people import CITY, PLACE, Parties, signature
from betang.performance.targets import target_words
from betang.regulation.eksp2022.levels import JENIS, NILAI
from betang.regulation.eksp2022.practice import guides
from betang.regulation.parameters import book
from betang.ui import formats

RELATED = ("plan__cycle", "plan__employee", "plan__unit", "plan__rater")


def plan_papers(versions: Sequence[PlanVersion]) -> list[Paper]:
    """Set out agreed versions (with `RELATED` at hand) as papers, in their order; nine questions."""
    with override("id"):
        keys = [version.pk for version in versions]
        indicators = Prefetch("indicators", Indicator.objects.order_by("order", "id"))
        rows = list(Result.objects.filter(version__in=keys).select_related("goal").prefetch_related(indicators))
        results: dict[int, list[Result]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: (row.order, row.pk)):
            results[row.version_id].append(row)
        expected = {(row.version_id, row.value): row.text for row in Expectation.objects.filter(version__in=keys)}
        lines: dict[tuple[int, str], list[str]] = defaultdict(list)
        for line in AnnexLine.objects.filter(version__in=keys).order_by("order", "id"):
            lines[line.version_id, line.kind].append(line.text)
        parties = Parties({key for one in versions for key in (one.plan.employee_id, one.plan.rater_id or 0)})
        above = Above(rows)
        return [_paper(one, results[one.pk], above, expected, lines, parties) for one in versions]


def _paper(
    version: PlanVersion, results: Sequence[Result], above: Above, expected: Mapping[tuple[int, str], str],
    lines: Mapping[tuple[int, str], list[str]], parties: Parties,
) -> Paper:  # fmt: skip
    plan = version.plan
    moment = version.decided_at or version.created_at
    day = timezone.localdate(moment)
    dated = f"{PLACE}, {formats.date(day)}"
    data = {
        "city": CITY,
        "unit": plan.unit.name,
        "approach": plan.get_approach_display().upper(),
        "qualitative": plan.approach == "kualitatif",
        "leads": plan.leads_unit,
        "period": f"{formats.date(plan.from_date)} SD {formats.date(plan.to_date)}".upper(),
        "version": version.number,
        "rated": parties.rows(plan.employee, day, unit=plan.unit.name),
        "rater": parties.rows(plan.rater, day),
        "sections": [
            {
                "name": f"{letter}. {label.id.upper()}",
                "items": [_item(row, above, moment) for row in results if row.kind == name],
            }
            for letter, name, label in zip("AB", JENIS.names, JENIS.labels, strict=True)
        ],
        "behaviours": [
            {**one, "expected": expected.get((version.pk, one["value"]), "")} for one in values(plan.to_date)
        ],
        "annex": [
            {"name": str(kind.label).upper(), "lines": lines.get((version.pk, kind.value), [])} for kind in AnnexKind
        ],
        "signatures": [
            signature("Pegawai yang Dinilai", plan.employee),
            signature("Pejabat Penilai Kinerja", plan.rater, dated=dated),
        ],
    }
    year = plan.cycle.year
    return Paper(
        kind=PLAN, series=f"performance.plan:{plan.uid}", title=f"Sasaran Kinerja Pegawai {year}",
        about=f"Tahun {year}, versi {version.number}", issuer=f"{CITY}, {plan.unit.name}", holder=plan.employee.name,
        subject=plan.employee.uid, data=data,
    )  # fmt: skip


def _item(row: Result, above: Above, moment: datetime) -> dict[str, Any]:
    return {
        "above": above.text(row, moment),
        "text": row.text,
        "assigned": row.assigned_by,
        "perspective": row.get_perspective_display(),
        "measure": row.measure,
        "indicators": [
            {"aspect": one.get_aspect_display(), "text": one.text, "target": target_words(one)}
            for one in row.indicators.all()
        ],
    }


@cache
def values(day: date) -> list[dict[str, Any]]:
    """Give the seven values with their official guides, by the law of a day."""
    texts = guides(book().on(day))
    return [
        {"value": name, "name": label.id, "guides": [str(guide["id"]) for guide in texts[name]]}
        for name, label in zip(NILAI.names, NILAI.labels, strict=True)
    ]
