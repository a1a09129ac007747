"""The rules of NUM-2019 as they can be asked one by one: indicator and final score; the plan's rules stand beside."""

from decimal import Decimal

import numpy as np

from betang.regulation.field import Field, InputError, Maybe
from betang.regulation.indicator import ARAH, achievement
from betang.regulation.num2019 import plan_rules
from betang.regulation.num2019.final import BATAS, BOBOT_AKHIR, PREDIKAT_AKHIR, final_score
from betang.regulation.num2019.indicators import MAKSIMAL, PEMBULATAN, TABEL, indicator_values
from betang.regulation.num2019.levels import BOBOT, KATEGORI
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

_OLD = Text(
    "Hanya untuk membaca dan memeriksa penilaian Juli–Desember 2021.",
    "Only for reading and checking assessments of July–December 2021.",
)


def _indicator(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    upper: Maybe = columns["target_atas"]
    target, realised = columns["target"], columns["realisasi"]
    _ends_in_order(columns)
    achieved = achievement(
        direction=columns["arah"].array, target=target, realised=realised,
        upper=upper.column, has_upper=upper.present,
    )  # fmt: skip
    if trace is not None:
        inputs = {"arah": columns["arah"], "target": target, "target_atas": upper, "realisasi": realised}
        trace.step("capaian_persen", inputs, achieved, basis="PermenPANRB 8/2021 Lampiran", confidence="V")
    maximum = columns["target_maksimal"].column & columns["target_maksimal"].present
    found = indicator_values(achieved=achieved, maximum=maximum, law=law, trace=trace)
    return {
        "capaian_persen": achieved,
        "capaian_dipakai": found.used,
        "kategori_iki": KATEGORI.of(found.category),
        "nilai_iki": found.value,
    }


def _ends_in_order(columns: Columns) -> None:
    """Refuse a range whose upper end lies below its lower one."""
    upper: Maybe = columns["target_atas"]
    pairs = zip(columns["target"].decimals(), upper.column.decimals(), upper.present.tolist(), strict=True)
    if any(given and high < low for low, high, given in pairs):
        raise InputError(
            "target_atas", Text("tidak boleh lebih kecil daripada target", "must not be less than the target")
        )


def _final(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    idea: Maybe = columns["ide_baru"]
    score, predikat = final_score(
        nskp=columns["nskp"], npk=columns["npk"], weights=columns["bobot"].array,
        idea=np.asarray(idea.column & idea.present), law=law, trace=trace,
    )  # fmt: skip
    return {"skor_akhir": score, "predikat_angka": KATEGORI.of(predikat)}


LABELS = {
    **plan_rules.LABELS,
    "bobot_skp": Text("Bobot SKP", "Weight of the plan"),
    "bobot_perilaku": Text("Bobot perilaku", "Weight of behaviour"),
    "skor_dipakai": Text("Nilai akhir, paling tinggi batasnya", "Final score, at most its cap"),
}

RULES = (
    Rule(
        id="num-2019/indikator",
        title=Text("Kategori dan nilai satu indikator (2021)", "Category and value of one indicator (2021)"),
        about=Text(
            "Capaian indikator dari target, realisasi, dan arahnya; lalu kategori dan nilainya. Misalnya 8 dari 10 "
            "bila makin rendah makin baik.",
            "An indicator's achievement from target, realisation and direction; then its category and value. For "
            "example 8 of 10 where lower is better.",
        ),
        basis="PermenPANRB 8/2021",
        inputs=(
            Field("arah", Text("Arah", "Direction"), "choice", codes=ARAH),
            Field("target", Text("Target", "Target"), "decimal", least=Decimal("0.0000000001")),
            Field("target_atas", Text("Target atas", "Upper target"), "decimal", required=False),
            Field(
                "target_maksimal",
                Text("Target sudah maksimal", "Target is the maximum attainable"),
                "bool",
                required=False,
            ),
            Field("realisasi", Text("Realisasi", "Realisation"), "decimal", least=Decimal(0)),
        ),
        outputs=(
            Output("capaian_persen", Text("Capaian (%)", "Achievement (%)")),
            Output("capaian_dipakai", Text("Capaian dipakai (%)", "Achievement used (%)")),
            Output("kategori_iki", Text("Kategori indikator", "Indicator's category"), KATEGORI),
            Output("nilai_iki", Text("Nilai indikator", "Indicator's value")),
        ),
        run=_indicator,
        parameters=(PEMBULATAN, TABEL, MAKSIMAL),
        cautions=(
            _OLD,
            Text(
                "Pada target maksimal, capaian tepat 100 bernilai 120 tetapi 101 bernilai 110: begitu rumus resminya.",
                "On a maximum target an achievement of exactly 100 counts 120 but 101 counts 110: so the official "
                "formulas say.",
            ),
        ),
    ),
    Rule(
        id="num-2019/nilai_akhir",
        title=Text("Nilai akhir dan predikat (2021)", "Final score and predikat (2021)"),
        about=Text(
            "Nilai SKP dan nilai perilaku menjadi nilai akhir dan predikat.",
            "The plan's value and the behaviour value become the final score and the predikat.",
        ),
        basis="PP 30/2019 Pasal 41",
        inputs=(
            Field("nskp", Text("Nilai SKP (NSKP)", "Plan's value (NSKP)"), "decimal", least=Decimal(0)),
            Field("npk", Text("Nilai perilaku kerja (NPK)", "Behaviour value (NPK)"), "decimal", least=Decimal(0)),
            Field("bobot", Text("Bobot", "Weights"), "choice", codes=BOBOT),
            Field(
                "ide_baru",
                Text("Menciptakan ide baru yang bermanfaat", "Created a useful new idea"),
                "bool",
                required=False,
            ),
        ),
        outputs=(
            Output("skor_akhir", Text("Nilai akhir", "Final score")),
            Output("predikat_angka", Text("Predikat", "Predikat"), KATEGORI),
        ),
        run=_final,
        parameters=(BOBOT_AKHIR, BATAS, PREDIKAT_AKHIR),
        cautions=(_OLD,),
    ),
    *plan_rules.RULES,
)
