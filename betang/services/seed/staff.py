"""Who works on the demo city's requests: the operators of SIAK take and record, others validate and sign off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from betang.people.models import Assignment, AssignmentKind
from betang.regulation.calendar.work import day_number

OFFICER_POST, VERIFIER_POST = "Operator SIAK", "Administrator Database Kependudukan"
Index = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Worker:
    """One employee with the account, the unit, and the day since which they serve there."""

    employee: int
    user: int | None
    unit: int
    since: date
    username: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Those who do one kind of step, by the day since which they serve."""

    workers: list[Worker]

    @property
    def begin(self) -> date:
        """The day since which there is somebody."""
        return self.workers[0].since

    def drawn(self, day: Index, chance: npt.NDArray[np.float64]) -> Index:
        """Draw for each local day (days since 1970) one of those who served then."""
        since = np.array([day_number(each.since) for each in self.workers])
        present = np.maximum(np.searchsorted(since, day, side="right"), 1)
        return (chance * present).astype(np.int64)

    def place(self, username: str) -> int:
        """Find an account of the demo; the first worker where it is not in the pool."""
        return next((n for n, each in enumerate(self.workers) if each.username == username), 0)


def pools(day: date) -> tuple[Pool, Pool]:
    """Return who records and who validates: nobody is in both, so that four eyes see each request. One query."""
    rows = (
        Assignment.objects.on(day)
        .filter(kind=AssignmentKind.HOLDER, position__unit__code__startswith="disdukcapil", employee__nip__isnull=False)
        .select_related("position", "employee__user")
        .order_by("from_date", "pk")
    )
    held = list(rows)
    return tuple(  # type: ignore[return-value]
        Pool([worker(row) for row in held if row.position.name.startswith(post)])
        for post in (OFFICER_POST, VERIFIER_POST)
    )


def worker(row: Assignment) -> Worker:
    """Read a worker off an assignment."""
    user = row.employee.user
    return Worker(
        row.employee_id, row.employee.user_id, row.position.unit_id, row.from_date, user.username if user else ""
    )
