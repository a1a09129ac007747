"""Choosing a ready-made measure: which one, of what, whose facts, over which days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from betang.ledger.kinds import find
from betang.ledger.measures import Days, Measure, Whose
from betang.ledger.ready import Chosen, ready_measures
from betang.ui.forms import Choices, LongChoices

WHOSE = [(Whose.OWN, _("Fakta saya")), (Whose.UNIT, _("Fakta seluruh unit"))]
DAYS = [(Days.PERIOD, _("Periode itu saja")), (Days.YEAR, _("Sejak awal tahun"))]


class ReadyForm(forms.Form):
    """What stands in the lists follows from what modules declared; both lists are those of the kind's fields."""

    siap = forms.ChoiceField(label=_("Ukuran"), widget=LongChoices)
    apart = forms.ChoiceField(help_text=_("Dihitung per layanan, tidak pernah dicampur."))
    within = forms.ChoiceField(required=False, help_text=_("Hanya untuk tepat waktu dan menit kerja."))
    whose = forms.ChoiceField(label=_("Fakta siapa"), widget=Choices, initial=Whose.OWN, choices=WHOSE)
    days = forms.ChoiceField(label=_("Masa"), widget=Choices, initial=Days.PERIOD, choices=DAYS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = ready_measures()
        words = [(one.key, format_lazy("{title}. {about}", title=one.title, about=one.about)) for one in known]
        self.fields["siap"].choices = words  # type: ignore[attr-defined]
        for name, empty in (("apart", "–"), ("within", _("semua langkah"))):
            fields = {getattr(one, name): one for one in known if getattr(one, name)}
            field, one = next(iter(fields.items()), ("", None))
            kind = find(one.kind) if one else None
            if one and kind:
                self.fields[name].label = str(kind.fields[field].title)
                self.fields[name].choices = [("", empty), *one.choices(field).items()]  # type: ignore[attr-defined]

    def measure(self) -> Measure:
        """Make the measure that was chosen; a step is left out where the measure has none. Needs a valid form."""
        given = self.cleaned_data
        one = next(each for each in ready_measures() if each.key == given["siap"])
        within = given["within"] if one.within else ""
        return one.measure(
            apart=given["apart"], within=within, whose=Whose(given["whose"]), days=Days(given["days"])
        )  # fmt: skip

    @staticmethod
    def initial_of(chosen: Chosen, measure: Measure) -> dict[str, str]:
        """Write what was chosen as the form shows it."""
        return {
            "siap": chosen.ready.key, "apart": chosen.apart, "within": chosen.within,
            "whose": measure.whose.value, "days": measure.days.value,
        }  # fmt: skip
