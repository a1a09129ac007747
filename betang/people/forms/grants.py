"""Giving and ending rights."""

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.kernel.access.roles import OFFERED
from betang.people.forms.person import ReasonForm, day_field
from betang.people.models import Unit


class GrantForm(ReasonForm):
    """A role for an account, in a unit or the whole city, from a day on."""

    username = forms.CharField(label=_("Nama pengguna"), max_length=64, help_text=_("NIP, atau nama pengguna."))
    role = forms.ChoiceField(label=_("Peran"), choices=OFFERED)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.filter(closed_date__isnull=True).order_by("name"),
        to_field_name="code",
        required=False,
        empty_label=_("Seluruh kota"),
    )
    from_date = day_field(_("Mulai"))
    to_date = day_field(_("Sampai"), required=False, help_text=_("Kosongkan bila belum ditentukan."))
    field_order = ["username", "role", "unit", "from_date", "to_date", "reason"]


class AccountForm(forms.Form):
    """An account for somebody who is no employee."""

    username = forms.CharField(
        label=_("Nama pengguna"), max_length=64, help_text=_("Huruf kecil dan angka, mis. mitra.kahayan.")
    )
    email = forms.EmailField(label=_("Surel"), required=False)
