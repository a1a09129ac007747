"""Streams of any length, encrypted in frames: a large file is never in memory whole, and no frame can be altered, left
out, repeated, reordered or cut off at the end.

Each frame holds 256 KiB of plain content (the last one less) and 16 bytes of proof. Its nonce is its number and whether
it is the last (the STREAM construction), which is safe because every file has a key of its own that is used once.
"""

from collections.abc import Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from betang.kernel.crypto.aead import NONCE_BYTES, PROOF_BYTES, SealBroken

FRAME_BYTES = 256 * 1024


class Readable(Protocol):
    """What gives bytes when asked: a file, a socket, an upload."""

    def read(self, length: int, /) -> bytes:
        """Give up to `length` bytes; none at the end."""
        ...


def sealed_size(size: int) -> int:
    """Return how many bytes a content of `size` bytes takes when sealed; an empty one has one empty frame."""
    return size + PROOF_BYTES * max(1, -(-size // FRAME_BYTES))


def sealed_frames(content: Readable, *, secret: bytes, place: bytes) -> Iterator[bytes]:
    """Encrypt a stream frame by frame with a key that is used for nothing else."""
    cipher = AESGCM(secret)
    for number, frame, last in _pieces(content, FRAME_BYTES):
        yield cipher.encrypt(_nonce(number, last=last), frame, place)


def opened_frames(sealed: Readable, *, secret: bytes, place: bytes) -> Iterator[bytes]:
    """Decrypt what `sealed_frames` made; SealBroken at the first frame that is not what and where it was."""
    cipher = AESGCM(secret)
    for number, frame, last in _pieces(sealed, FRAME_BYTES + PROOF_BYTES):
        try:
            yield cipher.decrypt(_nonce(number, last=last), frame, place)
        except InvalidTag:
            raise SealBroken("Berkas terenkripsi ini telah diubah, terpotong, atau rusak.") from None


def _pieces(stream: Readable, length: int) -> Iterator[tuple[int, bytes, bool]]:
    """Cut a stream into pieces as (number, bytes, whether it is the last)."""
    number, piece = 0, _exactly(stream, length)
    while True:
        following = _exactly(stream, length) if len(piece) == length else b""
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _exactly(stream: Readable, length: int) -> bytes:
    """Read `length` bytes, fewer only at the end: a single read may return less than it was asked for."""
    found = bytearray()
    while len(found) < length and (part := stream.read(length - len(found))):
        found += part
    return bytes(found)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(NONCE_BYTES - 1, "big") + (b"\1" if last else b"\0")
