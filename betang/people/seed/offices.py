"""The units of a demo city and the posts that lead them, in an order where every unit follows the one above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from betang.people.seed.catalogue import Size, scale, table

PATTERN = "Pola umum susunan perangkat daerah (PP 18/2016); nama belum dipastikan"
SCHOOL = "Satuan pendidikan contoh; tidak ada di kota"
SECONDARY = 4  # every fourth school is a secondary one


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A unit to be made; `main` is the code of the perangkat daerah it belongs to, "" for the city itself."""

    code: str
    kind: str
    name: str
    abbreviation: str = ""
    parent: str = ""
    main: str = ""
    confirmed: bool = False
    source: str = PATTERN
    rank: str = ""
    head: str = ""

    @property
    def head_code(self) -> str:
        """The code of the post that leads the unit."""
        return f"{self.code}-kepala"


def offices(size: Size) -> tuple[Office, ...]:
    """Give all units of a demo city, parents first."""
    known = list(listed())
    for office in below(size, known):
        if office.code not in {other.code for other in known}:
            known.append(office)
    return (*known, *schools(scale(size).schools))


def listed() -> Iterator[Office]:
    """Give the city, its perangkat daerah and the units below them that are known by name."""
    for row in table("units"):
        flags = {name: row.pop(name) == "yes" for name in ("main", "confirmed")}
        main = row["code"] if flags["main"] else row["parent"].removeprefix("kota")
        yield Office(**row, main=main, confirmed=flags["confirmed"])


def below(size: Size, owners: Iterable[Office]) -> Iterator[Office]:
    """Give secretariats, divisions and sections by the general pattern; the first of a code counts."""
    owners = tuple(owners)
    rows = [row for row in table("structure") if size.has(row["size"])]
    # Rows that name a unit say more than those for a whole kind, and a parent comes before what hangs below it.
    for row in sorted(rows, key=lambda row: (bool(row["parent"]), row["under"].startswith("@"))):
        for owner in owners:
            if row["under"] in {owner.code, f"@{owner.kind}"}:
                yield part(owner, row)


def part(owner: Office, row: dict[str, str]) -> Office:
    """Build one unit below another."""
    name = f"{row['name']} {owner.name}" if row["name"] == "Sekretariat" else row["name"]
    generic = row["under"].startswith("@") or row["kind"] in {"seksi", "sekretariat"}
    return Office(
        code=f"{owner.code}-{row['suffix']}",
        kind=row["kind"],
        name=name,
        abbreviation=f"{row['name']} {owner.abbreviation}" if generic else "",
        parent=f"{owner.code}-{row['parent']}" if row["parent"] else owner.code,
        main=owner.main,
        rank=row["rank"],
        head=f"Sekretaris {owner.name}" if row["head"] == "Sekretaris" else row["head"] or f"Kepala {row['name']}",
    )


def schools(number: int) -> Iterator[Office]:
    """Give made-up schools below the education office, so that a large city has its teachers."""
    for index in range(1, number + 1):
        level = "SMP" if index % SECONDARY == 0 else "SD"
        name = f"{level} Negeri Contoh {index:02}"
        yield Office(
            code=f"uptd-{level.lower()}-{index:02}",
            kind="uptd",
            name=f"UPTD {name}",
            abbreviation=name.replace("Negeri", "N"),
            parent="disdik",
            main="disdik",
            source=SCHOOL,
            rank="ahli-madya",
            head=f"Kepala {name}",
        )
