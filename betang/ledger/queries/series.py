"""Facts as columns: the days and values of a measure, in an order in which one person or one unit is a slice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from betang.ledger.measures import Compare, Condition, How, Measure, Whose
from betang.ledger.models import Fact
from betang.ledger.queries.expressions import DayNumber, InData, decimal, text, whole
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
    """Select everybody's facts that a measure counts: those that qualify and have the measured value."""
    found = qualifying(measure, first=first, last=last)
    return found.alias(present=InData(measure.field)).filter(present__isnull=False) if measure.field else found


def qualifying(measure: Measure, *, first: date, last: date) -> QuerySet[Fact]:
    """Select everybody's facts of a kind within days: the last revisions that meet the conditions."""
    return conditioned(Fact.objects.counting(), measure, first=first, last=last)


def conditioned(facts: QuerySet[Fact], measure: Measure, *, first: date, last: date) -> QuerySet[Fact]:
    """Keep the facts of a measure's kind within days that meet its conditions."""
    found = facts.filter(kind=measure.kind, day__gte=first, day__lte=last)
    for number, condition in enumerate(measure.conditions):
        found = met(found, condition, number)
    return found


def met(facts: QuerySet[Fact], condition: Condition, number: int) -> QuerySet[Fact]:
    """Keep the facts that meet a condition."""
    name = f"tested_{number}"
    value, test = tested(condition)
    return facts.alias(**{name: value}).filter(test(name))


def tested(condition: Condition) -> tuple[Any, Any]:
    """Give the expression of a tested value, and a function from its name to the condition."""
    values = list(condition.values)
    if condition.test == Compare.IS_NOT:
        value, is_it = tested(replace(condition, test=Compare.IS))
        return value, lambda name: Q(**{f"{name}__isnull": True}) | ~is_it(name)
    if isinstance(values[0], bool):
        words = ["1", "true"] if values[0] else ["0", "false"]  # SQLite's word and PostgreSQL's
        return text(condition.field), lambda name: Q(**{f"{name}__in": words})
    if condition.test in {Compare.AT_MOST, Compare.AT_LEAST}:
        lookup = "lte" if condition.test == Compare.AT_MOST else "gte"
        if isinstance(values[0], int):
            return whole(condition.field), lambda name: Q(**{f"{name}__{lookup}": values[0]})
        against = Decimal(values[0])
        return decimal(condition.field), lambda name: Q(**{f"{name}__{lookup}": against})
    return text(condition.field), lambda name: Q(**{f"{name}__in": [str(value) for value in values]})


def series_read(measures: Sequence[Measure], *, groups: Collection[int], first: date, last: date) -> list[Series]:
    """Read the facts of measures that differ in the measured value alone (a volume, its quality), for people or units.

    One query, and one more for the order of units.
    """
    one = measures[0]
    own = one.whose == Whose.OWN
    span, place = {group: (group, group) for group in groups}, {group: group for group in groups}
    if not own:
        span, place = unit_places(groups)
    by = "subject_id" if own else "unit_id"
    facts = qualifying(one, first=first, last=last)
    if len(place) <= FEW:
        facts = facts.filter(**{f"{by}__in": list(place)})
    for number, measure in enumerate(measures):
        facts = with_value(facts, measure, f"measured_{number}")
    names = [f"measured_{number}" for number in range(len(measures))]
    rows = fetched(facts.annotate(number=DayNumber()).order_by().values_list(by, "number", *names))
    return [
        columns(rows, number + 2, span=span, place=place, scaled=bool(measure.places))
        for number, measure in enumerate(measures)
    ]


def fetched(facts: Any) -> list[tuple[Any, ...]]:
    """Read all rows at once. They hold whole numbers and texts only, which no database needs converted."""
    try:
        sql, params = facts.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:  # nobody was asked for
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def columns(
    rows: list[tuple[Any, ...]], at: int, *, span: dict[int, tuple[int, int]], place: dict[int, int], scaled: bool
) -> Series:
    """Turn rows of group, day and values into ordered columns; those without the value in column `at` are left out."""
    kept = [row for row in rows if row[at] is not None and row[0] in place]
    places = np.fromiter((place[row[0]] for row in kept), np.int64, len(kept))
    days = np.fromiter((row[1] for row in kept), np.int64, len(kept))
    # A decimal is kept with all its places, so that "7.50" without its point is 750 hundredths.
    numbers = (int(row[at].replace(".", "")) for row in kept) if scaled else (row[at] for row in kept)
    values = np.fromiter(numbers, np.int64, len(kept))
    keys = places * DAYS + days
    order = np.argsort(keys, kind="stable")
    return Series(keys[order], days[order], values[order], span)


def with_value(facts: QuerySet[Fact], measure: Measure, name: str) -> QuerySet[Fact]:
    """Add the column that is measured: the value, for a share 1 within the limit and else 0, for a count 1."""
    if measure.how == How.SHARE and measure.limit:
        value, test = tested(measure.limit)
        absent = When(**{f"{name}_tested__isnull": True}, then=Value(None, output_field=IntegerField()))
        within = Case(absent, When(test(f"{name}_tested"), then=1), default=0, output_field=IntegerField())
        return facts.alias(**{f"{name}_tested": value}).annotate(**{name: within})
    if not measure.field:
        return facts.annotate(**{name: Value(1)})
    return facts.annotate(**{name: text(measure.field) if measure.places else whole(measure.field)})


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
