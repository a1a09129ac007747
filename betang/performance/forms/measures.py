"""Choosing what an indicator is measured by: the kind of facts first, then how they come to one number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.ledger.kinds import FactKind, kinds
from betang.ledger.measures import Compare, Days, How, Measure, Whose
from betang.performance.measuring import HOWS, only_choices
from betang.ui.forms import Choices

TESTS = [(Compare.IS, _("sama dengan")), (Compare.AT_MOST, _("paling banyak")), (Compare.AT_LEAST, _("paling sedikit"))]


class KindForm(forms.Form):
    """Which facts."""

    kind = forms.ChoiceField(label=_("Jenis fakta"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(each.name, each.title) for each in kinds()]  # type: ignore[attr-defined]


class MeasureForm(forms.Form):
    """How the facts of a kind come to one number."""

    how = forms.ChoiceField(label=_("Cara menghitung"), choices=[(how.value, HOWS[how]) for how in How])
    field = forms.ChoiceField(label=_("Nilai"), required=False, help_text=_("Tidak dipakai untuk banyaknya fakta."))
    test = forms.ChoiceField(
        label=_("Batas"),
        choices=[("", "–"), *TESTS],
        required=False,
        help_text=_("Hanya untuk bagian: berapa persen fakta memenuhi batas."),
    )
    limit = forms.CharField(label=_("Nilai batas"), max_length=40, required=False)
    percentile = forms.CharField(label=_("Persentil ke"), max_length=2, required=False)
    only = forms.ChoiceField(
        label=_("Hanya fakta dengan"),
        required=False,
        help_text=_("Ukuran layanan dihitung per layanan, tidak dicampur."),
    )
    whose = forms.ChoiceField(
        label=_("Fakta siapa"),
        widget=Choices,
        initial=Whose.OWN,
        choices=[(Whose.OWN, _("Fakta saya")), (Whose.UNIT, _("Fakta seluruh unit"))],
    )
    days = forms.ChoiceField(
        label=_("Masa"),
        widget=Choices,
        initial=Days.PERIOD,
        choices=[(Days.PERIOD, _("Periode itu saja")), (Days.YEAR, _("Sejak awal tahun"))],
    )

    def __init__(self, about: FactKind, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields = [(name, field.title) for name, field in about.fields.items()]
        self.fields["field"].choices = [("", "–"), *fields]  # type: ignore[attr-defined]
        self.fields["only"].choices = [("", _("semua")), *only_choices(about)]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, str]:
        """Write a measure as the form shows it."""
        limit = measure.limit
        found = {"how": measure.how.value, "field": measure.field, "whose": measure.whose.value}
        found |= {"days": measure.days.value, "percentile": str(measure.percentile or "")}
        if limit is not None:
            found |= {"test": limit.test.value, "limit": written(limit.values[0])}
        for each in measure.conditions[:1]:
            found["only"] = f"{each.field}|{written(each.values[0])}"
        return found


def written(value: Any) -> str:
    """Write a value as it is typed."""
    return str(value).lower() if isinstance(value, bool) else str(value)
