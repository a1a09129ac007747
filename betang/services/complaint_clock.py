"""When a stage of a complaint is due: pengaduan/batas_tahap over the city's calendar (PermenPANRB 62/2018). Pure."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from betang.regulation.calendar.limits import SATUAN, due
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.complaints import BATAS_TAHAP
from betang.regulation.parameters import book
from betang.services.timing import calendar_day, micros, moment

VERIFY, REPLY = "VERIFIKASI", "TANGGAPAN_PELAPOR"


def stage_due(calendar: WorkCalendar, *, stage: str, start: datetime) -> datetime:
    """Return until when a stage that begins at a moment is to be done."""
    row = book().on(calendar_day(calendar, start))[BATAS_TAHAP].value[stage]
    instants = due(
        calendar,
        start=np.array([micros(start)]),
        count=np.array([row["batas"]], dtype=np.int64),
        unit=SATUAN.array([row["satuan"]]),
    )
    return moment(instants[0])
