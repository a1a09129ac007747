"""What the demo city is made of, read from the files in data/: units, posts, ranks, degrees, single seats, sizes."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

DATA = files("betang.people.seed") / "data"


class Size(StrEnum):
    """How large a demo city is: for tests, for looking around, for benchmarks."""

    TINY = "tiny"
    SMALL = "small"
    CITY = "city"

    def has(self, smallest: str) -> bool:
        """Tell whether this city has what cities of a size and larger ones have."""
        order = list(Size)
        return order.index(self) >= order.index(Size(smallest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A rank of posts: type, level and class, the grades and schooling usual in it, and when service ends."""

    rank: str
    type: str
    level: str
    grade_class: int | None
    grades: tuple[str, ...]
    education: tuple[str, ...]
    age: int
    women: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPost:
    """A kind of post that staff hold in some units."""

    post: str
    name: str
    ranks: tuple[str, ...]
    where: tuple[str, ...]
    weight: int
    field: str
    contract: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleSeat:
    """A seat that a demo city always has; `unit` is empty for accounts of people outside the city's service."""

    unit: str
    username: str
    post: str
    rank: str
    size: str
    grants: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """How names of one origin are built."""

    id: str
    share: int
    middle: int
    given: Mapping[str, tuple[str, ...]]
    last: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How service begins with some schooling: the first grade of civil servants and of PPPK, and the youngest age."""

    education: str
    pns: str
    contract: str
    age: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The numbers of one size of city (data/sizes.toml says what each means)."""

    people: int
    rounds: int
    retired: int
    filled: tuple[str, ...]
    vacant: frozenset[str]
    acting: tuple[str, ...]
    schools: int
    staff: Mapping[str, int]
    contract: Mapping[str, int]


def table(name: str) -> list[dict[str, str]]:
    """Read one of the CSV files; lines that begin with # are notes."""
    lines = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def document(name: str) -> dict[str, Any]:
    """Read one of the TOML files."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache
def ranks() -> Mapping[str, Rank]:
    """Give all ranks by name."""
    return {
        row["rank"]: Rank(
            rank=row["rank"],
            type=row["type"],
            level=row["level"],
            grade_class=int(row["class"]) if row["class"] else None,
            grades=tuple(row["grades"].split("|")),
            education=tuple(row["education"].split("|")),
            age=int(row["age"]),
            women=int(row["women"]),
        )
        for row in table("ranks")
    }


@lru_cache
def staff_posts() -> Mapping[str, StaffPost]:
    """Give the posts of staff by their short name."""
    return {
        row["post"]: StaffPost(
            post=row["post"],
            name=row["name"],
            ranks=tuple(row["ranks"].split("|")),
            where=tuple(row["where"].split("|")),
            weight=int(row["weight"]),
            field=row["field"],
            contract=row["contract"] == "yes",
        )
        for row in table("posts")
    }


@lru_cache
def entries() -> Mapping[str, Entry]:
    """Give how service begins, by schooling."""
    return {row["education"]: Entry(**{**row, "age": int(row["age"])}) for row in table("grades")}  # type: ignore[arg-type]


def entry(education: str) -> Entry:
    """Give how service begins with some schooling."""
    return entries()[education]


@lru_cache
def degrees() -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Give the titles (front, back) of each field and level of schooling."""
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for row in table("degrees"):
        key = (row["field"], row["education"])
        found[key] = (*found.get(key, ()), (row["front"], row["back"]))
    return found


@lru_cache
def single_seats() -> tuple[SingleSeat, ...]:
    """Give the single seats, those of the demo accounts among them."""
    return tuple(
        SingleSeat(
            unit=row["unit"],
            username=row["username"],
            post=row["post"],
            rank=row["rank"],
            size=row["size"],
            grants=tuple(filter(None, row["grants"].split("|"))),
            name=row["name"],
        )
        for row in table("seats")
    )


@lru_cache
def patterns() -> tuple[Pattern, ...]:
    """Give the name patterns; "L" and "P" are men and women."""
    return tuple(
        Pattern(
            id=entry["id"],
            share=entry["share"],
            middle=entry["middle"],
            given={"L": tuple(entry["male"]), "P": tuple(entry["female"])},
            last={
                "L": tuple(entry.get("last") or entry["male_last"]),
                "P": tuple(entry.get("last") or entry["female_last"]),
            },
        )
        for entry in document("names")["pattern"]
    )


@lru_cache
def scale(size: Size) -> Scale:
    """Give the numbers of one size."""
    row = document("sizes")[size]
    return Scale(
        **{
            **row,
            "filled": tuple(row["filled"]),
            "vacant": frozenset(row["vacant"]),
            "acting": tuple(row["acting"]),
        }
    )
