"""The city's table of days off: its building, its refusals, and the comparison with a public package."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import holidays
import pytest

from betang.regulation.calendar.city import (
    HARI_LIBUR,
    JAM_NORMAL,
    JAM_RAMADAN,
    RAMADAN,
    build_city,
    city_calendar,
    days_off,
    parameters,
    provisional_years,
)
from betang.regulation.parameters import Parameter, ParameterError

KINDS = {"libur_nasional": "public", "cuti_bersama": "government"}
# (date, kind) that only one side has, with the reason. Anything not named here is a fault of one of them.
KNOWN = {
    (
        "2027-12-26",
        "libur_nasional",
        "package",
    ): "a second Isra Mikraj in one year: an artefact of the calendar, no holiday",
}


def differences(year: int) -> Iterator[tuple[str, str, str]]:
    for kind, category in KINDS.items():
        package = {
            day for day in holidays.country_holidays("ID", years=year, categories=(category,)) if day.year == year
        }
        table = {
            entry.day for entry in days_off(parameters()[HARI_LIBUR]) if entry.day.year == year and entry.kind == kind
        }
        yield from ((day.isoformat(), kind, "package") for day in package - table)
        yield from ((day.isoformat(), kind, "table") for day in table - package)


def test_the_table_and_the_package_differ_only_where_the_reason_is_known() -> None:
    found = {difference for year in range(2024, 2028) for difference in differences(year)}
    assert found == set(KNOWN)


def test_the_table_holds_what_the_decrees_say_in_number() -> None:
    entries = list(days_off(parameters()[HARI_LIBUR]))
    counts = {
        year: tuple(sum(e.day.year == year and e.kind == kind for e in entries) for kind in KINDS)
        for year in range(2024, 2028)
    }
    assert counts == {2024: (19, 10), 2025: (17, 11), 2026: (17, 8), 2027: (17, 8)}
    assert len(entries) == 107


def test_every_day_off_opens_to_its_source_and_2027_is_provisional() -> None:
    for entry in days_off(parameters()[HARI_LIBUR]):
        assert entry.value.source.id
        assert entry.value.legal_basis.startswith("SKB ")
        assert entry.value.start.year == entry.day.year
    assert list(provisional_years()) == [2027]
    assert city_calendar().years == (2024, 2027)


def changed(name: str, number: int, **changes: Any) -> dict[str, Parameter]:
    """Return the calendar's parameters with one dated value of one of them changed."""
    parameter = parameters()[name]
    values = [replace(v, **changes) if i == number else v for i, v in enumerate(parameter.values)]
    return {**parameters(), name: replace(parameter, values=tuple(values))}


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (
            changed(HARI_LIBUR, 1, value=({"tanggal": dt.date(2026, 1, 1), "jenis": "libur_nasional", "nama": "X"},)),
            r"hari_libur.toml: value\[1\].value\[0\].tanggal: outside",
        ),
        (
            changed(HARI_LIBUR, 0, value=({"tanggal": dt.date(2024, 1, 1), "jenis": "cuti_bersama", "nama": "X"},) * 2),
            r"value\[0\].value\[1\].tanggal: .*twice",
        ),
        (changed(HARI_LIBUR, 2, end=dt.date(2026, 12, 30)), r"value\[2\].from: expected the whole year 2026"),
        (changed(HARI_LIBUR, 1, start=dt.date(2025, 2, 1)), r"value\[1\].from: expected the whole year 2025"),
        (changed(JAM_NORMAL, 0, value={"senin": [["16:00", "08:00"]]}), r"normal.toml: value\[0\].value.senin\[0\]"),
        (changed(JAM_NORMAL, 0, end=dt.date(2026, 6, 30)), "jam_normal.toml: value: no hours on 2026-07-01"),
        (changed(JAM_NORMAL, 0, start=dt.date(2024, 2, 1)), r"normal.toml: value\[0\].from: no hours on 2024-01-01"),
        (changed(JAM_RAMADAN, 2, start=dt.date(2027, 2, 20)), "no hours on 2027-02-08"),
        (
            changed(RAMADAN, 0, value=({"hijriah": 1, "mulai": dt.date(2024, 4, 9), "akhir": dt.date(2024, 3, 9)},)),
            r"ramadan.toml: value\[0\].value\[0\].mulai",
        ),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_used_is_refused_by_file_and_key(found: dict[str, Parameter], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        build_city(found)


def test_hours_that_change_within_ramadan_change_on_their_day() -> None:
    old, new = parameters()[JAM_RAMADAN].values[1:]
    later = {**new.value, "senin": (("09:00", "12:00"),)}
    values = (
        *parameters()[JAM_RAMADAN].values[:1],
        replace(old, end=dt.date(2026, 3, 5)),
        replace(new, start=dt.date(2026, 3, 6), value=later),
    )
    hours = replace(parameters()[JAM_RAMADAN], values=values)
    work = build_city({**parameters(), JAM_RAMADAN: hours})
    assert work.spans_on(dt.date(2026, 3, 2)) == ((480, 720), (750, 900))
    assert work.spans_on(dt.date(2026, 3, 9)) == ((540, 720),)
