"""A key for each person: what is sealed under it is erased for good by destroying the key, wherever copies of it stand.

A subject is the UUID of a person (`Employee.uid`). The keys stand in the database, wrapped by a key of the key file.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from betang.kernel.crypto.aead import as_text, from_text, seal, unseal
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
        if version == VERSION and mark != self.mark:
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


def wrap_place(subject: UUID, mark: str) -> bytes:
    """Return what a wrapped key is bound to."""
    return b"subject-key|%s|%s" % (str(subject).encode(), mark.encode())


def _stored(subjects: list[UUID]) -> dict[UUID, Cipher]:
    ring = keyring()
    found = {}
    for row in SubjectKey.objects.filter(subject__in=subjects).only("subject", "mark", "key_id", "wrapped"):
        place = wrap_place(row.subject, row.mark)
        secret = unseal(ring.get(Purpose.SUBJECT, row.key_id).secret, from_text(row.wrapped, place), place)
        found[row.subject] = Cipher(row.subject, row.mark, secret)
    return found


def _made(subject: UUID) -> SubjectKey:
    key = keyring().current(Purpose.SUBJECT)
    mark = secrets.token_hex(8)
    wrapped = seal(key.secret, secrets.token_bytes(SECRET_BYTES), wrap_place(subject, mark))
    return SubjectKey(subject=subject, mark=mark, key_id=key.id, wrapped=as_text(wrapped))
