"""Recognition: how many thanks a day. No law asks for any of it; all values are our own design and dated."""

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

BATAS_HARIAN = "apresiasi/batas_harian"


def thanks_left(*, given: Any, law: InForce, trace: Trace | None = None) -> npt.NDArray[np.int64]:
    """Return how many thanks somebody may still give on a day on which `given` (whole numbers) were given."""
    value = law[BATAS_HARIAN]
    found: npt.NDArray[np.int64] = np.maximum(value.value - np.asarray(given, dtype=np.int64), 0)
    if trace is not None:
        trace.step("sisa", {"sudah_diberikan": given, "batas_harian": value.value}, found, parameter=value)
    return found


def _thanks(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    return {"sisa": thanks_left(given=columns["sudah_diberikan"], law=law, trace=trace)}


LABELS = {"batas_harian": Text("Batas sehari", "Limit a day")}
RULES = (
    Rule(
        id=BATAS_HARIAN,
        title=Text("Ucapan terima kasih yang masih dapat diberikan", "Thanks that may still be given"),
        about=Text(
            "Berapa ucapan terima kasih yang masih dapat diberikan hari itu.",
            "How many thanks may still be given on the day.",
        ),
        basis="Rancangan Betang",
        inputs=(
            Field(
                "sudah_diberikan",
                Text("Sudah diberikan hari itu", "Given on the day"),
                "integer",
                least=Decimal(0),
                most=Decimal(1000),
            ),
        ),
        outputs=(Output("sisa", Text("Masih dapat diberikan", "May still be given")),),
        run=_thanks,
        parameters=(BATAS_HARIAN,),
    ),
)
