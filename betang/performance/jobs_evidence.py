"""Drawing everybody's evidence from the ledger: every night, and when somebody asks for it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.jobs import JobRun, Run, job, job_start, nightly
from betang.performance.actions.evidence import CHUNK, evidence_collect
from betang.performance.queries.evidence import chunks, evidence_drawn


@nightly("performance.evidence_nightly", title=gettext_lazy("Menarik bukti dari fakta setiap malam"), at="02:30")
def nightly_evidence(run: Run) -> None:
    """Draw what changed since the night before."""
    collect(run)


@job(name="performance.evidence_collect", title=gettext_lazy("Menarik bukti dari fakta"))
def collect_evidence(run: Run) -> None:
    """Draw the evidence of everybody now."""
    collect(run)


def collect(run: Run) -> None:
    """Measure everybody at once, then write chunk by chunk, each a transaction of its own; safe to repeat anywhere."""
    drawn = evidence_drawn(today=timezone.localdate(run.now))
    done = 0
    for chunk in chunks(drawn, CHUNK):
        with transaction.atomic():
            evidence_collect(actor=run.actor, drawn=chunk, now=run.now)
            run.checkpoint({})  # undoes the chunk when another worker has the run
        done += len(chunk)
        run.progress(done, len(drawn), _("menyimpan angka dari fakta"))


def evidence_start(*, actor: User, url: str = "", now: datetime) -> JobRun:
    """Start drawing everybody's evidence; while such a run is open, that one is returned."""
    return job_start(collect_evidence, actor=actor, key="evidence", url=url, now=now)


def evidence_refresh(*, actor: User, evaluation: int, today: date, now: datetime) -> int:
    """Draw the evidence of one evaluation while its page waits; return how many values are new."""
    return evidence_collect(actor=actor, drawn=evidence_drawn(today=today, evaluations=[evaluation]), now=now)
