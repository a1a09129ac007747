"""Working out measures, for one person on a page as for everybody at night: one query a series, whoever asks.

Values are whole numbers (decimals in units of their last place), so sums, means and shares are exact; they are rounded
half up to four places at the very end. Facts behind a number come from the same condition as the number.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet

from betang.ledger.measures import How, Measure, Whose, quality_of
from betang.ledger.models import Fact
from betang.ledger.queries.series import Series, conditioned, facts_measured, series_read
from betang.people.models import Unit

Ints = npt.NDArray[np.int64]
SMALL = 5  # a mean, median or share of fewer facts is flagged
SPIKE_FACTS = 10  # with fewer facts an even spread cannot be told from an uneven one
SPIKE_TIMES = 4  # the last tenth of the days holds four times its part, or more
PLACES = 4
Ratio = tuple[int, int]  # an exact number: over, under


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked: a measure for a person (and the unit they work in) over days, both ends included."""

    measure: Measure
    subject: int
    unit: int | None
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The answer: the number, of how many facts; flags that are shown beside it and hide nothing.

    `value` None: there is nothing to measure. `quality` is the number of the pair, of `quality_facts` facts.
    """

    value: Decimal | None
    facts: int
    small: bool = False
    spike: bool = False
    quality: Decimal | None = None
    quality_facts: int = 0


NOTHING = Measured(value=None, facts=0)


def measured(asks: Sequence[Ask]) -> list[Measured]:
    """Answer many asks at once, in their order: a query for each different measure, two where units are measured."""
    by_measure: dict[Measure, list[int]] = {}
    for index, ask in enumerate(asks):
        by_measure.setdefault(ask.measure, []).append(index)
    found = [NOTHING] * len(asks)
    for measure, indexes in by_measure.items():
        for index, answer in zip(indexes, _of_measure(measure, [asks[i] for i in indexes]), strict=True):
            found[index] = answer
    return found


def preview(ask: Ask) -> Measured:
    """Answer one ask, for a form that is being filled in."""
    return measured([ask])[0]


def facts_of(measure: Measure, *, subject: int, unit: int | None, first: date, last: date) -> QuerySet[Fact]:
    """List the very facts behind a number, the latest first."""
    found = facts_measured(measure, first=first, last=last)
    if measure.whose == Whose.OWN:
        found = found.filter(subject=subject)
    else:
        path = Unit.objects.filter(pk=unit or 0).values_list("path", flat=True).first()
        found = found.filter(unit__path__startswith=path) if path else found.none()
    return found.select_related("subject", "unit", "source", "replaces").order_by("-day", "-id")


def facts_then(ask: Ask, *, path: str) -> QuerySet[Fact]:
    """Select what a measure asked for at any time, also facts that were replaced since; `path` is that of its unit."""
    found = conditioned(Fact.objects.all(), ask.measure, first=ask.first, last=ask.last)
    if ask.measure.whose == Whose.OWN:
        return found.filter(subject=ask.subject)
    return found.filter(unit__path__startswith=path)


def _of_measure(measure: Measure, asks: Sequence[Ask]) -> Iterable[Measured]:
    """Answer asks of one measure; who asks the same (a unit's number, for all its people) gets the same answer."""
    own, pair = measure.whose == Whose.OWN, quality_of(measure)
    groups = {ask.subject if own else ask.unit for ask in asks}
    first, last = min(ask.first for ask in asks), max(ask.last for ask in asks)
    measures = [measure, pair] if pair else [measure]
    series = series_read(measures, groups={one for one in groups if one is not None}, first=first, last=last)
    known: dict[tuple[int | None, date, date], Measured] = {}
    for ask in asks:
        key = (ask.subject if own else ask.unit, ask.first, ask.last)
        if key not in known:
            known[key] = _one(measure, series[0], *key)
            if pair:
                quality = _one(pair, series[1], *key)
                known[key] = replace(known[key], quality=quality.value, quality_facts=quality.facts)
        yield known[key]


def _one(measure: Measure, series: Series, group: int | None, first: date, last: date) -> Measured:
    days, values = series.part(group, first, last) if group is not None else (series.days[:0], series.values[:0])
    count, scale = int(days.size), 10**measure.places
    value = FORMULAS[measure.how](values, measure) if count or measure.how in {How.COUNT, How.SUM} else None
    return Measured(
        value=None if value is None else rounded((value[0], value[1] * scale)),
        facts=count,
        small=count < SMALL and measure.how not in {How.COUNT, How.SUM},
        spike=spiked(days, first, last),
    )


def spiked(days: Ints, first: date, last: date) -> bool:
    """Say whether facts pile up at the end: the last tenth of the days holds four times its part, or more."""
    length = last.toordinal() - first.toordinal() + 1
    if days.size < SPIKE_FACTS or length < SPIKE_FACTS:
        return False
    tail = -(-length // 10)
    late = int(np.count_nonzero(days > last.toordinal() - tail))
    return late * length >= SPIKE_TIMES * tail * int(days.size)


def rounded(value: Ratio) -> Decimal:
    """Round an exact number half up (away from nought) to four places."""
    over, under = value
    places, rest = divmod(abs(over) * 10**PLACES, under)
    places += 2 * rest >= under
    return Decimal(-places if over < 0 else places).scaleb(-PLACES)


def total(values: Ints) -> int:
    """Sum whole numbers, in Python's own when 64 bits might not hold them."""
    if values.size and int(np.abs(values).max()) > 2**62 // values.size:
        return sum(values.tolist())
    return int(values.sum())


def count_of(values: Ints, measure: Measure) -> Ratio:
    """Count facts."""
    return int(values.size), 1


def sum_of(values: Ints, measure: Measure) -> Ratio:
    """Add the values up."""
    return total(values), 1


def mean_of(values: Ints, measure: Measure) -> Ratio:
    """Give the mean."""
    return total(values), int(values.size)


def median_of(values: Ints, measure: Measure) -> Ratio:
    """Give the middle value, or the mean of the two in the middle."""
    ordered, half = np.sort(values), values.size // 2
    return int(ordered[half - (values.size % 2 == 0)]) + int(ordered[half]), 2


def percentile_of(values: Ints, measure: Measure) -> Ratio:
    """Give the nearest-rank percentile: the smallest value that at least so many per cent do not exceed."""
    rank = -(-int(values.size) * (measure.percentile or 0) // 100)
    return int(np.sort(values)[max(rank, 1) - 1]), 1


def share_of(values: Ints, measure: Measure) -> Ratio:
    """Give the share of facts within the limit, in per cent; a series of a share holds 1 and 0."""
    return 100 * total(values), int(values.size)


FORMULAS: dict[How, Callable[[Ints, Measure], Ratio]] = {
    How.COUNT: count_of,
    How.SUM: sum_of,
    How.MEAN: mean_of,
    How.MEDIAN: median_of,
    How.PERCENTILE: percentile_of,
    How.SHARE: share_of,
}
