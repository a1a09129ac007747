"""The survey's work of the night: inviting whoever's request ended, and shuffling what was answered."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.jobs import Run, nightly
from betang.services.actions.survey import INVITED, survey_invite, survey_shuffle
from betang.services.models import Request
from betang.services.survey_figures import days_open


@nightly("services.survey_invite", title=gettext_lazy("Mengundang pemohon mengisi survei kepuasan"), at="07:40")
def invite_survey(run: Run) -> None:
    """Invite all whose request ended and who were not invited yet; during office hours, since phones ring."""
    today = timezone.localdate(run.now)
    since = run.now - timedelta(days=days_open(today) + 1)
    rows = Request.objects.filter(state__in=INVITED, closed_at__gte=since, survey_invite=None).order_by("closed_at")
    done, total = 0, rows.count()
    for done, row in enumerate(rows.iterator(chunk_size=500), start=1):
        survey_invite(request=row, now=run.now)
        if done % 50 == 0:
            run.progress(done, total, _("mengundang pemohon"))
    run.progress(done, total, _("mengundang pemohon"))


@nightly("services.survey_shuffle", title=gettext_lazy("Mengacak urutan jawaban survei"), at="02:10")
def shuffle_survey(run: Run) -> None:
    """Lay the answers that came lately in random order."""
    moved = survey_shuffle(today=timezone.localdate(run.now))
    run.progress(moved, moved, _("mengacak jawaban"))
