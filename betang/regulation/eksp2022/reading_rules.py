"""The rules for labels and codes as they can be asked one by one."""

from decimal import Decimal

import numpy as np

from betang.regulation.eksp2022.reading import (
    LEVELS,
    SIASN_PREDIKAT,
    SIASN_RATING,
    SINONIM_CAPAIAN,
    SINONIM_PREDIKAT,
    SINONIM_RATING,
    from_siasn,
    label_codes,
    vocabulary,
)
from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule, Run
from betang.regulation.text import Text
from betang.regulation.trace import Trace

_NAMES = {
    SINONIM_RATING: ("rating", Text("Rating", "Rating")),
    SIASN_RATING: ("rating", Text("Rating", "Rating")),
    SINONIM_PREDIKAT: ("predikat", Text("Predikat kinerja", "Predikat")),
    SIASN_PREDIKAT: ("predikat", Text("Predikat kinerja", "Predikat")),
    SINONIM_CAPAIAN: ("capaian_unit", Text("Capaian kinerja unit", "Unit's achievement")),
}
_LABEL = Field("sebutan", Text("Sebutan", "Label"), "text")
_NUMBER = Field("kode_siasn", Text("Kode SIASN", "SIASN code"), "integer", least=Decimal(0), most=Decimal(99))


def _reader(parameter: str, *, by_number: bool) -> Run:
    """Return the function that reads a column of labels or of SIASN's numbers by one parameter."""
    output, _ = _NAMES[parameter]

    def run(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
        if by_number:
            given = columns["kode_siasn"]
            code = from_siasn(given, parameter, law)
        else:
            given = columns["sebutan"]
            code = label_codes(given, vocabulary(parameter, law))
        known, found = np.asarray(code >= 0), LEVELS[parameter].of(np.maximum(code, -1))
        if trace is not None:
            trace.step(output, {_NUMBER.name if by_number else _LABEL.name: given}, found, parameter=law[parameter])
        return {output: found, "dikenal": known}

    return run


def _rule(parameter: str, title: Text, about: Text, *, by_number: bool = False) -> Rule:
    name, wording = _NAMES[parameter]
    return Rule(
        id=parameter,
        title=title,
        about=about,
        basis="SE Kepala BKN 11/2023" if by_number else "PermenPANRB 6/2022",
        inputs=(_NUMBER if by_number else _LABEL,),
        outputs=(Output(name, wording, LEVELS[parameter]), Output("dikenal", Text("Dikenal", "Known"))),
        run=_reader(parameter, by_number=by_number),
        parameters=(parameter,),
    )


_REFUSED = Text(
    "Sebutan yang tidak dikenal ditolak, tidak pernah ditebak.", "A label that is not known is refused, never guessed."
)
_OTHERS = Text(
    "Kode yang dipakai SIASN dan e-Kinerja; 1 adalah yang tertinggi.",
    "The codes that SIASN and e-Kinerja use; 1 is the highest.",
)

RULES = (
    _rule(SINONIM_RATING, Text("Membaca sebutan rating", "Reading a rating's label"), _REFUSED),
    _rule(SINONIM_PREDIKAT, Text("Membaca sebutan predikat", "Reading a predikat's label"), _REFUSED),
    _rule(SINONIM_CAPAIAN, Text("Membaca sebutan capaian unit", "Reading a unit's achievement"), _REFUSED),
    _rule(SIASN_RATING, Text("Membaca kode rating SIASN", "Reading SIASN's rating code"), _OTHERS, by_number=True),
    _rule(
        SIASN_PREDIKAT, Text("Membaca kode predikat SIASN", "Reading SIASN's predikat code"), _OTHERS, by_number=True
    ),
)
