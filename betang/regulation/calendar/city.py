"""The city's calendar, built from the dated parameters of the topic waktu-kerja: hours, Ramadan, holidays.

The table of holidays and cuti bersama alone decides which days are off; a year it does not hold is not known.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from betang.regulation.calendar.week import Week, WeekError, read_week
from betang.regulation.calendar.work import Stretch, WorkCalendar
from betang.regulation.instruments import instruments
from betang.regulation.parameters import Parameter, ParameterError, Value, parse_parameter
from betang.regulation.text import Text

ZONA = "waktu-kerja/zona"
JAM_NORMAL = "waktu-kerja/jam_normal"
JAM_RAMADAN = "waktu-kerja/jam_ramadan"
RAMADAN = "waktu-kerja/ramadan"
HARI_LIBUR = "waktu-kerja/hari_libur"
JAM_RAMADAN_6 = "waktu-kerja/jam_ramadan_6hari"
PER_MINGGU = "waktu-kerja/jam_per_minggu"
_NAMES = (ZONA, JAM_NORMAL, JAM_RAMADAN, RAMADAN, HARI_LIBUR)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off of the city's table: its kind (libur_nasional, cuti_bersama), its name, and the value it stands in."""

    day: dt.date
    kind: str
    name: str
    note: str | None
    value: Value


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return the parameters of the calendar. Only these files are read, so that one date is answered at once."""
    folder = files("betang.regulation") / "parameters"
    texts = {name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in _NAMES}
    return {name: parse_parameter(text, name=name, register=instruments()) for name, text in texts.items()}


@cache
def city_calendar(*, ramadan: bool = True) -> WorkCalendar:
    """Return the city's calendar; without `ramadan` the normal hours hold there too (to compare)."""
    return build_city(parameters(), ramadan=ramadan)


def build_city(found: Mapping[str, Parameter], *, ramadan: bool = True) -> WorkCalendar:
    """Build the calendar from its parameters; ParameterError names the value that cannot be used."""
    table = found[HARI_LIBUR]
    years = _years(table)
    remedy = Text(
        "tahun {year} belum ada dalam tabel hari libur kota "
        f"({years[0]} sampai {years[1]}). Tambahkan nilai untuk tahun {{year}} beserta dasar hukum dan sumbernya "
        f"dalam berkas parameter {HARI_LIBUR}.toml, atau pakai kalender lain",
        "the year {year} is not in the city's table of holidays "
        f"({years[0]} to {years[1]}). Add a value for {{year}} with its legal basis and source to the parameter file "
        f"{HARI_LIBUR}.toml, or use another calendar",
    )
    return WorkCalendar(
        zone=found[ZONA].values[-1].value,
        base=tuple(_stretches(found[JAM_NORMAL], dt.date(years[0], 1, 1), dt.date(years[1], 12, 31))),
        special=tuple(_ramadan(found)) if ramadan else (),
        closed=frozenset(entry.day for entry in days_off(table)),
        years=years,
        remedy=remedy,
    )


def days_off(table: Parameter) -> Iterator[DayOff]:
    """Yield the days off of a table in order; ParameterError for one outside its value's dates, or out of order."""
    before = dt.date.min
    for number, value in enumerate(table.values):
        for index, row in enumerate(value.value):
            day = row["tanggal"]
            if not value.covers(day) or day <= before:
                key = f"value[{number}].value[{index}].tanggal"
                raise ParameterError(f"{table.id}.toml", key, "outside the value's dates, twice, or not in order")
            before = day
            yield DayOff(day=day, kind=row["jenis"], name=row["nama"], note=row.get("catatan"), value=value)


def provisional_years() -> Mapping[int, Value]:
    """Return the years whose table of days off is an estimate (low confidence), with the value that says why."""
    return {value.start.year: value for value in parameters()[HARI_LIBUR].values if value.confidence == "M-low"}


def _years(table: Parameter) -> tuple[int, int]:
    """Return the years of the table: each value is one whole year, without a gap."""
    for number, value in enumerate(table.values):
        year = table.values[0].start.year + number
        if (value.start, value.end) != (dt.date(year, 1, 1), dt.date(year, 12, 31)):
            message = f"expected the whole year {year}, from {year}-01-01 to {year}-12-31"
            raise ParameterError(f"{table.id}.toml", f"value[{number}].from", message)
    return table.values[0].start.year, table.values[-1].start.year


def _stretches(parameter: Parameter, start: dt.date, end: dt.date) -> Iterator[Stretch]:
    """Yield the hours of a parameter from `start` to `end`, split where its value changes."""
    reached = start
    for number, value in enumerate(parameter.values):
        first, last = max(value.start, start), min(value.end or end, end)
        if first <= last:
            if first > reached:
                raise ParameterError(f"{parameter.id}.toml", f"value[{number}].from", f"no hours on {reached}")
            yield Stretch(first, last, week_of(value, f"{parameter.id}.toml", number))
            reached = last + dt.timedelta(days=1)
    if reached <= end:
        raise ParameterError(f"{parameter.id}.toml", "value", f"no hours on {reached}")


def _ramadan(found: Mapping[str, Parameter]) -> Iterator[Stretch]:
    before = dt.date.min
    for number, value in enumerate(found[RAMADAN].values):
        for index, row in enumerate(value.value):
            if not before < row["mulai"] <= row["akhir"]:
                key = f"value[{number}].value[{index}].mulai"
                raise ParameterError(f"{RAMADAN}.toml", key, "not in order, overlapping, or after its end")
            before = row["akhir"]
            yield from _stretches(found[JAM_RAMADAN], row["mulai"], row["akhir"])


def week_of(value: Value, file: str, number: int = 0) -> Week:
    """Return the week of a value of hours; ParameterError names day and span."""
    try:
        return read_week(value.value)
    except WeekError as error:
        raise ParameterError(file, f"value[{number}].value.{error.key}", error.message.en) from error
