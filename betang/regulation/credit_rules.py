"""The rules of credit points as they can be asked one by one."""

from decimal import Decimal
from typing import Any

import numpy as np

from betang.regulation.codes import codes
from betang.regulation.credit import (
    BULAN,
    JENJANG,
    KOEFISIEN,
    PEMBULATAN,
    PERSENTASE,
    credit_points,
    credit_total,
    months_served,
    shown,
)
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.exact import plain
from betang.regulation.field import Field, Ragged
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Grouped, Trace

KEBUTUHAN = "angka-kredit/kebutuhan"
SYARAT = "angka-kredit/syarat_predikat"
KOEFISIEN_ID = "angka-kredit/koefisien_id"
PENERIMA = "angka-kredit/penerima"
_BASIS = "PermenPANRB 1/2023; Peraturan BKN 3/2023"
_TUJUAN = codes(("PANGKAT", "Kenaikan pangkat", "Rise in rank"), ("JENJANG", "Kenaikan jenjang", "Rise in level"))
_JENIS = codes(("PNS", "PNS", "Permanent civil servant"), ("PPPK", "PPPK", "Contract employee"))


def _one(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    points = credit_points(
        level=columns["jenjang"].array, predikat=columns["predikat"].array, months=columns["bulan"],
        law=law, trace=trace,
    )  # fmt: skip
    return {"angka_kredit": points, "angka_kredit_tampil": shown(points, law, trace)}


def _several(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    rows: Ragged = columns["masa"]
    parts = rows.columns
    each = credit_points(level=parts["jenjang"].array, predikat=parts["predikat"].array, months=parts["bulan"], law=law)
    total = credit_total(owner=rows.owner, points=each, n=len(rows))
    if trace is not None:
        inputs = {"masa": rows, "angka_kredit_masa": Grouped(rows.owner, each)}
        trace.step("angka_kredit", inputs, total, parameter=law[KOEFISIEN])
    return {"angka_kredit": total, "angka_kredit_tampil": shown(total, law, trace)}


def _need(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    table = law[KEBUTUHAN].value
    needed: list[Decimal | None] = []
    for level, goal in zip(columns["jenjang"].array.tolist(), columns["tujuan"].array.tolist(), strict=True):
        needed.append(table[JENJANG.names[level]].get(_TUJUAN.names[goal].lower()))
    held = columns["angka_kredit_dimiliki"].decimals()
    pairs = list(zip(needed, held, strict=True))
    met = [None if need is None else have >= need for need, have in pairs]
    short = [None if need is None else plain(max(Decimal(0), need - have)) for need, have in pairs]
    if trace is not None:
        inputs = {
            "jenjang": columns["jenjang"], "tujuan": columns["tujuan"], "dibutuhkan": needed,
            "angka_kredit_dimiliki": columns["angka_kredit_dimiliki"],
        }  # fmt: skip
        trace.step("cukup", inputs, met, parameter=law[KEBUTUHAN])
    return {"dibutuhkan": needed, "kekurangan": short, "cukup": met}


def _condition(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    rule = law[SYARAT].value
    least, years = PREDIKAT.code(rule["predikat"]), (rule["tahun_pangkat"], rule["tahun_jenjang"])
    history: Ragged = columns["riwayat"]
    codes_ = history.columns["predikat"].array
    met = []
    for case, goal in enumerate(columns["tujuan"].array.tolist()):
        last = codes_[history.owner == case][: years[goal]]
        met.append(len(last) == years[goal] and bool((last >= least).all()))
    if trace is not None:
        inputs: dict[str, Any] = {"tujuan": columns["tujuan"], "riwayat": history, **rule}
        inputs["predikat_paling_rendah"] = inputs.pop("predikat")
        trace.step("memenuhi_syarat", inputs, met, parameter=law[SYARAT])
    return {"memenuhi_syarat": met}


def _decode(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    table = law[KOEFISIEN_ID].value
    levels = {code: JENJANG.code(name) for name, code in table["jenjang"].items()}
    grades = {code: PREDIKAT.code(name) for name, code in table["predikat"].items()}
    pairs = [(levels.get(code // 10, -1), grades.get(code % 10, -1)) for code in columns["koefisien_id"].tolist()]
    known = [pair if min(pair) >= 0 else (-1, -1) for pair in pairs]
    found = {
        "jenjang": JENJANG.of(np.array([level for level, _ in known], dtype=np.int8)),
        "predikat": PREDIKAT.of(np.array([grade for _, grade in known], dtype=np.int8)),
    }
    if trace is not None:
        for name, column in found.items():
            trace.step(name, {"koefisien_id": columns["koefisien_id"]}, column, parameter=law[KOEFISIEN_ID])
    return found


def _who(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    kind = columns["jenis_pegawai"]
    found = [law[PENERIMA].value[_JENIS.names[code]] for code in kind.array.tolist()]
    if trace is not None:
        trace.step("memperoleh", {"jenis_pegawai": kind}, found, parameter=law[PENERIMA])
    return {"memperoleh": found}


def _months(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    first, last = columns["mulai_menjabat"], columns["akhir_menjabat"]
    return {"bulan": months_served(first=first, last=last, law=law, trace=trace)}


LABELS = {
    "persentase_ak": Text("Persentase menurut predikat", "Share by predikat"),
    "koefisien": Text("Koefisien setahun", "Coefficient of a year"),
    "angka_kredit_masa": Text("Angka kredit tiap masa", "Credit points of each stretch"),
    "tahun_pangkat": Text("Tahun terakhir untuk pangkat", "Last years for a rank"),
    "tahun_jenjang": Text("Tahun terakhir untuk jenjang", "Last years for a level"),
    "predikat_paling_rendah": Text("Predikat paling rendah", "Lowest predikat"),
}

_LEVEL = Field("jenjang", Text("Jenjang", "Level"), "choice", codes=JENJANG)
_GRADE = Field("predikat", Text("Predikat kinerja", "Predikat"), "choice", codes=PREDIKAT)
_MONTHS = Field("bulan", Text("Bulan", "Months"), "integer", least=Decimal(1), most=Decimal(600))
_GOAL = Field("tujuan", Text("Tujuan", "Goal"), "choice", codes=_TUJUAN)
_OUT = (
    Output("angka_kredit", Text("Angka kredit", "Credit points")),
    Output("angka_kredit_tampil", Text("Angka kredit yang ditampilkan", "Credit points as shown")),
)
_CODE_ONLY = Text(
    "Koefisien selain Ahli Pertama dan Ahli Muda hanya terlihat dalam kode publik.",
    "Coefficients other than Ahli Pertama and Ahli Muda were seen in public code only.",
)

RULES = (
    Rule(
        id="angka-kredit/konversi",
        title=Text("Angka kredit dari predikat", "Credit points from the predikat"),
        about=Text(
            "Persentase menurut predikat × koefisien jenjang × bulan/12. Lebih dari 12 bulan untuk konversi "
            "pengangkatan.",
            "Share by predikat × coefficient of the level × months/12. More than 12 months for a conversion on "
            "appointment.",
        ),
        basis=_BASIS,
        inputs=(_LEVEL, _GRADE, _MONTHS),
        outputs=_OUT,
        run=_one,
        parameters=(PERSENTASE, KOEFISIEN, PEMBULATAN),
        cautions=(
            _CODE_ONLY,
            Text("PPPK pada dasarnya tidak memperoleh angka kredit.", "Contract employees by default get none."),
        ),
    ),
    Rule(
        id="angka-kredit/jumlah",
        title=Text("Jumlah angka kredit beberapa masa", "Credit points of several stretches"),
        about=Text(
            "Pindah di tengah tahun memberi beberapa masa; angkanya dijumlah sebelum dibulatkan.",
            "A move within the year gives several stretches; figures are added before rounding.",
        ),
        basis=_BASIS,
        inputs=(Field("masa", Text("Masa penilaian", "Stretches"), "items", parts=(_LEVEL, _GRADE, _MONTHS)),),
        outputs=_OUT,
        run=_several,
        parameters=(PERSENTASE, KOEFISIEN, PEMBULATAN),
        cautions=(_CODE_ONLY,),
    ),
    Rule(
        id="angka-kredit/kebutuhan",
        title=Text("Angka kredit yang masih dibutuhkan", "Credit points still needed"),
        about=Text(
            "Angka kredit kumulatif dibanding kebutuhan untuk kenaikan pangkat atau jenjang.",
            "Cumulative credit points against what a rise in rank or level needs.",
        ),
        basis="Peraturan BKN 3/2023",
        inputs=(
            _LEVEL,
            _GOAL,
            Field(
                "angka_kredit_dimiliki",
                Text("Angka kredit kumulatif", "Cumulative credit points"),
                "decimal",
                least=Decimal(0),
            ),
        ),
        outputs=(
            Output("dibutuhkan", Text("Dibutuhkan", "Needed")),
            Output("kekurangan", Text("Kekurangan", "Still short")),
            Output("cukup", Text("Cukup", "Enough")),
        ),
        run=_need,
        parameters=(KEBUTUHAN,),
    ),
    Rule(
        id="angka-kredit/syarat_predikat",
        title=Text("Syarat predikat untuk kenaikan", "Predikat needed for a rise"),
        about=Text(
            "Predikat tahun-tahun terakhir dibanding syaratnya, tahun terbaru lebih dulu.",
            "The predikat of the last years against the condition, the newest year first.",
        ),
        basis="Peraturan BKN 3/2023",
        inputs=(
            _GOAL,
            Field("riwayat", Text("Riwayat predikat", "Past predikat"), "items", parts=(_GRADE,)),
        ),
        outputs=(Output("memenuhi_syarat", Text("Memenuhi syarat", "Meets the condition")),),
        run=_condition,
        parameters=(SYARAT,),
        cautions=(
            Text(
                "Syarat lain (uji kompetensi, formasi, masa kerja) tidak dihitung di sini.",
                "Other conditions (competency test, vacancy, time served) are not computed here.",
            ),
        ),
    ),
    Rule(
        id="angka-kredit/koefisien_id",
        title=Text("Membaca koefisienId SIASN", "Reading SIASN's koefisienId"),
        about=Text(
            "Jenjang dan predikat di balik kode dua angka; kosong bila kodenya tidak dikenal.",
            "Level and predikat behind the two-digit code; empty where the code is not known.",
        ),
        basis="SE Kepala BKN 11/2023",
        inputs=(
            Field(
                "koefisien_id",
                Text("koefisienId", "koefisienId"),
                "integer",
                least=Decimal(0),
                most=Decimal(99),
            ),
        ),
        outputs=(
            Output("jenjang", Text("Jenjang", "Level"), JENJANG),
            Output("predikat", Text("Predikat kinerja", "Predikat"), PREDIKAT),
        ),
        run=_decode,
        parameters=(KOEFISIEN_ID,),
        cautions=(Text("Hanya untuk dibaca, jangan dikirim.", "For reading only, do not send."),),
    ),
    Rule(
        id="angka-kredit/penerima",
        title=Text("Siapa yang memperoleh angka kredit", "Who gets credit points"),
        about=Text("Menurut jenis pegawai.", "By kind of employee."),
        basis="PermenPANRB 1/2023",
        inputs=(Field("jenis_pegawai", Text("Jenis pegawai", "Kind of employee"), "choice", codes=_JENIS),),
        outputs=(Output("memperoleh", Text("Memperoleh angka kredit", "Gets credit points")),),
        run=_who,
        parameters=(PENERIMA,),
    ),
    Rule(
        id="angka-kredit/bulan",
        title=Text("Bulan yang dihitung", "Months that count"),
        about=Text(
            "Berapa bulan suatu jabatan dihitung: bulan ikut jabatan yang diduduki pada hari penentunya.",
            "How many months count for a post: a month goes with the post held on its deciding day.",
        ),
        basis="PermenPANRB 1/2023",
        inputs=(
            Field("mulai_menjabat", Text("Menjabat sejak", "In the post since"), "date"),
            Field("akhir_menjabat", Text("Menjabat sampai", "In the post until"), "date"),
        ),
        outputs=(Output("bulan", Text("Bulan", "Months")),),
        run=_months,
        parameters=(BULAN,),
        cautions=(Text("Hari penentunya adalah pilihan rancangan.", "The deciding day is a choice of design."),),
    ),
)
