"""What encryption does every night: nothing that failed uploads left behind stays on the disk."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.files import files_sweep as sweep
from betang.kernel.jobs import Run, nightly


@nightly("crypto.files_sweep", title=_("Bersihkan sisa unggahan yang gagal"), at="03:00")
def files_sweep(run: Run) -> None:
    """Remove files that no row knows, a day after they were written."""
    run.progress(sweep(now=run.now))
