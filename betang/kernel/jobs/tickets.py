"""The queue: a ticket for each waiting run. The only module that knows django-tasks.

A ticket is torn in the same transaction in which a worker takes the run, so the queue never holds work in progress:
what django-tasks-db cannot do, take up the work of a killed worker, it is never asked to do.
"""

from datetime import datetime
from uuid import UUID

from django_tasks import task
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet


@task()
def perform_ticket(run: str) -> None:
    """Do a run as any worker of django-tasks would, without heartbeat; ours takes the ticket itself."""
    from betang.kernel.jobs.models import JobRun
    from betang.kernel.jobs.performing import run_now

    run_now(JobRun.objects.get(pk=run))


def ticket_put(run: UUID, *, after: datetime | None = None) -> None:
    """Queue a run, to be taken not before `after`."""
    perform_ticket.using(run_after=after).enqueue(run=str(run))


def ticket_take() -> UUID | None:
    """Tear the next ticket that is due and return its run; None when there is none or others hold them all.

    Within the caller's transaction: when that is undone, the ticket is there again.
    """
    ticket = _ours().get_locked()
    if ticket is None:
        return None
    ticket.delete()
    return UUID(ticket.args_kwargs["kwargs"]["run"])


def ticket_waits() -> bool:
    """Say whether a ticket is due; a plain read, so that an idle worker locks nothing."""
    return _ours().exists()


def ticket_drop(run: UUID) -> None:
    """Tear the tickets of a run that is not to be taken any more."""
    DBTaskResult.objects.filter(args_kwargs__kwargs__run=str(run)).delete()


def _ours() -> DBTaskResultQuerySet:
    return DBTaskResult.objects.ready().filter(task_path=perform_ticket.module_path)
