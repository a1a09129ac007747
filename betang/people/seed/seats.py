"""Which posts of a demo city are held, and by what kind of service: the seats that people are then drawn for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from betang.people.seed.catalogue import (
    Rank,
    Scale,
    SingleSeat,
    Size,
    StaffPost,
    entry,
    ranks,
    scale,
    single_seats,
    staff_posts,
)
from betang.people.seed.chance import stream, weighted
from betang.people.seed.offices import Office

PNS, CPNS, PPPK, PART_TIME, ELECTED = "pns", "cpns", "pppk", "pppk_pw", "non_asn"
# Secretariats and sections keep the house; specialists work in the divisions.
GENERAL_ONLY = frozenset({"seksi", "sekretariat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post to be made."""

    code: str
    name: str
    rank: str
    unit: str
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One place for one person: a post (None: just arrived, in no post yet), the kind of service, degrees that fit."""

    post: Post | None
    kind: str
    field: str = "umum"
    username: str = ""
    grants: tuple[str, ...] = ()


def posts_leading(offices: Iterable[Office]) -> Iterator[Post]:
    """Give the post that leads each unit, for units that have one."""
    for office in offices:
        if office.rank:
            yield Post(code=office.head_code, name=office.head, rank=office.rank, unit=office.code, is_head=True)


def staff_post(kind: StaffPost, rank: str, unit: str) -> Post:
    """Build a post of staff in a unit; specialists have their level in the name."""
    level = f" {ranks()[rank].level}" if ranks()[rank].type.startswith("jf_") else ""
    return Post(code=f"{unit}-{kind.post}-{rank}", name=f"{kind.name}{level}", rank=rank, unit=unit)


def seats(size: Size, *, seed: int, offices: Sequence[Office], part_time: bool, unplaced: int) -> tuple[Seat, ...]:
    """Give all seats of a city. `unplaced` people have no post yet; without `part_time` all PPPK work full-time."""
    numbers = scale(size)
    chance = stream(seed, "seats")
    single = [single_seat(row) for row in single_seats() if row.unit and size.has(row.size)]
    taken = {seat.post.code for seat in single if seat.post}
    heads = [
        Seat(post=post, kind=PNS, field=field_of(post))
        for post in posts_leading(offices)
        if post.code not in taken and filled(post.unit, numbers)
    ]
    missing = [Seat(post=None, kind=PNS) for _ in range(unplaced)]
    number = numbers.people - len(single) - len(heads) - unplaced
    kinds = kinds_of_service(number, numbers, chance, part_time=part_time)
    places = spread(number, {office: weight_of(office, offices, numbers) for office in offices})
    homes = [office for office, share in places.items() for _ in range(share)]
    staff = [staff_seat(office, kind, chance) for office, kind in zip(homes, kinds, strict=True)]
    return (*single, *heads, *staff, *missing)


def single_seat(row: SingleSeat) -> Seat:
    """Build the seat of one row of data/seats.csv."""
    if row.post == "head":
        post = Post(code=f"{row.unit}-kepala", name="", rank=row.rank, unit=row.unit, is_head=True)
    elif row.post == "-":
        code = row.name.lower().replace(",", "").replace(" ", "-")
        post = Post(code=code[:60], name=row.name, rank=row.rank, unit=row.unit)
    else:
        post = staff_post(staff_posts()[row.post], row.rank, row.unit)
    field = staff_posts()[row.post].field if row.post in staff_posts() else field_of(post)
    kind = ELECTED if row.rank == "elected" else PNS
    return Seat(post=post, kind=kind, field=field, username=row.username, grants=row.grants)


def field_of(post: Post) -> str:
    """Give the field of study that fits who leads a unit."""
    if post.unit.startswith("uptd-"):
        return "guru"
    return "kesehatan" if post.unit.startswith(("pkm-", "dinkes", "rsud")) else "umum"


def filled(unit: str, numbers: Scale) -> bool:
    """Tell whether the post that leads a unit has a holder."""
    if unit in numbers.vacant:
        return False
    return any(fits(unit, pattern) for pattern in numbers.filled)


def fits(unit: str, pattern: str) -> bool:
    """Tell whether a unit is meant by a pattern: a code, "code*" with all below, "*"."""
    return unit.startswith(pattern[:-1]) if pattern.endswith("*") else unit == pattern


def weight_of(office: Office, offices: Sequence[Office], numbers: Scale) -> int:
    """Give a unit's share of the staff: by its code, by a unit above and its kind, or by its kind alone."""
    parents = {other.code: other.parent for other in offices}
    names = [office.code]
    above = office.parent
    while above:
        names.append(f"{above}/@{office.kind}")
        above = parents[above]
    names.append(f"@{office.kind}")
    return next((numbers.staff[name] for name in names if name in numbers.staff), 0)


def spread(number: int, weights: Mapping[Office, int]) -> dict[Office, int]:
    """Share a number out by weights, whole, the largest remainders first."""
    total = sum(weights.values())
    found = {office: number * weight // total for office, weight in weights.items()}
    order = sorted(weights, key=lambda office: (-(number * weights[office] % total), office.code))
    for office in order[: number - sum(found.values())]:
        found[office] += 1
    return found


def kinds_of_service(number: int, numbers: Scale, chance: Random, *, part_time: bool) -> list[str]:
    """Give the kinds of service of so many staff, mixed."""
    found: list[str] = []
    for kind, share in numbers.contract.items():
        found += [kind if part_time or kind != PART_TIME else PPPK] * (number * share // 100)
    found += [PNS] * (number - len(found))
    chance.shuffle(found)
    return found


def staff_seat(office: Office, kind: str, chance: Random) -> Seat:
    """Choose a post of staff in a unit for a kind of service."""
    choices = [post for post in staff_posts().values() if exists(post, office, kind)]
    post = weighted(chance, choices, [choice.weight for choice in choices])
    rank = chance.choice([rank for rank in post.ranks if suits(ranks()[rank], kind)])
    return Seat(post=staff_post(post, rank, office.code), kind=kind, field=post.field)


def exists(post: StaffPost, office: Office, kind: str) -> bool:
    """Tell whether a unit has a post that a kind of service may hold."""
    if kind == PART_TIME and not post.contract:
        return False
    if not any(suits(ranks()[rank], kind) for rank in post.ranks):
        return False
    if "*" in post.where:
        return True
    if office.kind in GENERAL_ONLY:
        return False
    return any(place == f"@{office.kind}" or f"{office.code}-".startswith(f"{place}-") for place in post.where)


def suits(rank: Rank, kind: str) -> bool:
    """Tell whether a kind of service may hold a rank: whoever is new begins at the grade of his schooling."""
    if kind == PNS:
        return True
    return any(entry(education).pns in rank.grades for education in rank.education)
