"""Clocks of complaints (SP4N-LAPOR!): when each stage of handling a report is due."""

import numpy as np

from betang.regulation.calendar.asking import DaysOffBetween, read_instants, refused_as
from betang.regulation.calendar.city import HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN, city_calendar
from betang.regulation.calendar.limits import SATUAN, due
from betang.regulation.calendar.moments import Moments
from betang.regulation.codes import codes
from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

BATAS_TAHAP = "pengaduan/batas_tahap"

TAHAP = codes(
    ("VERIFIKASI", "Verifikasi dan disposisi", "Verification and disposition"),
    ("RESPONS_INSTANSI", "Tindakan pertama instansi", "First action by the agency"),
    ("PERMINTAAN_INFORMASI", "Selesai: permintaan informasi", "Resolved: request for information"),
    ("TANPA_PENGAWASAN", "Selesai: tidak berkadar pengawasan", "Resolved: without oversight element"),
    ("DENGAN_PENGAWASAN", "Selesai: berkadar pengawasan", "Resolved: with oversight element"),
    ("TANGGAPAN_PELAPOR", "Tanggapan pelapor", "Reporter's reply"),
)
SEJAK = codes(
    ("LAPORAN_DITERIMA", "Laporan diterima", "Report received"),
    ("DISPOSISI", "Laporan didisposisi", "Report disposed"),
    ("TINDAK_LANJUT", "Tindak lanjut instansi", "Agency's follow-up"),
)


def _due(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, value, stage = city_calendar(), law[BATAS_TAHAP], columns["tahap"].array
    rows = [value.value[name] for name in TAHAP.names]
    count = np.array([row["batas"] for row in rows], dtype=np.int64)[stage]
    unit = SATUAN.array([row["satuan"] for row in rows])[stage]
    since = SEJAK.array([row["sejak"] for row in rows])[stage]
    start = read_instants(city, "mulai", columns["mulai"])
    with refused_as("mulai"):
        end = due(city, start=start, count=count, unit=unit)
    found = {"jatuh_tempo": Moments(city, end), "sejak": SEJAK.of(since)}
    if trace is not None:
        inputs = {
            "tahap": columns["tahap"],
            "sejak": found["sejak"],
            "mulai": Moments(city, start),
            "banyaknya": count,
            "satuan": SATUAN.of(unit),
            "libur_dilewati": DaysOffBetween(city, start, end),
        }
        certain = np.array([row["keyakinan"] for row in rows])[stage]
        for tag in np.unique(certain).tolist():
            only = trace.only(certain == tag)
            only.step("jatuh_tempo", inputs, found["jatuh_tempo"], parameter=value, confidence=tag)
    return found


RULES = (
    Rule(
        id=BATAS_TAHAP,
        title=Text("Jatuh tempo satu tahap pengaduan", "When a stage of a complaint is due"),
        about=Text(
            "Batas tiap tahap dihitung dari laporan diterima, didisposisi, atau ditindaklanjuti. Hari kerja: jam tutup "
            "hari kerja ke-N sesudah hari mulai.",
            "The limit of each stage is counted from the report's receipt, disposition or follow-up. Working days: the "
            "close of the N-th working day after the day of the start.",
        ),
        basis="PermenPANRB 62/2018",
        inputs=(
            Field("tahap", Text("Tahap", "Stage"), "choice", codes=TAHAP),
            Field("mulai", Text("Mulai", "From"), "datetime"),
        ),
        outputs=(
            Output("jatuh_tempo", Text("Jatuh tempo", "Due")),
            Output("sejak", Text("Dihitung sejak", "Counted from"), SEJAK),
        ),
        run=_due,
        parameters=(BATAS_TAHAP, HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN),
    ),
)
