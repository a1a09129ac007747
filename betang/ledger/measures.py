"""What a measure is: of which facts, how they come to one number, whose they are, over which days.

    Measure(kind="id.go.palangkaraya.hitungan.manual", how=How.SUM, field="jumlah")
    Measure(kind=..., how=How.SHARE, field="hari", limit=Condition("hari", Compare.AT_MOST, "3"))

A measure is a declaration: `betang.ledger.queries.measured` works many out at once. `measure_from_json` checks one that
was kept or sent, against the registry of kinds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid
from betang.ledger.kinds import FactKind, Field, find

MOST_CONDITIONS = 6


class How(StrEnum):
    """How facts come to one number. A share is in per cent, since targets are written so."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    PERCENTILE = "percentile"
    SHARE = "share"


VOLUMES = frozenset({How.COUNT, How.SUM})


class Whose(StrEnum):
    """One's own facts, or those of everybody in the unit and the units below it."""

    OWN = "own"
    UNIT = "unit"


class Days(StrEnum):
    """The days of the period, or from the first day of the year to the last of the period."""

    PERIOD = "period"
    YEAR = "year"


class Compare(StrEnum):
    """How a value is tested; both limits are included. IS_NOT holds for a fact without the value too."""

    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


Value = int | str | bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one value of a fact; `values` as a fact keeps them, one of them but for ONE_OF."""

    field: str
    test: Compare
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure. Facts without the measured field are left out of everything but a count.

    `pair` is what a volume is shown with, as the share of facts that meet it; None: the quality pair of its kind.
    """

    kind: str
    how: How
    field: str = ""
    whose: Whose = Whose.OWN
    conditions: tuple[Condition, ...] = ()
    percentile: int | None = None
    limit: Condition | None = None
    days: Days = Days.PERIOD
    pair: Condition | None = None

    @property
    def about(self) -> FactKind:
        """The kind of its facts; Invalid when the code of today knows none of that name."""
        found = find(self.kind)
        if found is None:
            raise wrong("kind", _("Jenis fakta ini tidak dikenal."))
        return found

    @property
    def places(self) -> int:
        """How many places behind the comma the measured values have."""
        return self.about.fields[self.field].places if self.field and self.how != How.SHARE else 0


def quality_of(measure: Measure) -> Measure | None:
    """Give what a volume is shown with: the quality pair of its kind over the same facts; None for other measures."""
    pair = measure.about.quality
    if measure.how not in VOLUMES or (pair is None and measure.pair is None):
        return None
    if measure.pair is not None or pair is None:
        limit, field = measure.pair, measure.pair.field if measure.pair else ""
        return replace(measure, how=How.SHARE, field=field, limit=limit, percentile=None, pair=None)
    limit = None
    if pair.limit:
        test, value = pair.limit
        limit = Condition(pair.field, Compare(test), (measure.about.fields[pair.field].clean(value),))
    return replace(measure, how=How(pair.how), field=pair.field, limit=limit, percentile=None)


def measure_to_json(measure: Measure) -> dict[str, Any]:
    """Write a measure as it is kept with an indicator; what is left at its default is left out."""
    found: dict[str, Any] = {"kind": measure.kind, "how": measure.how.value, "whose": measure.whose.value}
    found["days"] = measure.days.value
    if measure.field:
        found["field"] = measure.field
    if measure.percentile is not None:
        found["percentile"] = measure.percentile
    if measure.limit is not None:
        found["limit"] = condition_to_json(measure.limit)
    if measure.pair is not None:
        found["pair"] = condition_to_json(measure.pair)
    if measure.conditions:
        found["conditions"] = [condition_to_json(condition) for condition in measure.conditions]
    return found


def condition_to_json(condition: Condition) -> dict[str, Any]:
    """Write a condition."""
    return {"field": condition.field, "test": condition.test.value, "values": list(condition.values)}


def measure_from_json(found: Any) -> Measure:
    """Read a measure that was kept or sent; Invalid says in sentences, by name, what does not hold."""
    if not isinstance(found, Mapping):
        raise wrong("measure", _("Ukuran harus objek."))
    unknown = set(found) - {"kind", "how", "field", "whose", "days", "percentile", "limit", "conditions", "pair"}
    if unknown:
        raise wrong("measure", _("Ukuran memuat bagian yang tidak dikenal."))
    name = found.get("kind")
    kind = find(name) if isinstance(name, str) else None
    if kind is None:
        raise wrong("kind", _("Jenis fakta ini tidak dikenal."))
    how: How = one_of(How, found.get("how"), "how")
    made = Measure(
        kind=kind.name,
        how=how,
        field=_measured(found.get("field", ""), how, kind),
        whose=one_of(Whose, found.get("whose", Whose.OWN), "whose"),
        days=one_of(Days, found.get("days", Days.PERIOD), "days"),
        percentile=_percentile(found.get("percentile"), how),
        conditions=_conditions(found.get("conditions", []), kind),
    )
    pair = found.get("pair")
    if pair is not None and how not in VOLUMES:
        raise wrong("pair", _("Hanya banyaknya atau jumlah yang ditampilkan bersama mutunya."))
    return replace(
        made, limit=_limit(found.get("limit"), made, kind), pair=None if pair is None else _condition(pair, kind)
    )


def wrong(name: str, sentence: str) -> Invalid:
    """Give the error that names a part of a measure."""
    return Invalid(_("Ukuran belum benar: %(sentence)s") % {"sentence": sentence}, fields={name: sentence})


def one_of(words: Any, value: Any, name: str) -> Any:
    """Take a word of an enumeration."""
    try:
        return words(value)
    except ValueError as error:
        choices = ", ".join(words)
        raise wrong(name, _("Pilih salah satu: %(choices)s.") % {"choices": choices}) from error


def _measured(name: Any, how: How, kind: FactKind) -> str:
    """Take the measured field: none for a count, a number for all else but a share, which tests any."""
    if how == How.COUNT:
        if name:
            raise wrong("field", _("Banyaknya fakta tidak memakai nilai."))
        return ""
    field = kind.fields.get(name) if isinstance(name, str) else None
    if field is None or (how != How.SHARE and not field.number):
        raise wrong("field", _("Pilih nilai berupa bilangan dari jenis fakta ini."))
    return field.name


def _percentile(value: Any, how: How) -> int | None:
    if how != How.PERCENTILE:
        if value is not None:
            raise wrong("percentile", _("Hanya persentil yang memakai angka ini."))
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 99:
        raise wrong("percentile", _("Persentil antara 1 dan 99."))
    return value


def _limit(found: Any, measure: Measure, kind: FactKind) -> Condition | None:
    if measure.how != How.SHARE:
        if found is not None:
            raise wrong("limit", _("Hanya bagian dalam batas yang memakai batas."))
        return None
    condition = _condition(found, kind)
    if condition.field != measure.field:
        raise wrong("limit", _("Batas harus menguji nilai yang diukur."))
    return condition


def _conditions(found: Any, kind: FactKind) -> tuple[Condition, ...]:
    if not isinstance(found, Sequence) or isinstance(found, str) or len(found) > MOST_CONDITIONS:
        raise wrong("conditions", _("Saringan paling banyak %(most)s.") % {"most": MOST_CONDITIONS})
    return tuple(_condition(one, kind) for one in found)


def _condition(found: Any, kind: FactKind) -> Condition:
    """Read a condition; its values are checked by the field that they test."""
    if not isinstance(found, Mapping) or set(found) != {"field", "test", "values"}:
        raise wrong("conditions", _("Saringan terdiri atas nilai yang diuji, cara menguji, dan pembandingnya."))
    field = kind.fields.get(found["field"]) if isinstance(found["field"], str) else None
    if field is None:
        raise wrong("conditions", _("Nilai yang diuji tidak ada pada jenis fakta ini."))
    test: Compare = one_of(Compare, found["test"], "conditions")
    values = found["values"]
    if not isinstance(values, list) or not 1 <= len(values) <= (40 if test == Compare.ONE_OF else 1):
        raise wrong("conditions", _("Pembanding satu nilai, atau daftar nilai untuk salah satu dari."))
    if test in {Compare.AT_MOST, Compare.AT_LEAST} and not field.number:
        raise wrong("conditions", _("Hanya bilangan yang dapat dibandingkan dengan batas."))
    return Condition(field.name, test, tuple(_clean(field, value) for value in values))


def _clean(field: Field, value: Any) -> Value:
    try:
        return field.clean(value)
    except ValueError as error:
        raise wrong("conditions", f"{field.name} {error}.") from error
