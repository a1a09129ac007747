"""Forms of a year: opening it, setting a deadline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import ReasonForm, day_field
from betang.performance.models import Approach, Rhythm
from betang.ui.forms import Segment


class CycleForm(forms.Form):
    """A year, how often it is evaluated, and how plans are written."""

    year = forms.IntegerField(label=_("Tahun"), min_value=1970, max_value=2999)
    rhythm = forms.ChoiceField(
        label=_("Irama evaluasi"),
        choices=Rhythm,
        initial=Rhythm.QUARTERLY,
        widget=Segment,
        help_text=_("Dipilih oleh instansi. Evaluasi tahunan selalu ada."),
    )
    approach = forms.ChoiceField(
        label=_("Pendekatan SKP"), choices=Approach, initial=Approach.QUANTITATIVE, widget=Segment
    )


class DeadlineForm(ReasonForm):
    """A day by which a step is due."""

    due_date = day_field(_("Paling lambat"))
    field_order = ["due_date", "reason"]
