"""The inputs of a rule: what each takes, how one value is read, how many become a column."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import Codes
from betang.regulation.exact import from_decimals
from betang.regulation.text import Text
from betang.regulation.trace import value_at

_WHOLE = re.compile(r"-?[0-9]+")
_MOST_WHOLE = 2**63 - 1
"""Columns of whole numbers hold 64 bits."""


class InputError(ValueError):
    """A value that an input does not take; `field` names it, the message is a sentence for the reader."""

    def __init__(self, name: str, message: Text) -> None:
        super().__init__(f"{name}: {message}")
        self.field = name
        self.message = message


@dataclass(frozen=True, slots=True)
class Maybe:
    """A column in which values may be missing: `present[i]` says whether `column` has one in place i."""

    column: Any
    present: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.present)

    def at(self, index: int) -> str | None:
        """Return the value in one place, None where it is missing."""
        return value_at(self.column, index) if self.present[index] else None


@dataclass(frozen=True, slots=True)
class Ragged:
    """Several items for each case: `owner[j]` is the case of item j, `columns` hold the items' parts."""

    owner: npt.NDArray[np.int64]
    count: int
    columns: Mapping[str, Any]

    def __len__(self) -> int:
        return self.count

    def at(self, index: int) -> str | None:
        """Return one case's items, each on one line, for traces."""
        places = np.flatnonzero(self.owner == index)
        lines = [" ".join(value_at(c, p) or "-" for c in self.columns.values()) for p in places.tolist()]
        return "; ".join(lines) or None


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `kind`: choice, decimal, integer, bool, date, datetime, text, items.

    Items are lines of `parts`; `distinct` says that a line given twice counts once (a list to tick).
    """

    name: str
    label: Text
    kind: str
    codes: Codes | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    required: bool = True
    unit: Text | None = None
    help: Text | None = None
    parts: tuple["Field", ...] = ()
    distinct: bool = False

    def read(self, raw: Any) -> Any:
        """Read one value as typed or as written in a case; None for blank. InputError says what is expected."""
        if raw is None or (isinstance(raw, str) and not raw.strip()) or raw == []:
            if self.required:
                raise InputError(self.name, Text("wajib diisi", "is required"))
            return None
        return _READERS[self.kind](self, raw)

    def column(self, values: Sequence[Any]) -> Any:
        """Turn read values into a column; an input that may be blank becomes a Maybe (choice: code -1)."""
        plain = _COLUMNS[self.kind](self, values)
        if self.required or self.kind in ("choice", "items", "text"):
            return plain
        return Maybe(plain, np.array([value is not None for value in values], dtype=bool))


def _choice(entry: Field, raw: Any) -> str:
    name = str(raw).strip().upper().replace(" ", "_")
    if entry.codes is None or name not in entry.codes.names:
        own, english = (", ".join(_shown(entry.codes, language)) for language in ("id", "en"))
        raise InputError(entry.name, Text(f"pilih salah satu: {own}", f"choose one of: {english}"))
    return name


def _shown(known: Codes | None, language: str) -> list[str]:
    """Write the names of a list of codes, each with what it means where that is not the name itself."""
    if known is None:
        return []
    meanings = [label.text(language) for label in known.labels]
    return [
        name if name.lower() == meaning.lower() else f"{name} ({meaning})"
        for name, meaning in zip(known.names, meanings, strict=True)
    ]


def _decimal(entry: Field, raw: Any) -> Decimal:
    text = str(raw).strip()
    if "," in text and "." not in text:
        text = text.replace(",", ".", 1)
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or "e" in text.lower() or "_" in text:
        raise InputError(entry.name, Text("tulis angka, misalnya 87,5", "write a number such as 87.5"))
    return _in_range(entry, number)


def _integer(entry: Field, raw: Any) -> int:
    text = str(raw).strip()
    if not _WHOLE.fullmatch(text):
        raise InputError(entry.name, Text("tulis bilangan bulat", "write a whole number"))
    number = int(_in_range(entry, Decimal(text)))
    if abs(number) > _MOST_WHOLE:
        raise InputError(entry.name, Text(f"paling banyak {_MOST_WHOLE}", f"at most {_MOST_WHOLE}"))
    return number


def _in_range(entry: Field, number: Decimal) -> Decimal:
    if len(number.as_tuple().digits) > 24 or abs(number.adjusted()) > 24:
        raise InputError(entry.name, Text("angkanya terlalu panjang", "the number is too long"))
    if entry.least is not None and number < entry.least:
        raise InputError(entry.name, Text(f"paling sedikit {entry.least}", f"at least {entry.least}"))
    if entry.most is not None and number > entry.most:
        raise InputError(entry.name, Text(f"paling banyak {entry.most}", f"at most {entry.most}"))
    return number


def _bool(entry: Field, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().lower()
    if word not in ("ya", "tidak"):
        raise InputError(entry.name, Text("pilih ya atau tidak", "choose ya (yes) or tidak (no)"))
    return word == "ya"


def _date(entry: Field, raw: Any) -> dt.date:
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    try:
        return dt.date.fromisoformat(str(raw).strip())
    except ValueError:
        raise InputError(
            entry.name, Text("tulis tanggal seperti 2026-01-31", "write a date such as 2026-01-31")
        ) from None


def _datetime(entry: Field, raw: Any) -> dt.datetime:
    if isinstance(raw, dt.datetime):
        return raw
    try:
        return dt.datetime.fromisoformat(str(raw).strip())
    except ValueError:
        raise InputError(
            entry.name, Text("tulis waktu seperti 2026-01-31T09:00", "write a time such as 2026-01-31T09:00")
        ) from None


def _text(entry: Field, raw: Any) -> str:
    text = str(raw).strip()
    if len(text) > 200:
        raise InputError(entry.name, Text("paling banyak 200 huruf", "at most 200 characters"))
    return text


def _items(entry: Field, raw: Any) -> list[tuple[Any, ...]]:
    lines = (
        raw if isinstance(raw, list) else [line for line in str(raw).replace(";", "\n").splitlines() if line.strip()]
    )
    if len(lines) > 1000:
        raise InputError(entry.name, Text("paling banyak 1000 baris", "at most 1000 lines"))
    items = []
    for number, line in enumerate(lines, start=1):
        words = [str(word) for word in line] if isinstance(line, list | tuple) else str(line).split()
        if len(words) != len(entry.parts):
            own, english = (", ".join(part.label.text(language) for part in entry.parts) for language in ("id", "en"))
            raise InputError(
                entry.name,
                Text(f"baris {number}: tulis {own}, dipisah spasi", f"line {number}: write {english}, split by spaces"),
            )
        items.append(tuple(_part(entry, part, word, number) for part, word in zip(entry.parts, words, strict=True)))
    return items


def _part(entry: Field, part: Field, word: str, number: int) -> Any:
    try:
        return part.read(None if word == "-" else word)
    except InputError as error:
        message = Text(f"baris {number}: {error.message.id}", f"line {number}: {error.message.en}")
        raise InputError(entry.name, message) from None


def _ragged(entry: Field, values: Sequence[Any]) -> Ragged:
    flat = [(owner, item) for owner, items in enumerate(values) for item in (items or [])]
    owner = np.array([o for o, _ in flat], dtype=np.int64)
    columns = {part.name: part.column([item[k] for _, item in flat]) for k, part in enumerate(entry.parts)}
    return Ragged(owner, len(values), columns)


_READERS: dict[str, Callable[[Field, Any], Any]] = {
    "choice": _choice, "decimal": _decimal, "integer": _integer, "bool": _bool,
    "date": _date, "datetime": _datetime, "text": _text, "items": _items,
}  # fmt: skip

_COLUMNS: dict[str, Callable[[Field, Sequence[Any]], Any]] = {
    "choice": lambda entry, values: (entry.codes or Codes((), ())).of(
        (entry.codes or Codes((), ())).array(list(values))
    ),
    "decimal": lambda entry, values: from_decimals(list(values)),
    "integer": lambda entry, values: np.array([0 if v is None else v for v in values], dtype=np.int64),
    "bool": lambda entry, values: np.array([bool(v) for v in values], dtype=bool),
    "date": lambda entry, values: np.array(values, dtype="datetime64[D]"),
    "datetime": lambda entry, values: list(values),
    "text": lambda entry, values: list(values),
    "items": _ragged,
}
