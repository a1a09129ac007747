"""Results as JSON text: numbers are written from exact decimals, never from binary floats; one object a line."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from betang.regulation.exact import plain


def as_json(value: Mapping[str, Any]) -> str:
    """Write an object as JSON text with a final line feed; decimals as plain numbers without trailing zeros."""
    return _written(value, "") + "\n"


def _written(value: Any, margin: str) -> str:
    """Write a value over several lines where it holds objects; everything else stands on one line."""
    inner = margin + "  "
    if isinstance(value, Mapping) and (not margin or any(isinstance(part, Mapping | list) for part in value.values())):
        lines = [f"{inner}{_text(key)}: {_written(part, inner)}" for key, part in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{margin}}}"
    if isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
        return "[\n" + ",\n".join(inner + _line(part) for part in value) + f"\n{margin}]"
    return _line(value)


def _line(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(key)}: {_line(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_line, value)) + "]"
    return plain(value) if isinstance(value, Decimal) else _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
