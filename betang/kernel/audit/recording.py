"""Appends to the audit trail: `record` for one entry, `record_many` for the entries of bulk work."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from betang.kernel.accounts.models import User
from betang.kernel.audit import chain, witness
from betang.kernel.audit.chain import GENESIS, NOBODY, Head
from betang.kernel.audit.models import HEAD, AuditEntry, AuditHead, AuditValues
from betang.kernel.audit.sealing import Sealed, seal_values
from betang.kernel.bulk import rows_insert
from betang.kernel.crypto.keyring import Keyring, keyring
from betang.kernel.crypto.subject import subject_ciphers

CHUNK = 500
LONGEST = 100  # characters of an action, a type, an id


class AuditOutsideTransaction(RuntimeError):  # noqa: N818  reads as what happened
    """An entry was to be written outside the transaction of the change it speaks of. A programming error."""


class AuditBroken(RuntimeError):  # noqa: N818  reads as what happened
    """The head of the trail is missing or wears a wrong seal: writing on would hide what was done to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one entry says: `target` is a row or (type, id), `changes` maps fields to (before, after).

    `subject` is the person whose data the values are: pass it whenever there is one, so that the values can be erased.
    """

    action: str
    target: Model | tuple[str, str]
    subject: UUID | None = None
    changes: Mapping[str, tuple[Any, Any]] | None = None
    reason: str = ""


def record(
    *,
    actor: User | None,
    action: str,
    target: Model | tuple[str, str],
    subject: UUID | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    reason: str = "",
    now: datetime,
) -> AuditEntry:
    """Append one entry within the action's own transaction, as its last step; `actor` None is the system itself.

    `action` reads "<module>.<noun>_<verb>" and needs words (`betang.kernel.audit.words`). Raises
    AuditOutsideTransaction outside `atomic()`, AuditBroken when the head was tampered with, TypeError for a value
    that JSON cannot hold. Six statements at most, whatever the number of fields.
    """
    change = Change(action=action, target=target, subject=subject, changes=changes, reason=reason)
    return record_many([change], actor=actor, now=now)[0]


def record_many(entries: Sequence[Change], *, actor: User | None, now: datetime) -> list[AuditEntry]:
    """Append the entries of bulk work in their order; the number of statements grows with chunks of 500 only."""
    if not connection.in_atomic_block:
        raise AuditOutsideTransaction("record() belongs into the transaction of the change: with transaction.atomic().")
    if now.tzinfo is None:
        raise ValueError("An entry needs a moment with a zone.")
    if not entries:
        return []
    ring = keyring()
    was = head = _locked_head(ring)
    written: list[AuditEntry] = []
    for start in range(0, len(entries), CHUNK):
        chunk = list(_chained(entries[start : start + CHUNK], ring=ring, head=head, actor=actor, now=now))
        rows_insert([row for row, _ in chunk])
        rows_insert([AuditValues(entry_id=row.seq, sealed=sealed.text) for row, sealed in chunk if sealed.text])
        written += [row for row, _ in chunk]
        head = Head(written[-1].seq, written[-1].hash, "")
    head = chain.sealed_head(ring, head.seq, head.hash)
    AuditHead.objects.filter(pk=HEAD).update(seq=head.seq, hash=head.hash, seal=head.seal)
    _tell_witness(head, was=was)
    return written


def _locked_head(ring: Keyring) -> Head:
    """Return the head, locked until the transaction ends; make it when the trail is empty."""
    row = AuditHead.objects.select_for_update().filter(pk=HEAD).first()
    if row is None:
        first = chain.sealed_head(ring, 0, GENESIS)
        rows = [AuditHead(pk=HEAD, seq=0, hash=first.hash, seal=first.seal)]
        AuditHead.objects.bulk_create(rows, ignore_conflicts=True)  # another process may make it at this moment
        row = AuditHead.objects.select_for_update().get(pk=HEAD)
        if row.seq == 0 and AuditEntry.objects.exists():
            raise AuditBroken("The head of the audit trail is gone. Run: betang audit verify")
    head = Head(row.seq, row.hash, row.seal)
    if not head.holds(ring):
        raise AuditBroken("The head of the audit trail wears a wrong seal. Run: betang audit verify")
    return head


def _chained(
    changes: Sequence[Change], *, ring: Keyring, head: Head, actor: User | None, now: datetime
) -> Iterator[tuple[AuditEntry, Sealed]]:
    """Give each change as an entry that follows the one before, with its sealed values."""
    ciphers = subject_ciphers({change.subject or NOBODY for change in changes if change.changes or change.reason})
    seq, prev = head.seq, head.hash
    for change in changes:
        seq += 1
        sealed = seal_values(
            ring, ciphers.get(change.subject or NOBODY), seq=seq, changes=change.changes or {}, reason=change.reason,
            salt=secrets.token_hex(16),
        )  # fmt: skip
        row = AuditEntry(
            seq=seq, at=now, actor_id=actor.pk if actor else None, action=_short(change.action), subject=change.subject,
            fields=sealed.fields, reason=sealed.reason, values_key=sealed.key, prev=prev,
        )  # fmt: skip
        row.object_type, row.object_id = map(_short, _named(change.target))
        row.hash = chain.entry_hash(row.__dict__)
        row.seal = chain.seal_of(ring, "entry", seq, row.hash)
        prev = row.hash
        yield row, sealed


def _named(target: Model | tuple[str, str]) -> tuple[str, str]:
    if isinstance(target, tuple):
        return target
    return target._meta.label_lower, str(target.pk)


def _short(text: str) -> str:
    if not 0 < len(text) <= LONGEST:
        raise ValueError(f"{text!r} needs 1 to {LONGEST} characters to stand in the audit trail.")
    return text


def _tell_witness(head: Head, *, was: Head) -> None:
    """Let the witness see the head once it is committed; a witness that cannot be written stops nobody's work."""

    def tell() -> None:
        witness.witness_advance(head, was=was, hash_of=_hash_of)

    transaction.on_commit(tell, robust=True)


def _hash_of(seq: int) -> str | None:
    return AuditEntry.objects.filter(seq=seq).values_list("hash", flat=True).first()
