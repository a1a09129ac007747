"""The quadrant: result rating × behaviour rating → predikat; and the result rating of a unit's head.

Behaviour below expectation caps at Kurang/misconduct whatever the result; Sangat Baik needs both above.
"""

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import NONE
from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT, RATING
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace

KUADRAN = "eksp-2022/kuadran"
KEPALA_UNIT = "eksp-2022/kepala_unit"
Codes8 = npt.NDArray[np.int8]


def quadrant(*, result: Codes8, behaviour: Codes8, law: InForce, trace: Trace | None = None) -> Codes8:
    """Return the predikat for each pair of ratings, -1 where one of them is missing."""
    value = law[KUADRAN]
    # One extra row and column, filled with -1, receive the index -1 of a missing rating.
    table = np.full((len(RATING.names) + 1, len(RATING.names) + 1), NONE, dtype=np.int8)
    for row, name in enumerate(RATING.names):
        table[row, :-1] = PREDIKAT.array([value.value[name][column] for column in RATING.names])
    found: Codes8 = table[result, behaviour]
    if trace is not None:
        inputs = {"rating_hasil": RATING.of(result), "rating_perilaku": RATING.of(behaviour)}
        trace.step("kuadran", inputs, PREDIKAT.of(found), parameter=value)
    return found


def head_result(*, capaian: Codes8, law: InForce, trace: Trace | None = None) -> Codes8:
    """Return the result rating of a unit's head, which is the unit's achievement; -1 without an achievement."""
    value = law[KEPALA_UNIT]
    table = np.append(RATING.array([value.value[name] for name in CAPAIAN.names]), np.int8(NONE))
    found: Codes8 = table[capaian]
    if trace is not None:
        trace.step("rating_hasil", {"capaian_unit": CAPAIAN.of(capaian)}, RATING.of(found), parameter=value)
    return found
