"""Times that are closed: what happened then has been judged and takes no new facts.

Who judges says so, in a file `fact_closing.py` of its app: `closed_by(closed_spans)`, a function that gives the closed
spans of days in one query. The ledger itself closes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import date

Span = tuple[date, date]  # both days included
_closers: list[Callable[[], Sequence[Span]]] = []


def closed_by(spans: Callable[[], Sequence[Span]]) -> None:
    """Register who knows of closed times."""
    if spans not in _closers:
        _closers.append(spans)


def closed_spans() -> list[Span]:
    """Give all closed times; one query for each who registered."""
    return [span for closer in _closers for span in closer()]


def within(day: date, spans: Sequence[Span]) -> bool:
    """Say whether a day lies in one of some spans."""
    return any(first <= day <= last for first, last in spans)
