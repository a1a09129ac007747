"""Choosing a file to bring in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import day_field
from betang.people.models import ImportKind


class ImportForm(forms.Form):
    """A file, what it holds, and from which day on."""

    kind = forms.ChoiceField(label=_("Isi berkas"), choices=ImportKind)
    file = forms.FileField(label=_("Berkas"), help_text=_("xlsx, ods, csv, atau parquet; paling besar 20 MB."))
    day = day_field(
        _("Berlaku sejak"), help_text=_("Dipakai untuk perubahan yang di berkasnya tidak bertanggal sendiri.")
    )
