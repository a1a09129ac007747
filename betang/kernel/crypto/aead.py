"""AES-256-GCM: what is sealed can be neither read nor altered without the key, nor moved to another place.

Sealed bytes are 12 random bytes (the nonce), then the encrypted content, then 16 bytes of proof. `place` says where
they belong (a column, a person, a file); it is not stored but proven too. With random nonces one key is good for 2^32
messages (NIST SP 800-38D, 8.3).
"""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
PROOF_BYTES = 16


class SealBroken(Exception):  # noqa: N818  read where raised: `raise SealBroken(...)`
    """Sealed bytes were altered, cut or moved, or the key is another one; the message is a sentence."""


def seal(secret: bytes, plain: bytes, place: bytes) -> bytes:
    """Seal bytes for a place under a key of 32 bytes."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, plain, place)


def unseal(secret: bytes, sealed: bytes, place: bytes) -> bytes:
    """Open what `seal` made for the same place and key; SealBroken otherwise."""
    try:
        return AESGCM(secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError):
        where = place.decode("utf-8", "replace")
        raise SealBroken(f"Data terenkripsi di {where} telah diubah, rusak, atau berasal dari tempat lain.") from None


def as_text(sealed: bytes) -> str:
    """Write sealed bytes as text that a column can hold."""
    return base64.urlsafe_b64encode(sealed).decode("ascii")


def from_text(text: str, place: bytes) -> bytes:
    """Read what `as_text` wrote; SealBroken when it is no such text."""
    try:
        return base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        where = place.decode("utf-8", "replace")
        raise SealBroken(f"Data terenkripsi di {where} rusak: bukan teks yang ditulis Betang.") from None
