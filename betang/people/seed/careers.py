"""How somebody came to a rank: schooling, day of birth, appointment, grades, so that all of it agrees with a NIP.

A grade lasts four years as a rule, and rises on the first of April or October (general knowledge; PP 11/2017).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from betang.people.seed.catalogue import Rank, entry
from betang.people.seed.seats import CPNS, PART_TIME, PNS, PPPK

STEP_YEARS = 4
RISES = (4, 10)
GRADES = tuple(
    f"{group}/{letter}" for group in ("I", "II", "III", "IV") for letter in "abcde"[: 5 if group == "IV" else 4]
)
#: The city's part-time PPPK were inducted on this day (law/city §1).
PART_TIME_SINCE = date(2025, 12, 8)
FIRST_PPPK = 2021
SPAN_OF_AGES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """Somebody's way: `grades` are (grade, first day), the oldest first; only what the city's data knows."""

    birth: date
    education: str
    appointed: date
    grades: tuple[tuple[str, date], ...]


def career(chance: Random, *, rank: Rank, kind: str, day: date, opening: date, joins: date) -> Career:
    """Draw the way to a rank that somebody holds on a day; `joins` is when newcomers of this kind of service begin."""
    if kind == PNS:
        return civil_servant(chance, rank=rank, day=day, opening=opening)
    fitting = [education for education in rank.education if entry(education).pns in rank.grades] or list(rank.education)
    education = chance.choice(fitting)
    if kind == CPNS:
        return newcomer(chance, education=education, grade=entry(education).pns, appointed=joins)
    if kind in {PPPK, PART_TIME}:
        year = chance.randint(FIRST_PPPK, max(FIRST_PPPK, opening.year - 1))
        appointed = joins if kind == PART_TIME else date(year, chance.randint(1, 12), 1)
        return newcomer(chance, education=education, grade=entry(education).contract, appointed=appointed, spread=22)
    return elected(chance, education=education, day=day, opening=opening)


def civil_servant(chance: Random, *, rank: Rank, day: date, opening: date) -> Career:
    """Draw a civil servant: the grade decides how long ago service began, that the age."""
    education, grade = chance.choice(rank.education), chance.choice(rank.grades)
    first = GRADES.index(entry(education).pns)
    steps = max(0, GRADES.index(grade) - first)
    if steps == 0:
        since = first_of_month(chance, opening.year - 3, opening.year - 1)
        return newcomer(chance, education=education, grade=entry(education).pns, appointed=since)
    since = last_rise(chance, day)
    appointed = since.replace(year=since.year - STEP_YEARS * steps)
    rises = [(grade, since)]
    if since > opening:
        before = since.replace(year=since.year - STEP_YEARS)
        rises.insert(0, (GRADES[GRADES.index(grade) - 1], before))
    years = day.year - appointed.year
    oldest = min(entry(education).age + SPAN_OF_AGES, rank.age - 2 - years)
    age = chance.randint(entry(education).age, max(entry(education).age, oldest))
    return Career(
        birth=birthday(chance, appointed.year - age), education=education, appointed=appointed, grades=tuple(rises)
    )


def retiring(chance: Random, *, rank: Rank, leaves: date, opening: date) -> Career:
    """Draw somebody who reaches the age of retirement in the month before a first of a month."""
    education = chance.choice(rank.education)
    month = leaves.month - 1 or 12
    birth = date(leaves.year - rank.age - (month == 12), month, chance.randint(1, 28))
    appointed = date(birth.year + entry(education).age + chance.randint(1, 6), 3, 1)
    most = GRADES.index(entry(education).pns) + (opening.year - 2 - appointed.year) // STEP_YEARS
    grade = next((grade for grade in reversed(rank.grades) if GRADES.index(grade) <= most), rank.grades[0])
    since = date(opening.year - chance.randint(1, 3), chance.choice(RISES), 1)
    return Career(birth=birth, education=education, appointed=appointed, grades=((grade, since),))


def newcomer(chance: Random, *, education: str, grade: str, appointed: date, spread: int = SPAN_OF_AGES) -> Career:
    """Draw somebody who is still in the grade of entry."""
    age = entry(education).age + chance.randint(0, spread)
    return Career(
        birth=birthday(chance, appointed.year - age),
        education=education,
        appointed=appointed,
        grades=((grade, appointed),),
    )


def elected(chance: Random, *, education: str, day: date, opening: date) -> Career:
    """Draw somebody in an elected office, no civil servant and so without a grade, in office since before the data."""
    since = date(opening.year - 1, 1, 2)
    birth = birthday(chance, day.year - chance.randint(42, 58))
    return Career(birth=birth, education=education, appointed=since, grades=())


def birthday(chance: Random, year: int) -> date:
    """Draw a day of birth in a year, on one of the days that every month has."""
    return date(year, chance.randint(1, 12), chance.randint(1, 28))


def first_of_month(chance: Random, first: int, last: int) -> date:
    """Draw the first of a month of some years."""
    return date(chance.randint(first, last), chance.randint(1, 12), 1)


def last_rise(chance: Random, day: date) -> date:
    """Draw the first of April or October since when somebody is in the present grade, within four years of a day."""
    rises = [date(day.year - back, month, 1) for back in range(STEP_YEARS + 1) for month in RISES]
    recent = [rise for rise in rises if rise.replace(year=rise.year + STEP_YEARS) > day and (day - rise).days > 30]
    return chance.choice(sorted(recent))
