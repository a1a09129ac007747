"""What an award to teams can be judged by: means and shares over facts, by sorts of cases, with the better direction.

Volumes are not offered: counting more cases is not doing better. A criterion is kept as JSON and never changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid
from betang.ledger.kinds import FactKind, find, kinds
from betang.ledger.measures import How, Measure, measure_from_json, measure_to_json, quality_of

UP, DOWN = "NAIK", "TURUN"
OF_PER_CENT = 100.0  # the scale of a share: it is measured in per cent already
MOST = 3


@dataclass(frozen=True, slots=True)
class Criterion:
    """A measure, the field whose choices are the sorts of cases ("" for one sort), and which way is better."""

    measure: Measure
    by: str
    better: str

    @property
    def title(self) -> str:
        """What is measured, in words: "Rata-rata Lama pengerjaan (hari kerja), Hitungan manual"."""
        return measure_words(self.measure)

    @property
    def by_words(self) -> str:
        """By what cases are sorted, in words; empty for one sort."""
        return str(self.measure.about.fields[self.by].title) if self.by else ""

    @property
    def direction(self) -> str:
        """Which way is better, in words."""
        return _("makin tinggi makin baik") if self.better == UP else _("makin rendah makin baik")


def measure_words(measure: Measure) -> str:
    """Say in words what a measure is."""
    field = measure.about.fields[measure.field]
    name = f"{field.title} ({field.unit})" if field.unit else str(field.title)
    words = {"name": name, "kind": measure.about.title}
    if measure.how == How.SHARE and measure.limit:
        words["limit"] = ", ".join(str(value) for value in measure.limit.values)
        sign = {"at_most": "≤", "at_least": "≥"}.get(measure.limit.test.value, "=")
        return _("%(kind)s: bagian dengan %(name)s %(sign)s %(limit)s") % {**words, "sign": sign}
    return _("%(kind)s: rata-rata %(name)s") % words


def measures_offered() -> list[tuple[str, str]]:
    """List what can be measured: of each kind the means of its numbers, and its quality share."""
    return [(f"{kind.name}|{key}", measure_words(one)) for kind in kinds() for key, one in _measures(kind)]


def sorts_offered() -> list[tuple[str, str]]:
    """List by what cases can be sorted: the choices and yes-or-no values of each kind."""
    return [
        (f"{kind.name}|{field.name}", f"{kind.title}: {field.title}")
        for kind in kinds() for field in kind.fields.values() if not field.number
    ]  # fmt: skip


def _measures(kind: FactKind) -> Iterator[tuple[str, Measure]]:
    for field in kind.fields.values():
        if field.number:
            yield field.name, Measure(kind=kind.name, how=How.MEAN, field=field.name)
    pair = quality_of(Measure(kind=kind.name, how=How.COUNT))
    if pair is not None and pair.how == How.SHARE:
        yield "bagian", pair


def criterion_of(measure: str, by: str, better: str) -> Criterion:
    """Read what was chosen; Invalid when it was not offered or the sort is of another kind."""
    name, _bar, key = measure.partition("|")
    kind = find(name)
    found = dict(_measures(kind)).get(key) if kind else None
    if found is None or better not in {UP, DOWN}:
        raise Invalid(_("Pilih ukuran dan arahnya dari daftar."))
    of, _bar, field = by.partition("|")
    if by and (of != name or by not in dict(sorts_offered())):
        raise Invalid(_("Golongan perkara harus dari jenis fakta yang diukur."))
    return Criterion(found, field, better)


def criterion_to_json(criterion: Criterion) -> dict[str, Any]:
    """Write a criterion as it is kept."""
    return {"measure": measure_to_json(criterion.measure), "by": criterion.by, "better": criterion.better}


def criterion_from_json(kept: Mapping[str, Any]) -> Criterion:
    """Read a criterion that was kept."""
    return Criterion(measure_from_json(kept["measure"]), str(kept["by"]), str(kept["better"]))


def sort_words(criterion: Criterion, value: str) -> str:
    """Say in words which sort of cases a value stands for."""
    if not criterion.by:
        return _("semua perkara")
    field = criterion.measure.about.fields[criterion.by]
    if field.yes_no:
        return _("ya") if value in {"1", "true"} else _("tidak")
    return str((field.choices or {}).get(value, value or _("tanpa keterangan")))
