"""In which band of colleagues who do the same work somebody's number lies: lower quarter, middle half, upper quarter.

Our own design, no law asks for it. Never a rank, never a name, and nothing at all among few.
"""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

REKAN_MINIMUM = "eksp-2022/rekan_minimum"
KISARAN = codes(
    ("TIDAK_DITUNJUKKAN", "Tidak ditunjukkan", "Not shown"),
    ("BAWAH", "Seperempat bawah", "Lower quarter"),
    ("TENGAH", "Setengah di tengah", "Middle half"),
    ("ATAS", "Seperempat atas", "Upper quarter"),
)
HIDDEN, LOWER, MIDDLE, UPPER = range(4)
Counts = npt.NDArray[np.int64]


def bands(
    *, peers: Counts, worse: Counts, alike: Counts, law: InForce, trace: Trace | None = None
) -> npt.NDArray[np.int8]:
    """Return the band of each number (codes of KISARAN) by how many of `peers` did worse and how many alike.

    One's place is the middle of those alike, oneself among them: (2 × worse + alike + 1) / (2 × (peers + 1)), exact.
    """
    place, whole = 2 * worse + alike + 1, 2 * (peers + 1)
    shown = peers >= law[REKAN_MINIMUM].value
    found = np.where(4 * place < whole, LOWER, np.where(4 * place > 3 * whole, UPPER, MIDDLE))
    band = np.where(shown, found, HIDDEN).astype(np.int8)
    if trace is not None:
        inputs = {"rekan": peers, "lebih_rendah": worse, "sama": alike, "paling_sedikit": law[REKAN_MINIMUM].value}
        trace.step("kisaran", inputs, KISARAN.of(band), parameter=law[REKAN_MINIMUM])
    return band


def _bands(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    found = bands(peers=columns["rekan"], worse=columns["lebih_rendah"], alike=columns["sama"], law=law, trace=trace)
    return {"kisaran": KISARAN.of(found)}


def _count(name: str, label: Text) -> Field:
    return Field(name, label, "integer", least=Decimal(0), most=Decimal(100_000))


RULES = (
    Rule(
        id=REKAN_MINIMUM,
        title=Text("Kisaran di antara rekan", "Band among colleagues"),
        about=Text(
            "Seperempat bawah, setengah tengah, atau seperempat atas di antara rekan dengan jabatan dan ukuran sama.",
            "Lower quarter, middle half or upper quarter among colleagues with the same post and the same measure.",
        ),
        basis="Rancangan Betang",
        inputs=(
            _count("rekan", Text("Banyaknya rekan", "Number of colleagues")),
            _count("lebih_rendah", Text("Yang lebih rendah capaiannya", "Of whom did worse")),
            _count("sama", Text("Yang sama capaiannya", "Of whom came to the same")),
        ),
        outputs=(Output("kisaran", Text("Kisaran", "Band"), KISARAN),),
        run=_bands,
        parameters=(REKAN_MINIMUM,),
    ),
)
