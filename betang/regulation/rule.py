"""What a modelled rule is: its wording, its inputs, the parameters it reads, and the function that computes it.

A rule's `run(columns, law, trace)` takes one column for each declared input, all of one length, and returns one column
for each output. The page "try it", the cases and bulk work all call the same functions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from betang.regulation.codes import Codes
from betang.regulation.field import Field, InputError
from betang.regulation.parameters import InForce
from betang.regulation.text import Text
from betang.regulation.trace import Line, Trace, value_at

Columns = Mapping[str, Any]
Run = Callable[[Columns, InForce, Trace | None], Columns]


@dataclass(frozen=True, slots=True)
class Output:
    """One output: name, wording, and for named levels their codes."""

    name: str
    label: Text
    codes: Codes | None = None
    unit: Text | None = None


@dataclass(frozen=True)
class Rule:
    """A modelled rule of law."""

    id: str
    title: Text
    about: Text
    basis: str
    inputs: tuple[Field, ...]
    outputs: tuple[Output, ...]
    run: Run
    parameters: tuple[str, ...] = ()
    cautions: tuple[Text, ...] = field(default=())

    @property
    def topic(self) -> str:
        """Return the topic, such as "eksp-2022"."""
        return self.id.split("/")[0]

    def read(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Read the inputs of one case; InputError for a wrong or an unknown one."""
        names = {entry.name for entry in self.inputs}
        for name in raw:
            if name not in names:
                raise InputError(str(name), Text("masukan ini tidak dikenal", "this input is not known"))
        return {entry.name: entry.read(raw.get(entry.name)) for entry in self.inputs}

    def apply(self, cases: Sequence[Mapping[str, Any]], law: InForce, trace: Trace | None = None) -> "Answer":
        """Compute many read cases in one run."""
        columns = {entry.name: entry.column([case[entry.name] for case in cases]) for entry in self.inputs}
        return Answer(self.run(columns, law, trace), trace)


@dataclass(frozen=True, slots=True)
class Answer:
    """The outputs of a run, and its trace when one was asked for."""

    outputs: Columns
    trace: Trace | None

    def at(self, index: int, *, language: str = "id") -> dict[str, str | None]:
        """Return the outputs of one case as text."""
        return {name: value_at(column, index, language=language) for name, column in self.outputs.items()}

    def explain(self, index: int, *, language: str = "id") -> list[Line]:
        """Return the derivation of one case (empty without a trace)."""
        return self.trace.at(index, language=language) if self.trace else []
