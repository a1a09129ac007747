"""The calendar that a command counts with: the city's, or one written by hand in a TOML file.

Every fault of a file is named by file and key. Nothing here is slow to load: `betang deadline` answers one question.
"""

import datetime as dt
import itertools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from betang.batch.calendar_option import CITY
from betang.regulation.calendar.city import city_calendar
from betang.regulation.calendar.week import Week, WeekError, read_week
from betang.regulation.calendar.work import EVERY_YEAR, Stretch, WorkCalendar

_KEYS = {"zona", "libur", "hari", "masa"}
_MASA_KEYS = {"mulai", "akhir", "hari"}


class CalendarFileError(ValueError):
    """A calendar file that cannot be used; the message names file and key."""

    def __init__(self, file: str, key: str, message: str) -> None:
        super().__init__(f"{file}: {key}: {message}" if key else f"{file}: {message}")


def load_calendar(name: str | None) -> WorkCalendar:
    """Return the calendar named on the command line: None or "kota" is the city's, else a file.

    CalendarFileError says what is wrong with a file.
    """
    if name is None or name == CITY:
        return city_calendar()
    try:
        source = Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CalendarFileError(name, "", f"berkas kalender tidak dapat dibaca ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise CalendarFileError(name, "", "berkas kalender bukan teks UTF-8") from error
    return parse_calendar(source, file=name)


def parse_calendar(source: str, *, file: str) -> WorkCalendar:
    """Read the text of a calendar file; CalendarFileError names the key that is wrong and what it should hold."""
    try:
        raw = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise CalendarFileError(file, "", f"bukan TOML yang benar ({error})") from error
    _known(raw, _KEYS, file, "")
    week = _week(raw, file, "")
    special = _masa(raw.get("masa", []), file)
    calendar = WorkCalendar(
        zone=_zone(raw, file),
        base=(Stretch(dt.date(EVERY_YEAR[0], 1, 1), dt.date(EVERY_YEAR[1], 12, 31), week),),
        special=special,
        closed=frozenset(_closed(raw.get("libur", []), file)),
    )
    if not any(any(spans) for spans in (week, *(stretch.week for stretch in special))):
        raise CalendarFileError(file, "hari", "kalender ini tidak punya satu rentang jam kerja pun")
    return calendar


def _known(raw: Mapping[str, Any], allowed: set[str], file: str, prefix: str) -> None:
    for key in raw:
        if key not in allowed:
            raise CalendarFileError(
                file, f"{prefix}{key}", f"kunci tidak dikenal; yang ada: {', '.join(sorted(allowed))}"
            )


def _zone(raw: Mapping[str, Any], file: str) -> str:
    name = raw.get("zona")
    if not isinstance(name, str) or not name:
        raise CalendarFileError(file, "zona", 'wajib diisi nama zona waktu, misalnya "Asia/Pontianak"')
    try:
        ZoneInfo(name)
    except (ValueError, KeyError, OSError) as error:
        message = f'"{name}" bukan zona waktu yang dikenal; tulis misalnya "Asia/Pontianak"'
        raise CalendarFileError(file, "zona", message) from error
    return name


def _week(raw: Mapping[str, Any], file: str, prefix: str) -> Week:
    hours = raw.get("hari")
    if not isinstance(hours, dict):
        raise CalendarFileError(file, f"{prefix}hari", "wajib diisi tabel jam kerja tiap hari")
    try:
        return read_week(hours)
    except WeekError as error:
        raise CalendarFileError(file, f"{prefix}hari.{error.key}", error.message.id) from error


def _closed(raw: Any, file: str) -> list[dt.date]:
    if not isinstance(raw, list):
        raise CalendarFileError(file, "libur", "tulis daftar tanggal, misalnya [2026-08-17]")
    return [_date(day, file, f"libur[{index}]") for index, day in enumerate(raw)]


def _date(raw: Any, file: str, key: str) -> dt.date:
    if not isinstance(raw, dt.date) or isinstance(raw, dt.datetime):
        raise CalendarFileError(file, key, "tulis tanggal tanpa tanda kutip dan tanpa jam, misalnya 2026-08-17")
    return raw


def _masa(raw: Any, file: str) -> tuple[Stretch, ...]:
    """Read the stretches that replace the week; they may stand in any order but not overlap."""
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        raise CalendarFileError(file, "masa", "tulis sebagai [[masa]] dengan mulai, akhir, dan [masa.hari]")
    found = [(_stretch(entry, file, f"masa[{index}]"), index) for index, entry in enumerate(raw)]
    found.sort(key=lambda pair: pair[0].start)
    for (before, first), (after, second) in itertools.pairwise(found):
        if after.start <= before.end:
            message = f"tumpang tindih dengan masa[{first}] ({before.start} sampai {before.end})"
            raise CalendarFileError(file, f"masa[{second}].mulai", message)
    return tuple(stretch for stretch, _ in found)


def _stretch(raw: Mapping[str, Any], file: str, key: str) -> Stretch:
    _known(raw, _MASA_KEYS, file, f"{key}.")
    for name in ("mulai", "akhir"):
        if name not in raw:
            raise CalendarFileError(file, f"{key}.{name}", "wajib diisi tanggal")
    start, end = (_date(raw[name], file, f"{key}.{name}") for name in ("mulai", "akhir"))
    if end < start:
        raise CalendarFileError(file, f"{key}.akhir", "harus pada atau sesudah mulai")
    return Stretch(start, end, _week(raw, file, f"{key}."))
