"""The derivation: named steps that the rule functions record while they compute.

There is no second implementation that explains. A step keeps references to the very arrays the rule used, so tracing
six thousand people costs no more than tracing one; `Trace.at(i)` reads one person's derivation out of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import plain
from betang.regulation.parameters import Value
from betang.regulation.shape import Share
from betang.regulation.text import Text


@runtime_checkable
class Column(Protocol):
    """Anything that can say the value in one place as text (Coded, Exact, Ratio, Ragged …)."""

    def at(self, index: int) -> str | Text | None:
        """Return the value in one place, None where there is none; a wording may come in both languages."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """One step over whole columns. `owner` is set where a step has several rows for each case (items)."""

    name: str
    inputs: Mapping[str, Any]
    result: Any
    parameter: Value | None
    basis: str
    confidence: str
    owner: npt.NDArray[np.integer] | None = None
    where: npt.NDArray[np.bool_] | None = None
    applies: npt.NDArray[np.bool_] | None = None
    otherwise: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One step of one case, every value as text (decimals plain) or None."""

    name: str
    inputs: Mapping[str, str | None]
    result: str | None
    parameter: Value | None
    basis: str
    confidence: str


@dataclass
class Trace:
    """Collects the steps of one run, in the order of the computation."""

    steps: list[Step] = field(default_factory=list)
    where: npt.NDArray[np.bool_] | None = None

    def only(self, where: npt.NDArray[np.bool_]) -> "Trace":
        """Return a view that records into the same derivation, for the cases marked in `where` only."""
        return Trace(self.steps, where)

    def step(
        self,
        name: str,
        inputs: Mapping[str, Any],
        result: Any,
        *,
        parameter: Value | None = None,
        basis: str | None = None,
        confidence: str | None = None,
        owner: npt.NDArray[np.integer] | None = None,
        applies: npt.NDArray[np.bool_] | None = None,
        otherwise: tuple[str, str] = ("", ""),
    ) -> None:
        """Record one step; basis and confidence default to those of its parameter (else ValueError).

        Where a parameter was not used in every row, `applies` marks the rows that used it and `otherwise` holds the
        (basis, confidence) of the others.
        """
        if parameter is None and (basis is None or confidence is None):
            raise ValueError(f"step {name} needs a parameter, or a basis and a confidence")
        self.steps.append(
            Step(
                name=name,
                inputs=dict(inputs),
                result=result,
                parameter=parameter,
                basis=basis or (parameter.legal_basis if parameter else ""),
                confidence=confidence or (parameter.confidence if parameter else ""),
                owner=owner,
                where=self.where,
                applies=applies,
                otherwise=otherwise,
            )
        )

    def at(self, index: int, *, language: str = "id") -> list[Line]:
        """Return the derivation of one case."""
        return [line for step in self.steps for line in _lines(step, index, language)]


def _lines(step: Step, index: int, language: str) -> Iterator[Line]:
    if step.where is not None and not step.where[index]:
        return
    places = [index] if step.owner is None else np.flatnonzero(step.owner == index).tolist()
    for place in places:
        applies = step.applies is None or bool(step.applies[place])
        basis, confidence = (step.basis, step.confidence) if applies else step.otherwise
        yield Line(
            name=step.name,
            inputs={name: value_at(column, place, language=language) for name, column in step.inputs.items()},
            result=value_at(step.result, place, language=language),
            parameter=step.parameter if applies else None,
            basis=basis,
            confidence=confidence,
        )


@dataclass(frozen=True, slots=True)
class Grouped:
    """A column of which several rows belong to one case or item; `at` joins them with "; "."""

    owner: npt.NDArray[np.integer]
    column: Any

    def at(self, index: int) -> str | None:
        """Return the values of one owner, None where it has none."""
        places = np.flatnonzero(self.owner == index).tolist()
        return "; ".join(value_at(self.column, place) or "-" for place in places) or None


@dataclass(frozen=True, slots=True)
class Indexed:
    """A column looked up through an index: case i has the value in place index[i] of `column`."""

    index: npt.NDArray[np.integer]
    column: Any

    def at(self, index: int) -> str | Text | None:
        """Return the value of one case."""
        return _held(self.column, int(self.index[index]))


def value_at(column: Any, index: int, *, language: str = "id") -> str | None:
    """Return the value in one place of a column as text; a scalar counts for every place."""
    found = _held(column, index)
    return found.text(language) if isinstance(found, Text) else found


def _held(column: Any, index: int) -> str | Text | None:
    """Return the value in one place, a wording still in both languages."""
    if isinstance(column, Column):
        return column.at(index)
    value = column[index] if hasattr(column, "__getitem__") and not isinstance(column, str | dict) else column
    return value if isinstance(value, Text) else as_text(value)


def as_text(value: Any) -> str | None:
    """Write a value plainly: ya/tidak, decimals without exponent, dates as ISO, None as None."""
    if value is None:
        return None
    if isinstance(value, bool | np.bool_):
        return "ya" if value else "tidak"
    if isinstance(value, Share):
        return f"{plain(value * 100)}%"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else str(value)
    return str(value)
