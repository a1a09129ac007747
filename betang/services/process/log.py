"""An event log in arrays: who did what to which case, and when; sorted by case and time, ready to be measured."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.regulation.calendar.zone import Micros

Codes = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]
NOBODY = -1
"""The code of a resource or a reason that is not known."""


@dataclass(frozen=True)
class Names:
    """A column of names: `codes[i]` is the place of the i-th value in `names` (sorted), -1 where there is none."""

    names: tuple[str, ...]
    codes: Codes

    def __len__(self) -> int:
        return len(self.names)

    def take(self, order: Places) -> "Names":
        """Return the column in another order of its rows."""
        return Names(self.names, self.codes[order])


@dataclass(frozen=True)
class EventLog:
    """Events sorted by case and time; those of one moment stay in the order in which they were recorded.

    `case` numbers the cases from 0 in order of appearance, `instant` is the moment an event was recorded as done,
    `started` when work on it began, where that is known. `resource` and `reason` are None without such a column.
    """

    case: Codes
    activity: Names
    instant: Micros
    resource: Names | None = None
    reason: Names | None = None
    started: Micros | None = None

    def __len__(self) -> int:
        return len(self.case)

    @cached_property
    def heads(self) -> Places:
        """The places of the first events of the cases, in the order of the cases."""
        return np.flatnonzero(np.diff(self.case, prepend=-1))

    @cached_property
    def lasts(self) -> Places:
        """The places of the last events of the cases."""
        return np.append(self.heads[1:], len(self.case))[: len(self.heads)] - 1

    @cached_property
    def followed(self) -> Places:
        """The places of the events that another one of their case follows (at the next place)."""
        return np.flatnonzero(self.case[1:] == self.case[:-1])

    @property
    def cases(self) -> int:
        """The number of cases."""
        return len(self.heads)


def event_log(
    *,
    case: pl.Series,
    activity: pl.Series,
    instant: Micros,
    resource: pl.Series | None = None,
    reason: pl.Series | None = None,
    started: Micros | None = None,
) -> EventLog:
    """Sort events into a log. All columns have one length; names are text, null where a resource or reason is unknown.

    `instant` and `started` are microseconds since 1970-01-01 UTC. ValueError for a case or an activity without name.
    """
    if case.null_count() or activity.null_count():
        raise ValueError("every event has a case and an activity")
    numbers = _numbered(case)
    order = _order(numbers, instant)
    named = {"activity": named_column(activity), "resource": None, "reason": None}
    for title, column in (("resource", resource), ("reason", reason)):
        named[title] = None if column is None else named_column(column)
    if order is None:
        return EventLog(numbers, _some(named["activity"]), instant, named["resource"], named["reason"], started)
    sorted_names = {title: None if column is None else column.take(order) for title, column in named.items()}
    return EventLog(
        case=numbers[order],
        activity=_some(sorted_names["activity"]),
        instant=instant[order],
        resource=sorted_names["resource"],
        reason=sorted_names["reason"],
        started=None if started is None else started[order],
    )


def named_column(values: pl.Series) -> Names:
    """Code a column of names by their rank, so that comparing codes compares names; null becomes -1."""
    names = values.drop_nulls().unique().sort()
    return Names(tuple(names.to_list()), _places(values, names))


def _numbered(case: pl.Series) -> Codes:
    """Number the cases in order of appearance."""
    return _places(case, case.unique(maintain_order=True))


def _places(values: pl.Series, names: pl.Series) -> Codes:
    known = names.to_frame("name").with_row_index("place")
    found = values.to_frame("name").join(known, on="name", how="left", maintain_order="left")
    return found["place"].cast(pl.Int64).fill_null(NOBODY).to_numpy()


def _order(case: Codes, instant: Micros) -> Places | None:
    """Return the order by case, time and place in the file; None where the events stand in it already."""
    later = (case[1:] > case[:-1]) | ((case[1:] == case[:-1]) & (instant[1:] >= instant[:-1]))
    if later.all():
        return None
    frame = pl.DataFrame({"case": case, "instant": instant, "place": np.arange(len(case))})
    return frame.sort("case", "instant", "place")["place"].to_numpy()


def _some(names: Names | None) -> Names:
    assert names is not None  # noqa: S101 - every log has activities
    return names
