"""Forms of the tree of goals: a goal, an indicator, what an indicator came to, the end of either."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import ReasonForm
from betang.people.models import Unit
from betang.performance.forms.numbers import NumberField
from betang.performance.models import Goal, GoalIndicator, GoalLevel, Period, Polarity
from betang.ui.forms import Segment

LONG = forms.Textarea(attrs={"rows": 3})


class UnitField(forms.ModelChoiceField[Unit]):
    """A unit, with its abbreviation where there is one."""

    def label_from_instance(self, obj: Unit) -> str:
        """Write the name."""
        return obj.name


class GoalForm(ReasonForm):
    """A goal: what is to come about, on which level, for which unit, under which goal."""

    text = forms.CharField(
        label=_("Hasil"), max_length=400,
        help_text=_("Sebagai hasil, bukan kegiatan: “Layanan kependudukan selesai tepat waktu”."),
    )  # fmt: skip
    level = forms.ChoiceField(label=_("Tingkat"), choices=GoalLevel)
    critical_factor = forms.CharField(label=_("Faktor kunci keberhasilan"), max_length=300, required=False)
    unit = UnitField(label=_("Unit yang bertanggung jawab"), queryset=Unit.objects.none(), to_field_name="code")
    parent = forms.ModelChoiceField(
        label=_("Di bawah tujuan"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("Tidak ada: tujuan teratas"),
    )
    order = forms.IntegerField(label=_("Urutan"), min_value=0, max_value=999, initial=0)
    field_order = ["text", "level", "critical_factor", "unit", "parent", "order", "reason"]
    NAMES = ("text", "level", "critical_factor", "unit", "parent", "order")

    def offer(self, units: QuerySet[Unit], parents: QuerySet[Goal], *, new: bool) -> None:
        """Say which units and goals can be chosen; a new goal needs no reason."""
        cast(UnitField, self.fields["unit"]).queryset = units
        cast(forms.ModelChoiceField[Goal], self.fields["parent"]).queryset = parents
        if new:
            del self.fields["reason"]

    @property
    def fields_of_goal(self) -> dict[str, Any]:
        """What was chosen, without the reason."""
        return {name: self.cleaned_data[name] for name in self.NAMES}


class GoalIndicatorForm(ReasonForm):
    """An indicator. What SAKIP asks for may come later, but what is missing is shown."""

    text = forms.CharField(label=_("Indikator"), max_length=300)
    definition = forms.CharField(label=_("Definisi"), widget=LONG, required=False)
    formula = forms.CharField(label=_("Rumus"), max_length=400, required=False)
    data_source = forms.CharField(label=_("Sumber data"), max_length=300, required=False)
    measure_unit = forms.CharField(label=_("Satuan"), max_length=40, required=False)
    polarity = forms.ChoiceField(label=_("Polaritas"), choices=Polarity, widget=Segment, required=False)
    key = forms.BooleanField(label=_("Indikator kinerja utama"), required=False)
    baseline = NumberField(label=_("Angka awal"))
    target = NumberField(label=_("Target tahun ini"))
    NAMES = (
        "text", "definition", "formula", "data_source", "measure_unit", "polarity", "key", "baseline", "target",
    )  # fmt: skip
    field_order = [*NAMES, "reason"]

    @classmethod
    def of(cls, indicator: GoalIndicator | None, data: Any = None) -> "GoalIndicatorForm":
        """Build the form with what is recorded; a new indicator needs no reason."""
        if indicator is None:
            form = cls(data)
            del form.fields["reason"]
            return form
        return cls(data, initial={name: getattr(indicator, name) for name in cls.NAMES})

    @property
    def fields_of_indicator(self) -> dict[str, Any]:
        """What was typed, without the reason."""
        return {name: self.cleaned_data[name] for name in self.NAMES}


class MeasurementForm(forms.Form):
    """What an indicator came to in a period, and why."""

    period = forms.ModelChoiceField(label=_("Periode"), queryset=Period.objects.none(), empty_label=None)
    value = NumberField(label=_("Realisasi"), required=True)
    driver = forms.CharField(
        label=_("Pendorong atau penghambat"), widget=LONG, max_length=2000,
        help_text=_("Apa yang menyebabkan angka ini? Evaluator SAKIP mencarinya."),
    )  # fmt: skip

    def offer(self, periods: Sequence[Period]) -> None:
        """Say for which periods it can be recorded."""
        field = cast(forms.ModelChoiceField[Period], self.fields["period"])
        field.queryset = Period.objects.filter(pk__in=[period.pk for period in periods]).select_related("cycle")
