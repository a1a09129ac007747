"""Files as they come: packed or not, piece by piece, with a bound on what a small archive may unpack to."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from betang.kernel.exchange.report import Place, refuse

UNPACKED_LIMIT = 4_000_000_000
"""Bytes that an archive may unpack to."""
RATIO_LIMIT = 200
_SMALL = 64_000_000
_PIECE = 1 << 20


def pieces(path: Path, place: Place, *, limit: int = UNPACKED_LIMIT) -> Iterator[bytes]:
    """Give the content of a file, unpacked where its name ends in .gz. BadInput where it is broken or swells.

    An archive may unpack to 200 times its size (small ones to 64 MB) and never to more than `limit` bytes.
    """
    try:
        if path.suffix.lower() == ".gz":
            yield from _unpacked(path, place, min(limit, max(_SMALL, RATIO_LIMIT * path.stat().st_size)))
        else:
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    yield piece
    except OSError as error:
        raise refuse(place, "berkas yang dapat dibaca", found=f"{error.strerror or error}") from error


def _unpacked(path: Path, place: Place, limit: int) -> Iterator[bytes]:
    left = limit
    with gzip.open(path) as file:
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
