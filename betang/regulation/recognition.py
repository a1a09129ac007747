"""Recognition: how many thanks a day, what an award to teams needs. No law asks for it; our own design, dated."""

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.exact import Exact
from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.team_improvement import changes, counts
from betang.regulation.text import Text
from betang.regulation.trace import Trace

BATAS_HARIAN = "apresiasi/batas_harian"
PENGHARGAAN = "apresiasi/penghargaan"
ARAH = codes(
    ("TURUN", "Makin rendah makin baik", "Less is better"), ("NAIK", "Makin tinggi makin baik", "More is better")
)


def thanks_left(*, given: Any, law: InForce, trace: Trace | None = None) -> npt.NDArray[np.int64]:
    """Return how many thanks somebody may still give on a day on which `given` (whole numbers) were given."""
    value = law[BATAS_HARIAN]
    found: npt.NDArray[np.int64] = np.maximum(value.value - np.asarray(given, dtype=np.int64), 0)
    if trace is not None:
        trace.step("sisa", {"sudah_diberikan": given, "batas_harian": value.value}, found, parameter=value)
    return found


def _thanks(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    return {"sisa": thanks_left(given=columns["sudah_diberikan"], law=law, trace=trace)}


def _change(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    value = law[PENGHARGAAN]
    names = ("banyak_dulu", "rata_dulu", "banyak_kini", "rata_kini", "skala")
    n0, mean0, n1, mean1, scale = (_floats(columns[name]) for name in names)
    better = np.where(columns["arah"].array == ARAH.code("NAIK"), 1.0, -1.0)
    counted = counts(n0=n0, n1=n1, scale=scale, least=value.value["fakta"])
    each = changes(better=better, mean0=mean0, mean1=mean1, scale=scale, counted=counted)
    found = [Decimal(f"{one:.10f}") for one in each.tolist()]
    if trace is not None:
        inputs = {
            "banyak_dulu": columns["banyak_dulu"],
            "banyak_kini": columns["banyak_kini"],
            "skala": columns["skala"],
        }
        trace.step("dihitung", {**inputs, "fakta": value.value["fakta"]}, counted, parameter=value)
        inputs = {"arah": columns["arah"], "rata_dulu": columns["rata_dulu"], "rata_kini": columns["rata_kini"]}
        trace.step(
            "perubahan", {**inputs, "skala": columns["skala"]}, found, basis="Rancangan Betang", confidence="DESIGN"
        )
    return {"dihitung": counted, "perubahan": found}


def _floats(column: Any) -> npt.NDArray[np.float64]:
    """Give a column of decimals or whole numbers as floats: what is estimated here decides no bound of law."""
    return np.array(column.decimals() if isinstance(column, Exact) else column, dtype=np.float64)


def _number(name: str, words: Text, kind: str = "decimal") -> Field:
    return Field(name, words, kind, least=Decimal(0), most=Decimal(10**9))


LABELS = {
    "batas_harian": Text("Batas sehari", "Limit a day"),
    "fakta": Text("Fakta paling sedikit", "Fewest facts"),
    "orang": Text("Orang paling sedikit", "Fewest people"),
    "teratas": Text("Bagian kelompok teratas", "Share of the top band"),
}
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
    Rule(
        id=PENGHARGAAN,
        title=Text("Perubahan satu tim pada satu golongan perkara", "The change of a team in one stratum of cases"),
        about=Text(
            "Rata-rata tim sekarang terhadap rata-ratanya sendiri dahulu, pada perkara yang segolongan.",
            "A team's mean now against its own mean before, over cases of the same sort.",
        ),
        basis="Rancangan Betang",
        inputs=(
            Field("arah", Text("Arah", "Direction"), "choice", codes=ARAH),
            _number("banyak_dulu", Text("Banyak fakta dahulu", "Facts before"), "integer"),
            _number("rata_dulu", Text("Rata-rata dahulu", "Mean before")),
            _number("banyak_kini", Text("Banyak fakta kini", "Facts now"), "integer"),
            _number("rata_kini", Text("Rata-rata kini", "Mean now")),
            _number(
                "skala",
                Text(
                    "Skala: rata-rata kota dahulu; 100 bagi persen", "Scale: the city's mean before; 100 for per cent"
                ),
            ),
        ),
        outputs=(
            Output("dihitung", Text("Dihitung", "Counted")),
            Output("perubahan", Text("Perubahan ke arah yang baik", "Change for the better")),
        ),
        run=_change,
        parameters=(PENGHARGAAN,),
        cautions=(
            Text(
                "Golongan dijumlahkan menurut campuran perkara tim dahulu: campuran yang berubah tidak mengubah hasil.",
                "Strata are put together by the team's own mix before: a mix that changes does not change the result.",
            ),
        ),
    ),
)
