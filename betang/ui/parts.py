"""What components are given: small frozen records, so that a view says what a page shows and a template only how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Link:
    """A named address: an entry of a navigation, a breadcrumb (without an address: the page itself), a tab."""

    label: str
    url: str = ""
    current: bool = False
    count: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline. `state`: done, now, paused, or "" for what is to come."""

    title: str
    when: str = ""
    stamp: str = ""
    state: str = ""
    extra: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What "Mengapa?" unfolds, in this order: inputs, steps, the legal basis with how sure we are of it."""

    question: str
    inputs: Sequence[tuple[str, str]] = ()
    steps: Sequence[str] = ()
    citations: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Data:
    """A plain table: the same data as a chart draws. Columns named in `numeric` (by position) are set right."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """The five parts of a chart: title, takeaway, drawing, source note, table. Our own code made the `drawing`.

    The legend is pairs of style and words; the styles in AREAS are shown as a filled area, others as a line.
    """

    AREAS: ClassVar[frozenset[str]] = frozenset({"p1", "p2", "p3", "p4", "p5", "expect", "zone"})

    title: str
    takeaway: str
    drawing: str
    source: str
    data: Data
    legend: Sequence[tuple[str, str]] = field(default=())
