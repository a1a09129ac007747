"""Work of the accounts that outlasts a page, and what is tidied at night."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from betang.kernel.accounts.actions import expired_clear, reset_send, sign_ins_erase
from betang.kernel.accounts.models import User
from betang.kernel.jobs import Run, job, nightly
from betang.regulation.data_protection import last_erasable
from betang.regulation.parameters import book


@job(name="accounts.reset_send", title=_("Kirim kode ganti kata sandi"))
def reset_mail(run: Run, *, user: int) -> None:
    """Mail a code to an account's address; 0 stands for a name nobody bears, and nothing is done."""
    reset_send(user=User.objects.filter(pk=user).first(), now=run.now)


@nightly("accounts.expired_clear", title=_("Hapus sesi dan kode yang lewat waktu"), at="02:30")
def expired(run: Run) -> None:
    """Delete sessions that ended, close codes that ran out."""
    expired_clear(now=run.now)


@nightly("accounts.sign_ins_erase", title=_("Hapus log akses yang lewat masa simpan"), at="02:40")
def sign_ins_old(run: Run) -> None:
    """Erase the sign-ins that need not be kept any longer by the law in force tonight."""
    today = timezone.localdate(run.now)
    last, erased = last_erasable(day=today, law=book().on(today)), int(run.state.get("erased", 0))
    while True:
        with transaction.atomic():
            count = sign_ins_erase(actor=None, last=last, now=run.now)
            run.checkpoint({"erased": erased + count})
        if not count:
            return
        erased += count
        run.progress(erased)
