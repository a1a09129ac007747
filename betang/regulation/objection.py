"""Objection to an evaluation (PP 30/2019 Pasal 59): filed with the rater's superior, whose decision is final."""

from typing import Any

import numpy as np

from betang.regulation.appraisal_days import DIAM, JANGKA, objection_window, taken_to_accept
from betang.regulation.codes import codes
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.field import Field, Maybe
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

PUTUSAN = "keberatan/putusan"
HASIL = codes(("TETAP", "Hasil tetap", "Upheld"), ("BERUBAH", "Hasil diubah", "Changed"))


def _window(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    window = objection_window(received=columns["tanggal_diterima"], law=law, trace=trace)
    filed: Maybe = columns["tanggal_diajukan"]
    accepted = Maybe(np.asarray(filed.column <= window.used), filed.present)
    if trace is not None:
        inputs = {"batas_keberatan": window.used, "tanggal_diajukan": filed}
        trace.step("dapat_diterima", inputs, accepted, parameter=law[JANGKA])
    return {
        "batas_kalender": window.calendar,
        "batas_kerja": window.working,
        "batas_keberatan": window.used,
        "dapat_diterima": accepted,
    }


def _silence(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    found = taken_to_accept(
        received=columns["tanggal_diterima"], day=columns["tanggal_dilihat"], objected=columns["ada_keberatan"],
        law=law, trace=trace,
    )  # fmt: skip
    return {"dianggap_menerima": found}


def _decision(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    before, decided, value = columns["predikat_semula"], columns["predikat_diputus"], law[PUTUSAN].value
    changed = np.asarray((decided.array >= 0) & (decided.array != before.array) & value["dapat_mengubah"])
    after = PREDIKAT.of(np.where(changed, decided.array, before.array))
    outcome = HASIL.of(changed.astype(np.int8))
    if trace is not None:
        inputs: dict[str, Any] = {"predikat_semula": before, "predikat_diputus": decided}
        trace.step("hasil_keberatan", inputs, outcome, parameter=law[PUTUSAN])
        trace.step("predikat_akhir", {"hasil_keberatan": outcome}, after, parameter=law[PUTUSAN])
    return {
        "hasil_keberatan": outcome,
        "predikat_akhir": after,
        "putusan_final": np.full(len(changed), value["final"], dtype=bool),
    }


LABELS = {
    "hari": Text("Banyaknya hari", "Number of days"),
    "jenis_hari": Text("Jenis hari", "Kind of days"),
}
_RECEIVED = Field("tanggal_diterima", Text("Hasil diterima pada", "Result received on"), "date")
_LATER = Text(
    "Hari kalender atau hari kerja belum jelas: yang lebih akhir dipakai.",
    "Calendar or working days is not clear: the later counts.",
)
_OPEN = Text(
    "Batas waktu putusan tidak diketahui; keberatan tidak gugur karena waktu.",
    "No time limit for the decision is known; an objection never lapses by time.",
)

RULES = (
    Rule(
        id="keberatan/jangka",
        title=Text("Sampai kapan keberatan dapat diajukan", "Until when an objection may be filed"),
        about=Text(
            "Batas menurut hari kalender dan hari kerja, dan apakah suatu pengajuan masih diterima.",
            "The limit by calendar and by working days, and whether a filing is still accepted.",
        ),
        basis="PP 30/2019 Pasal 59; PermenPANRB 6/2022 Bab V",
        inputs=(
            _RECEIVED,
            Field("tanggal_diajukan", Text("Keberatan diajukan pada", "Objection filed on"), "date", required=False),
        ),
        outputs=(
            Output("batas_kalender", Text("Batas menurut hari kalender", "Limit by calendar days")),
            Output("batas_kerja", Text("Batas menurut hari kerja", "Limit by working days")),
            Output("batas_keberatan", Text("Batas yang dipakai", "Limit that counts")),
            Output("dapat_diterima", Text("Masih diterima", "Still accepted")),
        ),
        run=_window,
        parameters=(JANGKA,),
        cautions=(_LATER,),
    ),
    Rule(
        id="keberatan/diam",
        title=Text("Bila tidak ada keberatan", "Where no objection is filed"),
        about=Text(
            "Pegawai dianggap menerima hasil hanya sesudah jangka waktu lewat.",
            "The employee is taken to accept the result only after the time has passed.",
        ),
        basis="PermenPANRB 6/2022 Bab V",
        inputs=(
            _RECEIVED,
            Field("tanggal_dilihat", Text("Dilihat pada", "Looked at on"), "date"),
            Field("ada_keberatan", Text("Ada keberatan", "An objection was filed"), "bool"),
        ),
        outputs=(Output("dianggap_menerima", Text("Dianggap menerima", "Taken to accept")),),
        run=_silence,
        parameters=(DIAM, JANGKA),
        cautions=(Text("Belum terbaca dalam peraturannya.", "Not read in the regulation."), _LATER),
    ),
    Rule(
        id="keberatan/putusan",
        title=Text("Putusan atas keberatan", "Decision on an objection"),
        about=Text(
            "Atasan pejabat penilai dapat mengubah hasil; putusannya final. Hasil semula tetap disimpan.",
            "The rater's superior may change the result; the decision is final. The first result is kept.",
        ),
        basis="PP 30/2019 Pasal 59",
        inputs=(
            Field("predikat_semula", Text("Predikat semula", "First predikat"), "choice", codes=PREDIKAT),
            Field(
                "predikat_diputus",
                Text("Predikat menurut putusan", "Decided predikat"),
                "choice",
                codes=PREDIKAT,
                required=False,
            ),
        ),
        outputs=(
            Output("hasil_keberatan", Text("Hasil keberatan", "Outcome"), HASIL),
            Output("predikat_akhir", Text("Predikat sesudah putusan", "Predikat after the decision"), PREDIKAT),
            Output("putusan_final", Text("Putusan final", "Decision is final")),
        ),
        run=_decision,
        parameters=(PUTUSAN,),
        cautions=(_OPEN,),
    ),
)
