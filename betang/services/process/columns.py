"""The columns of an uploaded csv log before it is read whole, and a guess which of them holds what."""

import io
from collections.abc import Mapping, Sequence
from itertools import islice

from betang.kernel.exchange.delimited import checked_text, csv_rows, separator
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.report import Place, refuse
from betang.services.process.source import LogFile, pieces

_BEGIN = 1 << 16
_MOST = 200

NAMES: Mapping[str, tuple[str, ...]] = {
    "case": ("case:concept:name", "case", "case id", "caseid", "kasus", "id kasus", "nomor", "nomor permohonan"),
    "activity": ("concept:name", "activity", "aktivitas", "langkah", "kegiatan", "event", "status", "task"),
    "time": ("time:timestamp", "timestamp", "waktu", "time", "complete timestamp", "selesai", "tanggal", "end"),
    "resource": ("org:resource", "resource", "petugas", "user", "pelaksana", "officer"),
    "started": ("start:timestamp", "start timestamp", "start", "mulai", "waktu mulai"),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition"),
}
"""Names by which each part is known, the surest first."""


def columns_of(file: LogFile, *, limit: int) -> list[str]:
    """Return the titles of a csv file's first row. BadInput where there are none, or too many."""
    place = Place(file.name)
    begin = b"".join(islice(pieces(file, place, limit=limit), 1))[:_BEGIN]
    whole, line, _rest = begin.rpartition(b"\n")
    text = checked_text(whole + line if line else begin, place)
    rows = csv_rows(text, place, split=separator(text), limit=1) if text.strip() else []
    titles = [title.strip() for title in rows[0]] if rows else []
    if not any(titles) or len(titles) > _MOST:
        found = f"{len(titles)} kolom" if titles else "tidak ada isi"
        raise refuse(place, f"baris judul dengan 1 sampai {_MOST} kolom", found=found)
    return list(dict.fromkeys(title for title in titles if title))


def guessed(columns: Sequence[str]) -> dict[str, str]:
    """Guess which column holds what; parts for which no name fits are left out, and no column is taken twice."""
    folded = {fold(column): column for column in columns}
    found: dict[str, str] = {}
    for part, names in NAMES.items():
        fitting = (folded[name] for each in names if (name := fold(each)) in folded)
        column = next((each for each in fitting if each not in found.values()), None)
        found |= {part: column} if column is not None else {}
    return found


def begins_as_xml(file: LogFile, *, limit: int) -> bool:
    """Say whether a file begins as XML does, behind an optional mark of its encoding."""
    begin = b"".join(islice(pieces(file, Place(file.name), limit=limit), 1))[:_BEGIN]
    text = begin.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    return io.BytesIO(text).read(1) == b"<"
