"""What may be done with the trail: reading the values of one entry, for a reason, which is itself recorded."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.reading import values_of
from betang.kernel.audit.recording import record
from betang.kernel.audit.sealing import Values
from betang.kernel.errors import Conflict, Invalid

LEAST_REASON = 10  # characters


@transaction.atomic
def values_reveal(*, actor: User, entry: AuditEntry, reason: str, now: datetime) -> Values:
    """Return the values of an entry in the clear, and record who read them and why.

    Invalid for a reason of less than ten characters, Conflict when the values were destroyed or there are none. The
    caller checks that the actor may read the trail.
    """
    if len(reason.strip()) < LEAST_REASON:
        sentence = _("Tulis alasannya, paling sedikit %(least)s huruf.") % {"least": LEAST_REASON}
        raise Invalid(sentence, fields={"reason": sentence})
    values = values_of([entry]).get(entry.seq)
    if values is None:
        raise Conflict(_("Catatan ini tidak menyimpan nilai, atau nilainya sudah dimusnahkan bersama kuncinya."))
    record(
        actor=actor,
        action="audit.values_reveal",
        target=entry,
        subject=entry.subject,
        reason=reason.strip(),
        now=now,
    )
    return values
