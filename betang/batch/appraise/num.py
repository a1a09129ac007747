"""The NUM-2019 pipeline: achievement of each indicator → category and value; NSKP and NPK → score and predikat."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.batch.appraise.achieved import achieved, evidence
from betang.batch.appraise.model import AppraiseInput, Int8
from betang.regulation.exact import Ratio
from betang.regulation.num2019.final import final_score
from betang.regulation.num2019.indicators import IndicatorValues, indicator_values
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace


@dataclass(frozen=True, slots=True)
class Numeric:
    """Indicators row for row (`achieved` unrounded, `values` with C used, category and value), and the people who
    have a score: their rows in the input, score and predikat (codes SK…SB).
    """

    achieved: Ratio | None
    values: IndicatorValues | None
    people: npt.NDArray[np.intp]
    score: Ratio | None
    predikat: Int8


def evaluate(data: AppraiseInput, law: InForce, trace: Trace | None = None) -> Numeric:
    """Value every indicator, and score everyone whose row of people carries NSKP, NPK and weights."""
    ratio, values = None, None
    if data.indicators is not None and len(data.indicators):
        table = data.indicators
        ratio = achieved(table, slice(None))
        if trace is not None:
            trace.step(
                "indikator",
                {"rhk": table.rhk, **evidence(table)},
                ratio, basis="PermenPANRB 8/2021", confidence="V", owner=table.owner,
            )  # fmt: skip
        values = indicator_values(achieved=ratio, maximum=table.maximum, law=law, trace=trace, owner=table.owner)
    score = data.people.score
    if score is None or not score.present.any():
        return Numeric(ratio, values, np.zeros(0, dtype=np.intp), None, np.zeros(0, dtype=np.int8))
    who = np.flatnonzero(score.present)
    final, predikat = final_score(
        nskp=score.nskp.take(who), npk=score.npk.take(who), weights=score.weights[who], idea=score.idea[who],
        law=law, trace=None,
    )  # fmt: skip
    if trace is not None:
        # The steps of the score belong to all people, so that one person's derivation finds them by the input's row.
        final_score(
            nskp=score.nskp, npk=score.npk, weights=score.weights, idea=score.idea, law=law,
            trace=trace.only(score.present),
        )  # fmt: skip
    return Numeric(ratio, values, who, final, predikat)
