"""Guards in front of a workbook, which is a zip archive of XML: nothing is parsed that could swamp the machine.

Refused: what is no zip, what is encrypted, what unpacks to more than 1 GB or 200 times its size (first by its own
directory, then, because a directory can lie, by counting what really comes out), and XML with a DOCTYPE, which
spreadsheet programs never write and which is the door to entities that explode.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from betang.kernel.exchange.report import Place, refuse

UNPACKED_LIMIT = 1_000_000_000
RATIO_LIMIT = 200
_PIECE = 1 << 18
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_FLAG = 0x1


def check_kind(path: Path, place: Place) -> None:
    """Refuse what is no zip archive at all, with a sentence that says what it probably is."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_OFFICE:
        expected = "buku kerja .xlsx atau .ods tanpa kata sandi; buka berkasnya lalu simpan ulang"
        raise refuse(place, expected, found="berkas .xls lama, atau berkas yang dikunci kata sandi")
    if start[:2] != b"PK":
        raise refuse(place, "buku kerja .xlsx atau .ods", found="isi berkas bukan buku kerja")


def members(path: Path, place: Place) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Unpack an archive piece by piece: (name, pieces) for each member. Raises BadInput as the module says."""
    check_kind(path, place)
    size = path.stat().st_size
    limit = min(UNPACKED_LIMIT, RATIO_LIMIT * size)
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise refuse(place, "buku kerja yang utuh", found=f"arsip rusak ({error})") from error
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
        raise refuse(place, "buku kerja tanpa kata sandi", found="arsip terenkripsi")
    if sum(info.file_size for info in infos) > limit:
        raise _too_big(place)
    counter = _Counter(limit, place)
    with path.open("rb") as file:
        for info in infos:
            yield info.filename, _checked_xml(info.filename, counter.pieces(file, info), place)


class _Counter:
    """Counts what really comes out of all members together."""

    def __init__(self, limit: int, place: Place) -> None:
        self.left = limit
        self.place = place

    def pieces(self, file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack one member, at most a quarter of a megabyte at a time."""
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refuse(self.place, "buku kerja yang utuh", found="arsip dengan cara kompresi yang tidak dikenal")
        file.seek(info.header_offset)
        head = file.read(30)
        if len(head) < 30 or head[:4] != b"PK\x03\x04":
            raise _broken(self.place)
        file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
        packed = info.compress_size
        inflate = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
        while packed > 0:
            raw = file.read(min(_PIECE, packed))
            if not raw:
                raise _broken(self.place)
            packed -= len(raw)
            if inflate is None:
                yield self._counted(raw)
                continue
            while raw:
                try:
                    piece = inflate.decompress(raw, _PIECE)
                except zlib.error as error:
                    raise _broken(self.place) from error
                raw = inflate.unconsumed_tail
                yield self._counted(piece)
                if inflate.eof:
                    return
        if inflate is not None:
            yield self._counted(inflate.flush())
            if not inflate.eof:
                raise _broken(self.place)

    def _counted(self, piece: bytes) -> bytes:
        self.left -= len(piece)
        if self.left < 0:
            raise _too_big(self.place)
        return piece


def _checked_xml(name: str, pieces: Iterator[bytes], place: Place) -> Iterator[bytes]:
    """Pass pieces on, refusing XML with a DOCTYPE (or in UTF-16, where one could hide)."""
    if not name.lower().endswith((".xml", ".rels")):
        yield from pieces
        return
    tail = b""
    for number, piece in enumerate(pieces):
        window = tail + piece
        hidden = number == 0 and window[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
        if hidden or b"<!DOCTYPE" in window or b"<!ENTITY" in window:
            raise refuse(place, "XML tanpa DOCTYPE dan tanpa entitas, dalam UTF-8", found=f"XML berbahaya di {name}")
        tail = piece[-16:]
        yield piece


def _too_big(place: Place) -> Exception:
    expected = "arsip yang isinya paling besar 1 GB dan paling besar 200 kali ukuran berkasnya"
    return refuse(place, expected, found="arsip yang mengembang terlalu besar")


def _broken(place: Place) -> Exception:
    return refuse(place, "buku kerja yang utuh", found="arsip rusak")
