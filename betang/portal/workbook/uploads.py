"""The files of one upload, taken in: which they are, under which names of ours they are read, how large they are."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from betang.batch.appraise.tables import ORDER
from betang.kernel.crypto.files import shown_name
from betang.kernel.errors import Invalid
from betang.kernel.exchange.folding import fold
from betang.portal.workbook.sniffing import TABLE, WORKBOOK, Kind, ending_of, sniffed

MOST_BYTES = 20 * 2**20
MOST_FILES = len(ORDER)


@dataclass(frozen=True, slots=True)
class Part:
    """One file: the name we read it under ("pegawai.csv"), the name it came with, its kind, its content."""

    part: str
    shown: str
    kind: Kind
    content: UploadedFile[Any]

    def pieces(self) -> Iterator[bytes]:
        """Return the content from its beginning."""
        self.content.seek(0)
        return self.content.chunks()


@dataclass(frozen=True, slots=True)
class Upload:
    """All files of one upload: either one workbook, or csv files that are its tables."""

    parts: Sequence[Part]
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """What the upload is called in lists."""
        return ", ".join(part.shown for part in self.parts)

    @property
    def ending(self) -> str:
        """The ending of its files."""
        return self.parts[0].kind.ending

    @property
    def unpacked(self) -> int:
        """Bytes once unpacked, as the files say of themselves."""
        return sum(part.kind.unpacked for part in self.parts)

    @property
    def names(self) -> Mapping[str, str]:
        """Our names with those the files came with."""
        return {part.part: part.shown for part in self.parts}

    def opened_parts(self) -> Iterable[tuple[str, Iterable[bytes]]]:
        """Return the content of each file under our name for it."""
        return [(part.part, part.pieces()) for part in self.parts]


def accepted(files: Sequence[UploadedFile[Any]]) -> Upload:
    """Take the files of an upload; Invalid with a sentence when they are not plain tables, too large or too many."""
    sizes = [file.size or 0 for file in files]
    if not files:
        raise Invalid(_("Pilih berkas buku kerja."))
    if sum(sizes) > MOST_BYTES:
        raise Invalid(_("Unggahan paling besar %(mb)s MB. Bagi menurut unit, atau hapus lembar yang tidak dipakai.")
                      % {"mb": MOST_BYTES // 2**20})  # fmt: skip
    if len(files) > MOST_FILES:
        raise Invalid(_("Unggah satu buku kerja, atau paling banyak %(most)s berkas csv.") % {"most": MOST_FILES})
    named = [shown_name(file.name or "") for file in files]
    if len(files) > 1 and {ending_of(name) for name in named} != {".csv"}:
        raise Invalid(_("Unggah satu buku kerja saja, atau beberapa berkas csv sekaligus."))
    kinds = [
        sniffed(file, name=name, said=file.content_type or "", size=size)  # type: ignore[arg-type]
        for file, name, size in zip(files, named, sizes, strict=True)
    ]
    parts = [
        Part(part, name, kind, file) for part, name, kind, file in zip(_parts(named), named, kinds, files, strict=True)
    ]
    return Upload(parts, sum(sizes), _digest(parts))


def _parts(named: Sequence[str]) -> list[str]:
    """Return our names: the table a csv file is called after, else a number; a workbook is just that."""
    found = []
    for number, name in enumerate(named, start=1):
        ending, table = ending_of(name), fold(name.rpartition(".")[0])
        if ending != ".csv":
            found.append(f"{WORKBOOK}{ending}")
        else:
            found.append(f"{table if table in ORDER else f'{TABLE}-{number}'}.csv")
    if len({*found}) < len(found):
        raise Invalid(_("Ada dua berkas untuk tabel yang sama. Unggah tiap tabel satu kali."))
    return found


def _digest(parts: Sequence[Part]) -> str:
    digest: Any = hashlib.sha256()
    for part in parts:
        for piece in part.pieces():
            digest.update(piece)
    return str(digest.hexdigest())
