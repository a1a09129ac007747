"""What somebody's work contributes: the path from the city's goal, the part of the superior's result, the years.

Numbers of evaluations that were sent are those that were frozen. Eight questions, whatever the years and the people.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import NotFound
from betang.people.queries.structure import leaders_named
from betang.performance import rules
from betang.performance.achievement import Measured, measurable
from betang.performance.achievement import percents as percents_of_goals
from betang.performance.comparing import sure_of
from betang.performance.models import (
    Cascade,
    EvaluationState,
    Goal,
    GoalMeasurement,
    Indicator,
    IndicatorValue,
    Plan,
    Result,
    VersionState,
)
from betang.performance.queries.course import (
    PARTS_OF_ALL,
    Course,
    Points,
    courses_of,
    parents_of,
    percents,
    points_held,
    short,
)
from betang.performance.queries.peers import Band, bands_of
from betang.performance.queries.plans import (
    RELATED,
    Achieved,
    Read,
    Stop,
    chain_of,
    goals_above,
    own_plans,
    path,
    paths_of,
    with_states,
)
from betang.ui.formats import number


@dataclass(frozen=True, slots=True)
class Past:
    """What an indicator came to in one period of any year; `frozen`: of an evaluation that was sent.

    `compared`: of facts enough to be held against another time or the target.
    """

    period: Any
    value: Decimal
    percent: Decimal | None
    target: Decimal | None
    frozen: bool
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """The last value beside an earlier one of one's own."""

    period: Any
    value: Decimal
    change: Decimal
    better: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: its course this year, all periods of all years (the latest first), comparisons, the band."""

    course: Course
    past: Sequence[Past]
    year_ago: Compared | None
    band: Band

    @property
    def trend(self) -> list[float]:
        """The values of periods in order of time, over the years, for the line; empty with fewer than two."""
        found = [float(one.value) for one in reversed(self.past) if not one.period.annual and one.compared]
        return found if len(found) > 1 else []


@dataclass(frozen=True, slots=True)
class Contribution:
    """One result: the path to it, its indicators, and why no part of the superior's result is named (empty: it is)."""

    result: Result
    path: Sequence[Stop]
    lines: Sequence[Line]
    why_no_part: str


@dataclass(frozen=True, slots=True)
class Contributions:
    """All of somebody's current plan; `years` are the years that are compared, the latest first."""

    plan: Plan | None
    results: Sequence[Contribution]
    years: Sequence[int]


def plan_contributing(viewer: Viewer, uid: UUID | None) -> Plan | None:
    """Find one's own plan of today (None: there is none), or one that one rates; NotFound for others."""
    if uid is None:
        return next(iter(own_plans(viewer)), None)
    seen = with_states(Plan.objects.filter(rules.own_plan(viewer) | rules.may_rate_plan(viewer), uid=uid))
    found = seen.select_related(*RELATED).first()
    if found is None:
        raise NotFound
    return found


def contributions(plan: Any, today: date, *, label: str, banded: bool) -> Contributions:
    """Read what a plan (with its states) contributes; `banded`: with the band among colleagues."""
    shown = plan.agreed_id or plan.open_id
    if shown is None:
        return Contributions(plan, [], [])
    mine = Q(version__plan__employee=plan.employee_id, version__state=VersionState.AGREED)
    read = paths_of(shown, also=mine & Q(version__plan__from_date__lt=plan.from_date))
    values = _values(plan, read)
    points = points_held(row for row in values if _this_year(row, plan))
    courses = courses_of(plan, read.results, read.above, points)
    past = _past(read, values)
    bands = bands_of(plan, [one for found in courses.values() for one in found], today=today) if banded else {}
    achieved = _achieved(read, points, today)
    parents = parents_of(read.results, read.above)
    results = [
        Contribution(
            row,
            path(chain_of(row, read.above), label, achieved),
            [
                Line(one, past[one.indicator.pk], _year_ago(one, past[one.indicator.pk]), _band(bands, one))
                for one in courses[row.pk]
            ],
            _why_no_part(row, courses[row.pk], parents.get(row.pk)),
        )
        for row in read.results
    ]
    years = {one.period.cycle.year for found in past.values() for one in found}
    return Contributions(plan, results, sorted(years, reverse=True))


def _values(plan: Plan, read: Read) -> list[IndicatorValue]:
    """Read, in order of time, what the person's indicators came to in all years and the superiors' in this one."""
    above = [row for row in read.above.values() if row.version.plan.cycle_id == plan.cycle_id]
    lineages = {one.lineage for row in (*read.results, *read.also, *above) for one in row.indicators.all()}
    plans = {plan.pk, *(row.version.plan_id for row in (*read.also, *above))}
    known = Q(evaluation__sent_at=None) | Q(recorded_at__lte=F("evaluation__sent_at"))  # what was frozen stays
    rows = IndicatorValue.objects.filter(known, evaluation__plan__in=plans, lineage__in=lineages)
    rows = rows.select_related("evaluation__period__cycle", "evaluation__plan").defer("evaluation__snapshot")
    return list(rows.order_by("evaluation__period__from_date", "id"))


def _this_year(row: IndicatorValue, plan: Plan) -> bool:
    return row.evaluation.period.cycle_id == plan.cycle_id and not row.evaluation.period.annual


def _same(one: Indicator) -> tuple[str, str, str]:
    """Give by what an indicator is known again in another year's plan: a copy begins with lineages of its own."""
    return one.text.strip().casefold(), one.measure_unit.strip().casefold(), one.aspect


def _past(read: Read, values: Iterable[IndicatorValue]) -> dict[int, list[Past]]:
    """Give, by indicator, what it came to in every period of every year, the latest first."""
    current = {one.lineage: one for row in read.results for one in row.indicators.all()}
    by_words = {_same(one): one for one in current.values()}
    then = {one.lineage: one for row in read.also for one in row.indicators.all()}
    held: dict[int, dict[int, tuple[IndicatorValue, Indicator]]] = defaultdict(dict)
    for row in values:
        of_then = current.get(row.lineage) or then.get(row.lineage)
        now = by_words.get(_same(of_then)) if of_then else None
        if of_then and now:
            held[now.pk][row.evaluation_id] = (row, of_then)
    rows = [(pk, row, one) for pk, found in held.items() for row, one in found.values()]
    few = {row.pk for _pk, row, _one in rows if not sure_of(row.drawn).compared}
    told = [(row.pk, one, row.value) for _pk, row, one in rows if row.pk not in few]
    reached = dict(zip([pk for pk, *_ in told], percents([(one, value) for _pk, one, value in told]), strict=True))
    past: dict[int, list[Past]] = {one.pk: [] for one in current.values()}
    for pk, row, one in rows:
        frozen = row.evaluation.state != EvaluationState.OPEN
        target = None if one.target is None else short(one.target)
        past[pk].append(
            Past(row.evaluation.period, short(row.value), reached.get(row.pk), target, frozen, row.pk not in few)
        )
    for found in past.values():
        found.sort(key=lambda one: (one.period.to_date, one.period.annual), reverse=True)
    return past


def _year_ago(course: Course, past: Sequence[Past]) -> Compared | None:
    """Hold the last value against that of the same period a year before; None where the rhythm changed or none is."""
    last = course.last
    if last is None or not last.sure.compared:
        return None
    for one in past:
        if not one.compared:
            continue
        then = one.period
        same = (then.cycle.rhythm, then.number) == (last.period.cycle.rhythm, last.period.number)
        if same and then.cycle.year == last.period.cycle.year - 1:
            change = short(last.value - one.value)
            better = bool(change) and (change > 0) == (course.indicator.polarity != "negatif")
            return Compared(then, one.value, change, better)
    return None


def _band(bands: Mapping[int, Band], course: Course) -> Band:
    return bands.get(course.indicator.pk, Band())


def _why_no_part(row: Result, courses: Sequence[Course], parent: Result | None) -> str:
    """Say in a sentence why no part of the superior's result can be named; empty where one is."""
    if any(one.part for one in courses):
        return ""
    if parent is None:
        return _("Hasil ini tidak diturunkan dari hasil pimpinan, sehingga tidak ada bagian yang dapat dihitung.")
    if row.cascade != Cascade.DIRECT:
        return _(
            "Penurunan tidak langsung: hasil ini mendukung hasil pimpinan, tetapi bukan bagian yang dapat dijumlahkan."
        )
    units = {one.indicator.measure_unit.strip().lower() for one in courses}
    if units and units <= {*PARTS_OF_ALL, ""}:
        return _("Satuan indikatornya, seperti persen, tidak dapat dijumlahkan menjadi bagian dari hasil pimpinan.")
    if not any(one.last for one in courses):
        return _("Bagian dari hasil pimpinan dihitung begitu ada realisasi.")
    return _("Hasil pimpinan belum punya realisasi pada periode yang sama, atau diukur dengan aspek atau satuan lain.")


def _achieved(read: Read, points: Points, today: date) -> Achieved:
    """Say how far the results and goals of all paths came, and who leads the units of the goals. Two questions."""
    chains = [chain_of(row, read.above) for row in read.results]
    goals = {one.pk: one for chain in chains for row in chain for one in goals_above(row.goal)}
    results = {row.pk: row for chain in chains for row in chain}
    leaders = leaders_named({one.unit_id for one in goals.values()}, today) if goals else {}
    return Achieved(
        results={pk: _came_to(row, points) for pk, row in results.items()},
        goals=_goals_came_to(goals),
        leaders={unit: one.full_name for unit, one in leaders.items()},
    )


def _came_to(row: Result, points: Points) -> str:
    """Say what the first measured indicator of a result came to."""
    for one in row.indicators.all():
        if found := points.get((row.version.plan_id, one.lineage)):
            return _against(one.text, found[-1].value, one.target, one.measure_unit)
    return _("Belum ada realisasi")


def _goals_came_to(goals: Mapping[int, Goal]) -> dict[int, str]:
    """Say what goals came to, by their key indicator first. One question."""
    rows = GoalMeasurement.objects.filter(indicator__goal__in=goals, indicator__retired_at=None)
    last: dict[int, dict[int, GoalMeasurement]] = defaultdict(dict)
    for row in rows.select_related("indicator", "period").order_by("period__to_date", "id"):
        last[row.indicator.goal_id][row.indicator_id] = row
    found = dict.fromkeys(goals, _("Belum ada realisasi"))
    for goal, measured in last.items():
        best = min(measured.values(), key=lambda row: (not row.indicator.key, row.indicator_id))
        one = best.indicator
        found[goal] = _against(one.text, best.value, one.target, one.measure_unit)
        if one.target is not None and measurable(one.polarity, one.target, best.value):
            percent = percents_of_goals([Measured(one.polarity, one.target, best.value)])[0]
            found[goal] += f" ({number(percent, language=get_language() or 'id')}%)"
    return found


def _against(text: str, value: Decimal, target: Decimal | None, unit: str) -> str:
    """Write what an indicator came to: "Indeks kepuasan: 86,4 dari target 88"."""
    language = get_language() or "id"
    words = {"text": text, "value": f"{number(short(value), language=language)} {unit}".strip()}
    if target is None:
        return f"{words['text']}: {words['value']}"
    return _("%(text)s: %(value)s dari target %(target)s") % {
        **words,
        "target": number(short(target), language=language),
    }
