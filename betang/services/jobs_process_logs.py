"""Analysing an uploaded log, and erasing those whose time is over; safe to repeat anywhere."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.access.viewer import Viewer
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.crypto.files import file_read
from betang.kernel.errors import Conflict
from betang.kernel.exchange.report import BadInput
from betang.kernel.jobs import JobRun, Run, job, job_start, nightly
from betang.kernel.jobs.queries import run_open
from betang.services.actions.process_logs import UNPACKED, log_describe, log_keep, log_refuse, logs_expire
from betang.services.models import LogClock, ProcessLog
from betang.services.process.read import Titles, read_log
from betang.services.process.report import few_enough, report_text
from betang.services.process.source import LogFile

CELLS = 20_000_000
"""Cells of a csv that the worker holds at once."""


@job(name="services.process_log_analyse", title=gettext_lazy("Analisis log sistem lain"))
def analyse_log(run: Run, *, log: str) -> None:
    """Read a log and keep its analysis, or why it cannot be read; nothing where that was done or it is gone."""
    row = ProcessLog.objects.select_related("file").filter(uid=log, analysed_at=None).first()
    if row is None:
        return
    run.progress(0, 3, _("membaca berkas"))
    content, calendar = file_read(row.file), calendar_now()
    file, working = (
        LogFile(row.file.name.reveal(), row.file.size, lambda: io.BytesIO(content)),
        row.clock == LogClock.WORKING,
    )
    try:
        read = read_log(
            file, Titles(**row.columns), calendar, covered=working, say=lambda _said: None, limit=UNPACKED, cells=CELLS
        )
        few_enough(read, file.name)
    except BadInput as error:
        with transaction.atomic():
            log_refuse(log=row, problem=str(error), now=run.now)
            run.checkpoint({"done": True})
        return
    run.progress(1, 3, _("menghitung"))
    result, rest = report_text(read, calendar if working else None)
    run.progress(2, 3, _("menyimpan hasil"))
    with transaction.atomic():
        log_keep(log=row, result=result, rest=rest, now=run.now)
        run.checkpoint({"done": True})
    run.progress(3, 3, _("selesai"))


@nightly("services.process_logs_expire", title=gettext_lazy("Hapus log sistem lain yang lewat masa simpan"), at="03:55")
def expire_logs(run: Run) -> None:
    """Erase the logs whose time is over, with their analyses."""
    erased = 0
    while more := logs_expire(now=run.now):
        erased += more
        run.progress(erased)


def analysis_start(*, viewer: Viewer, log: ProcessLog, columns: Mapping[str, str], clock: str, now: datetime) -> JobRun:
    """Say what the columns of a log hold, and let a worker analyse it.

    Invalid as `log_describe`; Conflict, and nothing is changed, while it is analysed.
    """
    key, url = str(log.uid), reverse("process_log", args=[log.uid])
    with transaction.atomic():
        log_describe(viewer=viewer, log=log, columns=columns, clock=clock, now=now)  # locks the log
        if run_open(analyse_log.name, key):
            raise Conflict(_("Log ini sedang dianalisis. Tunggu hasilnya, lalu ubah kolomnya."))
        return job_start(analyse_log, actor=viewer.actor, key=key, args={"log": key}, url=url, now=now)
