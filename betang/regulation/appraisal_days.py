"""Days around an evaluation: objection, handing over, periods and deadlines. Working days by the city's calendar.

Columns of days are datetime64[D]. A limit counts from the day after the event and includes its last day.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.arithmetic import local_days, nth_working_day_close
from betang.regulation.calendar.asking import read_instants, refused_as
from betang.regulation.calendar.city import city_calendar
from betang.regulation.codes import codes
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace

JANGKA = "keberatan/jangka"
DIAM = "keberatan/diam"
PENYERAHAN = "kalender-kinerja/penyerahan"
Days = npt.NDArray[np.datetime64]
PERIODE = codes(
    ("BULANAN", "Bulanan", "Monthly"),
    ("TRIWULANAN", "Triwulanan", "Quarterly"),
    ("SEMESTERAN", "Semesteran", "Half-yearly"),
)
PERIODS_A_YEAR = (12, 4, 2)


@dataclass(frozen=True, slots=True)
class Window:
    """Until when an objection may be filed: by calendar days, by working days, and the one that counts."""

    calendar: Days
    working: Days
    used: Days


def working_days_after(days: Days, count: int, *, field: str) -> Days:
    """Return the N-th working day after each day; InputError on `field` for a year the city's table does not hold."""
    calendar = city_calendar()
    moments = [dt.datetime.combine(day, dt.time()) for day in days.tolist()]
    instants = read_instants(calendar, field, moments)
    with refused_as(field):
        closes = nth_working_day_close(calendar, instants, count)
    return local_days(calendar, closes).astype("datetime64[D]")


def objection_window(*, received: Days, law: InForce, trace: Trace | None = None) -> Window:
    """Return until when an objection to a result received on each day may be filed.

    While it is not settled whether calendar or working days are meant, the later of both counts.
    """
    value = law[JANGKA].value
    calendar = received + np.timedelta64(value["hari"], "D")
    working = working_days_after(received, value["hari"], field="tanggal_diterima")
    kind = value.get("jenis_hari")
    used = {"KALENDER": calendar, "KERJA": working}.get(kind, np.maximum(calendar, working))
    if trace is not None:
        inputs = {
            "tanggal_diterima": received, "hari": value["hari"], "jenis_hari": kind,
            "batas_kalender": calendar, "batas_kerja": working,
        }  # fmt: skip
        trace.step("batas_keberatan", inputs, used, parameter=law[JANGKA])
    return Window(calendar, working, used)


def taken_to_accept(
    *, received: Days, day: Days, objected: npt.NDArray[np.bool_], law: InForce, trace: Trace | None = None
) -> npt.NDArray[np.bool_]:
    """Say who, looked at on a day, is taken to accept: no objection was filed and the window has closed."""
    window = objection_window(received=received, law=law, trace=trace)
    found = np.asarray(~objected & (day > window.used) & law[DIAM].value)
    if trace is not None:
        inputs = {"batas_keberatan": window.used, "tanggal_dilihat": day, "ada_keberatan": objected}
        trace.step("dianggap_menerima", inputs, found, parameter=law[DIAM])
    return found


def handover_limit(*, start: Days, law: InForce, trace: Trace | None = None) -> Days:
    """Return the last day for handing the evaluation document over, or back, counted from each start day."""
    value: dict[str, Any] = law[PENYERAHAN].value
    if value["jenis_hari"] == "KERJA":
        found = working_days_after(start, value["hari"], field="tanggal_mulai")
    else:
        found = start + np.timedelta64(value["hari"], "D")
    if trace is not None:
        inputs = {"tanggal_mulai": start, "hari": value["hari"], "jenis_hari": value["jenis_hari"]}
        trace.step("batas_penyerahan", inputs, found, parameter=law[PENYERAHAN])
    return found


def period_days(*, kind: npt.NDArray[np.int8], year: npt.NDArray[np.int64], number: npt.NDArray[np.int64]) -> Any:
    """Return first and last day of a year's numbered periods (1 = the first); months by calendar arithmetic."""
    months = 12 // np.array(PERIODS_A_YEAR)[kind]
    january = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]")
    first = january + ((number - 1) * months).astype("timedelta64[M]")
    after = first + months.astype("timedelta64[M]")
    return first.astype("datetime64[D]"), after.astype("datetime64[D]") - np.timedelta64(1, "D")
