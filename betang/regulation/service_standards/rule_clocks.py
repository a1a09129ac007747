"""Rules about the states of a request and the time spent in them."""

import numpy as np

from betang.regulation.calendar.arithmetic import as_minutes
from betang.regulation.calendar.asking import read_instants, refused_as
from betang.regulation.calendar.city import HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN, city_calendar
from betang.regulation.calendar.moments import Moments
from betang.regulation.calendar.stopwatch import JAM, elapsed
from betang.regulation.field import Field, Maybe
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.service_standards.catalogue import ALUR_STATUS, TIGA_JAM, by_state, state_codes
from betang.regulation.service_standards.clocks import clock_of_states, three_clocks
from betang.regulation.text import Text
from betang.regulation.trace import Grouped, Trace

STATES = state_codes()
_CALENDAR = (HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN)
_WAKTU = Field("waktu", Text("Waktu", "Time"), "datetime")
_MINUTES = Text("menit", "minutes")


def _minutes(name: str, id_text: str, en_text: str) -> Output:
    return Output(name, Text(id_text, en_text), unit=_MINUTES)


def _plain(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, events = city_calendar(), columns["peristiwa"]
    instants, clock = read_instants(city, "peristiwa", events.columns["waktu"]), events.columns["jam_kasus"]
    with refused_as("peristiwa"):
        found = elapsed(city, case=events.owner, instant=instants, clock=clock.array, n=len(events))
    net, gross = as_minutes(found.net), as_minutes(found.gross)
    if trace is not None:
        inputs = {"waktu": Grouped(events.owner, Moments(city, instants)), "jam_kasus": Grouped(events.owner, clock)}
        trace.step("neto_menit", inputs, net, parameter=law[JAM_NORMAL])
        trace.step("bruto_menit", inputs, gross, parameter=law[JAM_NORMAL])
    return {"neto_menit": net, "bruto_menit": gross, "selesai": found.finished}


def _three(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, history = city_calendar(), columns["riwayat_status"]
    instants, state = read_instants(city, "riwayat_status", history.columns["waktu"]), history.columns["status"]
    with refused_as("riwayat_status"):
        found = three_clocks(
            city, case=history.owner, instant=instants, state=state.array, n=len(history), states=STATES, law=law
        )
    out = {
        "verifikasi_menit": as_minutes(found.verification),
        "neto_menit": as_minutes(found.net),
        "bruto_menit": as_minutes(found.gross),
        "sudah_diterima": found.accepted,
        "sudah_terbit": found.issued,
    }
    if trace is not None:
        inputs = {
            "waktu": Grouped(history.owner, Moments(city, instants)),
            "status": Grouped(history.owner, state),
            "jam_kasus": Grouped(history.owner, JAM.of(clock_of_states(STATES, law)[state.array])),
        }
        for name in ("verifikasi_menit", "neto_menit", "bruto_menit"):
            trace.step(name, inputs, out[name], parameter=law[TIGA_JAM])
    return out


def _flow(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    flow, before, after = law[ALUR_STATUS], columns["dari_status"].array, columns["ke_status"].array
    rows = by_state(flow.value)
    n = len(STATES.names)
    allowed, reasoned = np.zeros((n, n), dtype=bool), np.zeros((n, n), dtype=bool)
    for name, row in rows.items():
        for target in row["ke"]:
            allowed[STATES.code(name), STATES.code(target)] = True
        for target in row.get("wajib_alasan", ()):
            reasoned[STATES.code(name), STATES.code(target)] = True
    may = allowed[before, after]
    found = {
        "boleh": may,
        "wajib_alasan": Maybe(reasoned[before, after], may),
        "jam_sesudah": JAM.of(np.where(may, clock_of_states(STATES, law)[after], -1).astype(np.int8)),
    }
    if trace is not None:
        inputs = {"dari_status": columns["dari_status"], "ke_status": columns["ke_status"]}
        trace.step("boleh", inputs, may, parameter=flow)
    return found


JAM_KASUS = Rule(
    id="layanan/jam_kasus",
    title=Text("Waktu kerja satu kasus", "Working time of a case"),
    about=Text(
        "Menit kerja selama jam berjalan (neto), dan sejak jam pertama kali berjalan sampai peristiwa terakhir "
        "(bruto).",
        "Working minutes while the clock ran (net), and from when it first ran to the last event (gross).",
    ),
    basis="Perpres 21/2023; Rancangan Betang",
    inputs=(
        Field(
            "peristiwa",
            Text("Peristiwa", "Events"),
            "items",
            parts=(_WAKTU, Field("jam_kasus", Text("Jam", "Clock"), "choice", codes=JAM)),
        ),
    ),
    outputs=(
        _minutes("neto_menit", "Waktu neto", "Net time"),
        _minutes("bruto_menit", "Waktu bruto", "Gross time"),
        Output("selesai", Text("Selesai", "Finished")),
    ),
    run=_plain,
    parameters=_CALENDAR,
)

TIGA = Rule(
    id="layanan/tiga_jam",
    title=Text("Tiga jam satu permohonan", "Three clocks of a request"),
    about=Text(
        "Waktu verifikasi, waktu neto, dan waktu bruto dari riwayat status: kapan tiap status dimasuki.",
        "Verification time, net time and gross time from the history of states: when each state was entered.",
    ),
    basis="Permendagri 19/2018; Rancangan Betang",
    inputs=(
        Field(
            "riwayat_status",
            Text("Riwayat status", "History of states"),
            "items",
            parts=(_WAKTU, Field("status", Text("Status", "State"), "choice", codes=STATES)),
        ),
    ),
    outputs=(
        _minutes("verifikasi_menit", "Waktu verifikasi", "Verification time"),
        _minutes("neto_menit", "Waktu neto", "Net time"),
        _minutes("bruto_menit", "Waktu bruto", "Gross time"),
        Output("sudah_diterima", Text("Sudah diterima", "Accepted")),
        Output("sudah_terbit", Text("Sudah terbit", "Issued")),
    ),
    run=_three,
    parameters=(TIGA_JAM, ALUR_STATUS, *_CALENDAR),
    cautions=(
        Text(
            "Hukum tidak menyebut kapan jam mulai; karena itu waktu neto dan bruto selalu ditampilkan bersama.",
            "The law is silent on where the clock starts; net and gross time are therefore always shown together.",
        ),
    ),
)

ALUR = Rule(
    id="layanan/alur_status",
    title=Text("Perubahan status permohonan", "Change of a request's state"),
    about=Text(
        "Apakah suatu status boleh menyusul status lain, apakah perlu alasan, dan bagaimana jamnya sesudah itu.",
        "Whether one state may follow another, whether it needs a reason, and what the clock does then.",
    ),
    basis="Permendagri 95/2019; Rancangan Betang",
    inputs=(
        Field("dari_status", Text("Dari status", "From state"), "choice", codes=STATES),
        Field("ke_status", Text("Ke status", "To state"), "choice", codes=STATES),
    ),
    outputs=(
        Output("boleh", Text("Boleh", "Allowed")),
        Output("wajib_alasan", Text("Wajib alasan", "Needs a reason")),
        Output("jam_sesudah", Text("Jam sesudahnya", "Clock afterwards"), JAM),
    ),
    run=_flow,
    parameters=(ALUR_STATUS,),
)
