"""Coaching (bimbingan kinerja): what the record's parts are called, and which scores of competence there are."""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

FORMULIR = "bimbingan/formulir"


def scores(law: InForce) -> range:
    """Return the scores that Format B.1.9 has, lowest first."""
    value = law[FORMULIR].value
    return range(value["skor_terendah"], value["skor_tertinggi"] + 1)


def parts(law: InForce) -> Mapping[str, Text]:
    """Return the headings of the two parts of Format B.1.8 by name: pegawai, pimpinan."""
    return {row["nama"]: Text(row["id"], row["en"]) for row in law[FORMULIR].value["bagian"]}


def _valid(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    allowed = scores(law)
    found = np.isin(columns["skor"], np.array(allowed))
    if trace is not None:
        inputs = {"skor": columns["skor"], "skor_terendah": allowed[0], "skor_tertinggi": allowed[-1]}
        trace.step("skor_sah", inputs, found, parameter=law[FORMULIR])
    return {"skor_sah": found}


LABELS = {
    "skor_terendah": Text("Skor terendah", "Lowest score"),
    "skor_tertinggi": Text("Skor tertinggi", "Highest score"),
}
RULES = (
    Rule(
        id=FORMULIR,
        title=Text("Skor evaluasi kompetensi", "Score of the evaluation of competence"),
        about=Text("Skor mana yang dapat diberikan.", "Which scores can be given."),
        basis="PermenPANRB 6/2022",
        inputs=(Field("skor", Text("Skor", "Score"), "integer", least=Decimal(0), most=Decimal(100)),),
        outputs=(Output("skor_sah", Text("Ada dalam skala", "Is on the scale")),),
        run=_valid,
        parameters=(FORMULIR,),
        cautions=(
            Text(
                "Bunyi Format B.1.8 dan B.1.9 belum terbaca; isian lainnya rancangan sendiri.",
                "The wording of Formats B.1.8 and B.1.9 was not read; the other fields are our own design.",
            ),
        ),
    ),
)
