"""Facts as columns: the days and values of a measure, in an order in which one person or one unit is a slice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import BigIntegerField, Case, DecimalField, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from betang.ledger.measures import Compare, Condition, How, Measure, Whose
from betang.ledger.models import Fact
from betang.people.models import Unit

Ints = npt.NDArray[np.int64]
FEW = 500  # so many people are named in the query; of more, everybody's facts are read
DAYS = 1_000_000  # more than any day's ordinal until the year 2700: one number then orders by group and day


@dataclass(frozen=True, slots=True)
class Series:
    """The facts of a measure, ordered by group and day. `span` gives the first and last place of each group.

    A group is a person, with the person's own place; or a unit, with the places from itself to the last one below it.
    """

    keys: Ints
    days: Ints
    values: Ints
    span: dict[int, tuple[int, int]]

    def part(self, group: int, first: date, last: date) -> tuple[Ints, Ints]:
        """Give the days and values of a group between two days, both included."""
        low, high = self.span.get(group, (0, -1))
        start, stop = self.keys.searchsorted([low * DAYS + first.toordinal(), high * DAYS + last.toordinal() + 1])
        days, values = self.days[start:stop], self.values[start:stop]
        if low == high:
            return days, values
        inside = (days >= first.toordinal()) & (days <= last.toordinal())
        return days[inside], values[inside]


def facts_measured(measure: Measure, *, first: date, last: date) -> QuerySet[Fact]:
    """Select everybody's facts that a measure counts: the last revisions, within days, that meet its conditions."""
    found: QuerySet[Fact] = Fact.objects.counting().filter(kind=measure.kind, day__gte=first, day__lte=last)
    for number, condition in enumerate(measure.conditions):
        found = met(found, condition, number)
    return found.filter(data__has_key=measure.field) if measure.field else found


def met(facts: QuerySet[Fact], condition: Condition, number: int) -> QuerySet[Fact]:
    """Keep the facts that meet a condition."""
    name = f"tested_{number}"
    value, test = tested(condition)
    return facts.alias(**{name: value}).filter(test(name))


def tested(condition: Condition) -> tuple[Any, Any]:
    """Give the expression of a tested value, and a function from its name to the condition."""
    values = list(condition.values)
    text = KeyTextTransform(condition.field, "data")
    if isinstance(values[0], bool):
        # SQLite shows true as 1, PostgreSQL as "true".
        words = ["1", "true"] if values[0] else ["0", "false"]
        return Cast(text, TextField()), lambda name: Q(**{f"{name}__in": words})
    if condition.test in {Compare.AT_MOST, Compare.AT_LEAST}:
        lookup = "lte" if condition.test == Compare.AT_MOST else "gte"
        whole = isinstance(values[0], int)
        number = Cast(text, BigIntegerField() if whole else DecimalField(max_digits=20, decimal_places=6))
        against = values[0] if whole else Decimal(str(values[0]))
        return number, lambda name: Q(**{f"{name}__{lookup}": against})
    return Cast(text, TextField()), lambda name: Q(**{f"{name}__in": [str(value) for value in values]})


def series_read(measure: Measure, *, groups: Collection[int], first: date, last: date) -> Series:
    """Read the facts of a measure for some people or units; one query, and one more for the order of units."""
    facts = facts_measured(measure, first=first, last=last)
    own = measure.whose == Whose.OWN
    span, place = {group: (group, group) for group in groups}, {group: group for group in groups}
    if not own:
        span, place = unit_places(groups)
    by = "subject_id" if own else "unit_id"
    if len(place) <= FEW:
        facts = facts.filter(**{f"{by}__in": list(place)})
    rows = list(value_of(facts, measure).order_by().values_list(by, "day", "measured"))
    return columns(rows, span=span, place=place, scaled=bool(measure.places))


def columns(
    rows: list[tuple[int, date, Any]], *, span: dict[int, tuple[int, int]], place: dict[int, int], scaled: bool
) -> Series:
    """Turn rows of group, day and value into ordered columns."""
    kept = [row for row in rows if row[0] in place] if len(place) > FEW else rows
    places = np.fromiter((place[row[0]] for row in kept), np.int64, len(kept))
    days = np.fromiter((row[1].toordinal() for row in kept), np.int64, len(kept))
    # A decimal is kept with all its places, so that "7.50" without its point is 750 hundredths.
    numbers = (int(row[2].replace(".", "")) for row in kept) if scaled else (row[2] for row in kept)
    values = np.fromiter(numbers, np.int64, len(kept))
    keys = places * DAYS + days
    order = np.argsort(keys, kind="stable")
    return Series(keys[order], days[order], values[order], span)


def value_of(facts: QuerySet[Fact], measure: Measure) -> QuerySet[Fact]:
    """Add the column that is measured: the value, for a share 1 within the limit and else 0, for a count 1."""
    if measure.how == How.SHARE and measure.limit:
        value, test = tested(measure.limit)
        within = Case(When(test("limited"), then=1), default=0, output_field=IntegerField())
        return facts.alias(limited=value).annotate(measured=within)
    if not measure.field:
        return facts.annotate(measured=Value(1))
    text = KeyTextTransform(measure.field, "data")
    return facts.annotate(measured=text if measure.places else Cast(text, BigIntegerField()))


def unit_places(units: Collection[int]) -> tuple[dict[int, tuple[int, int]], dict[int, int]]:
    """Number all units in the order of their paths, in which a unit and all below it are neighbours."""
    paths = sorted(Unit.objects.values_list("path", "id"))
    place = {unit: number for number, (_path, unit) in enumerate(paths)}
    span: dict[int, tuple[int, int]] = {}
    open_above: list[tuple[str, int]] = []
    for number, (path, unit) in enumerate(paths):
        while open_above and not path.startswith(open_above[-1][0]):
            open_above.pop()
        open_above.append((path, unit))
        for _path, above in open_above:
            span[above] = (span.get(above, (number, number))[0], number)
    wanted = {unit: span[unit] for unit in units if unit in span}
    covered = {number for low, high in wanted.values() for number in range(low, high + 1)}
    return wanted, {unit: number for unit, number in place.items() if number in covered}
