"""At which hours people can be asked to come: the slots of a day, within counter hours and within working time."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np

from betang.regulation.calendar.asking import refused_as
from betang.regulation.calendar.city import HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN, city_calendar
from betang.regulation.calendar.moments import Moments
from betang.regulation.calendar.week import read_week
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

JANJI_TEMU = "layanan/janji_temu"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def slots_of(calendar: WorkCalendar, *, day: dt.date, law: InForce) -> list[dt.datetime]:
    """Return when the slots of a day begin, in order, in the calendar's zone; none where the counter is closed.

    A slot lies as a whole within one span of the counter's hours and within one span of working time, so that nobody
    is asked to come into a break, a holiday, or after hours in Ramadan. CoverageError for a year that is not known.
    """
    value, open_spans = law[JANJI_TEMU].value, calendar.spans_on(day)
    length, zone = value["lama_menit"], ZoneInfo(calendar.zone)
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=zone)
    return [
        midnight + dt.timedelta(minutes=start)
        for first, last in read_week(value["jam"])[day.weekday()]
        for start in range(first, last - length + 1, length)
        if any(begin <= start and start + length <= end for begin, end in open_spans)
    ]


def _slots(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, days = city_calendar(), columns["tanggal"].tolist()
    with refused_as("tanggal"):
        found = [slots_of(city, day=day, law=law) for day in days]
    count = np.array([len(each) for each in found], dtype=np.int64)
    first, last = (
        Moments(city, np.array([_instant(each[place]) if each else 0 for each in found], dtype=np.int64), count > 0)
        for place in (0, -1)
    )
    if trace is not None:
        value = law[JANJI_TEMU]
        inputs = {"tanggal": columns["tanggal"], "lama_menit": value.value["lama_menit"]}
        trace.step("banyak", inputs, count, parameter=value)
    return {"banyak": count, "mulai_pertama": first, "mulai_terakhir": last}


def _instant(moment: dt.datetime) -> int:
    return (moment - _EPOCH) // dt.timedelta(microseconds=1)


LABELS = {"lama_menit": Text("Lama satu janji (menit)", "Length of one appointment (minutes)")}
JANJI = Rule(
    id=JANJI_TEMU,
    title=Text("Jam datang yang dapat dipesan", "Hours that can be booked"),
    about=Text(
        "Jam janji temu pada satu hari: di dalam jam loket dan di dalam jam kerja kota.",
        "The appointments of a day: within the hours of the counter and within the city's working time.",
    ),
    basis="Rancangan Betang",
    inputs=(Field("tanggal", Text("Tanggal", "Day"), "date"),),
    outputs=(
        Output("banyak", Text("Banyaknya", "Number")),
        Output("mulai_pertama", Text("Yang pertama mulai", "The first begins")),
        Output("mulai_terakhir", Text("Yang terakhir mulai", "The last begins")),
    ),
    run=_slots,
    parameters=(JANJI_TEMU, HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN),
    cautions=(
        Text("Jam loket ini rancangan kami, bukan dari sumber resmi.", "These hours are our design, from no source."),
    ),
)
