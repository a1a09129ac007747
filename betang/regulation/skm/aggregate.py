"""The index of several units together: simple mean of the units, and mean weighted by respondents."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import Exact, Ratio, Whole, product
from betang.regulation.field import Maybe
from betang.regulation.parameters import InForce
from betang.regulation.skm.index import category, record_index, rounded
from betang.regulation.trace import Grouped, Trace
from betang.regulation.wholes import counted, summed

AGREGASI = "skm/agregasi"


@dataclass(frozen=True, slots=True)
class Together:
    """Both means, rounded; `official` is the one that the parameter names, `category` its category."""

    simple: Maybe
    weighted: Maybe
    official: Maybe
    category: npt.NDArray[np.int8]


def together(
    *,
    owner: npt.NDArray[np.integer],
    ikm: Exact,
    respondents: npt.NDArray[np.int64],
    n: int,
    law: InForce,
    trace: Trace | None = None,
) -> Together:
    """Combine the units of n cases (unit j belongs to case owner[j]); respondents are at least 1."""
    units, people = counted(owner, n), summed(owner, respondents, n)
    simple = _mean(summed(owner, ikm.mantissa, n), units, ikm.scale)
    weighted = _mean(summed(owner, product(ikm.mantissa, respondents), n), people, ikm.scale)
    chosen = law[AGREGASI]
    official = simple if chosen.value == "SEDERHANA" else weighted
    shown = rounded(official, law)
    found = Together(rounded(simple, law), rounded(weighted, law), shown, category(shown, law))
    if trace is not None:
        each = {"ikm_unit": Grouped(owner, ikm), "responden_unit": Grouped(owner, respondents)}
        means = {"rata_sederhana": simple, "rata_tertimbang": weighted}
        trace.step("rata_resmi", {**each, **means, "agregasi": chosen.value}, official, parameter=chosen)
        record_index(trace, ikm=official, skm=None, shown=shown, code=found.category, law=law)
    return found


def _mean(total: Whole, count: Whole, scale: int) -> Maybe:
    return Maybe(Ratio(total, product(np.maximum(count, 1), 10**scale)), np.asarray(count > 0, dtype=bool))
