"""The values of an entry: sealed under the key of the person concerned, and opened again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from betang.kernel.audit.chain import canonical, value_digest
from betang.kernel.audit.plain import plain
from betang.kernel.crypto.aead import SealBroken
from betang.kernel.crypto.keyring import Keyring, Purpose
from betang.kernel.crypto.secret import Secret
from betang.kernel.crypto.subject import Cipher, SubjectErased

REASON = ""  # no field has an empty name: under it the reason gets its digest


class ValuesAltered(Exception):  # noqa: N818  reads as what happened
    """Stored values do not open, or are not those whose digests the entry holds."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What an entry keeps of its values: digests for the chain, and the sealed text beside it ("" when none)."""

    fields: dict[str, list[str]]
    reason: str = ""
    key: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of an entry in the clear: {field: (before, after)}, the reason; `masks` for what was a secret."""

    changes: Mapping[str, tuple[Any, Any]]
    reason: str
    masks: Mapping[str, tuple[str, str]]


def seal_values(
    ring: Keyring,
    cipher: Cipher | None,
    *,
    seq: int,
    changes: Mapping[str, tuple[Any, Any]],
    reason: str,
    salt: str,
) -> Sealed:
    """Seal the values and the reason of entry `seq`; nothing is kept of an entry that has neither."""
    if cipher is None or not (changes or reason):
        return Sealed({})
    if not all(changes):
        raise ValueError("A field of a change needs a name.")
    key = ring.current(Purpose.DIGEST)
    content = {
        "salt": salt,
        "digest_key": key.id,
        "reason": reason,
        "changes": {field: [plain(before), plain(after)] for field, (before, after) in changes.items()},
        "masks": {
            field: [_mask(before), _mask(after)]
            for field, (before, after) in changes.items()
            if isinstance(before, Secret) or isinstance(after, Secret)
        },
    }
    fields, reason_digest = _digests(content, key.secret)
    return Sealed(fields, reason_digest, cipher.mark, cipher.seal(canonical(content), _place(seq)))


def open_values(
    ring: Keyring, cipher: Cipher, *, seq: int, fields: Mapping[str, Any], reason: str, sealed: str
) -> Values:
    """Open the values of entry `seq` and compare them with its digests; ValuesAltered when they are others.

    KeyMissing when the key of the digests is gone from the key file.
    """
    try:
        content = json.loads(cipher.open(sealed, _place(seq)))
    except (SealBroken, SubjectErased) as error:  # altered, or sealed under another key than the entry says
        raise ValuesAltered(str(seq)) from error
    key = ring.get(Purpose.DIGEST, content["digest_key"])
    if _digests(content, key.secret) != (dict(fields), reason):
        raise ValuesAltered(str(seq))
    return Values(
        changes={field: (before, after) for field, (before, after) in content["changes"].items()},
        reason=content["reason"],
        masks={field: (before, after) for field, (before, after) in content["masks"].items()},
    )


def _digests(content: Mapping[str, Any], secret: bytes) -> tuple[dict[str, list[str]], str]:
    salt = content["salt"]
    fields = {
        field: [value_digest(secret, salt, field, value) for value in pair]
        for field, pair in content["changes"].items()
    }
    reason = content["reason"]
    return fields, value_digest(secret, salt, REASON, reason) if reason else ""


def _place(seq: int) -> bytes:
    """Bind values to their entry: moved to another one they do not open."""
    return b"audit|%d" % seq


def _mask(value: Any) -> str:
    return str(value) if isinstance(value, Secret) else ""
