"""Which appraisal rule set was in force on a day: DP3, PPK-2011, NUM-2019 or EKSP-2022."""

import datetime as dt

from betang.regulation.field import Field
from betang.regulation.parameters import InForce, Value, book
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

BERLAKU = "himpunan-aturan/berlaku"


def life(rule_set: str) -> Value:
    """Return the dated entry of a rule set such as "EKSP-2022"; KeyError when it is unknown."""
    for value in book()[BERLAKU].values:
        if value.value == rule_set:
            return value
    raise KeyError(rule_set)


def _in_force(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    days: list[dt.date] = columns["tanggal"].tolist()
    found = [book()[BERLAKU].on(day) for day in days]
    if trace is not None:
        trace.step(
            "himpunan_aturan", {"tanggal": columns["tanggal"]}, [v and v.value for v in found], parameter=law[BERLAKU]
        )
    return {
        "himpunan_aturan": [value and value.value for value in found],
        "mulai": [value and value.start for value in found],
        "akhir": [value and value.end for value in found],
    }


RULES = (
    Rule(
        id="himpunan-aturan/berlaku",
        title=Text("Himpunan aturan pada suatu tanggal", "Rule set on a day"),
        about=Text(
            "Aturan penilaian kinerja mana yang berlaku pada suatu hari.",
            "Which appraisal rules were in force on a day.",
        ),
        basis="PermenPANRB 6/2022; PP 30/2019; PermenPANRB 8/2021; PP 46/2011; PP 10/1979",
        inputs=(Field("tanggal", Text("Tanggal", "Day"), "date"),),
        outputs=(
            Output("himpunan_aturan", Text("Himpunan aturan", "Rule set")),
            Output("mulai", Text("Mulai", "From")),
            Output("akhir", Text("Sampai", "To")),
        ),
        run=_in_force,
        parameters=(BERLAKU,),
    ),
)
