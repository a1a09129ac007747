"""Who has which plan in a year: pure, for the whole city at once (law/appraisal-2022 §13).

The plan stays on the post one holds; acting for another adds duties, not a plan. A move ends the plan of the old post
and begins that of the new one, a new arrival's plan begins with the service, who leaves has a plan up to the last day.
Months of unpaid leave or suspension are not covered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

Days = tuple[date, date | None]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Somebody in a post from a day on, to a day or without end. `own`: as its holder, not acting for it."""

    employee: int
    assignment: int
    position: int
    unit: int
    head: bool
    own: bool
    first: date
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Part of a year that one plan covers."""

    employee: int
    assignment: int
    position: int
    unit: int
    head: bool
    first: date
    last: date


def spans(posts: Iterable[Post], away: Mapping[int, Sequence[Days]], *, first: date, last: date) -> list[Span]:
    """Give the spans of a year from `first` to `last`, by employee and day; `away` holds days not served."""
    found: list[Span] = []
    for employee, rows in groupby(sorted(posts, key=lambda post: (post.employee, post.first)), lambda p: p.employee):
        held = list(rows)
        own = [post for post in held if post.own] or held
        clipped = [span for post in own if (span := _within(post, first, last))]
        served = [part for span in _joined(clipped) for part in _without(span, away.get(employee, ()))]
        found.extend(served)
    return found


def _within(post: Post, first: date, last: date) -> Span | None:
    """Cut a post to the year; None when it lies outside."""
    start, end = max(post.first, first), min(post.last or last, last)
    if start > end:
        return None
    return Span(
        employee=post.employee, assignment=post.assignment, position=post.position, unit=post.unit, head=post.head,
        first=start, last=end,
    )  # fmt: skip


def _joined(parts: Sequence[Span]) -> Iterator[Span]:
    """Join spans of the same post that follow each other; of two that overlap the later one ends the earlier."""
    waiting: Span | None = None
    for part in parts:
        if waiting and waiting.position == part.position and part.first <= waiting.last + DAY:
            waiting = replace(part, first=waiting.first, last=max(waiting.last, part.last))
            continue
        if waiting and waiting.first < part.first:
            yield replace(waiting, last=min(waiting.last, part.first - DAY))
        waiting = part
    if waiting:
        yield waiting


def _without(span: Span, away: Sequence[Days]) -> Iterator[Span]:
    """Leave out the days somebody did not serve."""
    start = span.first
    for gone, back in sorted(away, key=lambda days: days[0]):
        if gone > span.last or (back is not None and back < start):
            continue
        if gone > start:
            yield replace(span, first=start, last=gone - DAY)
        if back is None or back >= span.last:
            return
        start = back + DAY
    yield replace(span, first=start)
