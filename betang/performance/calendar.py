"""The calendar of a year of performance: its periods, and the deadlines that law or custom gives.

Pure: no database, no clock. Every day comes from a dated parameter of `kalender-kinerja`; a step for which none is
known has no deadline here, the agency sets it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from betang.regulation.appraisal_calendar import BERKALA, SKP, TAHUNAN
from betang.regulation.appraisal_days import PENYERAHAN, PERIODE, PERIODS_A_YEAR, handover_limit, period_days
from betang.regulation.field import InputError
from betang.regulation.parameters import Value, book
from betang.regulation.rule_sets import BERLAKU

RULES = "EKSP-2022"
#: The law's names of the agency's choice, by ours.
KINDS = {"bulanan": "BULANAN", "triwulan": "TRIWULANAN", "semester": "SEMESTERAN"}
LONGEST = 300  # characters of a deadline's ground


@dataclass(frozen=True, slots=True)
class Part:
    """A period of a year: its number (0 is the whole year), first and last day."""

    number: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Known:
    """A deadline that a parameter gives: step, period (None: the year as such), by when, on what ground."""

    step: str
    number: int | None
    due: date
    ground: str


def governed(year: int) -> bool:
    """Tell whether the plans of a year are evaluated under PermenPANRB 6/2022."""
    value = book()[BERLAKU].on(date(year, 12, 31))
    return value is not None and value.value == RULES


def year_days(year: int) -> tuple[date, date]:
    """Return the first and the last day of a year's plans; NotInForceError before the parameter begins."""
    value = book().on(date(year, 12, 31))[SKP].value
    return _day(year, value["mulai"]), _day(year, value["akhir"])


def parts_of(year: int, rhythm: str) -> list[Part]:
    """List the whole year and its periods by the agency's rhythm."""
    kind = PERIODE.code(KINDS[rhythm])
    numbers = np.arange(1, PERIODS_A_YEAR[kind] + 1)
    kinds, years = np.full(len(numbers), kind, dtype=np.int8), np.full(len(numbers), year)
    first, last = period_days(kind=kinds, year=years, number=numbers)
    rows = zip(numbers.tolist(), first.tolist(), last.tolist(), strict=True)
    return [Part(0, *year_days(year)), *(Part(*row) for row in rows)]


def deadlines_known(year: int, parts: Sequence[Part]) -> list[Known]:
    """List the deadlines of a year that law or custom gives, each with its parameter as ground."""
    law = book().on(date(year, 12, 31))
    plan = law[SKP]
    found = [Known("sepakat", None, _day(year, plan.value["ditetapkan_paling_lambat"]), ground(plan))]
    for part in parts:
        limit = _annual(year) if part.number == 0 else _periodic(part)
        if limit is not None:
            found.append(limit)
            found.extend(_handed_over(limit))
    return found


def _annual(year: int) -> Known | None:
    """Return the deadline of the annual evaluation, announced each year; None while it is not known."""
    value = book()[TAHUNAN].on(date(year, 12, 31))
    return Known("evaluasi", 0, value.value, ground(value)) if value else None


def _periodic(part: Part) -> Known:
    """Return the customary deadline of a periodic evaluation, a day of the following month."""
    value = book().on(part.last)[BERKALA]
    after = part.last.replace(day=1)
    month = after.replace(year=after.year + after.month // 12, month=after.month % 12 + 1)
    return Known("evaluasi", part.number, month.replace(day=value.value["tanggal_akhir"]), ground(value))


def _handed_over(limit: Known) -> Iterator[Known]:
    """Give the last day for returning the document, counted from the deadline of the evaluation before it.

    A year whose holidays are not known yet gives none: working days cannot be counted in it.
    """
    law = book().on(limit.due)
    try:
        days = handover_limit(start=np.array([limit.due], dtype="datetime64[D]"), law=law)
    except InputError:
        return
    yield Known("terima", limit.number, days.tolist()[0], ground(law[PENYERAHAN]))


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year:04d}-{month_day}")


def ground(value: Value) -> str:
    """Write where a day comes from: parameter, legal basis, source, how sure we are of it."""
    text = f"{value.parameter}: {value.legal_basis}. {value.source.id} ({value.confidence})"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
