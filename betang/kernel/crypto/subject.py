"""A key for each person: what is sealed under it is erased for good by destroying the key, wherever copies of it stand.

A subject is the UUID of a person (`Employee.uid`). The keys stand in the database, wrapped by a key of the key file.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from betang.kernel.crypto.aead import SealBroken, as_text, from_text, seal, unseal
from betang.kernel.crypto.keyring import KeyMissing, Purpose, keyring
from betang.kernel.crypto.keys import SECRET_BYTES
from betang.kernel.crypto.models import SubjectKey

VERSION = "s1"
CHUNK = 500


class SubjectErased(KeyMissing):
    """Something was sealed under a person's key that has been destroyed since: it is gone for good, as it should be."""


@dataclass(frozen=True, slots=True)
class Cipher:
    """Seals and opens what belongs to one person. `mark` names the key: a person whose data was erased gets another."""

    subject: UUID
    mark: str
    secret: bytes = field(repr=False)

    def seal(self, plain: bytes, aad: bytes) -> str:
        """Seal bytes for a place (`aad`); the text opens with this person's key and for this place only."""
        return f"{VERSION}.{self.mark}.{as_text(seal(self.secret, plain, self._place(aad)))}"

    def open(self, sealed: str, aad: bytes) -> bytes:
        """Open what `seal` made; SealBroken when altered or moved, SubjectErased when its key was destroyed."""
        head, _, body = sealed.rpartition(".")
        version, _, mark = head.partition(".")
        if version != VERSION:
            raise SealBroken("Data tersegel ini rusak: bukan teks yang ditulis Betang.")
        if mark != self.mark:
            raise SubjectErased("Kunci data orang ini sudah dihapus; datanya tidak dapat dibaca lagi.")
        return unseal(self.secret, from_text(body, self._place(aad)), self._place(aad))

    def _place(self, aad: bytes) -> bytes:
        return b"subject|%s|%s|%s" % (str(self.subject).encode(), self.mark.encode(), aad)


def subject_cipher(subject: UUID, create: bool = True) -> Cipher | None:
    """Return the cipher of one person; None when there is no key and none is to be made."""
    return subject_ciphers([subject], create=create).get(subject)


def subject_ciphers(subjects: Iterable[UUID], create: bool = True) -> dict[UUID, Cipher]:
    """Return the ciphers of many persons, making the keys that are missing; without `create` these are left out.

    For each 500 persons one query, and two more statements when keys had to be made. Run it in the transaction that
    stores what is sealed: a key must not be rolled back from under it.
    """
    wanted = sorted(set(subjects))
    found: dict[UUID, Cipher] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        found |= _stored(chunk)
        missing = [subject for subject in chunk if subject not in found]
        if missing and create:
            # Another process may make the same key at this moment; the first one wins, both read it.
            SubjectKey.objects.bulk_create(map(_made, missing), ignore_conflicts=True)
            found |= _stored(missing)
    return found


def subject_erase(subject: UUID) -> bool:
    """Destroy the key of one person: whatever was sealed under it is unreadable from now on. False if there was none.

    Copies of the key in backups of the database stay wrapped; docs/operations/keys.md says how these end too.
    """
    return SubjectKey.objects.filter(subject=subject).delete()[0] > 0


def key_secret(row: SubjectKey) -> bytes:
    """Unwrap the key of a person; KeyMissing or SealBroken when that cannot be done."""
    key = keyring().get(Purpose.SUBJECT, row.key_id)
    return unseal(key.secret, from_text(row.wrapped, _wrap_place(row)), _wrap_place(row))


def key_rewrap(row: SubjectKey) -> None:
    """Wrap the key of a person anew under the current key; the caller saves the row."""
    _wrap(row, key_secret(row))


def _wrap(row: SubjectKey, secret: bytes) -> SubjectKey:
    key = keyring().current(Purpose.SUBJECT)
    row.key_id = key.id
    row.wrapped = as_text(seal(key.secret, secret, _wrap_place(row)))
    return row


def _wrap_place(row: SubjectKey) -> bytes:
    return b"subject-key|%s|%s" % (str(row.subject).encode(), row.mark.encode())


def _stored(subjects: list[UUID]) -> dict[UUID, Cipher]:
    rows = SubjectKey.objects.filter(subject__in=subjects).only("subject", "mark", "key_id", "wrapped")
    return {row.subject: Cipher(row.subject, row.mark, key_secret(row)) for row in rows}


def _made(subject: UUID) -> SubjectKey:
    return _wrap(SubjectKey(subject=subject, mark=secrets.token_hex(8)), secrets.token_bytes(SECRET_BYTES))
