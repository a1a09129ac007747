"""What may be done with the trail, for a reason that is itself recorded: reading the values of one entry, and
accepting an older state of the database that an operator put back on purpose.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit.models import HEAD, AuditEntry
from betang.kernel.audit.reading import values_of
from betang.kernel.audit.recording import record
from betang.kernel.audit.sealing import Values
from betang.kernel.audit.verification import verify
from betang.kernel.audit.witness import witness_set_aside
from betang.kernel.errors import Conflict, Invalid

LEAST_REASON = 10  # characters


@transaction.atomic
def values_reveal(*, actor: User, entry: AuditEntry, reason: str, now: datetime) -> Values:
    """Return the values of an entry in the clear, and record who read them and why.

    Invalid for a reason of less than ten characters, Conflict when the values were destroyed or there are none. The
    caller checks that the actor may read the trail.
    """
    _require(reason)
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


@transaction.atomic
def witness_renew(*, reason: str, now: datetime) -> None:
    """Accept the trail as it stands after a lawful restore: set the old witness aside, and record that and why.

    Invalid without a reason, Conflict when the witness has nothing to object to or the trail itself is not whole.
    """
    _require(reason)
    finding = verify()
    if finding is None:
        raise Conflict(_("Berkas saksi cocok dengan jejak audit; tidak ada yang perlu diganti."))
    if not finding.kind.startswith("witness_"):
        raise Conflict(_("Jejak audit sendiri tidak utuh: %(finding)s") % {"finding": finding.sentence})
    # Registered before record() tells the new witness: callbacks run in their order.
    transaction.on_commit(lambda: witness_set_aside(now=now))
    record(
        actor=None,
        action="audit.witness_renew",
        target=("audit.audithead", str(HEAD)),
        changes={"seq": (finding.seq, None)},
        reason=reason.strip(),
        now=now,
    )


def _require(reason: str) -> None:
    if len(reason.strip()) < LEAST_REASON:
        sentence = _("Tulis alasannya, paling sedikit %(least)s huruf.") % {"least": LEAST_REASON}
        raise Invalid(sentence, fields={"reason": sentence})
