"""Where time goes: waiting against working for each step, and where it is lost, by step and reason.

Most logs hold one moment for each event, its completion. What lies between two events of a case is then split by an
assumption, stated in `ASSUMPTIONS` for whoever reads the figures: nobody works on two things at once, so work on a
step began when the case was ready for it or when the same person had finished their previous event, whichever was
later (as in D. Chapela-Campa and M. Dumas, Repairing Activity Start Times to Improve Business Process Simulation,
2022).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from betang.regulation.calendar.zone import Micros
from betang.regulation.text import Text
from betang.services.process.clock import Clock, wall_clock
from betang.services.process.log import Codes, EventLog, Names
from betang.services.process.spread import Spreads, spreads, totals

ASSUMPTIONS = (
    Text(
        "Satu waktu tiap peristiwa dibaca sebagai saat langkah itu selesai.",
        "The one time of each event is read as the moment the step was finished.",
    ),
    Text(
        "Seorang petugas mengerjakan satu hal pada satu saat: kerja dimulai ketika berkas siap atau ketika petugas itu "
        "selesai dengan peristiwanya yang sebelumnya, mana yang lebih akhir. Waktu sebelumnya adalah menunggu.",
        "An officer works on one thing at a time: work began when the case was ready or when that officer had finished "
        "their previous event, whichever came later. The time before it is waiting.",
    ),
    Text(
        "Karena itu waktu kerja adalah batas atas dan waktu menunggu batas bawah: kerja yang tidak tercatat ikut "
        "terhitung sebagai kerja.",
        "Working time is therefore an upper bound and waiting a lower one: what is not in the log counts as work.",
    ),
    Text(
        "Langkah tanpa petugas yang dikenal tidak dapat dibagi; waktunya ditulis tersendiri.",
        "A step without a known officer cannot be split; its time stands by itself.",
    ),
    Text(
        "Waktu sebelum peristiwa pertama sebuah kasus tidak tercatat, jadi tidak dihitung.",
        "The time before a case's first event is not in the log and is not counted.",
    ),
)


@dataclass(frozen=True)
class Split:
    """For each event of a log, the time since the case's previous event in microseconds, in four parts.

    `undivided` is the time of steps whose resource is unknown, `closed` what the clock leaves out (nights, days off).
    The four add up to the wall-clock time; all are 0 for a case's first event.
    """

    waiting: Micros
    working: Micros
    undivided: Micros
    closed: Micros


@dataclass(frozen=True)
class Steps:
    """The times of each activity, in the order of the log's names; a case's first event is not among them.

    `waiting` and `working` are those of the steps that could be split; `undivided` and `closed` are sums.
    """

    waiting: Spreads
    working: Spreads
    undivided: list[int]
    closed: list[int]


@dataclass(frozen=True)
class Loss:
    """Waiting for a step after an event with one reason: how often, how long in all, and how it spreads.

    `share` is the part (0-1) of all waiting; times are in microseconds. `reason` is None where none was given.
    """

    activity: str
    reason: str | None
    n: int
    total: int
    share: float
    median: float
    p90: float


def split(log: EventLog, clock: Clock = wall_clock) -> Split:
    """Split the time before each event into its parts; with `started` in the log nothing needs to be assumed."""
    nothing = np.zeros(len(log), dtype=np.int64)
    at = log.followed + 1
    ready, done = log.instant[at - 1], log.instant[at]
    known, begun = _begun(log, at, ready, done)
    read = clock(ready), clock(begun), clock(done)
    parts = Split(nothing, nothing.copy(), nothing.copy(), nothing.copy())
    parts.waiting[at] = np.where(known, read[1] - read[0], 0)
    parts.working[at] = np.where(known, read[2] - read[1], 0)
    parts.undivided[at] = np.where(known, 0, read[2] - read[0])
    parts.closed[at] = (done - ready) - (read[2] - read[0])
    return parts


def steps(log: EventLog, parts: Split) -> Steps:
    """Gather the parts by activity."""
    at = log.followed + 1
    size, codes = len(log.activity), log.activity.codes
    known = at if log.started is not None else at[_known(log, at)]
    return Steps(
        waiting=spreads(parts.waiting[known], codes[known], size),
        working=spreads(parts.working[known], codes[known], size),
        undivided=totals(parts.undivided[at], codes[at], size),
        closed=totals(parts.closed[at], codes[at], size),
    )


def losses(log: EventLog, parts: Split) -> list[Loss]:
    """Return where time is lost, most first: by the step that was waited for, and the reason of the event before it.

    A reason belongs to the event that made the case wait (returned, paused, held up), so it explains the time after.
    Undivided time counts as lost: nobody is known to have worked in it.
    """
    at = log.followed + 1
    reasons = log.reason or Names((), np.full(len(log), -1, dtype=np.int64))
    width = len(reasons) + 1
    key = log.activity.codes[at] * width + reasons.codes[at - 1] + 1
    found, place = np.unique(key, return_inverse=True)
    times = spreads(parts.waiting[at] + parts.undivided[at], place, len(found))
    whole = sum(times.total)
    lost = [
        Loss(
            activity=log.activity.names[code // width],
            reason=reasons.names[code % width - 1] if code % width else None,
            n=int(times.n[group]),
            total=times.total[group],
            share=times.total[group] / whole if whole else 0.0,
            median=float(times.median[group]),
            p90=float(times.p90[group]),
        )
        for group, code in enumerate(found.tolist())
    ]
    return sorted(lost, key=lambda loss: (-loss.total, loss.activity, loss.reason or ""))


def _known(log: EventLog, at: Codes) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    if log.resource is None:
        return np.zeros(len(at), dtype=bool)
    return log.resource.codes[at] >= 0


def _begun(
    log: EventLog, at: Codes, ready: Micros, done: Micros
) -> "tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], Micros]":
    """Say for the events at `at` whether the time before them can be split, and when work on them began."""
    if log.started is not None:
        return np.ones(len(at), dtype=bool), np.clip(log.started[at], ready, done)
    known = _known(log, at)
    if log.resource is None:
        return known, ready
    free = _free(log.resource.codes, log.instant)[at]
    return known, np.where(known, np.clip(free, ready, done), ready)


def _free(resource: Codes, instant: Micros) -> Micros:
    """Return when each event's resource had finished its previous event, in whatever case; -inf for its first.

    Of several events of one moment (a pile signed together) the first takes the work, the others waited.
    """
    frame = pl.DataFrame({"who": resource, "when": instant, "place": np.arange(len(resource))})
    ordered = frame.sort("who", "when", "place")
    who, when = ordered["who"].to_numpy(), ordered["when"].to_numpy()
    before = np.full(len(who), np.iinfo(np.int64).min)
    same = np.flatnonzero(who[1:] == who[:-1]) + 1
    before[same] = when[same - 1]
    free = np.empty(len(who), dtype=np.int64)
    free[ordered["place"].to_numpy()] = before
    return free
