"""The pages of an upload as a whole and of one unit: figures, the distribution, the units or the people of one page."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from betang.kernel.errors import NotFound
from betang.portal.workbook import figures, people, queries
from betang.portal.workbook.computing import EKSP, OUT, UNITS, Asked, law_of
from betang.portal.workbook.models import WorkbookRun
from betang.portal.workbook.recording import Fault, report_of
from betang.portal.workbook.said import said
from betang.portal.workbook.words import grades, language, short_ratings
from betang.regulation.eksp2022.distribution import POLA
from betang.regulation.eksp2022.quadrant import KUADRAN
from betang.regulation.parameters import InForce
from betang.ui import formats

UNITS_A_PAGE, PEOPLE_A_PAGE = 25, 50
Row = TypeVar("Row")


def asked_of(run: WorkbookRun) -> Asked:
    """Return how an upload was rated."""
    return Asked(run.rules, run.day, run.policy)


def law(run: WorkbookRun) -> InForce:
    """Return the values an upload was rated by."""
    return law_of(asked_of(run))[0]


def faults(run: WorkbookRun) -> dict[str, Any]:
    """Return what is wrong with a refused upload, by cell, in the reader's language."""
    report = report_of(run.report.reveal())
    return {"faults": [_spoken(fault) for fault in report.faults], "total": report.total}


def _spoken(fault: Fault) -> Fault:
    return Fault(
        fault.file, fault.sheet, fault.row, fault.column, fault.value, said(fault.found), said(fault.expected)
    )  # fmt: skip


def overview(run: WorkbookRun, *, page: str | None) -> dict[str, Any]:
    """Return the preview of a result: figures, distribution, quadrant, units page by page, warnings."""
    units = queries.results(run, UNITS)[UNITS]
    in_force, tally = law(run), run.counts["predikat"]
    judged = units.slice(1)["sesuai"].to_list()
    return {
        "distribution": figures.distribution(_title(run.counts["dinilai"]), tally, rules=run.rules, law=in_force),
        "quadrant": figures.quadrant_rows(in_force, counts=run.counts["kuadran"]) if run.rules == EKSP else [],
        "ratings": short_ratings(),
        "basis": figures.basis(in_force, KUADRAN),
        "page": _page(people.unit_keys(units), lambda key: people.unit_row(units, key), page, UNITS_A_PAGE),
        "met": judged.count("ya"),
        "judged": judged.count("ya") + judged.count("tidak"),
        "unrated": run.counts["orang"] - run.counts["dinilai"],
        "warnings": [said(sentence) for sentence in report_of(run.report.reveal()).warnings],
        "grades": grades(run.rules),
        "tables": OUT[run.rules],
        "patterned": run.rules == EKSP,
    }


def unit_page(run: WorkbookRun, key: int, *, level: int | None, page: str | None) -> dict[str, Any]:
    """Return one unit with a page of its people, of one predikat if `level` names it; NotFound for an unknown unit."""
    rows, units = queries.people_and_units(run)
    unit = _unit(units, key)
    keys = people.people_keys(rows, unit=key, level=level)
    in_force = law(run)
    return {
        "unit": unit,
        "basis": figures.basis(in_force, POLA),
        "pattern": figures.pattern_words(in_force, unit.capaian) if run.rules == EKSP else "",
        "distribution": figures.distribution(
            _title(unit.rated), unit.tally, rules=run.rules, law=in_force, capaian=unit.capaian if key else -1
        ),
        "choices": people.level_choices(unit, rules=run.rules, level=level),
        "page": _page(keys, lambda each: people.person_row(rows, each, rules=run.rules), page, PEOPLE_A_PAGE),
        "patterned": run.rules == EKSP,
    }


def _unit(units: Any, key: int) -> people.UnitRow:
    if key not in people.unit_keys(units):
        raise NotFound
    return people.unit_row(units, key)


def person_place(run: WorkbookRun, key: int) -> tuple[people.PersonRow, people.UnitRow, dict[str, Any]]:
    """Return a person and the unit, with who stands before and after in it; NotFound for an unknown person."""
    rows, units = queries.people_and_units(run)
    if not 1 <= key <= rows.height:
        raise NotFound
    row = people.person_row(rows, key, rules=run.rules)
    mates = people.people_keys(rows, unit=row.unit)
    place = mates.index(key)
    beside = {
        "previous": mates[place - 1] if place else None,
        "next": mates[place + 1] if place + 1 < len(mates) else None,
        "place": place + 1,
        "mates": len(mates),
    }
    return row, people.unit_row(units, row.unit), beside


def _page(keys: Sequence[int], make: Callable[[int], Row], wanted: str | None, size: int) -> Any:
    """Return one page of rows; only its rows are made."""
    page: Any = Paginator(keys, size).get_page(wanted)
    page.object_list = [make(key) for key in page.object_list]
    return page


def _title(count: int) -> str:
    number = formats.number(count, language=language())
    return _("Distribusi predikat, %(count)s pegawai") % {"count": number}
