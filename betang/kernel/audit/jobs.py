"""The check of the whole trail as a job: every night, and when an auditor asks for it on a trail of many entries.

Its outcome stands in the run's state. A check of the night that finds something fails, so that it stands on the screen
of failed jobs until somebody has looked; one that an auditor asked for simply shows what it found.
"""

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.findings import Finding
from betang.kernel.audit.verification import Report, examine
from betang.kernel.errors import Conflict
from betang.kernel.jobs import JobRun, Run, nightly
from betang.kernel.jobs.models import OPEN

log = logging.getLogger(__name__)
KEY = "trail"  # one check at a time


@nightly("audit.trail_check", title=_("Periksa keutuhan jejak audit"), at="02:30")
def trail_check(run: Run) -> None:
    """Check the whole trail and keep the outcome; Conflict when the night's check finds something."""
    report = examine(progress=run.progress)
    run.checkpoint({"report": asdict(report)})
    if report.finding:
        log.error("audit: the trail is not whole: %s at entry %s", report.finding.kind, report.finding.seq)
        if run.actor is None:
            raise Conflict(report.finding.sentence)


def last_check() -> tuple[Report, datetime] | None:
    """Return the outcome of the last check that came to its end, and when that was; None before the first."""
    done = JobRun.objects.filter(name=trail_check.name, finished_at__isnull=False, state__has_key="report")
    row = done.order_by("-finished_at").first()
    return (_report(row.state["report"]), row.finished_at) if row and row.finished_at else None


def running_check() -> JobRun | None:
    """Return the check that waits or runs at this moment."""
    return JobRun.objects.filter(name=trail_check.name, status__in=OPEN).first()


def _report(kept: dict[str, Any]) -> Report:
    finding = kept.pop("finding")
    return Report(**kept, finding=Finding(**finding) if finding else None)
