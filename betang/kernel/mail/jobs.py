"""Jobs of mail: delivery, and emptying the outbox of what is old."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, job, nightly
from betang.kernel.mail import delivery


@job(name="mail.deliver", title=_("Kirim surel"))
def deliver(run: Run, *, messages: list[int]) -> None:
    """Hand some mails of the outbox to the mail server; those that have left already are left out."""
    found = delivery.waiting(messages)
    if not found:
        return
    with delivery.connection() as server:
        for number, message in enumerate(found, start=1):
            delivery.hand_over(message, through=server, now=run.now)
            run.progress(number, len(found))


@nightly("mail.purge", title=_("Hapus surel lama"), at="01:30")
def purge(run: Run) -> None:
    """Delete mails that were written more than thirty days ago."""
    delivery.old_ones(run.now).delete()
