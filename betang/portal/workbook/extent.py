"""How large a workbook really is once it is laid out: what can be computed at once, and what is left to a worker.

A file of a few kilobytes may hold one cell in row 700,000, or one row repeated a million times; a reader lays all of
that out. The count here is quick and never too small, so that no upload keeps a visitor's request busy for long.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from betang.kernel.exchange.archive import members
from betang.kernel.exchange.report import Place

# About 2,000 people with three results, six indicators and seven values each, by kind of file: bytes once unpacked.
AT_ONCE: Mapping[str, int] = {".xlsx": 7_000_000, ".ods": 14_000_000, ".csv": 3_500_000}
MOST_CELLS = 600_000
_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ODS = re.compile(rb"<table:table-row([^>]*)>|<table:(?:covered-)?table-cell([^>]*)>|</table:table-row>")
_REPEATED = re.compile(rb"""-repeated=["']([0-9]{1,9})["']""")


def is_quick(path: Path, *, ending: str, unpacked: int) -> bool:
    """Say whether a workbook, or a folder of csv files, is small enough to be computed while its sender waits.

    `unpacked` is what the archive's directory says; BadInput when the archive unpacks to more than its guards allow.
    """
    if unpacked > AT_ONCE[ending]:
        return False
    return ending == ".csv" or laid_out(path, ending=ending) <= MOST_CELLS


def laid_out(path: Path, *, ending: str) -> int:
    """Count the cells of a workbook's sheets after they are laid out from their first cell to their last."""
    cells = 0
    for name, pieces in members(path, Place(path.name)):
        if ending == ".xlsx" and name.lower().endswith(".xml") and b"/worksheets/" in name.lower().encode():
            cells += _rectangle(pieces)
        elif ending == ".ods" and name == "content.xml":
            cells += _repeats(b"".join(pieces))
        else:
            for _piece in pieces:  # counted by the guards
                pass
    return cells


def _rectangle(pieces: Iterable[bytes]) -> int:
    """Return the cells of the rectangle that holds every cell of an .xlsx sheet."""
    column = row = 0
    tail = b""
    for piece in pieces:
        window = tail + piece
        for letters, number in _CELL.findall(window):
            column, row = max(column, _number(letters)), max(row, int(number))
        tail = window[-24:]
    return column * row


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _repeats(content: bytes) -> int:
    """Return the cells of an .ods document, each as often as it repeats; blank ends of rows cost nothing."""
    cells = width = blank = 0
    times = 1
    for found in _ODS.finditer(content):
        row, cell = found.group(1), found.group(2)
        if row is not None:
            times, width, blank = _times(row), 0, 0
        elif cell is None:
            cells += times * width
        elif cell.endswith(b"/") and b"value-type" not in cell and b"formula" not in cell:
            blank += _times(cell)
        else:
            width, blank = width + blank + _times(cell), 0
    return cells


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found.group(1)) if found else 1
