"""The work of the night on complaints: late ones go to the head, answered ones are closed when nobody replied."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, nightly
from betang.services.actions.complaint_handling import complaints_escalate, complaints_expire
from betang.services.office import head_accounts


@nightly("services.complaints_follow", title=_("Menaikkan dan menutup pengaduan menurut batas waktunya"), at="05:30")
def follow_complaints(run: Run) -> None:
    """Escalate and close, part by part. Repeating it tells nobody twice."""
    heads = head_accounts(run.now)
    done = 0
    while more := complaints_escalate(heads=heads, now=run.now) + complaints_expire(now=run.now):
        done += more
        run.progress(done)
