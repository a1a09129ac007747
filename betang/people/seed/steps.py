"""What happens in a demo city, step by step; each is written on its day, in the order of `RANK`.

People are named by their user name. Steps for which there is an action are carried out by it (`writing.single`); those
with many rows by bulk statements that come out the same (`writing.bulk`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from betang.people.seed.offices import Office
from betang.people.seed.persons import Person
from betang.people.seed.seats import Post

SYSTEM = ""  # no account: what was done when Betang was set up


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that happens on a day, done by an account."""

    day: date
    actor: str = SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation(Step):
    """Units and posts are brought in, and accounts (name, subject) of people outside the city's service."""

    offices: tuple[Office, ...]
    posts: tuple[Post, ...]
    outsiders: tuple[tuple[str, UUID], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining(Step):
    """People are recorded with account, status, grade and posts."""

    people: tuple[Person, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming(Step):
    """A unit gets another name."""

    unit: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange(Step):
    """Somebody leaves, or is away for long."""

    person: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(Step):
    """An acting post ends the day before."""

    person: str
    post: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Step):
    """Somebody gets a post: as holder, acting (plt) or standing in (plh)."""

    person: str
    post: str
    kind: str = "definitif"
    to_date: date | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh(Step):
    """Lines of reporting are brought in step with the structure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSet(Step):
    """A superior is set by hand."""

    person: str
    superior: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Granting(Step):
    """An account gets a right, for a unit or the whole city ("")."""

    account: str
    role: str
    unit: str = ""
    to_date: date | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPlan:
    """A team with its members, the leader first."""

    unit: str
    name: str
    purpose: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsFormed(Step):
    """Teams are formed."""

    teams: tuple[TeamPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLeft(Step):
    """Somebody leaves a team after the day."""

    team: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotions(Step):
    """People rise in grade: (user name, grade)."""

    grades: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Step):
    """What is recorded of a person is corrected: (field, value) pairs."""

    person: str
    changes: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCorrection(Step):
    """The first day of somebody's present post is corrected."""

    person: str
    from_date: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Somebody is away for some days."""

    person: str
    kind: str
    from_date: date
    to_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Absences(Step):
    """Absences are recorded."""

    rows: tuple[Away, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesImported(Step):
    """Superiors come from a file, wrong ones too: (user name, superior's user name)."""

    lines: tuple[tuple[str, str], ...]
    reason: str


RANK: tuple[type[Step], ...] = (
    Foundation,
    Joining,
    Renaming,
    StatusChange,
    Ending,
    Appointment,
    Refresh,
    LineSet,
    Granting,
    TeamsFormed,
    TeamLeft,
    Promotions,
    Correction,
    PostCorrection,
    Absences,
    LinesImported,
)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Sort steps by day, those of one day by kind; steps of one kind keep their order."""
    return tuple(sorted(steps, key=lambda step: (step.day, RANK.index(type(step)))))
