"""Sending what raters rated once a period's deadline has passed: one button of the personnel agency, for everybody."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.jobs import JobRun, Run, job, job_start
from betang.performance.actions.closing import CHUNK, evaluations_close
from betang.performance.models import Period
from betang.performance.queries.closing import chunks, refuse_early


@job(name="performance.period_close", title=gettext_lazy("Membekukan dan mengirim evaluasi yang sudah dinilai"))
def close_period(run: Run, *, period: int) -> None:
    """Freeze chunk by chunk, each a transaction of its own. Taken up again, it goes on with those not sent yet."""
    wanted = Period.objects.select_related("cycle").get(pk=period)
    pieces = list(chunks(wanted, CHUNK, actor=run.actor))
    total, done, sent, told = sum(map(len, pieces)), 0, int(run.state.get("sent", 0)), run.state.get("told")
    for piece in pieces:
        with transaction.atomic():
            closed = evaluations_close(actor=run.actor, period=wanted, keys=piece, told=told, now=run.now)
            sent, told = sent + closed.sent, closed.told
            run.checkpoint({"sent": sent, "told": told})  # undoes the chunk when another worker has the run
        done += len(piece)
        run.progress(done, total, _("%(count)s evaluasi dibekukan dan dikirim") % {"count": sent})


def period_close_start(*, actor: User, period: Period, now: datetime) -> JobRun:
    """Start sending; Invalid while raters have time. While such a run is open, that one is returned."""
    refuse_early(period, localdate(now))
    key = f"evaluasi-{period.number}"
    url = reverse("cycle_monitor", args=[period.cycle.year, key])
    return job_start(
        close_period, actor=actor, key=f"close:{period.pk}", args={"period": period.pk}, url=url, now=now
    )  # fmt: skip
