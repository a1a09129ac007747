"""Moments as people write them and as columns: ISO 8601 text, Python datetimes, and instants of a calendar's zone."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from betang.regulation.calendar.work import EVERY_YEAR, WorkCalendar
from betang.regulation.calendar.zone import DAY, Micros, zone_offsets
from betang.regulation.text import Text

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LOCAL_EPOCH = EPOCH.replace(tzinfo=None)
_MICRO = dt.timedelta(microseconds=1)
ISO = (
    r"^(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,6})0*)?)?\s?(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?)?$"
)
"""ISO 8601: year, month, day; hour, minute, second, fraction; Z; sign, hours, minutes of the offset."""
_ISO = re.compile(ISO)
WRITE_LIKE = Text(
    "tulis waktu seperti 2026-01-31T09:00 atau 2026-01-31T09:00:00+07:00, atau tanggal saja",
    "write a time such as 2026-01-31T09:00 or 2026-01-31T09:00:00+07:00, or a date alone",
)


class MomentError(ValueError):
    """A text that is no moment; the message says how to write one."""

    def __init__(self, message: Text = WRITE_LIKE) -> None:
        super().__init__(message.id)
        self.message = message


def parse_moment(text: str) -> dt.datetime:
    """Read one ISO 8601 moment; a date alone is its 00:00, 24:00 is the next day's. Without offset it stays naive."""
    match = _ISO.match(text.strip().upper())
    if match is None or not text.isascii():
        raise MomentError
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    fraction = int((match[7] or "").ljust(6, "0"))
    if hour > 24 or (hour == 24 and (minute or second or fraction)):
        raise MomentError
    zone = _offset(match[8], match[9], match[10], match[11])
    try:
        start = dt.datetime(year, month, day, hour % 24, minute, second, fraction, tzinfo=zone)
        return start + dt.timedelta(days=hour // 24)
    except (ValueError, OverflowError):
        raise MomentError from None


def _offset(utc: str | None, sign: str | None, hours: str | None, minutes: str | None) -> dt.tzinfo | None:
    if utc:
        return dt.UTC
    if not sign:
        return None
    shift = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if shift >= dt.timedelta(days=1) or int(minutes or 0) > 59:
        raise MomentError
    return dt.timezone(-shift if sign == "-" else shift)


def instants_of(calendar: WorkCalendar, moments: Sequence[dt.datetime]) -> Micros:
    """Return the instants of moments; one without offset is read in the calendar's zone. MomentError for odd years."""
    first, last = EVERY_YEAR
    for moment in moments:
        if not first <= moment.year <= last:
            raise MomentError(Text(f"tahun harus {first} sampai {last}", f"the year must be {first} to {last}"))
    naive = np.array([moment.tzinfo is None for moment in moments], dtype=bool)
    epochs = (_LOCAL_EPOCH if moment.tzinfo is None else EPOCH for moment in moments)
    micros = np.array([(m - epoch) // _MICRO for m, epoch in zip(moments, epochs, strict=True)], dtype=np.int64)
    if naive.any():
        micros[naive] = instants_of_local(calendar, micros[naive])
    return micros


def instants_of_local(calendar: WorkCalendar, local: Micros) -> Micros:
    """Return the instants of local times of the calendar's zone (microseconds since 1970-01-01 00:00 local)."""
    if len(local) == 0:
        return local
    offsets = zone_offsets(calendar.zone, int(local.min()) // DAY - 1, int(local.max()) // DAY + 2)
    return offsets.instant(local)


def instants_of_days(calendar: WorkCalendar, days: Sequence[dt.date]) -> Micros:
    """Return the first instant of each local day."""
    return instants_of(calendar, [dt.datetime(day.year, day.month, day.day) for day in days])  # noqa: DTZ001


def moment_of(calendar: WorkCalendar, instant: int) -> dt.datetime:
    """Return one instant as a datetime with the offset of the calendar's zone."""
    return (EPOCH + dt.timedelta(microseconds=int(instant))).astimezone(ZoneInfo(calendar.zone))


@dataclass(frozen=True, slots=True)
class Moments:
    """A column of instants that shows itself as local time; `present` marks where there is one (None: everywhere)."""

    calendar: WorkCalendar
    instants: Micros
    present: npt.NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.instants)

    def at(self, index: int) -> str | None:
        """Return one moment as ISO text with offset, None where there is none."""
        if self.present is not None and not self.present[index]:
            return None
        return moment_of(self.calendar, int(self.instants[index])).isoformat()
