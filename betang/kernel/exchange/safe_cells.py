"""Cells for a file that a spreadsheet program will open: text stays text, never a formula.

A spreadsheet runs what begins with = + - @ even in a CSV file, and some skip a tab or a line break in front of it.
"""

import csv
from collections.abc import Iterable, Iterator

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"


class _Echo:
    def write(self, text: str) -> str:
        return text


def safe_cell(value: object) -> str:
    """Write a value as the text of a cell; what a spreadsheet would run gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Give rows as lines of a CSV file one by one, separated by commas; the first carries the mark of UTF-8."""
    writer = csv.writer(_Echo())
    mark = BOM
    for row in rows:
        yield mark + writer.writerow([safe_cell(value) for value in row])
        mark = ""
