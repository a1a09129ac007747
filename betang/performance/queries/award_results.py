"""Working out an award from the ledger: sums by team and sort of cases, four questions a criterion for all teams."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import numpy as np
from django.db.models import Count, F, FloatField, Sum, Value
from django.db.models.functions import Cast

from betang.ledger.measures import How, Measure
from betang.ledger.queries.expressions import InData, text
from betang.ledger.queries.series import facts_measured, with_value
from betang.people.models import Unit
from betang.performance.criteria import OF_PER_CENT, UP, Criterion, criterion_from_json
from betang.performance.models import Award, AwardTeam
from betang.regulation.team_improvement import Cells, Improvement, improvement, top_band

Key = tuple[int, str]  # a team and a sort of cases


@dataclass(frozen=True, slots=True)
class Moments:
    """How many facts, their mean, and the variance of single facts around it."""

    n: int
    mean: float
    variance: float


NONE = Moments(0, 0.0, 0.0)


def award_results(award: Award) -> list[AwardTeam]:
    """Compute what every team of an award came to, unsaved. Teams without any fact of it are left out."""
    teams = teams_of(award)
    cells: list[dict[str, Any]] = []
    people: dict[int, list[int]] = {}
    criteria = [criterion_from_json(kept) for kept in award.criteria]
    spans = ((award.base_from, award.base_to), (award.from_date, award.to_date))
    for number, criterion in enumerate(criteria):
        before, now = (sums(criterion, teams, first, last) for first, last in spans)
        cells += cells_of(number, criterion, before, now)
        for first, last in spans:
            heads = people_in(criterion.measure, teams, first, last)
            for team in {key[0] for key in (*before, *now)}:
                people.setdefault(team, []).append(heads.get(team, 0))
    return results(award, cells, {team: min(counts) for team, counts in people.items()}, len(criteria))


def teams_of(award: Award) -> dict[int, int]:
    """Give the team of each unit: itself or the nearest above it of the kind that takes part."""
    rows = sorted(Unit.objects.values_list("path", "pk", "kind"))
    found: dict[int, int] = {}
    for path, unit, kind in rows:  # parents come before what is below them
        above = path.rstrip("/").rpartition("/")[0].rpartition("/")[2]
        if kind == award.unit_kind:
            found[unit] = unit
        elif above and int(above) in found:
            found[unit] = found[int(above)]
    return found


def sums(criterion: Criterion, teams: Mapping[int, int], first: date, last: date) -> dict[Key, Moments]:
    """Sum the facts of a period by team and sort of cases. One question."""
    facts = valued(criterion.measure, first, last)
    sort = text(criterion.by) if criterion.by else Value("")
    rows = (
        facts.annotate(sort=sort).order_by().values_list("unit", "sort")
        .annotate(n=Count("pk"), total=Sum("number"), squares=Sum(F("number") * F("number")))
    )  # fmt: skip
    gathered: defaultdict[Key, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for unit, name, n, total, squares in rows:
        if unit in teams:
            held = gathered[teams[unit], name or ""]
            for place, value in enumerate((n, total, squares)):
                held[place] += value
    return {key: moments(int(n), total, squares) for key, (n, total, squares) in gathered.items()}


def valued(measure: Measure, first: date, last: date) -> Any:
    """Select the facts that count in a period with their number: the value; of a share 100 within the limit, else 0."""
    facts: Any = facts_measured(measure, first=first, last=last)
    if measure.how == How.SHARE:
        facts = cast(Any, with_value(facts, measure, "within"))
        facts = facts.exclude(within=None)
        return facts.annotate(number=Cast(F("within") * Value(100), FloatField()))
    return facts.annotate(number=Cast(InData(measure.field), FloatField()))


def moments(n: int, total: float, squares: float) -> Moments:
    """Give mean and sample variance from sums."""
    mean = total / n
    return Moments(n, mean, max(0.0, (squares - n * mean * mean) / (n - 1)) if n > 1 else 0.0)


def people_in(measure: Measure, teams: Mapping[int, int], first: date, last: date) -> dict[int, int]:
    """Count whose facts they are in each team. One question."""
    pairs = facts_measured(measure, first=first, last=last).order_by().values_list("unit", "subject").distinct()
    found: defaultdict[int, set[int]] = defaultdict(set)
    for unit, subject in pairs:
        if unit in teams:
            found[teams[unit]].add(subject)
    return {team: len(subjects) for team, subjects in found.items()}


def cells_of(
    number: int, criterion: Criterion, before: Mapping[Key, Moments], now: Mapping[Key, Moments]
) -> Iterable[dict[str, Any]]:
    """Put both periods side by side, with the scale of each sort: the city's mean before, or 100 of a share."""
    weights: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (_team, sort), found in sorted(before.items()):
        weights[sort][0] += found.n
        weights[sort][1] += found.n * found.mean
    scales = {sort: total / n for sort, (n, total) in weights.items()}
    share = criterion.measure.how == How.SHARE
    for team, sort in sorted({*before, *now}):
        old, new = before.get((team, sort), NONE), now.get((team, sort), NONE)
        yield {
            "team": team, "criterion": number, "sort": sort, "better": 1 if criterion.better == UP else -1,
            "n0": old.n, "mean0": old.mean, "var0": old.variance, "n1": new.n, "mean1": new.mean,
            "var1": new.variance, "scale": OF_PER_CENT if share else scales.get(sort, 0.0),
        }  # fmt: skip


def results(award: Award, cells: list[dict[str, Any]], people: Mapping[int, int], criteria: int) -> list[AwardTeam]:
    """Compare each team with its own past and say who improved beyond chance, and who is in the top band."""
    order = sorted({cell["team"] for cell in cells})
    found = compared(cells, order, criteria, least=award.terms["fakta"])
    heads = np.array([people[team] for team in order], dtype=np.int64)
    shown = found.measured & (heads >= award.terms["orang"])
    improved = shown & (found.low > 0)
    top = top_band(change=found.change, improved=improved, share=float(award.terms["teratas"]))
    for place, cell in enumerate(cells):
        cell["counted"] = bool(found.counted[place])
        cell["change"], cell["weight"] = float(found.cell_change[place]), float(found.cell_weight[place])
    return [
        AwardTeam(
            award=award, unit_id=team, people=int(heads[place]), shown=bool(shown[place]),
            change=float(found.change[place]), low=float(found.low[place]), improved=bool(improved[place]),
            top=bool(top[place]), cells=[{**cell} for cell in cells if cell["team"] == team],
        )
        for place, team in enumerate(order)
    ]  # fmt: skip


def compared(cells: list[dict[str, Any]], order: list[int], criteria: int, *, least: int) -> Improvement:
    """Hand the numbers to the pure comparison."""
    place = {team: number for number, team in enumerate(order)}
    names = ("better", "n0", "mean0", "var0", "n1", "mean1", "var1", "scale")
    columns = {name: np.array([cell[name] for cell in cells], dtype=np.float64) for name in names}
    team = np.array([place[cell["team"]] for cell in cells], dtype=np.int64)
    criterion = np.array([cell["criterion"] for cell in cells], dtype=np.int64)
    given = Cells(team=team, criterion=criterion, **columns)
    return improvement(given, teams=len(order), criteria=criteria, least=least)
