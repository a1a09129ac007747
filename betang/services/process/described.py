"""The result of `betang process` as an object: counts, hours by the wall clock, working minutes by the calendar."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.calendar.zone import MINUTE
from betang.regulation.exact import decimal_of
from betang.services.process.clock import working_clock
from betang.services.process.follows import Pairs, follows, handovers
from betang.services.process.log import EventLog, Names
from betang.services.process.overview import overview, throughput
from betang.services.process.spread import Spreads
from betang.services.process.variants import variants

HOUR = 60 * MINUTE
PLACES = 10


def described(log: EventLog, calendar: WorkCalendar | None) -> dict[str, Any]:
    """Return the figures of a log; `working_minutes` only with a calendar."""
    seen, ways = overview(log), variants(log)
    result: dict[str, Any] = {
        "cases": seen.cases,
        "events": seen.events,
        "activities": seen.activities,
        "variants": ways.n,
        "start": dict(seen.start),
        "end": dict(seen.end),
        "case_hours": _spread(throughput(log), HOUR),
    }
    if calendar is not None:
        result["working_minutes"] = _spread(throughput(log, working_clock(log, calendar)), MINUTE)
    result["follows"] = _follows(log)
    result["resources"] = seen.resources
    result["handovers"] = [] if log.resource is None else _pairs(handovers(log), log.resource)
    result["top_variants"] = [{"activities": list(activities), "n": n} for activities, n in ways.top]
    return result


def _spread(times: Spreads, unit: int) -> dict[str, Decimal]:
    figures = {"mean": times.mean, "median": times.median, "p90": times.p90, "max": times.max}
    return {name: _in(float(column[0]), unit) for name, column in figures.items()}


def _follows(log: EventLog) -> list[dict[str, Any]]:
    found = follows(log)
    times = found.times
    assert times is not None  # noqa: S101 - follows always measures
    medians, means = times.median.tolist(), times.mean.tolist()
    return [
        entry | {"median_hours": _in(medians[place], HOUR), "mean_hours": _in(means[place], HOUR)}
        for place, entry in enumerate(_pairs(found, log.activity))
    ]


def _pairs(found: Pairs, who: Names) -> list[dict[str, Any]]:
    columns = (found.first.tolist(), found.second.tolist(), found.n.tolist())
    return [{"from": who.names[a], "to": who.names[b], "n": n} for a, b, n in zip(*columns, strict=True)]


def _in(micros: float, unit: int) -> Decimal:
    """Write a duration in a unit, half up to 10 places."""
    return decimal_of(Fraction(micros) / unit, PLACES)
