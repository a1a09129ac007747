"""Evaluations of a unit as workbooks: everything that was decided, and the layout of e-Kinerja's Rekap Penilaian.

The Rekap is written as it is read (betang.batch reads it by its header; law/people-reference §7): so it can go back.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import override

from betang.people.models import Assignment, Unit
from betang.performance.models import Decision, Period, Rhythm
from betang.performance.papers.bundling import sent_in
from betang.performance.papers.people import CITY
from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT, RATING

HEAD = {"bold": True, "bg_color": "#E6F2EC", "bottom": 1}
# As e-Kinerja prints them; the reader knows these labels from eksp-2022/sinonim_rating.
PRINTED = dict(
    zip(RATING.names, ["Dibawah Ekspektasi", "Sesuai Ekspektasi", "Diatas Ekspektasi"], strict=True)
)  # fmt: skip
REKAP = ["No", "NIP", "Nama", "Jabatan", "Rating Hasil Kinerja", "Rating Perilaku Kerja"]
COLUMNS = [
    "nip", "nama", "jabatan", "unit", "penilai", "capaian_unit", "usulan_hasil", "usulan_perilaku", "rating_hasil",
    "rating_perilaku", "predikat", "dasar", "alasan", "catatan", "keadaan", "dikirim", "diterima",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """An evaluation with the decision that holds."""

    evaluation: Any
    decision: Decision


def lines_of(unit: Unit, period: Period) -> list[Line]:
    """Read the sent evaluations of a unit with all below, by name; two questions."""
    post = Assignment.objects.filter(pk=OuterRef("plan__assignment")).values("position__name")[:1]
    rows = sent_in(unit, period).select_related("plan__employee", "plan__rater", "plan__unit")
    found = list(rows.annotate(post=Subquery(post)).order_by("plan__employee__name", "pk"))
    holds = {row.evaluation_id: row for row in Decision.objects.filter(evaluation__in=found, replaced_by=None)}
    return [Line(row, holds[row.pk]) for row in found]


def rekap(unit: Unit, period: Period, lines: Sequence[Line]) -> bytes:
    """Write the layout of the Rekap Penilaian; an official without NIP does not stand in it."""
    which = "Tahunan" if period.annual else "Periodik"
    staff = [line for line in lines if line.evaluation.plan.employee.nip]
    rows: list[list[object]] = [[f"{unit.code} - {CITY}"], [unit.name], [span(period)], []]
    rows.append([*REKAP, f"Predikat Kinerja {which}"])
    for number, line in enumerate(staff, start=1):
        person, decision = line.evaluation.plan.employee, line.decision
        ratings = [PRINTED[decision.result], PRINTED[decision.behaviour], PREDIKAT.label(decision.predicate).id]
        rows.append([number, person.nip, person.full_name, line.evaluation.post or "", *ratings])
    return _book("Rekap Penilaian", rows, head=4)


def span(period: Period) -> str:
    """Say the period as e-Kinerja does: "Periode Bulanan 3 Tahun 2026"."""
    if period.annual:
        return f"Periode Tahunan Tahun {period.cycle.year}"
    words = {Rhythm.MONTHLY: "Bulanan", Rhythm.QUARTERLY: "Triwulan", Rhythm.HALF_YEARLY: "Semester"}
    return f"Periode {words[Rhythm(period.cycle.rhythm)]} {period.number} Tahun {period.cycle.year}"


def detail(lines: Sequence[Line]) -> bytes:
    """Write everything that was decided, a line each."""
    with override("id"):
        return _book("evaluasi", [list(COLUMNS), *map(_cells, lines)], head=0)


def _cells(line: Line) -> list[object]:
    row, decision = line.evaluation, line.decision
    plan, achievement = row.plan, row.snapshot["content"]["achievement"]
    labels = [
        RATING.label(name).id if name else ""
        for name in (decision.proposed_result, decision.proposed_behaviour, decision.result, decision.behaviour)
    ]
    moments = [timezone.localdate(moment).isoformat() if moment else "" for moment in (row.sent_at, row.received_at)]
    return [
        plan.employee.nip or "", plan.employee.full_name, row.post or "", plan.unit.name,
        plan.rater.full_name if plan.rater else "", CAPAIAN.label(achievement).id if achievement else "", *labels,
        PREDIKAT.label(decision.predicate).id, decision.get_by_display(), decision.reason, decision.note,
        row.get_state_display(), *moments,
    ]  # fmt: skip


def _book(name: str, rows: Iterable[Sequence[object]], *, head: int) -> bytes:
    """Write rows as a workbook; every text is text, numbers of identity included."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet, text, bold = book.add_worksheet(name), book.add_format({"num_format": "@"}), book.add_format(HEAD)
        sheet.set_column(0, 20, 22, text)
        sheet.freeze_panes(head + 1, 0)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                else:
                    sheet.write_string(place, column, str(cell), bold if place == head else text)
    return out.getvalue()
