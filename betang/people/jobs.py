"""Work on people that outlasts a page."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from betang.kernel.accounts.models import User
from betang.kernel.jobs import Run, job, nightly
from betang.people.actions.access import access_refresh
from betang.people.actions.accounts import accounts_open
from betang.people.actions.imports import import_apply
from betang.people.actions.lines import lines_refresh
from betang.people.models import ImportRun, ImportState


@job(name="people.import_apply", title=_("Menerapkan impor"))
def apply_import(run: Run, *, upload: str, actor: int) -> None:
    """Apply a checked import. Safe to repeat: what was applied already is left alone."""
    found = ImportRun.objects.get(pk=UUID(upload))
    if found.state == ImportState.APPLIED:
        return
    run.progress(0, 2, str(_("membandingkan dan menyimpan baris")))
    user = User.objects.get(pk=actor)
    import_apply(actor=user, run=found, now=timezone.now())
    run.progress(1, 2, str(_("membuat akun")))
    accounts_open(actor=user, day=timezone.localdate(), now=timezone.now())
    run.progress(2, 2, str(_("selesai")))


@nightly("people.accounts_open", title=_("Membuat akun yang belum ada"), at="00:25")
def open_accounts(run: Run) -> None:
    """Make the accounts that are missing, such as those of an import whose worker died before it came to them."""
    now = timezone.now()
    made = accounts_open(actor=None, day=timezone.localdate(now), now=now)
    run.progress(1, 1, _("%(count)s akun") % {"count": made})


@nightly("people.lines_refresh", title=_("Menyelaraskan atasan dengan susunan unit"), at="00:15")
def refresh_lines(run: Run) -> None:
    """Bring everybody's superior in step with the structure of the day."""
    now = timezone.now()
    changed = lines_refresh(actor=None, day=timezone.localdate(now), now=now)
    run.progress(1, 1, _("%(count)s atasan berubah") % {"count": changed})


@nightly("people.access_refresh", title=_("Mengakhiri sesi yang wewenangnya habis"), at="00:05")
def refresh_access(run: Run) -> None:
    """End what ended yesterday: sessions after a lost post or grant, accounts of those who left."""
    now = timezone.now()
    count = access_refresh(day=timezone.localdate(now), now=now)
    run.progress(1, 1, _("%(count)s akun") % {"count": count})
