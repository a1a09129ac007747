"""The figures of services that everybody may see: in time, how long, how many. Pure; whole columns, no loop over rows.

A group of fewer than `least` (layanan/angka_publik) is not shown and not in any sum either: it could be found by taking
the others from the sum.
A request that is open past its limit counts as late today, so that delay cannot hide behind what is not finished.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One service: how many were issued; `in_time` of `judged` (with a legal limit, late open ones included).

    `least` is the number that a group of which a figure is shown must have.
    """

    service: str
    issued: int
    judged: int
    in_time: int
    median_minutes: int
    most_minutes: int
    least: int

    @property
    def share(self) -> float | None:
        """The share in time, 0 to 1; None where too few have a limit."""
        return self.in_time / self.judged if self.judged >= self.least else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfied:
    """The index of the survey of one service ("" for the whole office), 25 to 100, of so many answers."""

    service: str
    answered: int
    index: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """What the last published quarter of the survey says: the office, and the services, the best first."""

    year: int
    quarter: int
    office: Satisfied
    rows: Sequence[Satisfied]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures: services by their number, months with how many were sent (None: too few), how many are hidden."""

    computed_at: datetime
    since: date
    rows: Sequence[Row]
    months: Sequence[tuple[date, int | None]]
    hidden: int
    least: int
    satisfaction: Satisfaction | None

    @property
    def issued(self) -> int:
        """How many were issued, of the services that are shown."""
        return sum(row.issued for row in self.rows)

    @property
    def share(self) -> float | None:
        """The share in time over the services that are shown; None where none has a limit."""
        rows = [row for row in self.rows if row.share is not None]
        return sum(row.in_time for row in rows) / sum(row.judged for row in rows) if rows else None

    def of(self, service: str) -> Row | None:
        """Return the figures of one service; None where they are not shown."""
        return next((row for row in self.rows if row.service == service), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """Issued requests as columns: service, working minutes from acceptance to issue, in time (-1: no limit)."""

    service: npt.NDArray[np.str_]
    minutes: Ints
    in_time: Ints


def rows_of(issued: Issued, late: Mapping[str, int], least: int) -> tuple[list[Row], int]:
    """Give the services with enough requests, the most frequent first, and how many others there are."""
    codes, place, counts = np.unique(issued.service, return_inverse=True, return_counts=True)
    found = [_row(str(code), issued, place == number, late, least) for number, code in enumerate(codes)]
    shown = [row for row in found if row.issued >= least]
    return sorted(shown, key=lambda row: (-row.issued, row.service)), int((counts < least).sum())


def _row(code: str, issued: Issued, mine: npt.NDArray[np.bool_], late: Mapping[str, int], least: int) -> Row:
    minutes, in_time = np.sort(issued.minutes[mine]), issued.in_time[mine]
    n = len(minutes)
    return Row(
        service=code,
        issued=n,
        judged=int((in_time >= 0).sum()) + late.get(code, 0),
        in_time=int((in_time == 1).sum()),
        median_minutes=int(minutes[(n - 1) // 2] + minutes[n // 2]) // 2,
        most_minutes=int(minutes[-(-9 * n // 10) - 1]),
        least=least,
    )


def enough(count: int, least: int) -> int | None:
    """Give a count that may be shown; None for one that may not. Zero says nothing of anybody."""
    return count if count == 0 or count >= least else None


def as_text(figures: Figures) -> str:
    """Write figures as JSON, without the moment they were computed at."""
    months = [(month.isoformat(), count) for month, count in figures.months]
    rows = [asdict(row) for row in figures.rows]
    satisfaction = asdict(figures.satisfaction) if figures.satisfaction else None
    rest = {"hidden": figures.hidden, "least": figures.least, "satisfaction": satisfaction}
    return json.dumps({"since": figures.since.isoformat(), "rows": rows, "months": months, **rest})


def from_text(content: str, computed_at: datetime) -> Figures | None:
    """Read what `as_text` wrote; None for what an earlier version wrote otherwise, it is computed anew."""
    found = json.loads(content)
    if "satisfaction" not in found:
        return None
    return Figures(
        computed_at=computed_at,
        since=date.fromisoformat(found["since"]),
        rows=[Row(**row) for row in found["rows"]],
        months=[(date.fromisoformat(month), count) for month, count in found["months"]],
        hidden=found["hidden"],
        least=found["least"],
        satisfaction=_satisfaction(found["satisfaction"]),
    )


def _satisfaction(found: Mapping[str, Any] | None) -> Satisfaction | None:
    if found is None:
        return None
    rows = [Satisfied(**row) for row in found["rows"]]
    return Satisfaction(
        year=found["year"], quarter=found["quarter"], office=Satisfied(**found["office"]), rows=rows
    )  # fmt: skip
