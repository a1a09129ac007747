"""Year-end of a city and of a nation: the whole command against the clock and a bare pass, the kernel against a loop.

Cities are generated once under var/bench. Whole commands run as processes of their own, in turn with what they are
compared to, and the median of the pairs counts. `BETANG_BENCH_PEOPLE` (default 5,000,000) sizes the largest city.
"""

import datetime as dt
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np

from bench.city import make_city
from bench.figures import Figure
from bench.python_loop import predikat
from betang.regulation.eksp2022.quadrant import quadrant
from betang.regulation.eksp2022.ratings import behaviour_rating, item_ratings, rating_of_achievement, result_rating
from betang.regulation.exact import Exact
from betang.regulation.indicator import achievement
from betang.regulation.parameters import book

_HOME = Path("var/bench")
_LARGEST = int(os.environ.get("BETANG_BENCH_PEOPLE", "5000000"))


def run() -> Iterable[Figure]:
    """Yield all figures."""
    yield from _city()
    yield from _against_bare_pass()
    yield from _kernel_against_loop()
    yield from _nation()


def _command(city: Path) -> list[str]:
    out = _HOME / "out" / city.name
    return [sys.executable, "-m", "betang.cli", "appraise", str(city), "--out", str(out), "--format", "parquet"]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _city() -> Iterator[Figure]:
    city = make_city(_HOME / "6000", 6_000)
    start_up = statistics.median(_seconds([sys.executable, "-c", "import polars, numpy, betang.cli"]) for _ in range(5))
    whole = statistics.median(_seconds(_command(city)) for _ in range(5))
    yield Figure(name="6,000 people from parquet, after start-up", value=whole - start_up, unit="s", limit=1)
    yield Figure(name="start-up (import of the libraries)", value=start_up, unit="s")


def _against_bare_pass() -> Iterator[Figure]:
    city = make_city(_HOME / "200000", 200_000)
    bare = [sys.executable, "-m", "bench.bare_pass", str(city), str(_HOME / "out" / "bare")]
    pairs = [(_seconds(_command(city)), _seconds(bare)) for _ in range(6)][1:]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    yield Figure(name="200,000 people, whole command / bare Polars pass", value=ratio, unit="×", limit=3)
    yield Figure(name="200,000 people, whole command", value=statistics.median(p[0] for p in pairs), unit="s")


def _kernel_against_loop() -> Iterator[Figure]:
    people, rng, law = 20_000, np.random.default_rng(7), book().on(dt.date(2026, 6, 30))
    target = rng.integers(20, 400, 6 * people) * 25
    realised = (target * rng.normal(1.0, 0.1, 6 * people).clip(0, 2)).astype(np.int64)
    direction = np.tile(np.array([0, 1], dtype=np.int8), 3 * people)
    kind = np.tile(np.array([0, 0, 1], dtype=np.int8), people)
    behaviours = rng.integers(0, 3, 7 * people).astype(np.int8)

    def columns() -> np.ndarray:
        each = rating_of_achievement(
            achievement(direction=direction, target=Exact(target, 2), realised=Exact(realised, 2)), law
        )
        items = item_ratings(item=np.repeat(np.arange(3 * people), 2), indicator_rating=each, n=3 * people)
        result = result_rating(owner=np.repeat(np.arange(people), 3), kind=kind, rating=items, n=people, law=law)
        behaviour = behaviour_rating(owner=np.repeat(np.arange(people), 7), rating=behaviours, n=people, law=law)
        return quadrant(result=result, behaviour=behaviour, law=law)

    goals = [Decimal(int(t)).scaleb(-2) for t in target]
    done = [Decimal(int(r)).scaleb(-2) for r in realised]
    rows = list(zip(direction.tolist(), goals, done, strict=True))
    values = behaviours.tolist()

    def loop() -> list[int]:
        return [
            predikat((0, 0, 1), (rows[6 * i : 6 * i + 2], rows[6 * i + 2 : 6 * i + 4], rows[6 * i + 4 : 6 * i + 6]),
                     values[7 * i : 7 * i + 7])
            for i in range(people)
        ]  # fmt: skip

    if columns().tolist() != loop():
        raise AssertionError("the kernel and the loop disagree")
    ratios = []
    for _ in range(3):
        start = time.perf_counter()
        loop()
        middle = time.perf_counter()
        columns()
        ratios.append((middle - start) / (time.perf_counter() - middle))
    yield Figure(
        name="numeric kernel, times faster than a per-person loop", value=statistics.median(ratios), unit="×",
        limit=20, at_least=True,
    )  # fmt: skip


def _nation() -> Iterator[Figure]:
    city = make_city(_HOME / str(_LARGEST), _LARGEST)
    taken = _seconds(_command(city))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
    yield Figure(name=f"{_LARGEST:,} people from parquet, whole command", value=taken, unit="s", limit=60)
    yield Figure(name="peak memory of the largest command", value=peak, unit="GiB", limit=8)
