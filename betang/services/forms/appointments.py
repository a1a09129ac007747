"""What the head of the office types in about appointments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.services.forms.counter import Refusable


class PlacesForm(Refusable):
    """How many places each slot has, from when to when, and why; the action judges them."""

    places = forms.IntegerField(
        label=_("Tempat tiap jam"),
        help_text=_("Berapa orang dapat dilayani bersamaan. Isi 0 untuk menutup."),
        widget=forms.NumberInput(attrs={"class": "w-4", "min": "0", "max": "50", "inputmode": "numeric"}),
    )
    from_date = forms.DateField(label=_("Mulai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    to_date = forms.DateField(
        label=_("Sampai"),
        required=False,
        help_text=_("Isi hanya untuk hari tertentu, misalnya satu hari tutup. Sesudahnya yang lama berlaku lagi."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300)
