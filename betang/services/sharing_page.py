"""How load and proposal stand on the page of the heads: each officer's work, each request with the reason why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.services import flow
from betang.services.office import Led
from betang.services.queries.load import Open, loads, minutes_of, open_requests, paused, to_share, to_watch
from betang.services.queries.skills import competences_on
from betang.services.queries.staff import Member, staff_of
from betang.services.reading import packaged
from betang.services.settled import returns_told
from betang.services.sharing import Given, Load, Work, share
from betang.ui import formats

AT_ONCE = 60
WATCHED = 30


@dataclass(frozen=True, slots=True)
class Busy:
    """One officer: what they work on, what waits for others, what they finished this week."""

    member: Member
    load: Load
    time: str
    paused: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A request with who holds it, who would take it and why, and who else could."""

    row: Open
    service: str
    state: str
    holder: str
    given: Given
    why: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Watched:
    """A request past its limit or returned again."""

    row: Open
    service: str
    state: str
    holder: str
    late: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Page:
    """All of it; `more` requests are to be shared out beside those shown."""

    busy: list[Busy]
    offers: list[Offer]
    more: int
    watched: list[Watched]
    unwatched: int


def sharing_page(viewer: Viewer, led: Led, language: str, now: datetime) -> Page:
    """Put the page together; six queries, whatever is stored."""
    staff, rows, skills = staff_of(viewer, led.units), open_requests(), competences_on(viewer.today)
    minutes, people = minutes_of(viewer.today), {each.employee.pk: each for each in staff}
    taking = [each for each in staff if each.takes]
    held, waits = loads(rows, minutes), paused(rows)
    absent = {each.employee.pk for each in staff if each.away}
    shared = to_share(rows, absent, {*people} if led.whole else None)
    here = [each.employee.pk for each in taking if not each.away]
    works = [
        Work(row.pk, minutes[row.service], skills.able(row.service) or frozenset(here)) for row in shared[:AT_ONCE]
    ]
    given = share(works, here, held)
    watched = to_watch(rows, returns_told(now), now)
    names = {code: each.name.text(language) for code, each in packaged().items()}
    words = Words(people, names, {code: each.name.text(language) for code, each in states(now).items()})
    return Page(
        busy=[busy(each, held, waits) for each in taking],
        offers=[offer(row, one, work, here, words) for row, one, work in zip(shared, given, works, strict=False)],
        more=max(len(shared) - AT_ONCE, 0),
        watched=[watch(row, returns_told(now), now, words) for row in watched[:WATCHED]],
        unwatched=max(len(watched) - WATCHED, 0),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The names of officers, services and states."""

    people: Mapping[int, Member]
    services: Mapping[str, str]
    states: Mapping[str, str]

    def holder(self, row: Open) -> str:
        """Name who holds a request."""
        if row.officer is None:
            return _("belum ada")
        member = self.people.get(row.officer)
        if member is None:
            return _("petugas di luar unit Anda")
        return f"{member.employee.full_name} ({_('tidak hadir')})" if member.away else member.employee.full_name


def states(now: datetime) -> dict[str, flow.State]:
    """Give the states in force."""
    return flow.flow_on(timezone.localdate(now)).states


def busy(member: Member, held: Mapping[int, Load], waits: Mapping[int, int]) -> Busy:
    """Give the load of one officer."""
    load = held.get(member.employee.pk, Load())
    return Busy(member, load, time_of(load.minutes), waits.get(member.employee.pk, 0))


def time_of(minutes: int) -> str:
    """Write working minutes shortly."""
    return formats.duration(minutes, day_minutes=10**9, short=True, language=get_language() or "id")


def offer(row: Open, given: Given, work: Work, here: Sequence[int], words: Words) -> Offer:
    """Give a request with its proposal."""
    able = [each for each in here if each in work.able]
    options = [
        (f"{row.revision}:{each}", words.people[each].employee.full_name, each == given.to)
        for each in able
        if each != row.officer
    ]
    return Offer(
        row, words.services.get(row.service, row.service), words.states[row.state], words.holder(row), given,
        why(given), options,
    )  # fmt: skip


def why(given: Given) -> str:
    """Say why a request would go where it goes."""
    if given.to is None:
        return _("Tidak ada petugas cakap yang hadir. Catat keahlian petugas lain, atau tunggu sampai ada yang hadir.")
    if given.among == 1:
        return _("Satu-satunya petugas cakap yang hadir.")
    return _("Beban paling ringan dari %(among)d petugas cakap yang hadir: %(count)d permohonan, %(time)s.") % {
        "among": given.among, "count": given.load.count, "time": time_of(given.load.minutes),
    }  # fmt: skip


def watch(row: Open, again: int, now: datetime, words: Words) -> Watched:
    """Give a request that the head should look at."""
    late = row.due is not None and row.due < now
    service = words.services.get(row.service, row.service)
    return Watched(row, service, words.states[row.state], words.holder(row), late, row.returns >= again)
