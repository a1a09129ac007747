"""The jobs app's own job: nothing finished is kept for ever."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs.keeping import REPEATED, workers_forget
from betang.kernel.jobs.models import JobRun, NightlyStart, Status
from betang.kernel.jobs.registry import nightly
from betang.kernel.jobs.run import Run

CHUNK = 1000


@nightly("jobs.runs_prune", title=_("Hapus catatan pekerjaan lama"), at="03:30")
def runs_prune(run: Run) -> None:
    """Delete what was done or failed longer ago than BETANG_JOB_KEEP_DAYS, in chunks; repeated jobs after a day."""
    before = run.now - timedelta(days=settings.BETANG_JOB_KEEP_DAYS)
    repeated = Q(key=REPEATED, status=Status.DONE, finished_at__lt=run.now - timedelta(days=1))
    old = JobRun.objects.filter(Q(status__in=[Status.DONE, Status.FAILED], finished_at__lt=before) | repeated)
    gone = 0
    while chunk := list(old.values_list("pk", flat=True)[:CHUNK]):
        gone += JobRun.objects.filter(pk__in=chunk).delete()[0]
        run.progress(gone)
    NightlyStart.objects.filter(day__lt=before.date()).delete()
    workers_forget(now=run.now)
