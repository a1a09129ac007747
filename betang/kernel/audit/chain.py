"""How entries are chained: what a hash covers, how a seal is made and checked, what a digest of a value is.

Hashes need no key: anybody who holds a copy of the trail can follow the chain with SHA-256. Seals and digests do: who
can write to the database but has no key can compute a chain of his own, yet cannot seal it. Functions take the keys
as an argument: one look at the key file serves thousands of entries.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from betang.kernel.crypto.keyring import KeyMissing, Keyring, Purpose

GENESIS = "0" * 64  # what the first entry names as its predecessor
NOBODY = UUID(int=0)  # whose key seals the values of an entry that concerns no person
FORMAT = 1
COVERED = (
    "seq", "at", "actor_id", "action", "object_type", "object_id", "subject", "fields", "reason", "values_key", "prev",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: number and hash of the newest entry, and the seal over both."""

    seq: int
    hash: str
    seal: str

    def holds(self, ring: Keyring) -> bool:
        """Tell whether the seal was made by one of our keys for just this number and hash."""
        return seal_holds(ring, "head", self.seq, self.hash, self.seal)


def canonical(content: Any) -> bytes:
    """Write plain content as JSON in the one way that is hashed: sorted keys, no spaces, UTF-8."""
    return _ENCODER.encode(content).encode()


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value


def entry_hash(row: Mapping[str, Any]) -> str:
    """Return the hash of an entry from its columns (all of COVERED); 64 hexadecimal digits."""
    content = {name: _plain(row[name]) for name in COVERED}
    return hashlib.sha256(canonical({**content, "format": FORMAT})).hexdigest()


def _mac(secret: bytes, *parts: str) -> str:
    return hmac.digest(secret, "|".join(parts).encode(), "sha256").hex()


def seal_of(ring: Keyring, kind: str, seq: int, digest: str) -> str:
    """Seal a number and a hash with the newest sealing key; `kind` keeps a head from passing as an entry."""
    key = ring.current(Purpose.SEAL)
    return f"{key.id}:{_mac(key.secret, kind, str(seq), digest)}"


def seal_holds(ring: Keyring, kind: str, seq: int, digest: str, seal: str) -> bool:
    """Tell whether a seal was made by one of our keys; False for a key we do not have."""
    key_id, _, mac = seal.rpartition(":")
    try:
        key = ring.get(Purpose.SEAL, key_id)
    except KeyMissing:
        return False
    return hmac.compare_digest(_mac(key.secret, kind, str(seq), digest).encode(), mac.encode())


def sealed_head(ring: Keyring, seq: int, digest: str) -> Head:
    """Return the head for a number and a hash, sealed."""
    return Head(seq, digest, seal_of(ring, "head", seq, digest))


def value_digest(secret: bytes, salt: str, field: str, value: Any) -> str:
    """Return the keyed digest of one plain value.

    The salt is random for each entry and stands with the sealed values alone: once these are erased, nobody can find
    a value again by trying all that are possible, and equal values of two entries do not look equal.
    """
    return hmac.digest(secret, canonical([salt, field, value]), "sha256").hex()
