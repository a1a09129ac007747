"""Rules about days: is it a working day, how many a month has, how long a week is."""

from decimal import Decimal

import numpy as np

from betang.regulation.calendar.asking import by_year, refused_as, table
from betang.regulation.calendar.city import (
    HARI_LIBUR,
    JAM_NORMAL,
    JAM_RAMADAN,
    JAM_RAMADAN_6,
    PER_MINGGU,
    RAMADAN,
    city_calendar,
    week_of,
)
from betang.regulation.calendar.timeline import Days
from betang.regulation.calendar.week import DAYS, Spans, clock, minutes
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.codes import codes
from betang.regulation.exact import Ratio
from betang.regulation.field import Field, Maybe
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

JENIS = codes(
    ("LIBUR_NASIONAL", "Hari libur nasional", "Public holiday"),
    ("CUTI_BERSAMA", "Cuti bersama", "Joint leave day"),
)
POLA = codes(
    ("BIASA_5_HARI", "Biasa, lima hari", "Ordinary, five days"),
    ("RAMADAN_5_HARI", "Ramadan, lima hari", "Ramadan, five days"),
    ("RAMADAN_6_HARI", "Ramadan, enam hari", "Ramadan, six days"),
)
_HOURS = {"BIASA_5_HARI": JAM_NORMAL, "RAMADAN_5_HARI": JAM_RAMADAN, "RAMADAN_6_HARI": JAM_RAMADAN_6}
_REFERENCE = {"BIASA_5_HARI": "BIASA", "RAMADAN_5_HARI": "RAMADAN", "RAMADAN_6_HARI": "RAMADAN"}


def _written(spans: Spans) -> str | None:
    return ", ".join(f"{clock(start)}–{clock(end)}" for start, end in spans) or None


def _day(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, days = city_calendar(), columns["tanggal"].tolist()
    with refused_as("tanggal"):
        spans = [city.spans_on(day) for day in days]
    off = [table().get(day) for day in days]
    found = {
        "nama_hari": [DAYS[day.weekday()].capitalize() for day in days],
        "buka": [bool(span) for span in spans],
        "jenis_libur": JENIS.of(JENIS.array([entry.kind.upper() if entry else None for entry in off])),
        "nama": [entry and entry.name for entry in off],
        "jam": [_written(span) for span in spans],
    }
    if trace is not None:
        shown = {"tanggal": columns["tanggal"], "nama_hari": found["nama_hari"]}
        for value, where in by_year(np.array([day.year for day in days], dtype=np.int64)):
            trace.only(where).step("hari_libur", shown, found["nama"], parameter=value)
        trace.step("jam_buka", shown, found["jam"], parameter=law[JAM_NORMAL])
    return found


def _month(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    city, year, month = city_calendar(), columns["tahun"], columns["bulan_ke"]
    with refused_as("tahun"):
        first, after = _bounds(city, year, month)
    timeline = city.timeline(*city.years)
    starts, ends = np.searchsorted(timeline.open_days, [first, after])
    edges = timeline.edges_of_days(np.concatenate([first, after])).reshape(2, -1)
    hours = Ratio(timeline.worked(edges[1]) - timeline.worked(edges[0]), np.full(len(year), 3_600_000_000))
    if trace is not None:
        inputs = {"tahun": year, "bulan_ke": month}
        for value, where in by_year(year):
            trace.only(where).step("hari_kerja", inputs, ends - starts, parameter=value)
        trace.step("jam_kerja", inputs, hours, parameter=law[JAM_NORMAL])
    return {"hari_kerja": ends - starts, "jam_kerja": hours}


def _bounds(city: WorkCalendar, year: Days, month: Maybe) -> tuple[Days, Days]:
    """Return the first day of each month (or year) and the first day after it."""
    first, last = city.years
    for index in np.flatnonzero((year < first) | (year > last))[:1].tolist():
        raise city.missing(int(year[index]), index)
    start = (year - 1970) * 12 + np.where(month.present, month.column - 1, 0)
    months = np.stack([start, start + np.where(month.present, 1, 12)]).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64)
    return days[0], days[1]


def _week(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    reference = law[PER_MINGGU]
    names = [POLA.names[code] for code in columns["pola_jam"].array.tolist()]
    sums = np.array([minutes(week_of(law[_HOURS[name]], f"{_HOURS[name]}.toml")) for name in names], dtype=np.int64)
    wanted = np.array([reference.value[_REFERENCE[name]]["menit"] for name in names], dtype=np.int64)
    if trace is not None:
        for code, name in enumerate(POLA.names):
            held = law.get(_HOURS[name])
            if held is not None:
                where = trace.only(columns["pola_jam"].array == code)
                where.step("menit_seminggu", {"pola_jam": columns["pola_jam"]}, sums, parameter=held)
        trace.step("acuan_menit", {"pola_jam": columns["pola_jam"]}, wanted, parameter=reference)
    return {"menit_seminggu": sums, "acuan_menit": wanted, "selisih_menit": sums - wanted}


LABELS = {
    "hari_libur": Text("Tabel hari libur", "Table of days off"),
    "jam_buka": Text("Jam kerja hari itu", "Hours of that day"),
}
_MINUTES = Text("menit", "minutes")

HARI = Rule(
    id="waktu-kerja/hari_libur",
    title=Text("Hari kerja atau hari libur", "Working day or day off"),
    about=Text(
        "Apakah kantor buka pada suatu tanggal, dan pada jam berapa. Hanya tabel hari libur kota yang menentukan.",
        "Whether offices are open on a date, and at which hours. The city's table of days off alone decides.",
    ),
    basis="SKB Libur Nasional dan Cuti Bersama; Perpres 21/2023",
    inputs=(Field("tanggal", Text("Tanggal", "Date"), "date"),),
    outputs=(
        Output("nama_hari", Text("Hari", "Day of the week")),
        Output("buka", Text("Kantor buka", "Offices open")),
        Output("jenis_libur", Text("Jenis libur", "Kind of day off"), JENIS),
        Output("nama", Text("Nama hari libur", "Name of the day off")),
        Output("jam", Text("Jam kerja", "Hours")),
    ),
    run=_day,
    parameters=(HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN),
    cautions=(
        Text(
            "Libur setempat hanya dikenal bila ditambahkan ke tabel kota.",
            "Local days off are known only once they are added to the city's table.",
        ),
    ),
)

HARI_KERJA = Rule(
    id="waktu-kerja/hari_kerja",
    title=Text("Hari kerja dalam sebulan atau setahun", "Working days of a month or a year"),
    about=Text(
        "Banyaknya hari kerja dan jam kerja; tanpa bulan dihitung setahun.",
        "The number of working days and working hours; without a month those of the year.",
    ),
    basis="SKB Libur Nasional dan Cuti Bersama; Perpres 21/2023",
    inputs=(
        Field("tahun", Text("Tahun", "Year"), "integer"),
        Field(
            "bulan_ke", Text("Bulan ke", "Month number"), "integer", least=Decimal(1), most=Decimal(12), required=False
        ),
    ),
    outputs=(
        Output("hari_kerja", Text("Hari kerja", "Working days"), unit=Text("hari", "days")),
        Output("jam_kerja", Text("Jam kerja", "Working hours"), unit=Text("jam", "hours")),
    ),
    run=_month,
    parameters=(HARI_LIBUR, JAM_NORMAL, JAM_RAMADAN, RAMADAN),
)

JAM_PER_MINGGU = Rule(
    id="waktu-kerja/jam_per_minggu",
    title=Text("Jam kerja seminggu", "Hours of a week"),
    about=Text(
        "Jumlah menit kerja seminggu menurut jam yang dipakai, dibanding yang ditetapkan secara nasional.",
        "The working minutes of a week by the hours in use, held against the national figure.",
    ),
    basis="Perpres 21/2023",
    inputs=(Field("pola_jam", Text("Pola jam kerja", "Pattern of hours"), "choice", codes=POLA),),
    outputs=(
        Output("menit_seminggu", Text("Menit kerja seminggu", "Working minutes a week"), unit=_MINUTES),
        Output("acuan_menit", Text("Ketetapan nasional", "National figure"), unit=_MINUTES),
        Output("selisih_menit", Text("Selisih", "Difference"), unit=_MINUTES),
    ),
    run=_week,
    parameters=(PER_MINGGU, JAM_NORMAL, JAM_RAMADAN, JAM_RAMADAN_6),
)
