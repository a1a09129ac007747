"""Forms of the auditor's screens: the filter of the trail, a sample, the reason for opening values."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.audit import words
from betang.portal.audit.queries import Filter, Sample
from betang.portal.period import PeriodForm

LARGEST = 2**31 - 1


class TrailForm(PeriodForm):
    """What of the trail is shown; all of it may stay empty."""

    q = forms.CharField(label=gettext_lazy("Cari"), required=False, max_length=100)
    pelaku = forms.CharField(label=gettext_lazy("Nama pengguna pelaku"), required=False, max_length=64)
    tindakan = forms.ChoiceField(label=gettext_lazy("Tindakan"), required=False)
    jenis = forms.ChoiceField(label=gettext_lazy("Jenis objek"), required=False)
    objek = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    orang = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["q"].widget = forms.TextInput(attrs={"type": "search"})
        actions, types = words.known_actions(), words.known_types()
        self.fields["tindakan"].choices = [("", _("Semua tindakan")), *actions.items()]  # type: ignore[attr-defined]
        self.fields["jenis"].choices = [("", _("Semua jenis")), *types.items()]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Filter:
        """What was asked for, once the form is valid."""
        data = self.cleaned_data
        return Filter(
            search=data["q"],
            actor=data["pelaku"],
            action=data["tindakan"],
            object_type=data["jenis"],
            object_id=data["objek"],
            subject=data["orang"],
            since=self.since,
            before=self.before,
        )


class SampleForm(forms.Form):
    """A sample: how many entries, the seed that makes it repeatable, and up to which entry it was drawn."""

    contoh = forms.IntegerField(label=gettext_lazy("Banyaknya"), min_value=1, max_value=200, initial=20)
    benih = forms.IntegerField(
        label=gettext_lazy("Benih"),
        min_value=0,
        max_value=LARGEST,
        initial=1,
        help_text=gettext_lazy("Bilangan bebas; benih yang sama mengulang contoh yang sama."),
    )
    hingga = forms.IntegerField(min_value=0, max_value=2**53, required=False, widget=forms.HiddenInput)

    @property
    def wanted(self) -> Sample:
        """What was asked for, once the form is valid."""
        return Sample(
            count=self.cleaned_data["contoh"], seed=self.cleaned_data["benih"], last=self.cleaned_data["hingga"]
        )


class PageForm(forms.Form):
    """Where in the trail the page stands: entries below or above a number."""

    sebelum = forms.IntegerField(min_value=1, max_value=2**53, required=False)
    sesudah = forms.IntegerField(min_value=0, max_value=2**53, required=False)


class RevealForm(forms.Form):
    """Why somebody wants to read what an entry hides."""

    alasan = forms.CharField(
        label=gettext_lazy("Alasan membuka nilai"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Paling sedikit 10 huruf. Pembukaan ini dicatat dalam jejak audit bersama alasannya."),
        error_messages={"required": gettext_lazy("Tulis alasannya, paling sedikit 10 huruf.")},
    )
