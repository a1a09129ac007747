"""Who is away in the weeks around the day, and who stands in for a head on leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from betang.people.seed import chance as draws
from betang.people.seed.catalogue import table
from betang.people.seed.office_life import unit_keeper
from betang.people.seed.persons import Person
from betang.people.seed.steps import Absences, Appointment, Away
from betang.people.seed.story import KEEPER, Story, in_unit, leads, ranked, settled, staff
from betang.people.seed.timeline import working_day

BEFORE, AFTER = 45, 30  # days around the day for which absences are recorded
SHARE = 24
MOTHERS_UNDER = 43


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of absence: how common, how many days, whether of mothers only."""

    kind: str
    weight: int
    shortest: int
    longest: int
    women: bool


@lru_cache
def kinds() -> tuple[Kind, ...]:
    """Give the kinds of absence of data/absences.csv."""
    return tuple(
        Kind(row["kind"], int(row["weight"]), int(row["shortest"]), int(row["longest"]), row["women"] == "yes")
        for row in table("absences")
    )


def absences(story: Story) -> None:
    """Let people be away, one head on the day itself; recorded by who keeps the files of the unit."""
    rows = stood_in(story)
    taken = {row.person for row in rows}
    for person in story.people.values():
        if person.leaves is None and person.joins <= story.times.before(BEFORE) and person.username not in taken:
            rows += [away(story, person)] if draws.percent(story.chance, SHARE) else []
    mains = {office.main for office in story.offices.values() if office.main}
    keepers = {main: unit_keeper(story, main) for main in sorted(mains)}
    by_actor: dict[str, list[Away]] = {}
    for row in rows:
        keeper = keepers.get(story.main_of(story.people[row.person]))
        actor = keeper.username if keeper and keeper.username != row.person else KEEPER
        by_actor.setdefault(actor, []).append(row)
    for actor, found in by_actor.items():
        story.add(Absences(day=story.times.before(1), actor=actor, rows=tuple(found)))


def away(story: Story, person: Person) -> Away:
    """Draw one absence that begins on a working day."""
    mother = person.sex == "P" and story.times.day.year - person.birth.year < MOTHERS_UNDER
    choices = [kind for kind in kinds() if mother or not kind.women]
    kind = draws.weighted(story.chance, choices, [choice.weight for choice in choices])
    first = working_day(draws.between(story.chance, story.times.before(BEFORE), story.times.before(-AFTER)))
    days = story.chance.randint(kind.shortest, kind.longest)
    return Away(person=person.username, kind=kind.kind, from_date=first, to_date=first + timedelta(days=days - 1))


def stood_in(story: Story) -> list[Away]:
    """Let a head be on leave over the day, and somebody of the unit stand in (Plh)."""
    manned = {person.post.unit for person in story.free(staff, settled) if person.post}
    heads = story.free(
        leads, ranked("adm-3b", "pws-4a"), lambda head: head.post is not None and head.post.unit in manned
    )
    head = story.pick(heads)
    if head is None or head.post is None:
        return []
    person = story.pick(story.free(staff, settled, in_unit(head.post.unit)))
    first, last = working_day(story.times.before(3)), story.times.before(-4)
    if person:
        reason = "Kepala unit sedang cuti"
        story.add(
            Appointment(
                day=first, actor=KEEPER, person=person.username, post=head.post.code, kind="plh", to_date=last,
                reason=reason,
            )
        )  # fmt: skip
    return [Away(person=head.username, kind="cuti_tahunan", from_date=first, to_date=last)]
