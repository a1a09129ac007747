"""What a key is and what it may be used for. No Django here: the key file is read before anything else starts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

SECRET_BYTES = 32


class Purpose(StrEnum):
    """What a key is for. Keys never serve two purposes: a leak of one says nothing about the others."""

    FIELD = "field"  # encrypts columns
    FILE = "file"  # wraps the key that each stored file has of its own
    INDEX = "index"  # keyed hash beside a column, for searching
    SEAL = "seal"  # seals the audit trail
    DIGEST = "digest"  # digests of values in the audit trail
    SUBJECT = "subject"  # wraps the key that each person has of their own


PERMANENT = frozenset({Purpose.SEAL, Purpose.DIGEST})
"""Purposes whose old keys are needed for ever: nothing recomputes an old entry of the audit trail."""


class KeyFileError(Exception):
    """The key file is missing, unreadable or wrong; the message is a whole sentence."""


class KeyMissing(KeyFileError):  # noqa: N818  read where raised: `raise KeyMissing(...)`
    """Something was encrypted under a key that is not in the key file."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name, its purpose, 32 secret bytes (never printed) and the UTC moment it was made, as text."""

    id: str
    purpose: Purpose
    secret: bytes = field(repr=False)
    created_at: str = ""


class Keyring:
    """All keys of a key file, by purpose; of each purpose the last one is current."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys: dict[Purpose, dict[str, Key]] = {purpose: {} for purpose in Purpose}
        for key in keys:
            self._keys[key.purpose][key.id] = key

    def current(self, purpose: Purpose) -> Key:
        """Return the key that new values get; KeyMissing when there is none for this purpose."""
        keys = self._keys[purpose]
        if not keys:
            raise KeyMissing(f"Tidak ada kunci untuk {purpose}. Jalankan: betang keys add {purpose}")
        return keys[next(reversed(keys))]

    def get(self, purpose: Purpose, key_id: str) -> Key:
        """Return the key of this name; KeyMissing when the key file does not hold it."""
        try:
            return self._keys[purpose][key_id]
        except KeyError:
            raise KeyMissing(
                f"Kunci {key_id} ({purpose}) tidak ada di berkas kunci. Pulihkan berkas kunci dari cadangannya."
            ) from None

    def all(self, purpose: Purpose) -> tuple[Key, ...]:
        """Return the keys of one purpose, the oldest first."""
        return tuple(self._keys[purpose].values())

    def __iter__(self) -> Iterator[Key]:
        return (key for keys in self._keys.values() for key in keys.values())
