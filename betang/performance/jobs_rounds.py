"""Rounds of 360-degree feedback over the whole city: laying them out, and summing them up when they are over."""

from datetime import date, datetime
from random import SystemRandom

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.jobs import Job, JobRun, Run, job, job_start, nightly
from betang.performance.actions.rounds import round_invite, round_open, round_ready, round_seal, round_sum
from betang.performance.models import Cycle, Round360
from betang.performance.queries.rounds import respondents_of, subjects_left, subjects_missing

CHUNK = 20  # subjects in a transaction: about 60 ms


@job(name="performance.round_open", title=gettext_lazy("Menyiapkan umpan balik 360 derajat"))
def open_round(run: Run, *, round_id: int) -> None:
    """Ask about everybody, part by part; taken up again, it goes on with those nobody was asked about yet."""
    row = Round360.objects.get(pk=round_id)
    wanted = {subject: rows for subject, rows in respondents_of(row).items() if rows}
    missing = subjects_missing(row, wanted)
    for start in range(0, len(missing), CHUNK):
        part = missing[start : start + CHUNK]
        with transaction.atomic():
            round_invite(row=row, asked={subject: wanted[subject] for subject in part}, chance=SystemRandom())
            run.checkpoint({})
        run.progress(min(start + CHUNK, len(missing)), len(missing), _("menyiapkan permintaan"))
    round_ready(row=row, now=run.now)


@job(name="performance.round_seal", title=gettext_lazy("Merangkum umpan balik 360 derajat"))
def seal_round(run: Run, *, round_id: int) -> None:
    """Sum up one round that is over."""
    seal(run, Round360.objects.get(pk=round_id))


@nightly("performance.round_seal_due", title=gettext_lazy("Merangkum putaran 360 yang selesai"), at="04:20")
def seal_due(run: Run) -> None:
    """Sum up every round whose last day is over."""
    today = timezone.localdate(run.now)
    for row in Round360.objects.filter(sealed_at=None, ready_at__isnull=False, to_date__lt=today):
        seal(run, row)


def seal(run: Run, row: Round360) -> None:
    """Sum up part by part and destroy what was summed; results are released when nothing is left."""
    left = subjects_left(row)
    for start in range(0, len(left), CHUNK):
        with transaction.atomic():
            round_sum(row=row, subjects=left[start : start + CHUNK], chance=SystemRandom(), now=run.now)
            run.checkpoint({})
        run.progress(min(start + CHUNK, len(left)), len(left), _("merangkum jawaban"))
    round_seal(actor=run.actor, row=row, now=run.now)


def round_start(*, actor: User, cycle: Cycle, last: date, now: datetime) -> JobRun:
    """Open a round and lay it out."""
    with transaction.atomic():  # a round never stands without the run that lays it out
        row = round_open(actor=actor, cycle=cycle, last=last, now=now)
        return _start(open_round, row, actor, now)


def seal_start(*, actor: User, row: Round360, now: datetime) -> JobRun:
    """Sum up a round that is over without waiting for the night."""
    return _start(seal_round, row, actor, now)


def _start(what: Job, row: Round360, actor: User, now: datetime) -> JobRun:
    args, url = {"round_id": row.pk}, reverse("feedback360_rounds")
    return job_start(what, actor=actor, key=f"round:{row.pk}", args=args, url=url, now=now)
