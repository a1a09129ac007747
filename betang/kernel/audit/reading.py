"""Reads the values that stand beside entries, for those that may see them."""

from collections.abc import Iterable

from betang.kernel.audit.chain import NOBODY
from betang.kernel.audit.models import AuditEntry, AuditValues
from betang.kernel.audit.sealing import Values, ValuesAltered, open_values
from betang.kernel.crypto.keyring import keyring
from betang.kernel.crypto.subject import subject_ciphers


def values_of(entries: Iterable[AuditEntry]) -> dict[int, Values | None]:
    """Open the values of some entries, by their numbers: None where the person's key was destroyed.

    Entries without values are left out. ValuesAltered for values that are not those the entry was written with.
    """
    rows = [entry for entry in entries if entry.values_key]
    stored = dict(AuditValues.objects.filter(pk__in=[row.seq for row in rows]).values_list("pk", "sealed"))
    ciphers = subject_ciphers({row.subject or NOBODY for row in rows}, create=False)
    ring = keyring()
    opened: dict[int, Values | None] = {}
    for row in rows:
        cipher = ciphers.get(row.subject or NOBODY)
        if cipher is None or cipher.mark != row.values_key:
            opened[row.seq] = None
        elif row.seq not in stored:
            raise ValuesAltered(str(row.seq))
        else:
            opened[row.seq] = open_values(
                ring, cipher, seq=row.seq, fields=row.fields, reason=row.reason, sealed=stored[row.seq]
            )
    return opened
