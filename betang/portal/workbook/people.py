"""Units and people of a result as the pages list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from betang.portal.workbook.said import remarks
from betang.portal.workbook.words import Grade, capaian_word, grade, grades, language, rating_tone, rating_word

UNRATED = 0
"""Stands for "without predikat" where a list is narrowed to one level."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A word on a quiet ground."""

    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of a result. `key` is its place in the workbook, 0 for people without a unit; never its code."""

    key: int
    name: str
    code: str
    capaian: int
    people: int
    tally: Sequence[int]
    verdict: Badge | None
    warning: str

    @property
    def rated(self) -> int:
        """How many have a predikat."""
        return sum(self.tally)

    @property
    def capaian_word(self) -> str:
        """The unit's achievement in words."""
        return capaian_word(self.capaian)

    @property
    def counts(self) -> list[int]:
        """How many have each predikat, the best first."""
        return [*reversed(self.tally)]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a result. `key` is the place in the workbook, from 1; never the NIP."""

    key: int
    nip: str
    name: str
    head: bool
    unit: int
    result: int
    behaviour: int
    grade: Grade | None
    number: str
    remarks: Sequence[str]

    @property
    def result_badge(self) -> Badge | None:
        """The result rating."""
        return _rating(self.result)

    @property
    def behaviour_badge(self) -> Badge | None:
        """The behaviour rating."""
        return _rating(self.behaviour)


def _rating(code: int) -> Badge | None:
    return None if code < 0 else Badge(rating_word(code), rating_tone(code))


def verdict(word: str | None) -> Badge | None:
    """Return how a unit stands to the pattern."""
    return {
        "ya": Badge(_("Sesuai pola"), "good"),
        "tidak": Badge(_("Di luar pola"), "warn"),
        "informasi": Badge(_("Tidak dinilai"), "line"),
    }.get(word or "")


def unit_row(units: pl.DataFrame, key: int) -> UnitRow:
    """Return one unit."""
    row = units.row(key, named=True)
    english = language().startswith("en")
    return UnitRow(
        key=key,
        name=row["nama"] or row["kode"] or _("Tanpa unit"),
        code=row["kode"] or "",
        capaian=row["capaian"],
        people=row["orang"],
        tally=[row[f"p{level}"] for level in range(1, 6)],
        verdict=verdict(row["sesuai"]),
        warning=row["peringatan_en" if english else "peringatan"] or "",
    )


def unit_keys(units: pl.DataFrame) -> list[int]:
    """List the units that are shown, in the workbook's order; people without a unit come last, if there are any."""
    first = [0] if units["orang"][0] else []
    return [*range(1, units.height), *first]


def person_row(people: pl.DataFrame, key: int, *, rules: str) -> PersonRow:
    """Return one person by their place, from 1."""
    return _person(people.row(key - 1, named=True), key, rules)


def people_keys(people: pl.DataFrame, *, unit: int, level: int | None = None) -> list[int]:
    """List the people of a unit in the workbook's order; with `level` those of one predikat (UNRATED: without one)."""
    mine = pl.col("unit") == unit
    if level is not None:
        mine &= pl.col("predikat") == level - 1
    rows = people.with_row_index("baris", offset=1).filter(mine)
    return [int(key) for key in rows["baris"]]


def _person(row: dict[str, Any], key: int, rules: str) -> PersonRow:
    return PersonRow(
        key=key,
        nip=row["nip"],
        name=row["nama"] or row["nip"],
        head=row["kepala"],
        unit=row["unit"],
        result=row["hasil"],
        behaviour=row["perilaku"],
        grade=grade(rules, row["predikat"]),
        number=row["nilai"] or "",
        remarks=remarks(row["catatan"]),
    )


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """One way to narrow the people of a unit: a predikat, those without one, or all; how many there are."""

    word: str
    value: str
    count: int
    current: bool


def level_choices(unit: UnitRow, *, rules: str, level: int | None) -> list[LevelChoice]:
    """Return the ways to narrow a unit's people that find anybody."""
    found = [LevelChoice(_("Semua"), "", unit.people, level is None)]
    for each in grades(rules):
        found.append(LevelChoice(each.word, str(each.level), unit.tally[each.level - 1], level == each.level))
    found.append(LevelChoice(_("Belum dinilai"), str(UNRATED), unit.people - unit.rated, level == UNRATED))
    return [choice for choice in found if choice.count or choice.current or not choice.value]
