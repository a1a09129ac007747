"""The survey's results as they are published, its follow-ups, and what was written freely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from betang.kernel.access.viewer import Viewer
from betang.people.models import Employee
from betang.people.rules import working_in
from betang.regulation.parameters import book
from betang.services.models import SurveyAnswer, SurveyComment, SurveyFollowUp, SurveyInvite
from betang.services.models.survey import ELEMENTS
from betang.services.survey_figures import PAPER, Answer, Figures, Published, Quarter, days_open, published, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year: its published quarters, the office over all of them, and how many answered in quarters still open.

    `office` is None unless every quarter with answers is published: else the year would give the missing one away.
    """

    year: int
    quarters: tuple[Published, ...]
    office: Figures | None
    running: tuple[tuple[Quarter, int, int, int], ...]  # quarter, invited, answered by link, sheets of paper


def is_over(quarter: Quarter, today: date) -> bool:
    """Tell whether the last invitation of a quarter can no longer be answered."""
    return today > quarter.last + timedelta(days=days_open(quarter.last))


def survey_year(year: int, today: date) -> Year:
    """Return what is published of a year; two queries. This is all that is ever shown, to staff and to the public."""
    answers, invited = _answers(year), _invited(year)
    begun = [quarter for number in (1, 2, 3, 4) if (quarter := Quarter(year, number)).first <= today]
    over = [quarter for quarter in begun if is_over(quarter, today)]
    quarters = tuple(
        published(
            each, answers[each], invited[each], sum(invited[each.before].values()), book().on(each.last)
        )
        for each in over
        if invited[each]
    )  # fmt: skip
    told = [one for one in quarters if answers[one.quarter]]
    together = [answer for one in told for answer in answers[one.quarter]]
    asked = sum(sum(invited[one.quarter].values()) for one in quarters)
    complete = bool(told) and all(one.office for one in told)
    running = [(each, sum(invited[each].values()), *_ways(answers[each])) for each in begun if each not in over]
    return Year(
        year=year,
        quarters=quarters,
        office=whole(together, asked, book().on(told[-1].quarter.last)) if complete else None,
        running=tuple(running),
    )


def _ways(answers: Sequence[Answer]) -> tuple[int, int]:
    """Count answers by link and on paper."""
    sheets = sum(channel == PAPER for _service, channel, _scores in answers)
    return len(answers) - sheets, sheets


def _answers(year: int) -> dict[Quarter, list[Answer]]:
    found: dict[Quarter, list[Answer]] = defaultdict(list)
    rows = (
        SurveyAnswer.objects.filter(month__year=year)
        .order_by("key")
        .values_list("month", "service", "channel", *ELEMENTS)
    )
    for month, service, channel, *scores in rows.iterator():
        found[Quarter.of(month)].append((service, channel, tuple(scores)))
    return found


def _invited(year: int) -> dict[Quarter, dict[str, int]]:
    """Count invitations by quarter and service, the last quarter of the year before included."""
    found: dict[Quarter, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = SurveyInvite.objects.filter(month__gte=date(year - 1, 10, 1), month__lte=date(year, 12, 31))
    for service, month, count in rows.values_list("service", "month").annotate(Count("id")).order_by():
        found[Quarter.of(month)][service] += count
    return found


def follow_ups(year: int) -> list[SurveyFollowUp]:
    """List what is done about the survey of a year and after, as long as it is not void; one query."""
    rows = SurveyFollowUp.objects.valid().filter(to_date__year__gte=year, from_date__year__lte=year + 1)
    return list(rows.select_related("owner").order_by("to_date", "pk"))


def owners(viewer: Viewer) -> QuerySet[Employee]:
    """Give those who can own a follow-up: whoever works in the units one leads."""
    return Employee.objects.filter(working_in(viewer.leads, viewer)).order_by("name")


def comments(shown: Sequence[Published], *, reviewing: bool) -> list[SurveyComment]:
    """List what was written in published quarters, in no order of time: what may be read, or what waits for review."""
    open_quarters = [one.quarter for one in shown if one.office]
    if not open_quarters:
        return []
    months = [
        each.first.replace(month=each.first.month + step) for each in open_quarters for step in (0, 1, 2)
    ]  # fmt: skip
    rows = SurveyComment.objects.filter(month__in=months, shown=None if reviewing else True)
    return list(rows.order_by("key")[:200])
