"""Files as they come: on the disk or elsewhere, packed or not, piece by piece, with a bound on what they hold."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from betang.kernel.exchange.report import Place, refuse

UNPACKED_LIMIT = 4_000_000_000
"""Bytes that an archive may unpack to."""
RATIO_LIMIT = 200
_SMALL = 64_000_000
_PIECE = 1 << 20


@dataclass(frozen=True)
class LogFile:
    """A file that need not lie on a disk: its name, its size in bytes, and how it is opened (anew each time)."""

    name: str
    size: int
    opened: Callable[[], BinaryIO]


def on_disk(path: Path) -> LogFile:
    """Return the file at a path. OSError where there is none."""
    return LogFile(path.name, path.stat().st_size, lambda: path.open("rb"))


def pieces(file: LogFile, place: Place, *, limit: int = UNPACKED_LIMIT) -> Iterator[bytes]:
    """Give the content of a file, unpacked where its name ends in .gz. BadInput where it is broken or swells.

    An archive may unpack to 200 times its size (small ones to 64 MB) and never to more than `limit` bytes.
    """
    try:
        with file.opened() as stream:
            if file.name.lower().endswith(".gz"):
                yield from _unpacked(stream, place, min(limit, max(_SMALL, RATIO_LIMIT * file.size)))
            else:
                while piece := stream.read(_PIECE):
                    yield piece
    except OSError as error:
        raise refuse(place, "berkas yang dapat dibaca", found=f"{error.strerror or error}") from error


def _unpacked(stream: BinaryIO, place: Place, limit: int) -> Iterator[bytes]:
    left = limit
    with gzip.GzipFile(fileobj=stream) as file:
        while piece := _next(file, place):
            left -= len(piece)
            if left < 0:
                expected = f"arsip yang isinya paling besar {limit // 1_000_000} MB"
                raise refuse(place, expected, found="arsip yang mengembang terlalu besar")
            yield piece


def _next(file: gzip.GzipFile, place: Place) -> bytes:
    try:
        return file.read(_PIECE)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise refuse(place, "arsip .gz yang utuh", found=f"arsip rusak ({error})") from error
