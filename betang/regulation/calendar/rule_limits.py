"""Rules about time that passes: when a limit ends, and how much working time lies between two moments."""

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.arithmetic import local_days, next_opening, working_minutes_between
from betang.regulation.calendar.asking import DaysOffBetween, by_year, local_years, read_instants, refused_as
from betang.regulation.calendar.city import HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN, ZONA, city_calendar
from betang.regulation.calendar.limits import HARI_KALENDER, MENIT_KERJA, SATUAN, due
from betang.regulation.calendar.moments import Moments
from betang.regulation.field import Field, Maybe
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

_PARAMETERS = (HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN, ZONA)
_BASIS = "Perpres 21/2023; SKB Libur Nasional dan Cuti Bersama"
_RAMADAN = Field(
    "jam_ramadan",
    Text("Pakai jam Ramadan", "Use the hours of Ramadan"),
    "bool",
    required=False,
    help=Text(
        "Kosong berarti ya. Tidak: jam biasa berlaku juga selama Ramadan.",
        "Blank means yes. No: ordinary hours hold in Ramadan too.",
    ),
)
_PROVISIONAL = Text(
    "Hari libur dan tanggal Ramadan 2027 masih perkiraan.",
    "The days off and the dates of Ramadan of 2027 are estimates.",
)
_HOURS = Text(
    "Jam kerja biasa kota belum dipastikan; dipakai jam menurut Perpres 21/2023.",
    "The city's ordinary hours are not confirmed; those of Perpres 21/2023 are used.",
)


def _with_ramadan(column: Maybe) -> npt.NDArray[np.bool_]:
    return np.asarray(column.column | ~column.present)


def _limit(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, ramadan = city_calendar(), _with_ramadan(columns["jam_ramadan"])
    start, count, unit = read_instants(city, "mulai", columns["mulai"]), columns["banyaknya"], columns["satuan"].array
    opened, end = start.copy(), np.empty(len(start), dtype=np.int64)
    for wanted in (True, False):
        calendar, places = city_calendar(ramadan=wanted), np.flatnonzero(ramadan == wanted)
        with refused_as("mulai"):
            end[places] = due(calendar, start=start[places], count=count[places], unit=unit[places])
            timed = places[unit[places] == MENIT_KERJA]
            opened[timed] = next_opening(calendar, start[timed])
    if trace is not None:
        inputs: dict[str, Any] = {"mulai": Moments(city, start)}
        timed_cases = trace.only(unit == MENIT_KERJA)
        timed_cases.step("mulai_dihitung", inputs, Moments(city, opened), parameter=law[JAM_NORMAL])
        inputs |= {"banyaknya": count, "satuan": columns["satuan"]}
        by_date = trace.only(unit == HARI_KALENDER)
        by_date.step("jatuh_tempo", inputs, Moments(city, end), basis="Rancangan Betang", confidence="DESIGN")
        inputs |= {"libur_dilewati": DaysOffBetween(city, start, end)}
        for value, where in by_year(local_years(city, end)):
            trace.only(where & (unit != HARI_KALENDER)).step("jatuh_tempo", inputs, Moments(city, end), parameter=value)
    return {"jatuh_tempo": Moments(city, end)}


def _between(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city = city_calendar()
    start = read_instants(city, "mulai", columns["mulai"])
    end = read_instants(city, "sampai", columns["sampai"])
    with refused_as("mulai"):
        found = working_minutes_between(city, start, end)
    if trace is not None:
        inputs = {
            "mulai": Moments(city, start),
            "sampai": Moments(city, end),
            "hari_kalender": local_days(city, end) - local_days(city, start) + 1,
            "libur_dilewati": DaysOffBetween(city, start, end),
        }
        trace.step("menit_kerja", inputs, found, parameter=law[JAM_NORMAL])
    return {"menit_kerja": found}


LABELS = {
    "mulai_dihitung": Text("Mulai dihitung", "Counted from"),
    "libur_dilewati": Text("Hari libur yang dilewati", "Days off on the way"),
    "hari_kalender": Text("Hari kalender, ujungnya ikut dihitung", "Calendar days, both ends counted"),
}

_START = Field(
    "mulai",
    Text("Mulai", "From"),
    "datetime",
    help=Text("Tanggal saja berarti pukul 00.00.", "A date alone is its 00:00."),
)

BATAS_WAKTU = Rule(
    id="waktu-kerja/batas_waktu",
    title=Text("Batas waktu", "Limit of time"),
    about=Text(
        "Kapan sejumlah menit kerja, hari kerja, atau hari kalender berakhir. Menit kerja: saat menit terakhir genap; "
        "mulai di luar jam kerja dihitung dari jam buka berikutnya. Hari kerja: jam tutup hari buka ke-N sesudah hari "
        "mulai. Hari kalender: pukul 23.59.59.",
        "When a number of working minutes, working days or calendar days ends. Working minutes: the moment the last "
        "one is complete; a start outside hours counts from the next opening. Working days: the close of the N-th "
        "open day after the day of the start. Calendar days: at 23:59:59.",
    ),
    basis=_BASIS,
    inputs=(
        _START,
        Field("banyaknya", Text("Banyaknya", "How many"), "integer", least=Decimal(1), most=Decimal(1_000_000)),
        Field("satuan", Text("Satuan", "Unit"), "choice", codes=SATUAN),
        _RAMADAN,
    ),
    outputs=(Output("jatuh_tempo", Text("Jatuh tempo", "Due")),),
    run=_limit,
    parameters=_PARAMETERS,
    cautions=(_HOURS, _PROVISIONAL),
)

LAMA_KERJA = Rule(
    id="waktu-kerja/lama_kerja",
    title=Text("Menit kerja antara dua waktu", "Working minutes between two moments"),
    about=Text(
        "Jumlah menit kerja dari satu waktu sampai waktu lain; saat mulai ikut dihitung, saat akhir tidak.",
        "The working minutes from one moment to another; the start is counted, the end is not.",
    ),
    basis=_BASIS,
    inputs=(_START, Field("sampai", Text("Sampai", "To"), "datetime")),
    outputs=(Output("menit_kerja", Text("Menit kerja", "Working minutes"), unit=Text("menit", "minutes")),),
    run=_between,
    parameters=_PARAMETERS,
    cautions=(_HOURS, _PROVISIONAL),
)
