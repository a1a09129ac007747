"""The form that asks for the papers of a unit: which unit within reach, which period."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.errors import Invalid
from betang.people.models import Unit
from betang.performance.models import Cycle, Period


class UnitPapersForm(forms.Form):
    """A unit, and a year's plans ("2026-skp") or a period's evaluations ("2026-3", "2026-0" for the year)."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Unit"), to_field_name="code", empty_label=None
    )
    span = forms.ChoiceField(label=gettext_lazy("Isi"))

    def __init__(self, *args: Any, units: Any, periods: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self._periods = {f"{one.cycle.year}-{one.number}": one for one in periods}
        self._years = {f"{one.cycle.year}-skp": one.cycle for one in periods}
        plans = [(key, _("SKP %(year)s") % {"year": year.year}) for key, year in self._years.items()]
        evaluations = [(key, _("Evaluasi %(period)s") % {"period": one}) for key, one in self._periods.items()]
        self.fields["span"].choices = [*plans, *evaluations]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Unit, Cycle, Period | None]:
        """Give what was chosen; Invalid when the unit is none within reach or the period none there is."""
        if not self.is_valid():
            raise Invalid(_("Pilih unit dalam jangkauan Anda dan isinya."))
        span = self.cleaned_data["span"]
        period = self._periods.get(span)
        return self.cleaned_data["unit"], period.cycle if period else self._years[span], period
