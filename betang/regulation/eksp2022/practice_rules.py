"""The rules of practice around EKSP-2022 as they can be asked one by one."""

import numpy as np

from betang.regulation.eksp2022.levels import CAPAIAN, NILAI, PREDIKAT
from betang.regulation.eksp2022.practice import (
    ASPEK,
    ASPEK_MINIMUM,
    JABATAN,
    KURVA,
    MODE,
    PANDUAN,
    PENILAI,
    SELISIH,
    decision_needs_reason,
    enough_aspects,
    guides,
    pattern_needs_reason,
)
from betang.regulation.field import Field, Ragged
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text, alternatives
from betang.regulation.trace import Trace

_BASIS = "PermenPANRB 6/2022"
_REASON = Output("perlu_alasan", Text("Alasan wajib ditulis", "A reason is required"))


def _mode(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    found = pattern_needs_reason(met=columns["pola_terpenuhi"], law=law, trace=trace)
    return {"perlu_alasan": found, "predikat_diturunkan": np.zeros(len(found), dtype=bool)}


def _deviation(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    proposed, decided = columns["predikat_usulan"].array, columns["predikat_putusan"].array
    return {"perlu_alasan": decision_needs_reason(proposed=proposed, decided=decided, law=law, trace=trace)}


def _aspects(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    items: Ragged = columns["aspek_iki"]
    number, enough = enough_aspects(
        owner=items.owner, aspect=items.columns["aspek_ukuran"].array, n=len(items), law=law, trace=trace
    )
    return {"aspek_berbeda": number, "aspek_cukup": enough}


def _guides(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    wordings, value = guides(law), columns["nilai_berakhlak"]
    rows = [wordings[NILAI.names[code]] for code in value.array.tolist()]
    found = {f"panduan_{number}": [Text(**row[number - 1]) for row in rows] for number in (1, 2, 3)}
    if trace is not None:
        for name, texts in found.items():
            trace.step(name, {"nilai_berakhlak": value}, texts, parameter=law[PANDUAN])
    return found


def _raters(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    table, post = law[PENILAI].value, columns["jabatan"]
    rows = [table[JABATAN.names[code]] for code in post.array.tolist()]
    found = {
        "penilai": [alternatives(row["penilai"]) for row in rows],
        "atasan_penilai": [alternatives(row["atasan"]) for row in rows],
    }
    if trace is not None:
        for name, texts in found.items():
            trace.step(name, {"jabatan": post}, texts, parameter=law[PENILAI])
    return {**found, "keyakinan_sel": [row["keyakinan"] for row in rows]}


def _curve(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    names = [CAPAIAN.names[code] for code in columns["capaian_unit"].array.tolist()]
    found = ["; ".join(str(height) for height in law[KURVA].value[name]) for name in names]
    if trace is not None:
        trace.step("titik_kurva", {"capaian_unit": columns["capaian_unit"]}, found, parameter=law[KURVA])
    return {"titik_kurva": found}


LABELS = {
    "mode": Text("Cara memperlakukan", "How it is treated"),
    "selisih_tingkat": Text("Selisih tingkat", "Levels apart"),
    "selisih_paling_sedikit": Text("Alasan mulai selisih", "Reason from this difference"),
    "paling_sedikit": Text("Paling sedikit", "At least"),
}


def _grade(name: str, indonesian: str, english: str) -> Field:
    return Field(name, Text(indonesian, english), "choice", codes=PREDIKAT)


RULES = (
    Rule(
        id="eksp-2022/mode_distribusi",
        title=Text("Bila pola distribusi tidak terpenuhi", "When the distribution pattern is not met"),
        about=Text(
            "Peringatan yang meminta alasan; tidak menahan dan tidak menurunkan predikat.",
            "A warning that asks for a reason; it neither blocks nor lowers a predikat.",
        ),
        basis="SE MenPANRB 3/2023; Rancangan Betang",
        inputs=(Field("pola_terpenuhi", Text("Pola terpenuhi", "Pattern met"), "bool"),),
        outputs=(_REASON, Output("predikat_diturunkan", Text("Predikat diturunkan", "Predikat is lowered"))),
        run=_mode,
        parameters=(MODE,),
    ),
    Rule(
        id="eksp-2022/selisih_alasan",
        title=Text("Putusan tahunan yang berbeda dari usulan", "An annual decision that differs from the proposal"),
        about=Text(
            "Predikat tahunan diputuskan pejabat penilai, tidak dirata-rata dari evaluasi berkala.",
            "The rating official decides the annual predikat; it is not an average of periodic ones.",
        ),
        basis="Rancangan Betang",
        inputs=(
            _grade("predikat_usulan", "Predikat usulan", "Proposed predikat"),
            _grade("predikat_putusan", "Predikat yang diputuskan", "Decided predikat"),
        ),
        outputs=(_REASON,),
        run=_deviation,
        parameters=(SELISIH,),
    ),
    Rule(
        id="eksp-2022/aspek_minimum",
        title=Text("Aspek tiap rencana hasil kerja", "Aspects of a planned result"),
        about=Text(
            "Banyaknya aspek berbeda dari indikator satu rencana hasil kerja.",
            "How many different aspects the indicators of one planned result have.",
        ),
        basis="Rancangan Betang",
        inputs=(
            Field(
                "aspek_iki",
                Text("Aspek indikator", "Aspects of the indicators"),
                "items",
                parts=(Field("aspek_ukuran", Text("Aspek", "Aspect"), "choice", codes=ASPEK),),
                required=False,
            ),
        ),
        outputs=(
            Output("aspek_berbeda", Text("Aspek berbeda", "Different aspects")),
            Output("aspek_cukup", Text("Cukup", "Enough")),
        ),
        run=_aspects,
        parameters=(ASPEK_MINIMUM,),
    ),
    Rule(
        id="eksp-2022/panduan_perilaku",
        title=Text("Panduan perilaku", "Behaviour guides"),
        about=Text("Tiga panduan tiap nilai BerAKHLAK.", "The three guides of each BerAKHLAK value."),
        basis="PermenPANRB 6/2022; SE MenPANRB 20/2021",
        inputs=(Field("nilai_berakhlak", Text("Nilai", "Value"), "choice", codes=NILAI),),
        outputs=tuple(Output(f"panduan_{k}", Text(f"Panduan {k}", f"Guide {k}")) for k in (1, 2, 3)),
        run=_guides,
        parameters=(PANDUAN,),
    ),
    Rule(
        id="eksp-2022/pejabat_penilai",
        title=Text("Siapa menilai siapa", "Who rates whom"),
        about=Text(
            "Pejabat penilai dan atasannya menurut jabatan di kota. Penilai tetap ditetapkan orang per orang.",
            "The rating official and that official's superior by post in a city. Raters are still assigned one by one.",
        ),
        basis=_BASIS,
        inputs=(Field("jabatan", Text("Jabatan", "Post"), "choice", codes=JABATAN),),
        outputs=(
            Output("penilai", Text("Pejabat penilai", "Rating official")),
            Output("atasan_penilai", Text("Atasan pejabat penilai", "That official's superior")),
            Output("keyakinan_sel", Text("Keyakinan", "Confidence")),
        ),
        run=_raters,
        parameters=(PENILAI,),
    ),
    Rule(
        id="eksp-2022/kurva_distribusi",
        title=Text("Kurva distribusi pada formulir", "The distribution curve on the form"),
        about=Text(
            "Tinggi titik dari Sangat Kurang sampai Sangat Baik. Gambar saja.",
            "Heights of the points from Sangat Kurang to Sangat Baik. A drawing only.",
        ),
        basis="SE MenPANRB 3/2023",
        inputs=(Field("capaian_unit", Text("Capaian kinerja unit", "Unit's achievement"), "choice", codes=CAPAIAN),),
        outputs=(Output("titik_kurva", Text("Titik kurva", "Points of the curve")),),
        run=_curve,
        parameters=(KURVA,),
    ),
)
