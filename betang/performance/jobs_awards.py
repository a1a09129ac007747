"""Computing an award over the facts of the whole city, aside from a page."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.jobs import JobRun, Run, job, job_start
from betang.performance.actions.awards import award_compute
from betang.performance.models import Award
from betang.performance.queries.award_results import award_results


@job(name="performance.award_compute", title=gettext_lazy("Menghitung hasil penghargaan tim"))
def compute_award(run: Run, *, award: int) -> None:
    """Compute first, then take the results over in one transaction; repeating it gives the same."""
    row = Award.objects.get(pk=award)
    teams = award_results(row)
    run.progress(1, 2, _("menyimpan hasil"))
    with transaction.atomic():
        award_compute(actor=run.actor, award=row, teams=teams, now=run.now)
        run.checkpoint({})  # undoes it when another worker has the run
    run.progress(2, 2, _("hasil tersimpan"))


def award_start(*, actor: User, award: Award, now: datetime) -> JobRun:
    """Start computing an award; while the same is being computed, that run is returned."""
    url = reverse("award", args=[award.uid])
    args = {"award": award.pk}
    return job_start(compute_award, actor=actor, key=f"award:{award.pk}", args=args, url=url, now=now)
