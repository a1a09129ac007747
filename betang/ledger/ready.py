"""Ready-made measures: a module that writes facts says how they are measured well, and people only choose which.

A module declares them in a file `ready_measures.py` of its app. `apart` is the field whose values are never pooled:
one of them is always chosen. `within` may narrow it further. `never` are values that are left out; a fact without the
field stays in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid
from betang.ledger.kinds import Words, find
from betang.ledger.measures import Compare, Condition, Days, How, Measure, Value, Whose

CHANCE = frozenset({How.SHARE, How.MEAN, How.MEDIAN, How.PERCENTILE})
"""What a few facts more or less may change by chance; a count is what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """One ready-made measure of a kind of facts. `quality` is what its volume is shown with."""

    key: str
    kind: str
    title: Words
    about: Words
    how: How
    field: str = ""
    limit: Value | None = None
    apart: str
    within: str = ""
    only: Mapping[str, Value] | None = None
    never: Sequence[tuple[str, Value]] = ()
    quality: tuple[str, Value] | None = None

    def measure(self, *, apart: str, within: str = "", whose: Whose = Whose.OWN, days: Days = Days.PERIOD) -> Measure:
        """Make the measure for one value of `apart`; Invalid where that, or `within`, is no value of its field."""
        conditions = [self._chosen(self.apart, apart)]
        if within:
            conditions.append(self._chosen(self.within, within))
        conditions += [Condition(name, Compare.IS, (value,)) for name, value in (self.only or {}).items()]
        conditions += [Condition(name, Compare.IS_NOT, (value,)) for name, value in self.never]
        return Measure(
            kind=self.kind, how=self.how, field=self.field, whose=whose, days=days, conditions=tuple(conditions),
            limit=None if self.limit is None else Condition(self.field, Compare.IS, (self.limit,)),
            pair=None if self.quality is None else Condition(self.quality[0], Compare.IS, (self.quality[1],)),
        )  # fmt: skip

    def _chosen(self, name: str, value: str) -> Condition:
        if not name or value not in self.choices(name):
            raise Invalid(_("Pilih salah satu yang ada di daftar."), fields={name or "within": _("Pilih satu.")})
        return Condition(name, Compare.IS, (value,))

    def choices(self, name: str) -> Mapping[str, Words]:
        """Give the values of a field that is chosen from, with their words."""
        kind = find(self.kind)
        return (kind.fields[name].choices if kind and name in kind.fields else None) or {}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen when a measure was made: which ready-made one, of what, narrowed to what ("" not)."""

    ready: Ready
    apart: str
    within: str


_known: dict[str, Ready] = {}


def ready(made: Ready) -> Ready:
    """Declare a ready-made measure; ValueError when another one has the key."""
    if _known.setdefault(made.key, made) != made:
        raise ValueError(f"Two ready-made measures are called {made.key}.")
    return made


def ready_measures() -> tuple[Ready, ...]:
    """Return all of them, in the order in which they were declared."""
    return tuple(_known.values())


def ready_find(key: str) -> Ready | None:
    """Return the one with a key; None when there is none."""
    return _known.get(key)


def chosen_in(measure: Measure) -> Chosen | None:
    """Say which ready-made measure one is, whoever it counts over whatever days; None for one made by hand."""
    values = {each.field: str(each.values[0]) for each in measure.conditions if each.test == Compare.IS}
    return next((found for found in _candidates(measure, values)), None)


def _candidates(measure: Measure, values: Mapping[str, str]) -> Iterable[Chosen]:
    for each in _known.values():
        apart, within = values.get(each.apart, ""), values.get(each.within, "") if each.within else ""
        if each.kind != measure.kind or apart not in each.choices(each.apart):
            continue
        if each.within and within and within not in each.choices(each.within):
            continue
        if each.measure(apart=apart, within=within, whose=measure.whose, days=measure.days) == measure:
            yield Chosen(each, apart, within)
