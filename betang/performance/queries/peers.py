"""The band of somebody's numbers among colleagues who do the same work: same post, same measure, same period.

One question counts who did worse and who alike; no name and no single number of anybody leaves the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.people.models import Assignment, Position
from betang.performance.models import Indicator, IndicatorValue, Plan, Polarity, VersionState
from betang.performance.queries.course import Course, Point
from betang.regulation.eksp2022.peers import HIDDEN, KISARAN, REKAN_MINIMUM, bands
from betang.regulation.parameters import book


@dataclass(frozen=True, slots=True)
class Band:
    """The band in words and the number of colleagues; else, in a sentence, why there is none."""

    word: str = ""
    peers: int = 0
    why_not: str = ""
    period: Any = None


def bands_of(plan: Plan, courses: Sequence[Course], *, today: date) -> dict[int, Band]:
    """Give the band of each indicator that can be compared, by its id, in the last period that is over; a question."""
    found = {one.indicator.pk: Band(why_not=_("Belum ada periode yang selesai dengan realisasi.")) for one in courses}
    ended = [(one, point) for one in courses for point in one.points if point.period.to_date < today]
    if not ended:
        return found
    period = max((point.period for _one, point in ended), key=lambda period: period.to_date)
    mine = {one.indicator.pk: (one.indicator, point) for one, point in ended if point.period.pk == period.pk}
    ranged = {pk for pk, (one, _point) in mine.items() if one.target_top is not None}
    post = plan.assignment.position if plan.assignment else None
    few_facts = {pk for pk, (_one, point) in mine.items() if not point.sure.compared}
    compared = [pair for pk, pair in mine.items() if pk not in ranged | few_facts] if post else []
    law = book().on(period.to_date)
    few = _("Rekan dengan jabatan dan ukuran yang sama belum cukup (paling sedikit %(least)s orang).")
    for pk in mine:
        found[pk] = Band(why_not=few % {"least": law[REKAN_MINIMUM].value})
    for pk in ranged:
        found[pk] = Band(why_not=_("Targetnya kisaran; tidak ada arah yang lebih baik untuk dibandingkan."))
    for pk in few_facts:
        found[pk] = Band(why_not=_("Belum dibandingkan: faktanya terlalu sedikit."))
    if not compared:
        return found
    counts = _counted(plan, compared, period)
    codes = bands(peers=counts[:, 0], worse=counts[:, 1], alike=counts[:, 2], law=law)
    for (one, _point), code, peers in zip(compared, codes.tolist(), counts[:, 0].tolist(), strict=True):
        if code != HIDDEN:
            word = KISARAN.labels[code].text(get_language() or "id")
            found[one.pk] = Band(word=word, peers=peers, period=period)
    return found


def _counted(plan: Plan, compared: Sequence[tuple[Indicator, Point]], period: Any) -> Any:
    """Count by indicator: colleagues with a number, those of them who did worse, and those alike. Shape (n, 3)."""
    sql, params = _colleagues(plan, [one for one, _point in compared], period)
    counted = np.zeros((len(compared), 3), dtype=np.int64)
    own: list[Any] = []
    for place, (one, point) in enumerate(compared):
        own += [place, int(one.polarity == Polarity.NEGATIVE), str(point.value)]
    rows = ", ".join(["(%s, %s, CAST(%s AS NUMERIC))"] * len(compared))
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(colleagues=sql, mine=rows), [*params, *own])
        for place, *numbers in cursor.fetchall():
            counted[place] = numbers
    return counted


#: Materialized, so that the value of a colleague is looked up once. Lower is better where `falling` is 1.
COUNTED = """
WITH colleague AS MATERIALIZED ({colleagues}), own(place, falling, mine) AS (VALUES {mine})
SELECT own.place, COUNT(*),
       SUM(CASE WHEN (falling = 0 AND came_to < mine) OR (falling = 1 AND came_to > mine) THEN 1 ELSE 0 END),
       SUM(CASE WHEN came_to = mine THEN 1 ELSE 0 END)
FROM colleague JOIN own ON own.place = colleague.place WHERE came_to IS NOT NULL GROUP BY own.place
"""


def _colleagues(plan: Plan, compared: Sequence[Indicator], period: Any) -> Any:
    """Write the question for others' indicators that measure the same, in the same post: place, and what it came to."""
    post = plan.assignment.position if plan.assignment else None
    value = IndicatorValue.objects.filter(
        evaluation__plan=OuterRef("result__version__plan"), evaluation__period=period, lineage=OuterRef("lineage")
    )
    posts = Position.objects.filter(name=post.name if post else "", type=post.type if post else "")
    held = Assignment.objects.filter(position__in=posts)
    plans = Plan.objects.filter(cycle=plan.cycle_id, assignment__in=held).exclude(employee=plan.employee_id)
    rows = Indicator.objects.filter(
        text__in={one.text for one in compared},
        result__version__state=VersionState.AGREED,
        result__version__plan__in=plans,
    )
    found = rows.order_by().annotate(
        place=Case(*(When(_same(one), then=n) for n, one in enumerate(compared)), output_field=IntegerField()),
        came_to=Subquery(value.order_by("-id").values("value")[:1]),
    )
    return found.values_list("place", "came_to").query.get_compiler(connection=connection).as_sql()


def _same(one: Indicator) -> Q:
    """Give the condition of an indicator that measures the same: wording, unit, aspect, sense, and the same facts."""
    same = Q(text=one.text, measure_unit=one.measure_unit, aspect=one.aspect, polarity=one.polarity, target_top=None)
    return same & (Q(measure__isnull=True) if one.measure is None else Q(measure=one.measure))
