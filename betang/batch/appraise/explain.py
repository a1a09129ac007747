"""One person's derivation, as JSON for machines or as a text to read."""

import json
from collections.abc import Sequence
from typing import Any

from betang.regulation.labels import labels
from betang.regulation.text import Text
from betang.regulation.trace import Line, as_text

LABELS = {
    "unit": Text("Unit", "Unit"),
    "rhk": Text("Rencana hasil kerja", "Planned work result"),
    "rating_diberikan": Text("Rating dari penilai", "Rating given by the rater"),
    "usulan": Text("Usulan dari indikator", "Proposed from the indicators"),
    "rating_tercetak": Text("Rating tercetak di Rekap", "Rating printed in the Rekap"),
    "predikat_tercetak": Text("Predikat tercetak di Rekap", "Predikat printed in the Rekap"),
    "keputusan": Text("Keputusan penilai, dengan alasan", "The rater's decision, with its reason"),
}
"""The wording of names that only this command's derivations use."""


def as_json(nip: str, lines: Sequence[Line]) -> str:
    """Write the contract's JSON: all values are texts (numbers as decimals) or null."""
    steps = [
        {
            "nama": line.name,
            "masukan": dict(line.inputs),
            "hasil": line.result,
            "parameter": _parameter(line),
            "dasar": line.basis,
            "keyakinan": line.confidence,
        }
        for line in lines
    ]
    return json.dumps({"nip": nip, "langkah": steps}, ensure_ascii=False, indent=2) + "\n"


def _parameter(line: Line) -> dict[str, str | None] | None:
    if line.parameter is None:
        return None
    return {
        "nama": line.parameter.parameter,
        "nilai": value_text(line.parameter.value),
        "dari": line.parameter.start.isoformat(),
    }


def value_text(value: Any) -> str | None:
    """Write a parameter's value on one line: "mayoritas 0.5, minoritas 0.5"."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_nested(part)}" for key, part in value.items())
    if isinstance(value, tuple):
        return "; ".join(value_text(part) or "-" for part in value)
    return as_text(value)


def _nested(value: Any) -> str:
    text = value_text(value) or "-"
    return f"({text})" if isinstance(value, dict | tuple) else text


_SHORT = 100
"""A parameter that is a whole table is named, not printed, in the text for readers."""


def _label(name: str) -> str:
    found = LABELS.get(name) or labels()[name]
    return found.id


def as_words(nip: str, name: str, lines: Sequence[Line]) -> str:
    """Write the derivation for a reader, in Indonesian."""
    out = [f"{nip}  {name}", ""]
    for number, line in enumerate(lines, start=1):
        out.append(f"{number}. {_label(line.name)}: {line.result if line.result is not None else 'tidak ada'}")
        out += [f"   {_label(key)}: {value}" for key, value in line.inputs.items() if value is not None]
        if line.parameter is not None:
            found = line.parameter
            value = value_text(found.value) or ""
            shown = f": {value}" if len(value) <= _SHORT else ""
            out.append(f"   parameter {found.parameter} sejak {found.start.isoformat()}{shown}")
        out.append(f"   dasar: {line.basis} (keyakinan {line.confidence})")
    return "\n".join(out) + "\n"
