"""Process analysis of five million events: reading csv and XES, every figure, waiting times, a simulated counter.

The log is generated (seeded): eight steps with skips and repeats, 200 officers, office hours ignored. The files lie
under var/bench/process and are kept.
"""

import contextlib
import gzip
import io
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import numpy as np
import polars as pl

from bench.figures import Figure
from betang.cli import main
from betang.regulation.calendar.city import city_calendar
from betang.services.process.clock import working_clock
from betang.services.process.export import Event, xes_lines
from betang.services.process.follows import follows
from betang.services.process.log import EventLog
from betang.services.process.queueing import Demand
from betang.services.process.read import Titles, read_log
from betang.services.process.rework import detours, rework
from betang.services.process.simulate import simulate
from betang.services.process.waiting import losses, split, steps

_HOME = Path("var/bench/process")
_EVENTS = 5_000_000
_XES_EVENTS = 500_000
_YEAR = 366 * 86_400


def run() -> Iterable[Figure]:
    """Yield all figures."""
    log, xes = _HOME / "peristiwa.csv", _HOME / "peristiwa.xes.gz"
    _HOME.mkdir(parents=True, exist_ok=True)
    if not log.exists():
        _generated(_EVENTS).write_csv(log)
    if not xes.exists():
        _write_xes(_generated(_XES_EVENTS), xes)
    yield Figure(name="betang process, 5,000,000 events csv", value=_command(log), unit="s", limit=30)
    yield Figure(
        name="the same with the city's calendar", value=_command(log, "--calendar", "kota"), unit="s", limit=30
    )
    yield Figure(name="betang process, 500,000 events xes.gz", value=_command(xes), unit="s", limit=15)
    demand = Demand(per_hour=30, service_minutes=7, service_cv=1.2)
    start = time.perf_counter()
    simulate(np.random.default_rng(1), demand, staff=4, people=1_000_000)
    yield Figure(name="1,000,000 people at a simulated counter", value=time.perf_counter() - start, unit="s", limit=10)
    yield from _measured(read_log(log, Titles(), city_calendar(), covered=True, say=lambda _sentence: None))


def _measured(log: EventLog) -> Iterable[Figure]:
    """Measure what pages ask of a log that has been read."""
    clock = working_clock(log, city_calendar())
    asked: tuple[tuple[str, Callable[[], object]], ...] = (
        ("directly-follows graph with working times", lambda: follows(log, clock)),
        ("rework and detours", lambda: (rework(log, clock), detours(log))),
        ("waiting against working, and where time is lost", lambda: _lost(log)),
    )
    for name, ask in asked:
        start = time.perf_counter()
        ask()
        yield Figure(name=f"{name}, {len(log):,} events", value=time.perf_counter() - start, unit="s", limit=15)


def _lost(log: EventLog) -> object:
    parts = split(log, working_clock(log, city_calendar()))
    return steps(log, parts), losses(log, parts)


def _command(*arguments: object) -> float:
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = main(["process", *map(str, arguments), "--out", "-"])
    assert code == 0, code
    return time.perf_counter() - start


def _generated(events: int) -> pl.DataFrame:
    """Make events of cases that overlap in time, in the order in which they happen."""
    chance = np.random.default_rng(2026)
    case = np.sort(chance.integers(0, events // 6, events))
    place = np.arange(events) - np.searchsorted(case, case)
    steps = (place + chance.choice([0, 0, 0, 1, -1], events)) % 8
    start = chance.integers(0, _YEAR - 40 * 86_400, events // 6)
    moment = start[case] + np.minimum(place, 38) * 86_400 + chance.integers(0, 86_400, events)
    made = pl.DataFrame({"case": case, "step": steps, "who": chance.integers(1, 201, events), "moment": moment})
    made = made.sort("moment", "case")
    day = pl.datetime(2025, 1, 1) + pl.duration(seconds=pl.col("moment"))
    return made.select(
        pl.format("P-{}", pl.col("case")).alias("case:concept:name"),
        pl.format("Langkah {}", pl.col("step")).alias("concept:name"),
        day.dt.strftime("%Y-%m-%dT%H:%M:%S+07:00").alias("time:timestamp"),
        pl.format("Petugas {}", pl.col("who")).alias("org:resource"),
    )


def _write_xes(frame: pl.DataFrame, path: Path) -> None:
    ordered = frame.sort(frame.columns[0], maintain_order=True)
    events = (Event(case, activity, datetime.fromisoformat(at), who) for case, activity, at, who in ordered.iter_rows())
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(xes_lines(events))
