"""The shape of a parameter's value, written in its file and checked for every dated value.

Grammar: `decimal`, `integer`, `share` (0–1), `bool`, `text`, `date`, `A|B|C` (one of these words), `list<S>`,
`map<S>` (any key), `map<A|B, S>` (exactly these keys), `record{key: S, optional?: S}`.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_TOKEN = re.compile(r"\s*([A-Za-z_0-9\-+./≤]+|[<>{}:,?|])")

_LONGEST = 60
"""Digits of a number, and of its exponent's reach: 1e9999999 would be computed for minutes."""


class ShapeError(ValueError):
    """A value that does not have its shape; `path` names the key inside the value."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path


class Share(Decimal):
    """A number from 0 to 1 that knows it is a share, so that a page can write it as a percentage."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A parsed shape; `check(value, path)` returns the value with numbers as Decimal or int, or raises ShapeError."""

    check: Callable[[Any, str], Any]
    optional_keys: frozenset[str] = frozenset()


def _decimal(value: Any, path: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ShapeError(path, "expected a number")
    number = Decimal(value)
    if not number.is_finite():
        raise ShapeError(path, "expected a finite number")
    if len(number.as_tuple().digits) > _LONGEST or abs(number.adjusted()) > _LONGEST:
        raise ShapeError(path, f"expected a number of at most {_LONGEST} digits")
    return number


def _integer(value: Any, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ShapeError(path, "expected a whole number")
    return value


def _share(value: Any, path: str) -> Share:
    number = _decimal(value, path)
    if not 0 <= number <= 1:
        raise ShapeError(path, "expected a share from 0 to 1")
    return Share(number)


def _bool(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise ShapeError(path, "expected true or false")
    return value


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ShapeError(path, "expected a text")
    return value


def _date(value: Any, path: str) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise ShapeError(path, "expected a date")
    return value


_PLAIN: dict[str, Callable[[Any, str], Any]] = {
    "decimal": _decimal,
    "integer": _integer,
    "share": _share,
    "bool": _bool,
    "text": _text,
    "date": _date,
}


def parse_shape(source: str) -> Shape:
    """Parse a shape; ValueError when it is not well formed."""
    tokens = _TOKEN.findall(source)
    if "".join(tokens) != re.sub(r"\s", "", source):
        raise ValueError(f"shape {source!r} holds a character that is not allowed")
    parser = _Parser(tokens)
    shape = parser.shape()
    if parser.rest():
        raise ValueError(f"shape {source!r} goes on after its end")
    return shape


class _Parser:
    """Recursive descent over the tokens of one shape."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def rest(self) -> list[str]:
        """Return the tokens not read yet."""
        return self._tokens[self._at :]

    def _next(self, expected: str | None = None) -> str:
        if self._at >= len(self._tokens):
            raise ValueError("shape ends too early")
        token = self._tokens[self._at]
        if expected is not None and token != expected:
            raise ValueError(f"shape: expected {expected!r}, found {token!r}")
        self._at += 1
        return token

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def shape(self) -> Shape:
        """Read one shape."""
        word = self._next()
        if word == "list":
            return _list_of(self._inner())
        if word == "map":
            return self._map()
        if word == "record":
            return self._record()
        if self._peek() == "|":
            return _one_of(self._words(word))
        if word in _PLAIN:
            return Shape(_PLAIN[word])
        raise ValueError(f"shape {word!r} is not known")

    def _words(self, first: str) -> tuple[str, ...]:
        words = [first]
        while self._peek() == "|":
            self._next("|")
            words.append(self._next())
        return tuple(words)

    def _inner(self) -> Shape:
        self._next("<")
        inner = self.shape()
        self._next(">")
        return inner

    def _map(self) -> Shape:
        if "|" not in self._tokens[self._at : self._at + 3]:
            return _map_of(self._inner(), None)
        self._next("<")
        keys = self._words(self._next())
        self._next(",")
        inner = self.shape()
        self._next(">")
        return _map_of(inner, keys)

    def _record(self) -> Shape:
        self._next("{")
        members: dict[str, Shape] = {}
        optional: set[str] = set()
        while self._peek() != "}":
            key = self._next()
            if self._peek() == "?":
                self._next("?")
                optional.add(key)
            self._next(":")
            members[key] = self.shape()
            if self._peek() != "}":
                self._next(",")
        self._next("}")
        return _record_of(members, frozenset(optional))


def _one_of(words: tuple[str, ...]) -> Shape:
    def check(value: Any, path: str) -> str:
        if value not in words:
            raise ShapeError(path, f"expected one of {', '.join(words)}")
        return str(value)

    return Shape(check)


def _list_of(inner: Shape) -> Shape:
    def check(value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise ShapeError(path, "expected a list")
        return tuple(inner.check(item, f"{path}[{i}]") for i, item in enumerate(value))

    return Shape(check)


def _map_of(inner: Shape, keys: tuple[str, ...] | None) -> Shape:
    def check(value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ShapeError(path, "expected a table")
        if keys is not None and set(value) != set(keys):
            raise ShapeError(path, f"expected exactly the keys {', '.join(keys)}")
        return {key: inner.check(item, _join(path, key)) for key, item in value.items()}

    return Shape(check)


def _record_of(members: dict[str, Shape], optional: frozenset[str]) -> Shape:
    def check(value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ShapeError(path, "expected a table")
        for key in value:
            if key not in members:
                raise ShapeError(_join(path, key), "unknown key")
        for key in members:
            if key not in value and key not in optional:
                raise ShapeError(_join(path, key), "missing key")
        return {key: members[key].check(item, _join(path, key)) for key, item in value.items()}

    return Shape(check, optional)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
