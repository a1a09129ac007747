"""The same load at the door as in `load`, on a PostgreSQL of its own that keeps safe what it committed."""

from collections.abc import Iterable

from bench import load
from bench.figures import Figure
from tools import machine, postgres


def run() -> Iterable[Figure]:
    """Yield all figures; none where PostgreSQL's server is not installed."""
    binaries = machine.postgres_bin()
    if binaries is None:
        return
    with postgres.cluster(binaries, safe=True) as database:
        yield from load.run(database)
