"""Making and clearing exports of personal data; safe to repeat anywhere."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.jobs import Run, job, job_start, nightly
from betang.services.actions.exports import export_make, exports_clear
from betang.services.models import DataExport


@job(name="services.export_make", title=_("Menyiapkan ekspor data pribadi"))
def make_export(run: Run, *, export: str) -> None:
    """Write the file of a granted export."""
    row = DataExport.objects.filter(uid=export, granted=True).first()
    if row is not None:
        made = export_make(actor=run.actor, export=row, now=run.now)
        run.progress(made.rows or 0, made.rows or 0)


@nightly("services.exports_clear", title=_("Hapus berkas ekspor data pribadi"), at="03:50")
def clear_exports(run: Run) -> None:
    """Erase the files whose time is over."""
    run.progress(exports_clear(now=run.now))


def export_start(*, viewer: Viewer, export: DataExport, now: datetime) -> None:
    """Let a worker write the file; while it does, nothing new is started."""
    key = str(export.uid)
    job_start(make_export, actor=viewer.actor, key=key, args={"export": key}, url=reverse("data_exports"), now=now)
