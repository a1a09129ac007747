"""What is published of the survey: one set of figures a quarter, from which no small group can be reckoned back. Pure.

A quarter is published once, when its last invitation is over; the figures of a running one would give away the answer
of whoever came last. Services with fewer answers than the least are shown together; while these together are still too
few, the smallest shown service joins them, since otherwise the whole minus the shown ones would be theirs. There is no
figure of one service over a year: it minus three quarters would be the fourth.

Whoever types in paper forms knows what stood in them. So the answers by link within any group that is shown must be
enough by themselves, or none: else the group minus the sheets would be theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from betang.regulation.parameters import InForce, book
from betang.regulation.skm.index import KATEGORI, Satisfaction, rounded, satisfaction, to_places
from betang.regulation.skm.integrity import INTEGRITAS
from betang.regulation.skm.sample import sample_size
from betang.regulation.text import Text

PLACES = 2
PAPER = "kertas"
Answer = tuple[str, str, tuple[int | None, ...]]
"""A service, the channel, and the scores in the order of the form."""


def days_open(day: date) -> int:
    """Return for how many days after its end a request's survey may be answered."""
    found: int = book().on(day)[INTEGRITAS].value["masa_isi_hari"]
    return found


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return (self.first + timedelta(days=92)).replace(day=1) - timedelta(days=1)

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def before(self) -> Quarter:
        """The quarter before."""
        return Quarter.of(self.first - timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Published figures of a group: means by element, index with quality, interval, index without U4, and the lowest.

    `service` is "" for several together. `paper` of those who answered did so on a sheet, without an invitation.
    """

    service: str
    answered: int
    paper: int
    invited: int
    means: tuple[tuple[str, Decimal | None], ...]
    index: Decimal | None
    quality: str
    performance: Text | None
    without: Decimal | None
    low: Decimal | None
    high: Decimal | None
    lowest: str

    @property
    def rate(self) -> Decimal | None:
        """The share of those invited who answered by their link; None when nobody was."""
        return Decimal(self.answered - self.paper) / self.invited if self.invited else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a quarter shows: the office, services large enough, and the others together.

    `channels` counts answers by channel; `split` are the figures by link and on paper, where both are enough.
    """

    quarter: Quarter
    office: Figures | None
    services: tuple[Figures, ...]
    together: Figures | None
    sample: int | None
    channels: tuple[tuple[str, int], ...] = ()
    split: tuple[Figures, ...] = ()


def safe(count: int, paper: int, least: int) -> bool:
    """Tell whether a group may be shown: enough answers, and those by link enough by themselves or none."""
    return count >= least and (count == paper or count - paper >= least)


def grouped(
    counts: Mapping[str, int], least: int, paper: Mapping[str, int] | None = None
) -> tuple[list[str], list[str]]:
    """Part services into those shown and those shown together; none is shown where all together are too few."""
    sheets = paper or {}
    shown = [service for service, count in counts.items() if safe(count, sheets.get(service, 0), least)]
    hidden = [service for service, count in counts.items() if count and service not in shown]
    while hidden and shown and not safe(summed(counts, hidden), summed(sheets, hidden), least):
        smallest = min(shown, key=lambda service: (counts[service], service))
        shown.remove(smallest)
        hidden.append(smallest)
    return sorted(shown), sorted(hidden)


def summed(counts: Mapping[str, int], services: Sequence[str]) -> int:
    """Count over some services."""
    return sum(counts.get(service, 0) for service in services)


def published(
    quarter: Quarter, answers: Sequence[Answer], invited: Mapping[str, int], before: int, law: InForce
) -> Published:
    """Publish a quarter; `invited` by service, `before` counts the recipients of the quarter before."""
    least = law[INTEGRITAS].value["responden_min"]
    counts = Counter(service for service, _channel, _scores in answers)
    sheets = Counter(service for service, channel, _scores in answers if channel == PAPER)
    shown, hidden = grouped(counts, least, sheets)
    sample = int(sample_size(population=np.array([before]), law=law).chosen[0]) if before else None
    if not safe(len(answers), sheets.total(), least):
        return Published(quarter=quarter, office=None, services=(), together=None, sample=sample)
    place = {service: number for number, service in enumerate(shown)} | dict.fromkeys(hidden, len(shown))
    groups = len(shown) + bool(hidden)
    found = _satisfaction(answers, [place[service] for service, _channel, _scores in answers], groups, law)
    rest = sum(count for service, count in invited.items() if service not in shown)
    rest_sheets = sum(count for service, count in sheets.items() if service not in shown)
    rows = [
        _figures(found, at, service, invited.get(service, 0), sheets[service], law) for at, service in enumerate(shown)
    ]
    return Published(
        quarter=quarter,
        office=whole(answers, sum(invited.values()), law),
        services=tuple(rows),
        together=_figures(found, len(shown), "", rest, rest_sheets, law) if hidden and shown else None,
        sample=sample,
        channels=tuple(sorted(Counter(channel for _service, channel, _scores in answers).items())),
        split=split(answers, sum(invited.values()), law) if least <= sheets.total() < len(answers) else (),
    )


def split(answers: Sequence[Answer], invited: int, law: InForce) -> tuple[Figures, Figures]:
    """Return the figures of answers by link and of those on paper."""
    linked = [each for each in answers if each[1] != PAPER]
    return whole(linked, invited, law), whole([each for each in answers if each[1] == PAPER], 0, law)


def whole(answers: Sequence[Answer], invited: int, law: InForce) -> Figures:
    """Return the figures of all answers together."""
    sheets = sum(channel == PAPER for _service, channel, _scores in answers)
    return _figures(_satisfaction(answers, [0] * len(answers), 1, law), 0, "", invited, sheets, law)


def _satisfaction(answers: Sequence[Answer], group: Sequence[int], groups: int, law: InForce) -> Satisfaction:
    scores = np.array([[score or 0 for score in row] for _service, _channel, row in answers], dtype=np.int8)
    return satisfaction(scores=scores, law=law, group=np.array(group), groups=groups)


def _figures(found: Satisfaction, at: int, service: str, invited: int, paper: int, law: InForce) -> Figures:
    band = law[KATEGORI].value[found.category[at]] if found.category[at] >= 0 else None
    span = found.intervals[at]
    means = [to_places(mean, PLACES).at(at) for mean in found.nrr]
    return Figures(
        service=service,
        answered=int(found.respondents[at]),
        paper=paper,
        invited=invited,
        means=tuple((code, _decimal(mean)) for code, mean in zip(found.elements, means, strict=True)),
        index=_decimal(found.shown.at(at)),
        quality=band["mutu"] if band else "",
        performance=Text(band["kinerja"], band["english"]) if band else None,
        without=_decimal(rounded(found.without, law).at(at)),
        low=span.low if span else None,
        high=span.high if span else None,
        lowest=found.elements[found.lowest[at]] if found.lowest[at] >= 0 else "",
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text).quantize(Decimal(1).scaleb(-PLACES))
