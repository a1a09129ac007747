"""What the limits do every night: forget the tries whose window is over."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, nightly
from betang.kernel.limits.counting import purge


@nightly("limits.purge", title=_("Hapus hitungan percobaan lama"), at="01:50")
def limits_purge(run: Run) -> None:
    """Delete the rows of windows that are over."""
    run.progress(purge(run.now))
