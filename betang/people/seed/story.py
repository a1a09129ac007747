"""The draft of a city while its history is drawn: who is in it, who is taken already, and the steps so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from random import Random

from betang.people.seed.catalogue import Scale
from betang.people.seed.offices import Office
from betang.people.seed.persons import Held, People, Person
from betang.people.seed.seats import PNS, Post
from betang.people.seed.steps import Step
from betang.people.seed.timeline import Timeline

#: Who acts in later steps; demo accounts, so that a visitor can sign in as them.
KEEPER = "bkpsdm"
ADMIN = "admin"


@dataclass(slots=True, kw_only=True)
class Story:
    """A city in the making. `busy` are people with a part in it, demo accounts too: nothing else happens to them."""

    times: Timeline
    numbers: Scale
    offices: dict[str, Office]
    posts: dict[str, Post]
    people: dict[str, Person]
    draws: People
    chance: Random
    busy: set[str]
    steps: list[Step] = field(default_factory=list)

    def add(self, *steps: Step) -> None:
        """Add steps."""
        self.steps.extend(steps)

    def put(self, person: Person) -> Person:
        """Add or replace a person."""
        self.people[person.username] = person
        return person

    def began_with(self, person: Person, post: Post) -> Person:
        """Let somebody hold another post when the data was brought in; the present one comes by a later step."""
        first = person.posts[-1].from_date
        return self.put(replace(person, posts=(Held(post=post, from_date=first),)))

    def above(self, unit: str) -> list[str]:
        """Give the codes of the units above one, the nearest first."""
        found = []
        step = self.offices[unit].parent
        while step:
            found.append(step)
            step = self.offices[step].parent
        return found

    def main_of(self, person: Person) -> str:
        """Give the perangkat daerah somebody works in, "" for the city itself."""
        return self.offices[person.post.unit].main if person.post else ""

    def free(self, *tests: Callable[[Person], bool]) -> list[Person]:
        """Give people nothing happens to yet who meet all conditions, in the order they were drawn."""
        return [
            person
            for person in self.people.values()
            if person.username not in self.busy and all(test(person) for test in tests)
        ]

    def pick(self, people: Iterable[Person]) -> Person | None:
        """Choose one and keep the rest of the story away from them; None when there is nobody."""
        listed = list(people)
        if not listed:
            return None
        found = self.chance.choice(listed)
        self.busy.add(found.username)
        return found

    def head_of(self, unit: str) -> Person | None:
        """Give who holds the post that leads a unit at the end of the story."""
        code = self.offices[unit].head_code
        return next((p for p in self.people.values() if p.post and p.post.code == code and p.leaves is None), None)


def leads(person: Person) -> bool:
    """Tell whether somebody holds a post that leads a unit."""
    return person.post is not None and person.post.is_head


def staff(person: Person) -> bool:
    """Tell whether somebody is a civil servant who leads no unit."""
    return person.post is not None and not person.post.is_head and person.kind == PNS


def settled(person: Person) -> bool:
    """Tell whether somebody was there when the data was brought in: in the first January of the story."""
    return (person.joins.month, person.joins.day) == (1, 1)


def in_unit(unit: str) -> Callable[[Person], bool]:
    """Give the condition that somebody works in just this unit."""
    return lambda person: person.post is not None and person.post.unit == unit


def ranked(*ranks: str) -> Callable[[Person], bool]:
    """Give the condition that a post has one of some ranks."""
    return lambda person: person.post is not None and person.post.rank in ranks
