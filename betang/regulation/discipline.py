"""Discipline, unexcused absence: PP 94/2021. Days of one year add up; ten in a row count like the highest row.

What comes out is what the regulation lays down for such a number of days. It sanctions nobody: officials decide after
an examination.
"""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import NONE, codes
from betang.regulation.exact import Exact, Ratio
from betang.regulation.field import Field, Maybe
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Indexed, Trace
from betang.regulation.wholes import constant, over_power

KETIDAKHADIRAN = "disiplin/ketidakhadiran"
BERTURUT = "disiplin/berturut_turut"
MENIT = "disiplin/menit_sehari"
CAPAIAN_SKP = "disiplin/capaian_skp"
TINGKAT = codes(("RINGAN", "Ringan", "Light"), ("SEDANG", "Sedang", "Medium"), ("BERAT", "Berat", "Severe"))
Counts = npt.NDArray[np.integer]


def absence_row(*, days: Counts, consecutive: Counts, law: InForce, trace: Trace | None = None) -> npt.NDArray[np.intp]:
    """Return the row of the table that each person's absence reaches, -1 where it reaches none.

    `days`: unexcused working days of the year; `consecutive`: the longest run among them.
    """
    rule = law[BERTURUT].value
    counted = np.where(consecutive >= rule["hari"], np.maximum(days, rule["setara_hari"]), days)
    starts = np.array([row["dari"] for row in law[KETIDAKHADIRAN].value])
    found = np.searchsorted(starts, counted, side="right") - 1
    if trace is not None:
        trace.step("hari_dihitung", {"hari_tidak_masuk": days, "hari_berturut": consecutive}, counted,
                   parameter=law[BERTURUT])  # fmt: skip
        texts = sanctions(law)
        trace.step("hukuman_ketidakhadiran", {"hari_dihitung": counted}, Indexed(found, texts),
                   parameter=law[KETIDAKHADIRAN])  # fmt: skip
    return found


def sanctions(law: InForce) -> list[Text | None]:
    """Return the wording of each row of the table of absence, and None for no row (-1)."""
    return [*(Text(row["sanksi"], row["en"]) for row in law[KETIDAKHADIRAN].value), None]


def lost_days(*, minutes: Counts, law: InForce, trace: Trace | None = None) -> tuple[Ratio, Counts]:
    """Return lateness and early leaving in days, exact and in whole days; minutes left over are no day yet."""
    size = law[MENIT].value["menit"]
    exact, whole = Ratio(np.asarray(minutes), constant(size, len(minutes))), np.asarray(minutes) // size
    if trace is not None:
        trace.step("hari_penuh", {"menit_hilang": minutes, "menit_sehari": size}, whole, parameter=law[MENIT])
    return exact, whole


def plan_level(*, achieved: Exact, law: InForce, trace: Trace | None = None) -> npt.NDArray[np.int8]:
    """Return the level of a low plan achievement in percent (0 light … 2 severe), -1 where it is none."""
    column = Ratio(*over_power(achieved))
    found = np.full(len(achieved), NONE, dtype=np.int8)
    for row in reversed(law[CAPAIAN_SKP].value):
        found[column.less(row["kurang_dari"])] = TINGKAT.code(row["tingkat"])
    if trace is not None:
        trace.step("tingkat_hukuman", {"capaian_skp": achieved}, TINGKAT.of(found), parameter=law[CAPAIAN_SKP])
    return found


def _absence(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    run: Maybe = columns["hari_berturut"]
    consecutive = np.where(run.present, run.column, 0)
    row = absence_row(days=columns["hari_tidak_masuk"], consecutive=consecutive, law=law, trace=trace)
    table = law[KETIDAKHADIRAN].value
    level = np.append(TINGKAT.array([entry["tingkat"] for entry in table]), np.int8(NONE))[row]
    texts = sanctions(law)
    return {"tingkat_hukuman": TINGKAT.of(level), "sanksi": Indexed(row, texts)}


def _minutes(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    exact, whole = lost_days(minutes=columns["menit_hilang"], law=law, trace=trace)
    return {"hari_setara": exact, "hari_penuh": whole}


def _plan(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    return {"tingkat_hukuman": TINGKAT.of(plan_level(achieved=columns["capaian_skp"], law=law, trace=trace))}


LABELS = {
    "hari_dihitung": Text("Hari yang dihitung", "Days that count"),
    "hukuman_ketidakhadiran": Text("Hukuman menurut tabel", "Sanction by the table"),
    "menit_sehari": Text("Menit sehari", "Minutes of a day"),
}
_DECIDED = Text(
    "Tidak ada hukuman otomatis: pejabat memutuskan setelah pemeriksaan.",
    "No sanction is automatic: officials decide after an examination.",
)
_LEVEL = Output("tingkat_hukuman", Text("Tingkat hukuman", "Level of sanction"), TINGKAT)


def _whole(name: str, indonesian: str, english: str, *, most: int, required: bool = True) -> Field:
    label = Text(indonesian, english)
    return Field(name, label, "integer", least=Decimal(0), most=Decimal(most), required=required)


RULES = (
    Rule(
        id="disiplin/ketidakhadiran",
        title=Text("Tidak masuk kerja tanpa alasan sah", "Unexcused absence"),
        about=Text(
            "Hukuman yang diatur menurut jumlah hari kerja dalam setahun. 1–2 hari belum ada tingkatnya tetapi tetap "
            "dihitung.",
            "The sanction laid down by the number of working days in a year. 1–2 days have no level yet but count.",
        ),
        basis="PP 94/2021",
        inputs=(
            _whole("hari_tidak_masuk", "Hari tidak masuk dalam setahun", "Days absent in the year", most=366),
            _whole("hari_berturut", "Terpanjang berturut-turut", "Longest run", most=366, required=False),
        ),
        outputs=(_LEVEL, Output("sanksi", Text("Sanksi", "Sanction"))),
        run=_absence,
        parameters=(KETIDAKHADIRAN, BERTURUT),
        cautions=(_DECIDED,),
    ),
    Rule(
        id="disiplin/menit_hilang",
        title=Text("Keterlambatan menjadi hari", "Lateness in days"),
        about=Text(
            "Menit terlambat dan pulang cepat menjadi hari tidak masuk.",
            "Minutes of lateness and early leaving as days of absence.",
        ),
        basis="PP 94/2021",
        inputs=(_whole("menit_hilang", "Menit dalam setahun", "Minutes in the year", most=500000),),
        outputs=(
            Output("hari_setara", Text("Setara hari", "Equals days")),
            Output("hari_penuh", Text("Hari penuh", "Whole days")),
        ),
        run=_minutes,
        parameters=(MENIT,),
        cautions=(Text("Angkanya pengetahuan umum, belum terbaca.", "The figure was not read."),),
    ),
    Rule(
        id="disiplin/capaian_skp",
        title=Text("Capaian SKP yang rendah", "Low plan achievement"),
        about=Text(
            "Tingkat pelanggaran menurut capaian SKP, hanya untuk aturan berangka.",
            "The level of the offence by plan achievement, for numeric rules only.",
        ),
        basis="PP 94/2021",
        inputs=(Field("capaian_skp", Text("Capaian SKP (%)", "Plan achievement (%)"), "decimal", least=Decimal(0)),),
        outputs=(_LEVEL,),
        run=_plan,
        parameters=(CAPAIAN_SKP,),
        cautions=(
            _DECIDED,
            Text("Belum terbaca dalam peraturannya.", "Not read in the regulation."),
        ),
    ),
)
