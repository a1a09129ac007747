"""Moments in the columns of a table: millions of ISO 8601 texts as local microseconds and offsets.

The ordinary spellings go through one expression over the whole column; what it leaves over is read one by one with the
same grammar as a single moment on the command line.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import polars as pl

from betang.kernel.exchange.columns import Again, Encoded
from betang.kernel.exchange.table import as_text
from betang.regulation.calendar.moments import MomentError, instants_of_local, parse_moment
from betang.regulation.calendar.work import EVERY_YEAR, WorkCalendar
from betang.regulation.calendar.zone import MINUTE, Micros

_LAYOUT = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$"
_SHORT, _LONG = len("2026-01-31T09:00"), len("2026-01-31T09:00:00")
_SECONDS = "%Y-%m-%dT%H:%M:%S"
_FIRST, _AFTER = (
    int(np.datetime64(f"{year}-01-01", "us").astype(np.int64)) for year in (EVERY_YEAR[0], EVERY_YEAR[1] + 1)
)


@dataclass(frozen=True)
class LocalMoments:
    """Local times in microseconds since 1970-01-01 00:00, with their offset in minutes where they carry one."""

    local: Micros
    offset: npt.NDArray[np.int64]
    has_offset: npt.NDArray[np.bool_]

    def instants(self, calendar: WorkCalendar) -> Micros:
        """Return the instants; a moment without offset is one of the calendar's zone."""
        out = self.local - self.offset * MINUTE
        bare = ~self.has_offset
        out[bare] = instants_of_local(calendar, self.local[bare])
        return out


@dataclass(frozen=True)
class MomentKind:
    """A column of moments. Values are LocalMoments (blank and wrong cells: 1970-01-01)."""

    refuses_numbers: ClassVar[bool] = False
    expected: str = "waktu seperti 2026-01-31T09:00 atau 2026-01-31T09:00:00+07:00, atau tanggal"

    def quick(self, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
        """Read the ordinary spellings; keep the text, so that others can be read after."""
        text = _text(cell, dtype)
        return pl.struct(text.alias("text"), _local(text, _SECONDS).alias("local"), _offset(text).alias("offset"))

    def finish(self, quick: pl.Series, cell: pl.Expr, dtype: pl.DataType, again: Again) -> Encoded:
        """Read what is left over, first with fractions of seconds, then one by one."""
        frame = quick.struct.unnest()
        if frame.filter(pl.col("local").is_null() & pl.col("text").str.contains(".", literal=True)).height:
            frame = frame.with_columns(pl.col("local").fill_null(_local(pl.col("text"), f"{_SECONDS}%.f")))
        blank = frame["text"].is_null().to_numpy()
        has_offset = frame["offset"].is_not_null().to_numpy()
        local, offset = (frame[name].fill_null(0).to_numpy(writable=True) for name in ("local", "offset"))
        wrong = np.zeros(len(frame), dtype=bool)
        for row in np.flatnonzero(frame["local"].is_null().to_numpy() & ~blank).tolist():
            try:
                local[row], offset[row], has_offset[row] = _alone(frame["text"][row])
            except MomentError:
                wrong[row] = True
        wrong |= ~blank & ((local < _FIRST) | (local >= _AFTER))
        local[wrong] = 0
        values = LocalMoments(local, offset, has_offset)
        return Encoded(values, blank=blank if blank.any() else None, wrong=wrong if wrong.any() else None)


def _text(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    text = as_text(cell, dtype).str.strip_chars()
    return pl.when(text.str.len_bytes() > 0).then(text)


def _local(text: pl.Expr, form: str) -> pl.Expr:
    """Return the local microseconds of ordinary spellings, null for others."""
    bare = pl.when(_has_offset(text)).then(text.str.head(-6)).otherwise(text.str.strip_chars_end("Z"))
    full = pl.when(bare.str.len_bytes() == _SHORT).then(bare + ":00").otherwise(bare)
    moment = full.str.replace(" ", "T", literal=True).str.to_datetime(form, time_unit="us", strict=False)
    return pl.when(text.str.contains(_LAYOUT)).then(moment).to_physical()


def _has_offset(text: pl.Expr) -> pl.Expr:
    return text.str.contains(r"[+-]\d{2}:\d{2}$")


def _offset(text: pl.Expr) -> pl.Expr:
    """Return the offset in minutes of ordinary spellings, null where there is none."""
    hours, minutes = (text.str.slice(start, 2).cast(pl.Int64, strict=False) for start in (-5, -2))
    size = hours * 60 + minutes
    signed = pl.when(text.str.slice(-6, 1) == "-").then(-size).otherwise(size)
    return pl.when(_has_offset(text)).then(signed).when(text.str.ends_with("Z")).then(pl.lit(0, pl.Int64))


def _alone(text: str) -> tuple[int, int, bool]:
    """Read one moment: local microseconds, offset in minutes, whether it has one."""
    moment = parse_moment(text)
    shift = moment.utcoffset()
    local = np.datetime64(moment.replace(tzinfo=None), "us")
    return int(local.astype(np.int64)), 0 if shift is None else int(shift.total_seconds()) // 60, shift is not None
