"""The people of a demo city: one for each seat, and those who have left since its data was brought in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from betang.people.seed import chance as draws
from betang.people.seed.careers import Career, career, retiring
from betang.people.seed.catalogue import Rank, ranks
from betang.people.seed.names import Names, titles
from betang.people.seed.numbers import Numbers
from betang.people.seed.seats import CPNS, ELECTED, PART_TIME, PNS, Post, Seat
from betang.people.seed.timeline import Timeline

#: Posts are known from here on: the structure of the present regulation begins about then (law/city §2).
STRUCTURE_SINCE = date(2020, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post somebody held when the city's data was brought in, or before."""

    post: Post
    from_date: date
    to_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as recorded on the day `joins`, when the row is made; what happens later are steps of their own.

    `post` is the post held at the end of the story (for who `leaves`: until then), `posts` those recorded on joining.
    """

    username: str
    uid: UUID
    kind: str
    sex: str
    name: str
    front: str
    back: str
    education: str
    field: str
    birth: date
    nip: str | None
    nik: str
    phone: str
    email: str
    address: str
    service: date
    joins: date
    grades: tuple[tuple[str, date], ...]
    post: Post | None
    posts: tuple[Held, ...] = ()
    leaves: date | None = None


class People:
    """Draws people; each number and name once."""

    def __init__(self, *, seed: int, times: Timeline, wards: list[str]) -> None:
        self._times = times
        self._chance = draws.stream(seed, "people")
        self._names = Names(draws.stream(seed, "names"))
        self._numbers = Numbers(draws.stream(seed, "numbers"), wards)

    def draw(self, seat: Seat, *, joins: date | None = None) -> Person:
        """Draw somebody for a seat; `joins` is given for who arrives from another agency."""
        times, rank = self._times, ranks()[seat.post.rank if seat.post else "klerek-7"]
        own = self._joins(seat.kind)
        way = career(
            self._chance, rank=rank, kind=seat.kind, day=times.day, opening=times.opening, joins=own or times.opening
        )
        start = joins or (max(own, times.opening) if own else times.opening)
        posts = self._posts(seat.post, way, start=start, fresh=bool(joins or start > times.opening))
        return self._person(seat, way, rank=rank, joins=start, posts=posts)

    def draw_leaving(self, post: Post, *, leaves: date, field: str) -> Person:
        """Draw somebody who holds a post when the data is brought in and retires on a day after."""
        times, rank = self._times, ranks()[post.rank]
        way = retiring(self._chance, rank=rank, leaves=leaves, opening=times.opening)
        since = draws.between(self._chance, STRUCTURE_SINCE, times.opening - timedelta(days=200))
        seat = Seat(post=post, kind=PNS, field=field)
        posts = (Held(post=post, from_date=since),)
        return replace(self._person(seat, way, rank=rank, joins=times.opening, posts=posts), leaves=leaves)

    def _joins(self, kind: str) -> date | None:
        """Give the day on which newcomers of a kind of service begin; None for who was there before."""
        return {CPNS: self._times.newcomers, PART_TIME: self._times.part_time}.get(kind)

    def _posts(self, post: Post | None, way: Career, *, start: date, fresh: bool) -> tuple[Held, ...]:
        if post is None:
            return ()
        first = start if fresh else max(STRUCTURE_SINCE, way.appointed)
        since = first if fresh else draws.between(self._chance, first, start)
        return (Held(post=post, from_date=since),)

    def _person(self, seat: Seat, way: Career, *, rank: Rank, joins: date, posts: tuple[Held, ...]) -> Person:
        sex = "P" if draws.percent(self._chance, rank.women) else "L"
        name = self._names.draw(sex)
        front, back = titles(self._chance, field=seat.field, education=way.education)
        nip = None
        if seat.kind != ELECTED:
            nip = self._numbers.nip(birth=way.birth, appointed=way.appointed, sex=sex, kind=seat.kind)
        return Person(
            username=seat.username or nip or "",
            uid=draws.uid(self._chance),
            kind=seat.kind,
            sex=sex,
            name=name,
            front=front,
            back=back,
            education=way.education,
            field=seat.field,
            birth=way.birth,
            nip=nip,
            nik=self._numbers.nik(birth=way.birth, sex=sex),
            phone=self._numbers.phone(),
            email=self._numbers.email(name),
            address=self._numbers.address(),
            service=way.appointed,
            joins=joins,
            grades=way.grades,
            post=seat.post,
            posts=posts,
        )
