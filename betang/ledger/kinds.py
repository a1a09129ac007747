"""Which kinds of facts there are: what each records, in which units, and what keeps its volume honest.

A module declares its kinds in a file `fact_kinds.py` of its app, which Django loads at start-up:

    kind(
        "id.go.palangkaraya.pelatihan.jam",
        title=_("Jam pelatihan"),
        fields=[Field("jp", _("Jam pelajaran"), unit=_("JP"), lowest=1, highest=400)],
        quality=Pair(how="mean", field="nilai"),
    )

The name is the `type` of an event from outside and stays, since facts in the database hold it. A field may be added
(not required), never given another meaning. Values are whole numbers, decimals with fixed places, choices, yes or no:
nothing that could carry a text about a person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise
LARGEST = 10**12
PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Field:
    """One measured value of a fact. Numbers have bounds (both included) and `places` behind the comma."""

    name: str
    title: Words
    unit: Words = ""
    required: bool = True
    places: int = 0
    lowest: int = 0
    highest: int = LARGEST
    choices: Mapping[str, Words] | None = None  # a choice instead of a number
    yes_no: bool = False  # true or false instead of a number

    @property
    def number(self) -> bool:
        """Say whether it can be summed and compared."""
        return self.choices is None and not self.yes_no

    def clean(self, value: Any) -> int | str | bool:
        """Return a value as a fact keeps it: int, decimal as text with its places, choice, bool; ValueError says why.

        Takes what JSON gives (with decimals as Decimal) and what a cell holds as text.
        """
        if self.yes_no:
            if isinstance(value, bool):
                return value
            raise ValueError(_("harus true atau false"))
        if self.choices is not None:
            if isinstance(value, str) and value in self.choices:
                return value
            raise ValueError(_("harus salah satu dari: %(choices)s") % {"choices": ", ".join(self.choices)})
        return self._number(value)

    def _number(self, value: Any) -> int | str:
        written = isinstance(value, str) and PLAIN.fullmatch(value)
        if isinstance(value, bool) or not (written or isinstance(value, int | Decimal)):
            raise ValueError(_("harus bilangan"))
        number = Decimal(value)
        if not number.is_finite() or not self.lowest <= number <= self.highest:
            raise ValueError(_("harus antara %(low)s dan %(high)s") % {"low": self.lowest, "high": self.highest})
        step = Decimal(1).scaleb(-self.places)
        if number and (number.adjusted() < -self.places or number != number.quantize(step)):
            raise ValueError(_("paling banyak %(places)s angka di belakang koma") % {"places": self.places})
        return str(number.quantize(step)) if self.places else int(number)


@dataclass(frozen=True, slots=True)
class Pair:
    """What a volume is always shown with: a measure of the same facts that says how well the work was done.

    `how`, `field` and `limit` as in `betang.ledger.measures`: a share has a limit (test, value).
    """

    how: str
    field: str
    limit: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of facts."""

    name: str
    title: Words
    fields: Mapping[str, Field]
    quality: Pair | None = None

    def clean(self, data: Mapping[str, Any]) -> dict[str, int | str | bool]:
        """Return the values as a fact keeps them; ValueError names every value that does not hold."""
        faults = [_("%(name)s tidak dikenal") % {"name": name[:60]} for name in data if name not in self.fields]
        found: dict[str, int | str | bool] = {}
        for name, field in self.fields.items():
            if data.get(name) is None:
                faults += [_("%(name)s harus ada") % {"name": name}] if field.required else []
                continue
            try:
                found[name] = field.clean(data[name])
            except ValueError as error:
                faults.append(f"{name} {error}")
        if faults:
            raise ValueError("; ".join(faults[:8]))
        return found


_kinds: dict[str, FactKind] = {}


def kind(name: str, *, title: Words, fields: Sequence[Field], quality: Pair | None = None) -> FactKind:
    """Declare a kind of facts; ValueError when another one has the name, or the pair names no field of it."""
    made = FactKind(name, title, {field.name: field for field in fields}, quality)
    known = _kinds.get(name)
    if known is not None and list(known.fields) != list(made.fields):
        raise ValueError(f"Two kinds of facts are called {name}.")
    if quality is not None and quality.field not in made.fields:
        raise ValueError(f"The quality pair of {name} names no field of it: {quality.field}.")
    _kinds[name] = made
    return made


def find(name: str) -> FactKind | None:
    """Return the kind of a name; None when the code of today knows none."""
    return _kinds.get(name)


def kinds() -> tuple[FactKind, ...]:
    """Return every kind, in the order of names."""
    return tuple(_kinds[name] for name in sorted(_kinds))
