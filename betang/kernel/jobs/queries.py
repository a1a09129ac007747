"""Reading runs and workers."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from betang.kernel.jobs import registry
from betang.kernel.jobs.models import OPEN, JobRun, JobWorker


def runs(*, status: str = "") -> QuerySet[JobRun]:
    """List runs with who started them, the newest first; of one status when given."""
    found = JobRun.objects.select_related("actor").order_by("-created_at", "id")
    return found.filter(status=status) if status else found


def run_counts() -> dict[str, int]:
    """Count runs by status; one query."""
    return dict(JobRun.objects.order_by().values_list("status").annotate(Count("pk")))


def may_follow(user_id: int | None) -> Q:
    """Say which runs somebody may follow: those they started."""
    return Q(actor_id=user_id) if user_id is not None else Q(pk__in=[])


def run_open(name: str, key: str) -> bool:
    """Tell whether a run of a job waits or runs under a key; one query."""
    return JobRun.objects.filter(name=name, key=key, status__in=OPEN).exists()


def worker_alive(*, now: datetime) -> datetime | None:
    """Return when a worker last showed that it is alive; None when none did within two leases."""
    since = now - timedelta(seconds=2 * settings.BETANG_JOB_LEASE_SECONDS)
    newest = JobWorker.objects.order_by("-heartbeat_at").values_list("heartbeat_at", flat=True).first()
    return newest if newest and newest >= since else None


def names_unknown() -> list[str]:
    """List the names that open runs bear and the code of today does not know."""
    stored = JobRun.objects.filter(status__in=OPEN).order_by().values_list("name", flat=True).distinct()
    return sorted(name for name in stored if registry.find(name) is None)
