"""The hours of one week, as they are written in parameters and in calendar files: "senin" = [["07:30", "12:00"], …]."""

import re
from collections.abc import Mapping
from typing import Any

from betang.regulation.text import Text

Spans = tuple[tuple[int, int], ...]
"""Open spans of one day as minutes after midnight, in order, not overlapping; the end may be 1440 ("24:00")."""
Week = tuple[Spans, ...]
"""Spans of Monday to Sunday."""

DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DAY_END = 24 * 60


class WeekError(ValueError):
    """Hours that cannot be read; `key` says where, such as "senin[1]"."""

    def __init__(self, key: str, message: Text) -> None:
        super().__init__(f"{key}: {message.id}")
        self.key = key
        self.message = message


def read_week(raw: Mapping[str, Any]) -> Week:
    """Read a week's hours; a day left out is closed. WeekError names day and span."""
    for key in raw:
        if key not in DAYS:
            known = ", ".join(DAYS)
            raise WeekError(str(key), Text(f"kunci tidak dikenal; hari: {known}", f"unknown key; days: {known}"))
    return tuple(_spans(day, raw.get(day, ())) for day in DAYS)


def as_lists(week: Week) -> list[list[list[str]]]:
    """Write a week's hours back as text, Monday first."""
    return [[[clock(start), clock(end)] for start, end in spans] for spans in week]


def clock(minute: int) -> str:
    """Write a minute of the day as "07:30"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minutes(week: Week) -> int:
    """Return the working minutes of a week."""
    return sum(end - start for spans in week for start, end in spans)


def _spans(day: str, raw: Any) -> Spans:
    if not isinstance(raw, list | tuple):
        raise WeekError(day, Text('tulis seperti [["07:30", "12:00"]]', 'write [["07:30", "12:00"]]'))
    spans = tuple(_span(f"{day}[{index}]", span) for index, span in enumerate(raw))
    for index in range(1, len(spans)):
        if spans[index][0] < spans[index - 1][1]:
            message = Text(
                "rentang jam harus berurutan dan tidak tumpang tindih", "spans must be in order and not overlap"
            )
            raise WeekError(f"{day}[{index}]", message)
    return spans


def _span(key: str, raw: Any) -> tuple[int, int]:
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        raise WeekError(key, Text('tulis seperti ["07:30", "12:00"]', 'write ["07:30", "12:00"]'))
    start, end = _minute(f"{key}[0]", raw[0]), _minute(f"{key}[1]", raw[1], last=True)
    if end <= start:
        raise WeekError(key, Text("akhir harus sesudah awal", "the end must come after the start"))
    return start, end


def _minute(key: str, raw: Any, *, last: bool = False) -> int:
    if last and raw == "24:00":
        return _DAY_END
    match = _TIME.fullmatch(raw) if isinstance(raw, str) else None
    if match is None:
        raise WeekError(key, Text('tulis jam sebagai teks, misalnya "07:30"', 'write a time as text such as "07:30"'))
    return int(match[1]) * 60 + int(match[2])
