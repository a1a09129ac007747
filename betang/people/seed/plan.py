"""The whole demo city, drawn without a database: units, posts, people, and what happened until the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from betang.people.seed import away, changes, office_life, wrong
from betang.people.seed.catalogue import Size, scale, single_seats
from betang.people.seed.chance import stream, uid
from betang.people.seed.offices import Office, offices
from betang.people.seed.persons import People, Person
from betang.people.seed.seats import PNS, Seat, posts_leading, seats
from betang.people.seed.steps import Foundation, Joining, Step, in_order
from betang.people.seed.story import Story
from betang.people.seed.timeline import Timeline, timeline

BROUGHT_IN = "Data awal kota contoh"
CAME = {"cpns": "Pengangkatan CPNS", "pppk_pw": "Pelantikan PPPK paruh waktu", PNS: "Pindah dari instansi lain"}
LATE_DAYS = 6  # before the day: so recently that nobody has put the superior right


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A drawn city. `wrong` names, for each problem of the reconcile screen, the people who have it on purpose."""

    size: Size
    seed: int
    times: Timeline
    people: Mapping[str, Person]
    steps: tuple[Step, ...]
    wrong: Mapping[str, tuple[str, ...]]


def drawn(*, size: Size, seed: int, day: date) -> City:
    """Draw a city: the same for the same size, seed and day. ValueError for a day it cannot stand on."""
    times, places = timeline(day), offices(size)
    story = Story(
        times=times,
        numbers=scale(size),
        offices={office.code: office for office in places},
        posts={},
        people={},
        draws=People(seed=seed, times=times, wards=[o.name for o in places if o.kind == "kelurahan"]),
        chance=stream(seed, "story"),
        busy={row.username for row in single_seats() if row.username},
    )
    populate(story, size, seed=seed)
    for part in (
        changes.rounds, changes.vacancies, changes.retirements, changes.transfers, changes.studies,
        changes.earlier_posts, changes.renaming, office_life.lines_by_hand,
    ):  # fmt: skip
        part(story)
    office_life.grants(story, size)
    office_life.teams(story, size)
    office_life.corrections(story)
    office_life.promotions(story)
    away.absences(story)
    problems = wrong.wrong_lines(story)
    changes.refreshes(story)
    story.add(founding(story, places), *arrivals(story))
    return City(size=size, seed=seed, times=times, people=story.people, steps=in_order(story.steps), wrong=problems)


def populate(story: Story, size: Size, *, seed: int) -> None:
    """Draw somebody for every seat; the last ones of the staff, and who has no post yet, arrived only days ago."""
    late = max(1, story.numbers.rounds // 2)
    unplaced = max(1, story.numbers.rounds // 3)
    places = tuple(story.offices.values())
    found = seats(size, seed=seed, offices=places, part_time=story.times.part_time is not None, unplaced=unplaced)
    story.posts.update({post.code: post for post in posts_leading(places)})
    story.posts.update({seat.post.code: seat.post for seat in found if seat.post and seat.post.code not in story.posts})
    movable = [index for index, seat in enumerate(found) if is_late(seat)]
    arriving = set(story.chance.sample(movable, min(late, len(movable))))
    for index, seat in enumerate(found):
        joins = story.times.before(LATE_DAYS) if index in arriving or seat.post is None else None
        person = story.put(story.draws.draw(named(seat, story), joins=joins))
        if joins:
            story.busy.add(person.username)


def is_late(seat: Seat) -> bool:
    """Tell whether who takes a seat may have come from another agency just now."""
    return seat.kind == PNS and seat.post is not None and not seat.post.is_head and not seat.username


def named(seat: Seat, story: Story) -> Seat:
    """Give a seat with its post as the city has it: a single seat that leads a unit does not know the post's name."""
    if seat.post is None:
        return seat
    return Seat(
        post=story.posts[seat.post.code], kind=seat.kind, field=seat.field, username=seat.username, grants=seat.grants
    )


def founding(story: Story, places: tuple[Office, ...]) -> Foundation:
    """Bring in units and posts, with the names units had then, level by level."""
    known = [story.offices[office.code] for office in places]
    return Foundation(
        day=story.times.opening,
        offices=tuple(sorted(known, key=lambda office: len(story.above(office.code)))),
        posts=tuple(story.posts.values()),
        outsiders=tuple((row.username, uid(story.chance)) for row in single_seats() if not row.unit),
    )


def arrivals(story: Story) -> list[Joining]:
    """Record people on the days they come, those of one day and kind together."""
    groups: dict[tuple[date, str], list[Person]] = {}
    for person in story.people.values():
        reason = BROUGHT_IN if person.joins == story.times.opening else CAME[person.kind]
        groups.setdefault((person.joins, reason), []).append(person)
    return [Joining(day=day, people=tuple(people), reason=reason) for (day, reason), people in groups.items()]
