"""How long the access log is kept: who signed in when. The log is a record about people and is not kept for ever."""

import datetime as dt
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from betang.regulation import imported_logs
from betang.regulation.calendar.asking import read_instants
from betang.regulation.calendar.city import city_calendar
from betang.regulation.calendar.moments import Moments
from betang.regulation.calendar.zone import MINUTE
from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

LOG_AKSES = "pelindungan-data/log_akses"
SIMPAN_PERMOHONAN = "pelindungan-data/simpan_permohonan"
EKSPOR_DATA = "pelindungan-data/ekspor_data"
JAWAB_PERMINTAAN = "pelindungan-data/jawab_permintaan"
Days = npt.NDArray[np.datetime64]


def erasable_from(*, recorded: Days, law: InForce, trace: Trace | None = None) -> Days:
    """Return, for records of each day, the first day on which they may be erased.

    The same date so many years later; what was recorded on 29 February waits until 1 March.
    """
    value = law[LOG_AKSES]
    months = recorded.astype("datetime64[M]")
    found = (months + np.timedelta64(12 * value.value, "M")).astype("datetime64[D]") + (recorded - months)
    if trace is not None:
        inputs = {"tanggal_catatan": recorded, "lama_simpan": value.value}
        trace.step("dapat_dihapus_sejak", inputs, found, parameter=value)
    return np.asarray(found)


def last_erasable(*, day: dt.date, law: InForce) -> dt.date:
    """Return the last day whose records may be erased on a day: the question of `erasable_from` from the other end."""
    today = np.datetime64(day, "D")
    month = today.astype("datetime64[M]") - np.timedelta64(12 * law[LOG_AKSES].value, "M")
    last_of_month = (month + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    found: dt.date = min(month.astype("datetime64[D]") + (today - today.astype("datetime64[M]")), last_of_month).item()
    return found


def _kept(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    since = erasable_from(recorded=columns["tanggal_catatan"], law=law, trace=trace)
    may = np.asarray(columns["tanggal_dilihat"] >= since)
    if trace is not None:
        inputs = {"dapat_dihapus_sejak": since, "tanggal_dilihat": columns["tanggal_dilihat"]}
        trace.step("dapat_dihapus", inputs, may, parameter=law[LOG_AKSES])
    return {"disimpan_sampai": since - np.timedelta64(1, "D"), "dapat_dihapus_sejak": since, "dapat_dihapus": may}


def _requests_kept(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Say from when files and content of requests that ended on a day are erased."""
    value, ended, seen = law[SIMPAN_PERMOHONAN], columns["tanggal_berakhir"], columns["tanggal_dilihat"]
    files, content = (ended + np.timedelta64(value.value[name], "D") for name in ("berkas_hari", "isi_hari"))
    found = {
        "berkas_dihapus_sejak": files,
        "isi_dihapus_sejak": content,
        "berkas_dihapus": np.asarray(seen >= files),
        "isi_dihapus": np.asarray(seen >= content),
    }
    if trace is not None:
        inputs = {"tanggal_berakhir": ended, "tanggal_dilihat": seen}
        for name, result in found.items():
            trace.step(name, inputs, result, parameter=value)
    return found


def _exported(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Say whether an export is small enough, from when its file is erased, whether it can still be downloaded."""
    value = law[EKSPOR_DATA]
    terms = value.value
    until = columns["tanggal_dibuat"] + np.timedelta64(terms["simpan_hari"], "D")
    found = {
        "boleh_diminta": np.asarray(columns["jumlah_baris"] <= terms["baris"]),
        "berkas_dihapus_sejak": until,
        "dapat_diunduh": np.asarray((columns["tanggal_dilihat"] < until) & (columns["diunduh_kali"] < terms["unduh"])),
    }
    if trace is not None:
        for name, result in found.items():
            trace.step(name, {**columns, **terms}, result, parameter=value)
    return found


def _answered(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Say by when a resident's wish about data is answered, hours of the wall clock: holidays count."""
    city, value = city_calendar(), law[JAWAB_PERMINTAAN]
    asked, seen = (read_instants(city, name, columns[name]) for name in ("diminta", "dilihat"))
    until = asked + value.value * 60 * MINUTE
    late = np.asarray(seen > until)
    if trace is not None:
        shown = Moments(city, until)
        trace.step("dijawab_sampai", {"diminta": Moments(city, asked), "jam": value.value}, shown, parameter=value)
        trace.step("terlambat", {"dijawab_sampai": shown, "dilihat": Moments(city, seen)}, late, parameter=value)
    return {"dijawab_sampai": Moments(city, until), "terlambat": late}


LABELS = {
    "jam": Text("Jam untuk menjawab", "Hours for the answer"),
    "lama_simpan": Text("Lama penyimpanan", "Time of keeping"),
    "berkas_hari": Text("Hari sampai berkas dihapus", "Days until files are erased"),
    "baris": Text("Baris paling banyak", "Most rows"),
    "simpan_hari": Text("Hari berkas disimpan", "Days the file is kept"),
    "unduh": Text("Unduhan paling banyak", "Most downloads"),
    "isi_hari": Text("Hari sampai isi dihapus", "Days until the content is erased"),
} | imported_logs.LABELS
RULES = (
    Rule(
        id=LOG_AKSES,
        title=Text("Berapa lama log akses disimpan", "How long the access log is kept"),
        about=Text(
            "Sampai kapan catatan masuk ke sistem harus disimpan, dan sejak kapan dapat dihapus.",
            "Until when the record of a sign-in must be kept, and from when it may be erased.",
        ),
        basis="Aturan PSE",
        inputs=(
            Field("tanggal_catatan", Text("Tanggal catatan", "Day of the record"), "date"),
            Field("tanggal_dilihat", Text("Dilihat pada", "Looked at on"), "date"),
        ),
        outputs=(
            Output("disimpan_sampai", Text("Disimpan sampai", "Kept until")),
            Output("dapat_dihapus_sejak", Text("Dapat dihapus sejak", "May be erased from")),
            Output("dapat_dihapus", Text("Sudah dapat dihapus", "May be erased by then")),
        ),
        run=_kept,
        parameters=(LOG_AKSES,),
        cautions=(
            Text(
                "Lamanya belum terbaca dalam peraturannya; aturan bidang lain dapat meminta lebih lama.",
                "The time was not read in the regulation; rules of other fields may demand more.",
            ),
        ),
    ),
    Rule(
        id=SIMPAN_PERMOHONAN,
        title=Text("Berapa lama data permohonan warga disimpan", "How long residents' requests are kept"),
        about=Text(
            "Sejak kapan berkas dan isi permohonan yang sudah berakhir dihapus.",
            "From when the files and the content of a request that has ended are erased.",
        ),
        basis="Rancangan Betang",
        inputs=(
            Field("tanggal_berakhir", Text("Tanggal permohonan berakhir", "Day on which the request ended"), "date"),
            Field("tanggal_dilihat", Text("Dilihat pada", "Looked at on"), "date"),
        ),
        outputs=(
            Output("berkas_dihapus_sejak", Text("Berkas dihapus sejak", "Files erased from")),
            Output("isi_dihapus_sejak", Text("Isi dihapus sejak", "Content erased from")),
            Output("berkas_dihapus", Text("Berkas sudah dihapus", "Files erased by then")),
            Output("isi_dihapus", Text("Isi sudah dihapus", "Content erased by then")),
        ),
        run=_requests_kept,
        parameters=(SIMPAN_PERMOHONAN,),
        cautions=(
            Text(
                "Lamanya usulan kami; masa simpan arsip yang resmi belum diperiksa.",
                "The times are our proposal; the statutory times of the archive were not verified.",
            ),
        ),
    ),
    Rule(
        id=EKSPOR_DATA,
        title=Text("Batas ekspor data pribadi warga", "Limits of an export of residents' personal data"),
        about=Text(
            "Apakah ekspor ini boleh diminta, sejak kapan berkasnya dihapus, dan apakah masih dapat diunduh.",
            "Whether an export may be asked for, from when its file is erased, and whether it can still be downloaded.",
        ),
        basis="Rancangan Betang",
        inputs=(
            Field("jumlah_baris", Text("Jumlah baris", "Number of rows"), "integer", least=Decimal(1)),
            Field("tanggal_dibuat", Text("Berkas dibuat pada", "File made on"), "date"),
            Field("diunduh_kali", Text("Sudah diunduh", "Downloads so far"), "integer", least=Decimal(0)),
            Field("tanggal_dilihat", Text("Dilihat pada", "Looked at on"), "date"),
        ),
        outputs=(
            Output("boleh_diminta", Text("Boleh diminta", "May be asked for")),
            Output("berkas_dihapus_sejak", Text("Berkas dihapus sejak", "File erased from")),
            Output("dapat_diunduh", Text("Masih dapat diunduh", "Can still be downloaded")),
        ),
        run=_exported,
        parameters=(EKSPOR_DATA,),
        cautions=(
            Text(
                "Angka-angkanya usulan kami. Ekspor selalu memerlukan persetujuan orang kedua.",
                "The figures are our proposal. An export always needs the approval of a second person.",
            ),
        ),
    ),
    Rule(
        id=JAWAB_PERMINTAAN,
        title=Text("Kapan permintaan atas data sendiri dijawab", "When a wish about one's own data is answered"),
        about=Text(
            "Batas menjawab warga yang minta datanya dibetulkan atau dibuka.",
            "The limit for answering residents who ask to have their data corrected or opened.",
        ),
        basis="UU 27/2022 Pasal 30, 32",
        inputs=(
            Field("diminta", Text("Diminta", "Asked"), "datetime"),
            Field("dilihat", Text("Dilihat", "Looked at"), "datetime"),
        ),
        outputs=(
            Output("dijawab_sampai", Text("Dijawab sampai", "Answered until")),
            Output("terlambat", Text("Terlambat", "Late")),
        ),
        run=_answered,
        parameters=(JAWAB_PERMINTAAN,),
        cautions=(
            Text(
                "Pasalnya belum terbaca sendiri. Dihitung jam dinding, juga pada hari libur.",
                "The articles were not read themselves. Wall-clock hours, holidays too.",
            ),
        ),
    ),
    imported_logs.RULE,
)
