"""Forms of check-ins."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckInForm(forms.Form):
    """When, and what about."""

    day = forms.DateField(label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    agenda = forms.CharField(label=_("Agenda"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class StepForm(forms.Form):
    """A step, and by when."""

    text = forms.CharField(label=_("Langkah yang disepakati"), max_length=300)
    due_date = forms.DateField(
        label=_("Paling lambat"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
