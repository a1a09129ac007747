"""Who is late with what today: for the reminders of the night."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from betang.performance.models import Cycle, Plan, Step
from betang.performance.queries.cycles import Task, tasks_of, year_of
from betang.performance.queries.monitor import owing, own_turn

EVERY_DAYS = 7  # the day after the deadline, then once a week


def reminded_on(task: Task, day: date) -> bool:
    """Tell whether those who are late with a step are reminded of it on a day."""
    return task.due is not None and day > task.due and (day - task.due).days % EVERY_DAYS == 1


def late_users(day: date) -> dict[int, frozenset[Step]]:
    """Give the accounts to be reminded on a day, with the steps that wait for them; one query a late step."""
    found: dict[int, set[Step]] = defaultdict(set)
    for year in Cycle.objects.filter(closed_at__isnull=True, from_date__lte=day).values_list("year", flat=True):
        cycle, periods = year_of(year)
        for task in tasks_of(cycle, periods):
            if reminded_on(task, day):
                for user in _waited_for(cycle, task):
                    found[user].add(task.step)
    return {user: frozenset(steps) for user, steps in found.items()}


def _waited_for(cycle: Cycle, task: Task) -> set[int]:
    """Give the accounts a step waits for: the employee's, or the rater's where it is the rater's turn."""
    plans, done = owing(cycle, task)
    plans, own = plans.filter(~done), own_turn(task)
    found = _users(plans.filter(own), "employee")
    # What was not sent is late already as such; the rater is not told of its receipt, too.
    return found if task.step == Step.RECEIVE else found | _users(plans.filter(~own), "rater")


def _users(plans: QuerySet[Plan], who: str) -> set[int]:
    rows = plans.filter(**{f"{who}__user__isnull": False}).order_by()
    return set(rows.values_list(f"{who}__user_id", flat=True))
