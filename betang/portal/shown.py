"""Values of law, however nested, as something to draw: a text, pairs, a list or a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from betang.portal.words import Words, code_labels

__all__ = ["Reader", "Shown", "code_labels"]

LONG = 12  # more entries than this are folded away
MOST_COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Shown:
    """A value to be drawn. `kind`: text; pairs (name, Shown); list (Shown); table (head, then rows of texts)."""

    kind: str
    text: str = ""
    pairs: tuple[tuple[str, "Shown"], ...] = ()
    items: tuple["Shown", ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def size(self) -> int:
        """How many entries it has."""
        return len(self.pairs) or len(self.items) or len(self.rows)

    @property
    def folded(self) -> bool:
        """Whether it is long enough to be folded away."""
        return self.size > LONG


@dataclass(frozen=True, slots=True)
class Reader(Words):
    """Writes values of one topic in one language."""

    def shown(self, value: Any, *, name: str = "") -> Shown:
        """Turn a value of law into something to draw; `name` is the key it stands under."""
        if isinstance(value, Mapping):
            value = self._own_language(value)
            if set(value) == {self.language}:
                return self.shown(value[self.language])
            names = [self.name(str(key)) for key in value]
            shown = (self.shown(part, name=str(key)) for key, part in value.items())
            pairs = zip(map(capital, names), shown, strict=True)
            return self._table(list(value.values()), names) or Shown("pairs", pairs=tuple(pairs))
        if isinstance(value, list | tuple):
            return self._table(value, None) or self._list(value, name)
        return Shown("text", text=self.scalar(value, name=name))

    def _list(self, value: Sequence[Any], name: str) -> Shown:
        if not value:
            return Shown("text", text="–")
        if all(isinstance(part, list | tuple) and len(part) == 2 and not _nested(part) for part in value):
            return Shown("text", text=", ".join("–".join(self.scalar(end) for end in part) for part in value))
        items = tuple(self.shown(part, name=name) for part in value)
        if all(item.kind == "text" for item in items) and len(items) <= LONG:
            return Shown("text", text=", ".join(item.text for item in items))
        return Shown("list", items=items)

    def _own_language(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave out the wording in the other language, and a code that its wording stands beside."""
        english = self.language != "id"
        left_out = {"id"} if english else {"en", "english"}
        if english and "en" in record:
            left_out.add("nama")
        kept = {key: part for key, part in record.items() if key not in left_out}
        code = self.words(str(kept.get("kode", "")))
        if code in [part for key, part in kept.items() if key != "kode"]:
            del kept["kode"]
        return {key: part for key, part in kept.items() if not code.endswith(f" {part}")}

    def _table(self, records: Sequence[Any], names: list[str] | None) -> Shown | None:
        """Return records as a table when each is a plain record and there are few columns, else None."""
        if len(records) < 2 or not all(isinstance(record, Mapping) for record in records):
            return None
        records = [self._own_language(record) for record in records]
        if names is not None:  # a row that is called by its own wording needs no column for it
            records = [
                {key: part for key, part in record.items() if part != name}
                for record, name in zip(records, names, strict=True)
            ]
        columns = list(dict.fromkeys(key for record in records for key in record))
        plain = all(not isinstance(part, Mapping) and not _nested(part) for r in records for part in r.values())
        if not plain or len(columns) > MOST_COLUMNS:
            return None
        rows = [
            tuple(self.shown(record[key], name=key).text if key in record else "–" for key in columns)
            for record in records
        ]
        head = tuple(capital(self.name(str(key))) for key in columns)
        if names is None:
            return Shown("table", head=head, rows=tuple(rows))
        return Shown("table", head=("", *head), rows=tuple((name, *row) for name, row in zip(names, rows, strict=True)))


def capital(name: str) -> str:
    """Return a name with a capital, as the heading of a column or a row."""
    return name[:1].upper() + name[1:]


def _nested(value: Any) -> bool:
    """Whether a list holds anything but a few plain values."""
    if not isinstance(value, list | tuple):
        return False
    return len(value) > LONG or any(isinstance(part, Mapping | list | tuple) for part in value)
