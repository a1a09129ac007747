"""Which plans a year should have by what people know today, and how that differs from the plans there are.

A fixed number of queries for the whole city. Opening a cycle and following moves are the same comparison: what is
there already differs in nothing, so that either can be repeated or taken up again at any point.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from betang.people.models import Assignment, AssignmentKind, Employee, EmployeeKind, ReportingLine, Status, StatusKind
from betang.people.models.employees import LEFT
from betang.people.structure import ringed
from betang.performance.models import Cycle, Plan
from betang.performance.models.plans import RaterChange
from betang.performance.spans import Days, Post, Span, spans

#: Months in which somebody does not serve need no plan (law/appraisal-2022 §13); study is evaluated by its report.
AWAY = LEFT | {StatusKind.UNPAID_LEAVE, StatusKind.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Line:
    """Who was somebody's direct superior from a day on."""

    superior: int
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One plan as it should be; `plan` is the one that stands for it already, if any."""

    span: Span
    rater: int | None
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose plans differ from what they should be: all plans of the year, in order of days."""

    employee: int
    uid: UUID
    user: int | None
    wanted: tuple[Wanted, ...]
    spare: tuple[Plan, ...] = field(default=())  # plans that stand for nothing any more


def people_due(cycle: Cycle, *, day: date) -> list[Person]:
    """List everybody whose plans of a cycle are missing or differ from what is known on a day."""
    lines = _lines(cycle, day)
    by_hand = frozenset(RaterChange.objects.filter(plan__cycle=cycle).values_list("plan_id", flat=True))
    plans: dict[int, list[Plan]] = defaultdict(list)
    for plan in Plan.objects.filter(cycle=cycle).order_by("from_date"):
        plans[plan.employee_id].append(plan)
    found: dict[int, tuple[tuple[Wanted, ...], tuple[Plan, ...]]] = {}
    due = _by_employee(_spans(cycle))
    for employee in sorted(due.keys() | plans.keys()):
        mine = due.get(employee, ()), plans.get(employee, ()), lines.get(employee, ())
        wanted, spare = matched(*mine, by_hand=by_hand, day=day)
        if any(differs(row) for row in wanted) or any(plan.closed_at is None for plan in spare):
            found[employee] = (wanted, spare)
    known = Employee.objects.filter(pk__in=found) if len(found) < 500 else Employee.objects.all()
    who = {pk: (uid, user) for pk, uid, user in known.values_list("pk", "uid", "user_id")}
    return [Person(employee, *who[employee], *rows) for employee, rows in found.items()]


def people_serving(first: date, last: date) -> int:
    """Count who would get a plan in a span of days, for the preview of an opening."""
    return len({span.employee for span in _spans_between(first, last)})


def matched(
    due: Sequence[Span], plans: Sequence[Plan], lines: Sequence[Line], *, by_hand: frozenset[int], day: date
) -> tuple[tuple[Wanted, ...], tuple[Plan, ...]]:
    """Find the plan that stands for each span: that of the same assignment, else one that begins on the same day.

    The rater of a plan that is over stays, and one who was set by hand (`by_hand`: ids of plans).
    """
    left = list(plans)
    wanted = []
    for span in due:
        plan = next((plan for plan in left if plan.assignment_id == span.assignment), None) or next(
            (plan for plan in left if plan.from_date == span.first), None
        )
        if plan is not None:
            left.remove(plan)
        stays = plan is not None and (span.last < day or plan.pk in by_hand)
        rater = plan.rater_id if plan and stays else rater_of(span, lines, day=day)
        wanted.append(Wanted(span, rater or (plan.rater_id if plan else None), plan))
    return tuple(wanted), tuple(left)


def rater_of(span: Span, lines: Sequence[Line], *, day: date) -> int | None:
    """Say who rates: the superior on the span's last day, or on `day` while it runs; the last known one otherwise."""
    on = min(max(span.first, day), span.last)
    holding = [line for line in lines if line.first <= on and (line.last is None or on <= line.last)]
    known = holding or [line for line in lines if line.first <= span.last]
    return known[-1].superior if known else None


def differs(row: Wanted) -> bool:
    """Tell whether a plan is missing, or stands otherwise than it should."""
    plan, span = row.plan, row.span
    if plan is None:
        return True
    stands = (plan.from_date, plan.to_date, plan.assignment_id, plan.rater_id)
    return stands != (span.first, span.last, span.assignment, row.rater)


def _by_employee(rows: Iterable[Span]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for row in rows:
        found[row.employee].append(row)
    return found


def _spans(cycle: Cycle) -> list[Span]:
    return _spans_between(cycle.from_date, cycle.to_date)


def _spans_between(first: date, last: date) -> list[Span]:
    """Give the spans of everybody who serves the city as a civil servant between two days; two queries."""
    rows = (
        Assignment.objects.overlapping(first=first, last=last)
        .exclude(employee__kind=EmployeeKind.ELECTED)
        .values_list(
            "employee_id", "id", "position_id", "position__unit_id", "position__is_head", "kind", "from_date", "to_date"
        )
    )
    posts = [
        Post(
            employee=row[0], assignment=row[1], position=row[2], unit=row[3], head=row[4],
            own=row[5] == AssignmentKind.HOLDER, first=row[6], last=row[7],
        )
        for row in rows
    ]  # fmt: skip
    return spans(posts, _away(first, last), first=first, last=last)


def _away(first: date, last: date) -> Mapping[int, list[Days]]:
    rows = Status.objects.overlapping(first=first, last=last).filter(kind__in=sorted(AWAY))
    found: dict[int, list[Days]] = defaultdict(list)
    for employee, since, until in rows.values_list("employee_id", "from_date", "to_date"):
        found[employee].append((since, until))
    return found


def _lines(cycle: Cycle, day: date) -> Mapping[int, list[Line]]:
    """Give the lines of reporting of a year, the earliest first; without those that form a ring on a day.

    People who report to each other would rate each other: until that is set right, who rated before goes on.
    """
    rows = ReportingLine.objects.overlapping(first=cycle.from_date, last=cycle.to_date)
    found: dict[int, list[Line]] = defaultdict(list)
    standing: dict[int, int] = {}
    for employee, superior, since, until in rows.order_by("from_date", "id").values_list(
        "employee_id", "superior_id", "from_date", "to_date"
    ):
        found[employee].append(Line(superior, since, until))
        if since <= day and (until is None or day <= until):
            standing[employee] = superior
    for employee in ringed(standing):
        found[employee] = [line for line in found[employee] if line.superior != standing[employee]]
    return found


def untouched() -> Q:
    """Give the condition of an evaluation in which nobody has written anything yet."""
    return Q(
        state="terbuka", edition=0, self_sent_at__isnull=True,
        items__isnull=True, behaviours__isnull=True, indicator_values__isnull=True,
    )  # fmt: skip
