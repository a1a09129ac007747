"""Event logs in XES (IEEE 1849), read in one pass: the wanted attributes of traces and events as a table of text.

The standard library's expat is used with its handlers alone: nothing is fetched, and a document with a DOCTYPE or an
entity is refused before anything is expanded. Only the attributes that stand directly in a trace or an event count;
what is nested in them, `global` defaults, classifiers and the log's own attributes do not.
"""

from collections.abc import Iterable, Sequence
from xml.parsers import expat

import numpy as np
import polars as pl

from betang.kernel.exchange.report import BadInput, Place, refuse
from betang.kernel.exchange.table import Table

OF_TRACE = "case:"
"""A column of this prefix holds an attribute of the trace, as tools that flatten XES write it."""
_ATTRIBUTES = {"string", "date", "int", "float", "boolean", "id", "list", "container"}
_CHUNK = 1 << 16


def xes_table(source: Iterable[bytes], place: Place, titles: Sequence[str]) -> Table:
    """Return the events of a XES document, one a row; of the wanted columns those that occur. BadInput if it is none.

    Rows are numbered by the line of the file on which an event begins.
    """
    reader = _Reader(place, titles)
    for piece in source:
        reader.feed(piece)
    return reader.finish()


class _Reader:
    """Turns the stream of XML into columns."""

    def __init__(self, place: Place, titles: Sequence[str]) -> None:
        self.place = place
        self.titles = tuple(titles)
        self.of_event = {title: slot for slot, title in enumerate(titles) if not title.startswith(OF_TRACE)}
        self.of_trace = {
            title.removeprefix(OF_TRACE): slot for slot, title in enumerate(titles) if title.startswith(OF_TRACE)
        }
        self.path: list[str] = []
        self.skipped = 0
        self.columns: list[list[str | None]] = [[] for _ in titles]
        self.lines: list[int] = []
        self.trace: dict[int, str | None] = {}
        self.trace_start = 0
        self.row: list[str | None] = []
        self.chunks: list[pl.DataFrame] = []
        self.numbers: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.SkippedEntityHandler = self._refuse
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Parse the next piece of the document."""
        try:
            self.parser.Parse(piece, last)
        except BadInput:
            raise
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise refuse(self.place, "berkas .xes yang utuh", found=f"XML tidak dapat dibaca ({error})") from error

    def finish(self) -> Table:
        """End the document and return its table."""
        self.feed(b"", last=True)
        self._flush()
        schema = {str(slot): pl.String() for slot in range(len(self.titles))}
        frame = pl.concat(self.chunks) if self.chunks else pl.DataFrame(schema=schema)
        there = [slot for slot in range(len(self.titles)) if frame[str(slot)].null_count() < len(frame)]
        kept = frame.select(pl.col(str(slot)).alias(str(place)) for place, slot in enumerate(there))
        return Table(
            place=self.place,
            header=tuple(self.titles[slot] for slot in there),
            header_row=0,
            frame=kept.lazy(),
            dtypes={position: pl.String() for position in range(len(there))},
            height=len(frame),
            first_row=1,
            row_numbers=np.concatenate(self.numbers) if self.numbers else None,
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.skipped:
            self.skipped += 1
            return
        name = tag.rpartition(":")[2] if ":" in tag else tag
        inside = self.path[-1] if self.path else ""
        if name in _ATTRIBUTES:
            if inside in ("event", "trace"):
                self._attribute(inside, attributes)
            self.skipped = 1
        elif name == "event" and inside == "trace":
            self.path.append(name)
            self.row = [None] * len(self.titles)
            self.lines.append(self.parser.CurrentLineNumber)
        elif (name, inside) in (("log", ""), ("trace", "log")):
            self.path.append(name)
            self.trace, self.trace_start = {}, len(self.lines)
        else:
            self._other(name, inside)

    def _other(self, name: str, inside: str) -> None:
        """Pass over what is no event; refuse what is no log, and an event that belongs to no case."""
        line = self.parser.CurrentLineNumber
        if not inside:
            raise refuse(self.place, "berkas XES dengan unsur log", found=f"unsur {name}", row=line)
        if name == "event":
            raise refuse(self.place, "peristiwa di dalam trace", found="peristiwa tanpa kasus", row=line)
        self.skipped = 1

    def _attribute(self, inside: str, attributes: dict[str, str]) -> None:
        key = attributes.get("key", "")
        if inside == "event":
            slot = self.of_event.get(key)
            if slot is not None:
                self.row[slot] = attributes.get("value")
        elif key in self.of_trace:
            self.trace[self.of_trace[key]] = attributes.get("value")

    def _end(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        ended = self.path.pop()
        if ended == "event":
            for column, value in zip(self.columns, self.row, strict=True):
                column.append(value)
        elif ended == "trace":
            events = len(self.lines) - self.trace_start
            for slot, value in self.trace.items():
                self.columns[slot][self.trace_start :] = [value] * events
            if len(self.lines) >= _CHUNK:
                self._flush()

    def _flush(self) -> None:
        if not self.lines:
            return
        made = {str(slot): pl.Series(column, dtype=pl.String) for slot, column in enumerate(self.columns)}
        self.chunks.append(pl.DataFrame(made))
        self.numbers.append(np.array(self.lines, dtype=np.int64))
        self.columns, self.lines = [[] for _ in self.titles], []

    def _refuse(self, *_declared: object) -> None:
        found = "XML dengan DOCTYPE atau entitas"
        raise refuse(self.place, "XML tanpa DOCTYPE dan tanpa entitas", found=found, row=self.parser.CurrentLineNumber)
