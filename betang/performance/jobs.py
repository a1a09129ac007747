"""Work of performance that outlasts a page: opening everybody's plan, and following moves every night."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.jobs import JobRun, Run, job, job_start, nightly
from betang.performance.actions.checkin_reminders import checkin_steps_remind
from betang.performance.actions.cycles import cycle_open
from betang.performance.actions.improvement_reminders import improvement_remind
from betang.performance.actions.plans_open import CHUNK, plans_bring
from betang.performance.actions.quiet import quiet_remind
from betang.performance.actions.reminders import late_remind
from betang.performance.jobs_awards import compute_award
from betang.performance.jobs_closing import close_period
from betang.performance.jobs_evidence import collect_evidence, nightly_evidence
from betang.performance.jobs_papers import bundle_papers, clear_bundles
from betang.performance.jobs_rounds import open_round, seal_due, seal_round
from betang.performance.models import Cycle
from betang.performance.queries.cycles import cycles_running
from betang.performance.queries.plans_due import people_due

ELSEWHERE = (
    open_round,
    seal_round,
    seal_due,
    compute_award,
    close_period,
    collect_evidence,
    nightly_evidence,
    bundle_papers,
    clear_bundles,
)  # in files of their own


@job(name="performance.cycle_open", title=gettext_lazy("Membuka SKP semua pegawai"))
def open_cycle(run: Run, *, cycle: int) -> None:
    """Open the plans of everybody who serves. Taken up again, it goes on with those who have none yet."""
    bring(run, Cycle.objects.get(pk=cycle))


@nightly("performance.plans_follow", title=gettext_lazy("Menyelaraskan SKP dengan perpindahan pegawai"), at="00:40")
def plans_follow(run: Run) -> None:
    """End the plans of those who moved or left, open those of who arrived; after superiors were brought in step."""
    for cycle in cycles_running(timezone.localdate(run.now)):
        bring(run, cycle)


@nightly("performance.late_remind", title=gettext_lazy("Mengingatkan langkah yang melewati tenggat"), at="05:45")
def remind_late(run: Run) -> None:
    """Tell who is late. Repeating it on the same day tells nobody twice."""
    told = late_remind(today=timezone.localdate(run.now), now=run.now)
    run.progress(1, 1, _("%(count)s orang diingatkan") % {"count": told})


@nightly("performance.improvement_remind", title=gettext_lazy("Mengingatkan langkah perbaikan"), at="05:50")
def remind_improvement(run: Run) -> None:
    """Tell whoever an overdue step to do better waits for. Repeating it on the same day tells nobody twice."""
    told = improvement_remind(today=timezone.localdate(run.now), now=run.now)
    run.progress(1, 1, _("%(count)s orang diingatkan") % {"count": told})


@nightly("performance.checkin_remind", title=gettext_lazy("Mengingatkan langkah dialog kinerja"), at="05:52")
def remind_checkins(run: Run) -> None:
    """Tell both sides of agreed steps that are due soon or overdue. Repeating it on the same day tells nobody twice."""
    told = checkin_steps_remind(today=timezone.localdate(run.now), now=run.now)
    run.progress(1, 1, _("%(count)s orang diingatkan") % {"count": told})


@nightly("performance.quiet_remind", title=gettext_lazy("Mengingatkan umpan balik yang lama tidak ada"), at="05:55")
def remind_quiet(run: Run) -> None:
    """Tell who had no feedback for long, and who rates them. Repeating it tells nobody twice."""
    told = quiet_remind(today=timezone.localdate(run.now), now=run.now)
    run.progress(1, 1, _("%(count)s orang diingatkan") % {"count": told})


def bring(run: Run, cycle: Cycle) -> None:
    """Bring all plans of a cycle in step, a chunk of people at a time, each chunk a transaction of its own."""
    people = people_due(cycle, day=timezone.localdate(run.now))
    for start in range(0, len(people), CHUNK):
        with transaction.atomic():
            plans_bring(actor=run.actor, cycle=cycle, people=people[start : start + CHUNK], now=run.now)
            run.checkpoint({"cycle": cycle.year})  # undoes the chunk when another worker has the run
        run.progress(min(start + CHUNK, len(people)), len(people), _("membuka dan menyelaraskan SKP"))


def cycle_start(*, actor: User, year: int, rhythm: str, approach: str, today: date, now: datetime) -> JobRun:
    """Open a year and start opening everybody's plan, both or neither; errors as `cycle_open`."""
    with transaction.atomic():
        cycle = cycle_open(actor=actor, year=year, rhythm=rhythm, approach=approach, today=today, now=now)
        return plans_start(actor=actor, cycle=cycle, now=now)


def plans_start(*, actor: User, cycle: Cycle, now: datetime) -> JobRun:
    """Start bringing the plans of a cycle in step; while such a run is open, that one is returned."""
    url = reverse("cycle", args=[cycle.year])
    return job_start(open_cycle, actor=actor, key=f"cycle:{cycle.pk}", args={"cycle": cycle.pk}, url=url, now=now)
