"""Final score and predikat: PP 30/2019 Pasal 41.

score = weight of the plan × NSKP + weight of behaviour × NPK. The predikat is found on the score, at most 120.
Sangat Baik also asks for a new idea; 110–120 without one is Baik, and 90 exactly is Baik.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import NONE
from betang.regulation.exact import Exact, Ratio, added, align, from_decimals, product
from betang.regulation.num2019.levels import BOBOT, KATEGORI
from betang.regulation.parameters import InForce
from betang.regulation.trace import Indexed, Trace
from betang.regulation.wholes import constant

BOBOT_AKHIR = "num-2019/bobot"
BATAS = "num-2019/batas_skor"
PREDIKAT_AKHIR = "num-2019/predikat"


def final_score(
    *,
    nskp: Exact,
    npk: Exact,
    weights: npt.NDArray[np.int8],
    idea: npt.NDArray[np.bool_],
    law: InForce,
    trace: Trace | None = None,
) -> tuple[Ratio, npt.NDArray[np.int8]]:
    """Return the score (not capped) and the predikat (0 SK … 4 SB, -1 where no row fits) of each person.

    `weights`: 0 = without, 1 = with opinions of peers and subordinates; `idea`: a new idea that improved performance.
    """
    value = law[BOBOT_AKHIR]
    plan = from_decimals([value.value[name]["skp"] for name in BOBOT.names])
    behaviour = from_decimals([value.value[name]["perilaku"] for name in BOBOT.names])
    first, second, places = align(plan, behaviour)
    left, right, scale = align(nskp, npk)
    num = added(product(left, first[weights]), product(right, second[weights]))
    score = Ratio(num, constant(10 ** (scale + places), len(num)))
    counted = capped(score, law[BATAS].value)
    predikat = predikat_of(counted, idea, law[PREDIKAT_AKHIR].value)
    if trace is not None:
        inputs = {
            "nskp": nskp, "npk": npk, "bobot": BOBOT.of(weights),
            "bobot_skp": Indexed(weights, plan), "bobot_perilaku": Indexed(weights, behaviour),
        }  # fmt: skip
        trace.step("skor_akhir", inputs, score, parameter=value)
        trace.step("skor_dipakai", {"skor_akhir": score}, counted, parameter=law[BATAS])
        inputs = {"skor_dipakai": counted, "ide_baru": idea}
        trace.step("predikat_angka", inputs, KATEGORI.of(predikat), parameter=law[PREDIKAT_AKHIR])
    return score, predikat


def capped(score: Ratio, most: Decimal) -> Ratio:
    """Return the lesser of each quotient and `most`."""
    over = score.greater(most)
    if not over.any():
        return score
    top, bottom = most.as_integer_ratio()
    return Ratio(np.where(over, top, score.num), np.where(over, bottom, score.den))


def predikat_of(score: Ratio, idea: npt.NDArray[np.bool_], rows: list[Mapping[str, Any]]) -> npt.NDArray[np.int8]:
    """Return the predikat by the first row that fits; -1 where none does."""
    found = np.full(len(score), NONE, dtype=np.int8)
    for row in reversed(rows):
        above = ~score.less(row["min"]) if row["min_termasuk"] else score.greater(row["min"])
        below = ~score.greater(row["max"]) if row["max_termasuk"] else score.less(row["max"])
        fits = above & below & (idea if row.get("ide_baru") else True)
        found[fits] = KATEGORI.code(row["predikat"])
    return found
