"""Work of the accounts that outlasts a page, and what is tidied at night."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.accounts.actions import expired_clear, reset_send
from betang.kernel.accounts.models import User
from betang.kernel.jobs import Run, job, nightly


@job(name="accounts.reset_send", title=_("Kirim kode ganti kata sandi"))
def reset_mail(run: Run, *, user: int) -> None:
    """Mail a code to an account's address; 0 stands for a name nobody bears, and nothing is done."""
    reset_send(user=User.objects.filter(pk=user).first(), now=run.now)


@nightly("accounts.expired_clear", title=_("Hapus sesi dan kode yang lewat waktu"), at="02:30")
def expired(run: Run) -> None:
    """Delete sessions that ended, close codes that ran out."""
    expired_clear(now=run.now)
