"""The job that rates a large workbook."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, job
from betang.portal.workbook.actions import run_compute


@job(name="workbook.run_compute", title=_("Menghitung buku kerja penilaian"))
def compute_workbook(run: Run, *, workbook: str) -> None:
    """Rate the workbook of an upload; safe to repeat, since only one that waits is computed."""
    run_compute(run=UUID(workbook), now=run.now)
