"""Who can rate instead of a rater who is away: the rater's superior, heads of units above, whoever is searched for."""

from datetime import date

from django.db.models import Q

from betang.people.models import Assignment, Employee, ReportingLine
from betang.people.queries.directory import by_words
from betang.people.queries.structure import serving
from betang.performance.models import Plan

MOST = 30


def candidates(plan: Plan, *, day: date, words: str = "") -> list[int]:
    """Give the ids of those who can be named: never the person itself; with `words` also whoever has that name."""
    above = [int(part) for part in plan.unit.path.strip("/").split("/") if part]
    heads = Assignment.objects.on(day).filter(position__is_head=True, position__unit__in=above).values("employee_id")
    superiors = ReportingLine.objects.on(day).filter(employee=plan.rater_id).values("superior_id")
    wanted = Q(pk__in=heads) | Q(pk__in=superiors)
    if len(words.strip()) > 2:
        wanted |= by_words(words)
    found = Employee.objects.filter(wanted & serving(day)).exclude(pk__in={plan.employee_id, plan.rater_id or 0})
    return list(found.values_list("pk", flat=True)[:MOST])
