"""The rules of EKSP-2022 as they can be asked one by one."""

from decimal import Decimal

import numpy as np

from betang.regulation.eksp2022 import peers, practice_rules, reading_rules
from betang.regulation.eksp2022.distribution import DISTRIBUSI, POLA, judge
from betang.regulation.eksp2022.levels import CAPAIAN, JENIS, PREDIKAT, RATING
from betang.regulation.eksp2022.quadrant import KEPALA_UNIT, KUADRAN, head_result, quadrant
from betang.regulation.eksp2022.ratings import (
    AMBANG,
    USULAN_RATING,
    behaviour_rating,
    item_ratings,
    rating_of_achievement,
    result_rating,
)
from betang.regulation.field import Field, Ragged
from betang.regulation.indicator import ARAH, achievement
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text, joined
from betang.regulation.trace import Grouped, Trace

_BASIS = "PermenPANRB 6/2022"
_HASIL = Field("rating_hasil", Text("Rating hasil kerja", "Result rating"), "choice", codes=RATING)
_PERILAKU = Field("rating_perilaku", Text("Rating perilaku kerja", "Behaviour rating"), "choice", codes=RATING)
_CAPAIAN = Field("capaian_unit", Text("Capaian kinerja unit", "Unit's achievement"), "choice", codes=CAPAIAN)
_PREDIKAT = Output("predikat", Text("Predikat kinerja", "Predikat"), PREDIKAT)
_RATING_HASIL = Output("rating_hasil", Text("Rating hasil kerja", "Result rating"), RATING)
_RATING_PERILAKU = Output("rating_perilaku", Text("Rating perilaku kerja", "Behaviour rating"), RATING)
_PROPOSAL = Text(
    "Ini usulan. Pejabat penilai memutuskan, dengan alasan bila berbeda.",
    "This is a proposal. The rating official decides, with a reason where it differs.",
)


def _quadrant(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    result, behaviour = columns["rating_hasil"].array, columns["rating_perilaku"].array
    return {"predikat": PREDIKAT.of(quadrant(result=result, behaviour=behaviour, law=law, trace=trace))}


def _head(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    result = head_result(capaian=columns["capaian_unit"].array, law=law, trace=trace)
    found = quadrant(result=result, behaviour=columns["rating_perilaku"].array, law=law, trace=trace)
    return {"rating_hasil": RATING.of(result), "predikat": PREDIKAT.of(found)}


def _result(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    items: Ragged = columns["butir"]
    kind, rating = items.columns["jenis"].array, items.columns["rating"].array
    found = result_rating(owner=items.owner, kind=kind, rating=rating, n=len(items), law=law, trace=trace)
    return {"rating_hasil": RATING.of(found)}


def _behaviour(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    items: Ragged = columns["nilai"]
    found = behaviour_rating(
        owner=items.owner, rating=items.columns["rating"].array, n=len(items), law=law, trace=trace
    )
    return {"rating_perilaku": RATING.of(found)}


def _item(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    items: Ragged = columns["indikator"]
    parts = items.columns
    upper = parts["target_atas"]
    achieved = achievement(
        direction=parts["arah"].array, target=parts["target"], realised=parts["realisasi"],
        upper=upper.column, has_upper=upper.present,
    )  # fmt: skip
    each = rating_of_achievement(achieved, law)
    found = item_ratings(item=items.owner, indicator_rating=each, n=len(items))
    if trace is not None:
        bounds = law[USULAN_RATING]
        inputs = {
            "capaian_persen": Grouped(items.owner, achieved),
            "rating_indikator": Grouped(items.owner, RATING.of(each)),
            **bounds.value,
        }
        trace.step("rating_butir", inputs, RATING.of(found), parameter=bounds)
    shown = [Grouped(items.owner, achieved).at(i) for i in range(len(items))]
    return {"capaian_persen": shown, "rating_butir": RATING.of(found)}


def _distribution(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    tally = np.stack([columns[name.lower()] for name in PREDIKAT.names], axis=1)
    verdict = judge(tally=tally, capaian=columns["capaian_unit"].array, law=law, trace=trace)
    met = ["tidak" if texts else "ya" for texts in verdict.warnings]
    return {
        "sesuai": verdict,
        "terpenuhi": met,
        "peringatan": [joined(texts) for texts in verdict.warnings],
    }


def _count(name: str) -> Field:
    label = PREDIKAT.label(name)
    return Field(
        name.lower(),
        Text(f"Jumlah {label.id}", f"Number of {label.en}"),
        "integer",
        least=Decimal(0),
        most=Decimal(1000000),
    )


LABELS = {
    **practice_rules.LABELS,
    "capaian_unit": Text("Capaian kinerja unit", "Unit's achievement"),
    "pola_distribusi": Text("Pola distribusi", "Distribution pattern"),
    "rating_indikator": Text("Rating indikator", "Indicator rating"),
    "di_bawah_kurang_dari": Text("Di bawah bila kurang dari (%)", "Below if less than (%)"),
    "di_atas_lebih_dari": Text("Di atas bila lebih dari (%)", "Above if more than (%)"),
    "jumlah_butir": Text("Jumlah butir", "Number of items"),
    "jumlah_nilai": Text("Jumlah nilai yang dinilai", "Number of rated values"),
    "di_atas": Text("Di atas ekspektasi", "Above expectation"),
    "di_bawah": Text("Di bawah ekspektasi", "Below expectation"),
    "utama": Text("Butir utama", "Core items"),
    "utama_di_bawah": Text("Butir utama di bawah ekspektasi", "Core items below expectation"),
    "mayoritas_lebih_dari": Text("Sebagian besar: lebih dari", "Most: more than"),
    "bagian_kecil_kurang_dari": Text("Sebagian kecil: kurang dari", "A small part: less than"),
    "kuadran": Text("Kuadran", "Quadrant"),
    "distribusi": Text("Sebaran predikat", "Spread of predikat"),
    "pola": Text("Pola acuan", "Reference pattern"),
    "n": Text("Pegawai yang dinilai", "Rated employees"),
    "n_min": Text("Unit terkecil yang dinilai", "Smallest unit judged"),
    "ukuran_unit": Text("Ukuran unit", "Size of the unit"),
}

_ITEM_PARTS = (
    Field("arah", Text("Arah", "Direction"), "choice", codes=ARAH),
    Field("target", Text("Target", "Target"), "decimal", least=Decimal("0.0000000001")),
    Field("target_atas", Text("Target atas", "Upper target"), "decimal", required=False),
    Field("realisasi", Text("Realisasi", "Realisation"), "decimal", least=Decimal(0)),
)

RULES = (
    Rule(
        id="eksp-2022/kuadran",
        title=Text("Kuadran predikat", "Predikat quadrant"),
        about=Text(
            "Predikat dari rating hasil kerja dan rating perilaku kerja.",
            "The predikat from the result rating and the behaviour rating.",
        ),
        basis=_BASIS,
        inputs=(_HASIL, _PERILAKU),
        outputs=(_PREDIKAT,),
        run=_quadrant,
        parameters=(KUADRAN,),
    ),
    Rule(
        id="eksp-2022/usulan_rating",
        title=Text("Rating satu hasil kerja dari indikatornya", "Rating of one work result from its indicators"),
        about=Text(
            "Capaian tiap indikator menurut target dan arahnya, lalu rating yang diusulkan untuk hasil kerja itu.",
            "Each indicator's achievement from its target and direction, then the proposed rating of the work result.",
        ),
        basis="PermenPANRB 6/2022; PermenPANRB 8/2021; Rancangan Betang",
        inputs=(Field("indikator", Text("Indikator", "Indicators"), "items", parts=_ITEM_PARTS),),
        outputs=(
            Output("capaian_persen", Text("Capaian (%)", "Achievement (%)")),
            Output("rating_butir", Text("Rating butir hasil kerja", "Rating of the work result"), RATING),
        ),
        run=_item,
        parameters=(USULAN_RATING,),
        cautions=(_PROPOSAL,),
    ),
    Rule(
        id="eksp-2022/ambang",
        title=Text("Rating hasil kerja dari butir-butirnya", "Result rating from its items"),
        about=Text(
            "Rating hasil kerja yang diusulkan dari rating tiap rencana hasil kerja, utama dan tambahan.",
            "The proposed result rating from the rating of each planned result, core and additional.",
        ),
        basis=_BASIS,
        inputs=(
            Field(
                "butir",
                Text("Butir hasil kerja", "Items"),
                "items",
                parts=(
                    Field("jenis", Text("Jenis", "Kind"), "choice", codes=JENIS),
                    Field("rating", Text("Rating", "Rating"), "choice", codes=RATING),
                ),
            ),
        ),
        outputs=(_RATING_HASIL,),
        run=_result,
        parameters=(AMBANG,),
        cautions=(_PROPOSAL,),
    ),
    Rule(
        id="eksp-2022/perilaku",
        title=Text("Rating perilaku kerja dari tujuh nilai", "Behaviour rating from the seven values"),
        about=Text(
            "Rating perilaku yang diusulkan dari rating nilai-nilai BerAKHLAK.",
            "The proposed behaviour rating from the ratings of the BerAKHLAK values.",
        ),
        basis=_BASIS,
        inputs=(
            Field(
                "nilai",
                Text("Rating tiap nilai", "Rating of each value"),
                "items",
                parts=(Field("rating", Text("Rating", "Rating"), "choice", codes=RATING),),
            ),
        ),
        outputs=(_RATING_PERILAKU,),
        run=_behaviour,
        parameters=(AMBANG,),
        cautions=(
            _PROPOSAL,
            Text(
                "Bunyi definisi perilaku tidak tersedia; dipakai pola yang sama dengan hasil kerja.",
                "The wording of the behaviour definition was not available; the scheme of results is used.",
            ),
        ),
    ),
    Rule(
        id="eksp-2022/kepala_unit",
        title=Text("Kepala unit", "Head of a unit"),
        about=Text(
            "Rating hasil kerja kepala unit adalah capaian kinerja unitnya.",
            "The result rating of a unit's head is the achievement of the unit.",
        ),
        basis=_BASIS,
        inputs=(_CAPAIAN, _PERILAKU),
        outputs=(_RATING_HASIL, _PREDIKAT),
        run=_head,
        parameters=(KEPALA_UNIT, KUADRAN),
    ),
    Rule(
        id="eksp-2022/pola_distribusi",
        title=Text("Pola distribusi predikat", "Distribution pattern"),
        about=Text(
            "Sebaran predikat satu unit dibanding pola acuan menurut capaian unit. Pertimbangan, bukan kuota.",
            "A unit's spread of predikat held against the pattern of its achievement. A reference, not a quota.",
        ),
        basis="SE MenPANRB 3/2023",
        inputs=(_CAPAIAN, *(_count(name) for name in reversed(PREDIKAT.names))),
        outputs=(
            Output("sesuai", Text("Sesuai pola", "Meets the pattern")),
            Output("terpenuhi", Text("Semua batas terpenuhi", "All limits met")),
            Output("peringatan", Text("Yang belum terpenuhi", "What is not met")),
        ),
        run=_distribution,
        parameters=(POLA, DISTRIBUSI),
        cautions=(
            Text(
                "Tidak ada penurunan predikat otomatis; yang tidak terpenuhi meminta alasan.",
                "No predikat is lowered automatically; what is not met asks for a reason.",
            ),
        ),
    ),
    *reading_rules.RULES,
    *practice_rules.RULES,
    *peers.RULES,
)
