"""What stands in `catatan`: one bit a remark, so that millions of people need only a few dozen texts."""

import datetime as dt
from enum import IntFlag

import numpy as np
import numpy.typing as npt

from betang.regulation.eksp2022.levels import PREDIKAT


class Note(IntFlag):
    """Remarks about one person, in the order in which they are printed."""

    NO_ITEMS = 1
    UNRATED_ITEM = 2
    UNIT_UNKNOWN = 4
    NO_BEHAVIOUR = 8
    HEAD_PRINTED = 16
    HEAD_DECIDED = 32
    RESULT_DECIDED = 64
    BEHAVIOUR_DECIDED = 128
    POLICY = 256
    CREDIT_NOT_IN_FORCE = 512


_PRINTED = 1024
"""Above the bits: (printed predikat + 1) * 6 + computed predikat + 1, when the two differ."""

_TEXT = {
    Note.NO_ITEMS: "belum dinilai: tidak ada hasil kerja",
    Note.UNRATED_ITEM: "belum dinilai: ada hasil kerja tanpa rating dan tanpa indikator",
    Note.UNIT_UNKNOWN: "belum dinilai: kepala unit, dan capaian unitnya tidak diketahui",
    Note.NO_BEHAVIOUR: "belum dinilai: tidak ada rating perilaku kerja",
    Note.HEAD_PRINTED: "kepala unit: rating hasil kerja dari Rekap berbeda dari capaian unit",
    Note.HEAD_DECIDED: "kepala unit: rating hasil kerja diputuskan penilai, bukan dari capaian unit",
    Note.RESULT_DECIDED: "rating hasil kerja diputuskan penilai",
    Note.BEHAVIOUR_DECIDED: "rating perilaku kerja diputuskan penilai",
    Note.POLICY: "memakai kebijakan setempat: {basis}",
    Note.CREDIT_NOT_IN_FORCE: "angka kredit belum berlaku pada {day}",
}

Keys = npt.NDArray[np.int32]


def marked(n: int) -> Keys:
    """Return a column without remarks for n people."""
    return np.zeros(n, dtype=np.int32)


def mark(keys: Keys, where: npt.NDArray[np.bool_], note: Note) -> None:
    """Add a remark for the people marked in `where`."""
    keys[where] |= int(note)


def mark_printed(keys: Keys, printed: npt.NDArray[np.int8], computed: npt.NDArray[np.int8]) -> None:
    """Remark that a printed predikat differs from the computed one."""
    differs = (printed >= 0) & (printed != computed)
    pair = (printed.astype(np.int32) + 1) * 6 + computed.astype(np.int32) + 1
    keys[differs] |= (pair * _PRINTED)[differs]


def texts(keys: Keys, *, basis: str, day: dt.date) -> tuple[list[str | None], npt.NDArray[np.intp]]:
    """Return the distinct texts (None = no remark) and for each person the place of the text."""
    distinct, place = _unique(keys)
    return [_sentence(int(key), basis=basis, day=day) for key in distinct], place


def _unique(keys: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Distinct keys and each person's place among them, by counting: keys are small, sorting millions is not."""
    present = np.bincount(keys)
    distinct = np.flatnonzero(present)
    where = np.zeros(len(present), dtype=np.intp)
    where[distinct] = np.arange(len(distinct))
    return distinct, where[keys]


def _sentence(key: int, *, basis: str, day: dt.date) -> str | None:
    parts = [text.format(basis=basis, day=day.isoformat()) for note, text in _TEXT.items() if key & note]
    pair = key // _PRINTED
    if pair:
        printed, computed = divmod(pair, 6)
        parts.append(
            f"predikat tercetak {PREDIKAT.names[printed - 1]}, "
            + (f"kuadran memberi {PREDIKAT.names[computed - 1]}" if computed else "kuadran belum memberi predikat")
        )
    return "; ".join(parts) or None
