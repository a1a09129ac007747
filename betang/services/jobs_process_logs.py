"""Analysing an uploaded log, and erasing those whose time is over; safe to repeat anywhere."""

from __future__ import annotations

import io
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.access.viewer import Viewer
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.crypto.files import file_read
from betang.kernel.exchange.report import BadInput
from betang.kernel.jobs import JobRun, Run, job, job_start, nightly
from betang.services.actions.process_logs import UNPACKED, log_keep, log_refuse, logs_expire
from betang.services.models import LogClock, ProcessLog
from betang.services.process.read import Titles, read_log
from betang.services.process.report import report_text
from betang.services.process.source import LogFile


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
        read = read_log(file, Titles(**row.columns), calendar, covered=working, say=lambda _said: None, limit=UNPACKED)
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


def analysis_start(*, viewer: Viewer, log: ProcessLog, now: datetime) -> JobRun:
    """Let a worker analyse a log; while it does, nothing new is started."""
    key, url = str(log.uid), reverse("process_log", args=[log.uid])
    return job_start(analyse_log, actor=viewer.actor, key=key, args={"log": key}, url=url, now=now)
