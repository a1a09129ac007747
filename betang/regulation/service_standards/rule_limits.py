"""Rules about when a request, a correction or a report is due."""

from typing import Any

import numpy as np

from betang.regulation.calendar.arithmetic import calendar_days_end, local_days
from betang.regulation.calendar.asking import DaysOffBetween, read_instants, refused_as
from betang.regulation.calendar.city import HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN, city_calendar
from betang.regulation.calendar.moments import Moments, instants_of_days
from betang.regulation.calendar.work import day_number
from betang.regulation.field import Field, InputError, Maybe, Ragged
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.service_standards.catalogue import (
    ALUR_STATUS,
    BATAS_LAPOR,
    STANDAR_WAKTU,
    TARGET_INTERNAL,
    TARGET_VERIFIKASI,
    TIGA_JAM,
    by_state,
    service_codes,
)
from betang.regulation.service_standards.due import Pauses, legal_due, target_due
from betang.regulation.text import Text
from betang.regulation.trace import Trace

SERVICES = service_codes(STANDAR_WAKTU)
REPORTED = service_codes(BATAS_LAPOR)
_CALENDAR = (HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN)
_JEDA = Field(
    "jeda",
    Text("Jeda", "Pauses"),
    "items",
    required=False,
    parts=(
        Field("jeda_mulai", Text("Jeda mulai", "Pause begins"), "datetime"),
        Field("jeda_selesai", Text("Jeda selesai", "Pause ends"), "datetime"),
    ),
    help=Text("Bila jamnya pernah berhenti.", "Where the clock was stopped for a time."),
)


def _pauses(items: Ragged) -> Pauses:
    start, end = (
        read_instants(city_calendar(), "jeda", items.columns[name]) for name in ("jeda_mulai", "jeda_selesai")
    )
    if (end < start).any():
        raise InputError("jeda", Text("jeda selesai sebelum mulai", "a pause ends before it begins"))
    return Pauses(items.owner, start, end)


def _standard(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, code = city_calendar(), columns["jenis_layanan"].array
    standard, target, way = law[STANDAR_WAKTU], law[TARGET_INTERNAL], law[TIGA_JAM]
    keys = [name.lower() for name in SERVICES.names]
    rows = [standard.value.get(key, {}) for key in keys]
    special = target.value["khusus_menit"]
    hours = np.array([row.get("batas_jam", 0) for row in rows], dtype=np.int64)[code]
    minutes = np.array([special.get(key, target.value["bawaan_menit"]) for key in keys], dtype=np.int64)[code]
    start, pauses = read_instants(city, "diterima", columns["diterima"]), _pauses(columns["jeda"])
    with refused_as("diterima"):
        move = way.value["pindah_bila_tutup"]
        legal = legal_due(city, start=start, hours=hours, pauses=pauses, move_if_closed=move)
        wanted = target_due(city, start=start, minutes=minutes, pauses=pauses)
    found = {"batas_hukum": Moments(city, legal, hours > 0), "target_internal": Moments(city, wanted)}
    if trace is not None:
        inputs = {"jenis_layanan": columns["jenis_layanan"], "diterima": Moments(city, start), "jeda": columns["jeda"]}
        shown: dict[str, Any] = {**inputs, "batas_jam": hours, "pindah_bila_tutup": move}
        certain = np.array([row.get("keyakinan", standard.confidence) for row in rows])[code]
        for tag in np.unique(certain).tolist():
            only = trace.only((certain == tag) & (hours > 0))
            only.step("batas_hukum", shown, found["batas_hukum"], parameter=standard, confidence=tag)
        trace.only(hours == 0).step("batas_hukum", inputs, None, parameter=standard)
        shown = {**inputs, "batas_menit": minutes, "libur_dilewati": DaysOffBetween(city, start, wanted)}
        trace.step("target_internal", shown, found["target_internal"], parameter=target)
    return found


def _verification(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, target = city_calendar(), law[TARGET_VERIFIKASI]
    start, pauses = read_instants(city, "diajukan", columns["diajukan"]), _pauses(columns["jeda"])
    minutes = np.full(len(start), target.value, dtype=np.int64)
    with refused_as("diajukan"):
        due = Moments(city, target_due(city, start=start, minutes=minutes, pauses=pauses))
    if trace is not None:
        inputs = {"diajukan": Moments(city, start), "jeda": columns["jeda"], "batas_menit": target.value}
        trace.step("target_verifikasi", inputs, due, parameter=target)
    return {"target_verifikasi": due}


def _correction(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, flow = city_calendar(), law[ALUR_STATUS]
    days = by_state(flow.value)["PERBAIKAN"]["kedaluwarsa_hari"]
    start = read_instants(city, "diminta", columns["diminta"])
    with refused_as("diminta"):
        due = Moments(city, calendar_days_end(city, start, days))
    if trace is not None:
        inputs = {"diminta": Moments(city, start), "hari_kalender": days}
        trace.step("batas_perbaikan", inputs, due, parameter=flow)
    return {"batas_perbaikan": due}


def _report(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, value, code = city_calendar(), law[BATAS_LAPOR], columns["kejadian"].array
    rows = [value.value.get(name.lower()) for name in REPORTED.names]
    absent = [i for i, c in enumerate(code.tolist()) if rows[c] is None]
    if absent:
        raise InputError("kejadian", Text("tidak punya batas pada tanggal ini", "has no deadline on this day"))
    days = np.array([row["hari"] if row else 1 for row in rows], dtype=np.int64)[code]
    event, reported = columns["tanggal_kejadian"].tolist(), columns["dilaporkan"]
    with refused_as("tanggal_kejadian"):
        last = local_days(city, calendar_days_end(city, instants_of_days(city, event), days))
    on_time = np.array([day_number(day) if day else 0 for day in reported.column.tolist()]) <= last
    found = {
        "hari_terakhir": last.astype("datetime64[D]"),
        "tepat_waktu": Maybe(on_time, reported.present),
    }
    if trace is not None:
        inputs = {
            "kejadian": columns["kejadian"],
            "tanggal_kejadian": columns["tanggal_kejadian"],
            "hari_kalender": days,
        }
        certain = np.array([row["keyakinan"] if row else value.confidence for row in rows])[code]
        for tag in np.unique(certain).tolist():
            only = trace.only(certain == tag)
            only.step("hari_terakhir", inputs, found["hari_terakhir"], parameter=value, confidence=tag)
    return found


LABELS = {
    "batas_jam": Text("Jam menurut jam dinding", "Hours by the wall clock"),
    "batas_menit": Text("Menit kerja", "Working minutes"),
    "pindah_bila_tutup": Text("Pindah bila hari tutup", "Moves on if the day is closed"),
}
_SOURCE = Text(
    "Nilai ini bukan dari SK Standar Pelayanan kota, yang isinya belum terbaca.",
    "These values are not from the city's own decree on service standards, which could not be read.",
)
_INFORMATION = Text("Keterangan saja, tanpa denda atau sanksi.", "Information only, without a fine or a sanction.")

STANDAR = Rule(
    id="layanan/standar_waktu",
    title=Text("Jatuh tempo satu permohonan", "When a request is due"),
    about=Text(
        "Batas hukum dan target internal sejak berkas diterima lengkap dan benar. Batas hukum: jam menurut jam "
        "dinding; bila berakhir pada hari tutup pindah ke jam buka berikutnya. Target: menit kerja. Jeda: gangguan "
        "yang tercatat.",
        "The legal limit and the internal target from the acceptance of a complete and correct file. Legal limit: "
        "hours by the wall clock, moved to the next opening when it ends on a closed day. Target: working minutes. "
        "Pauses: logged outages.",
    ),
    basis="Permendagri 19/2018; Rancangan Betang",
    inputs=(
        Field("jenis_layanan", Text("Layanan", "Service"), "choice", codes=SERVICES),
        Field("diterima", Text("Berkas diterima", "File accepted"), "datetime"),
        _JEDA,
    ),
    outputs=(
        Output("batas_hukum", Text("Batas menurut hukum", "Legal limit")),
        Output("target_internal", Text("Target internal", "Internal target")),
    ),
    run=_standard,
    parameters=(STANDAR_WAKTU, TARGET_INTERNAL, TIGA_JAM, *_CALENDAR),
    cautions=(_SOURCE,),
)

VERIFIKASI = Rule(
    id="layanan/target_verifikasi",
    title=Text("Target verifikasi", "Target for verification"),
    about=Text(
        "Kapan permohonan yang diajukan seharusnya sudah diverifikasi. Jeda: menunggu perbaikan dari pemohon.",
        "When a submitted request should have been verified. Pauses: waiting for the applicant's correction.",
    ),
    basis="Rancangan Betang",
    inputs=(Field("diajukan", Text("Diajukan", "Submitted"), "datetime"), _JEDA),
    outputs=(Output("target_verifikasi", Text("Target verifikasi", "Target for verification")),),
    run=_verification,
    parameters=(TARGET_VERIFIKASI, *_CALENDAR),
)

PERBAIKAN = Rule(
    id="layanan/batas_perbaikan",
    title=Text("Batas perbaikan berkas", "Deadline for a correction"),
    about=Text(
        "Sampai kapan pemohon dapat memperbaiki berkas sebelum permohonan kedaluwarsa: hari kalender.",
        "Until when an applicant can correct a file before the request lapses: calendar days.",
    ),
    basis="Rancangan Betang",
    inputs=(Field("diminta", Text("Perbaikan diminta", "Correction asked for"), "datetime"),),
    outputs=(Output("batas_perbaikan", Text("Batas perbaikan", "Deadline")),),
    run=_correction,
    parameters=(ALUR_STATUS,),
)

LAPOR = Rule(
    id="layanan/batas_lapor",
    title=Text("Batas melapor bagi warga", "Residents' deadline for reporting"),
    about=Text(
        "Hari terakhir melaporkan kelahiran, kematian, atau peristiwa lain dengan tepat waktu, dalam hari kalender.",
        "The last day for reporting a birth, a death or another event on time, in calendar days.",
    ),
    basis="UU 24/2013; UU 23/2006",
    inputs=(
        Field("kejadian", Text("Peristiwa", "Event"), "choice", codes=REPORTED),
        Field("tanggal_kejadian", Text("Tanggal peristiwa", "Date of the event"), "date"),
        Field("dilaporkan", Text("Tanggal dilaporkan", "Date of the report"), "date", required=False),
    ),
    outputs=(
        Output("hari_terakhir", Text("Hari terakhir tepat waktu", "Last day on time")),
        Output("tepat_waktu", Text("Tepat waktu", "On time")),
    ),
    run=_report,
    parameters=(BATAS_LAPOR,),
    cautions=(_INFORMATION,),
)
