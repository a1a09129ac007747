"""Putting many papers into one zip file as it is read: no more than one paper stands in memory at a time."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime


class _Sink(io.RawIOBase):
    """Takes what the zip file writes and gives it on."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        found, self.parts = b"".join(self.parts), []
        return found


def packed(files: Iterable[tuple[str, bytes]], now: datetime) -> Iterator[bytes]:
    """Give a zip file of some files (name, content) in pieces."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
            yield sink.taken()
    yield sink.taken()


class Stream:
    """Reads pieces as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, length: int = -1) -> bytes:
        """Give up to `length` bytes, all that is left for a negative one."""
        while length < 0 or len(self._rest) < length:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._rest += piece
        size = len(self._rest) if length < 0 else length
        found, self._rest = self._rest[:size], self._rest[size:]
        return found
