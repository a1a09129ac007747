"""How much teams improved on their own past, whatever mix of cases they had. Pure.

Direct standardisation. The cases of each criterion fall into strata. In each stratum a team's mean now is compared with
its own mean before; the differences are weighted by the team's own mix of cases before. So a team that gets easier
cases does not rise, and one that gets harder ones does not fall: only doing better at the same sort of case counts.
Each difference is divided by a scale of the stratum (the city's mean before; 100 for shares in per cent), so that
criteria can be put together, each with the same weight.

How much of it may be chance between cases is told by the lower end of the 90 % interval; that cases of one person
resemble each other is not known here, so it tells of the least doubt, not of all.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Z90 = 1.6448536269514722  # the normal distribution leaves 5 % beyond it on either side


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One row for each team, criterion and stratum: facts, mean and variance before (0) and now (1).

    `better` is 1 when more is better and -1 when less is; `scale` is above nought in the measure's own unit.
    """

    team: Index
    criterion: Index
    better: Floats
    n0: Floats
    mean0: Floats
    var0: Floats
    n1: Floats
    mean1: Floats
    var1: Floats
    scale: Floats


@dataclass(frozen=True, slots=True)
class Improvement:
    """Of each team: the change (0.05: by five hundredths), its lower end, whether all criteria could be measured.

    Of each cell: whether it counted, its change, and its weight within the team's criterion.
    """

    change: Floats
    low: Floats
    measured: Flags
    counted: Flags
    cell_change: Floats
    cell_weight: Floats


def counts(*, n0: Floats, n1: Floats, scale: Floats, least: int) -> Flags:
    """Say which cells count: enough facts in both periods, and a scale to read the change on."""
    return np.asarray((n0 >= least) & (n1 >= least) & (scale > 0) & (n0 > 0) & (n1 > 0))


def changes(*, better: Floats, mean0: Floats, mean1: Floats, scale: Floats, counted: Flags) -> Floats:
    """Give each cell's change for the better, in parts of its scale; nought for those that do not count."""
    found: Floats = np.divide(better * (mean1 - mean0), scale, out=np.zeros(len(scale)), where=counted)
    return found


def improvement(cells: Cells, *, teams: int, criteria: int, least: int) -> Improvement:
    """Compare each team with its own past over all criteria; a team without one of them is not measured."""
    counted = counts(n0=cells.n0, n1=cells.n1, scale=cells.scale, least=least)
    change = changes(
        better=cells.better, mean0=cells.mean0, mean1=cells.mean1, scale=cells.scale, counted=counted
    )  # fmt: skip
    place, places = cells.team * criteria + cells.criterion, teams * criteria
    before = np.where(counted, cells.n0, 0.0)
    whole = np.bincount(place, weights=before, minlength=places)
    weight = _over(before, whole[place])
    noise = _over(cells.var0, cells.n0) + _over(cells.var1, cells.n1)
    error = weight**2 * _over(noise, cells.scale**2)
    by_criterion = np.bincount(place, weights=weight * change, minlength=places).reshape(teams, criteria)
    spread = np.bincount(place, weights=error, minlength=places).reshape(teams, criteria)
    measured: Flags = np.asarray((whole > 0).reshape(teams, criteria).all(axis=1), dtype=np.bool_).reshape(teams)
    total = np.where(measured, by_criterion.mean(axis=1), 0.0)
    low = total - Z90 * np.sqrt(np.where(measured, spread.sum(axis=1), 0.0)) / criteria
    return Improvement(total, low, measured, counted, change, weight)


def _over(above: Floats, below: Floats) -> Floats:
    found: Floats = np.divide(above, below, out=np.zeros(len(above)), where=below > 0)
    return found


def top_band(*, change: Floats, improved: Flags, share: float) -> Flags:
    """Say who is in the top band: this share of those that improved, at least one of them; equals are all in."""
    risen = np.sort(change[improved])[::-1]
    if not len(risen):
        return np.zeros(len(change), dtype=bool)
    last = risen[max(1, int(np.ceil(share * len(risen)))) - 1]
    return np.asarray(improved & (change >= last))
