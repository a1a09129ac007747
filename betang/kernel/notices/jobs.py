"""Jobs of notices: the daily e-mail, and deleting what is old."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, nightly
from betang.kernel.notices import digest


@nightly("notices.digest", title=_("Kirim surel harian"), at="06:00")
def digest_daily(run: Run) -> None:
    """Send everybody who has unread notices one mail; goes on after the last person when it was interrupted."""
    now = datetime.fromisoformat(run.state["now"]) if run.state else run.now
    after = run.state.get("after", 0)
    while people := digest.recipients(after=after, now=now):
        after = people[-1].pk
        digest.digest_send(people, now=now)
        run.checkpoint({"after": after, "now": now.isoformat()})


@nightly("notices.purge", title=_("Hapus pemberitahuan lama"), at="01:40")
def purge(run: Run) -> None:
    """Delete notices that were sent more than a year ago."""
    digest.old_ones(run.now).delete()
