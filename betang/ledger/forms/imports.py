"""Choosing a file with facts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.ledger.forms.sources import kind_choices
from betang.ledger.models import Source
from betang.ledger.models.sources import HOUSE


class FactImportForm(forms.Form):
    """A file, what it holds, and from which system it comes."""

    source = forms.ModelChoiceField(
        label=_("Sistem asal"), queryset=Source.objects.filter(closed_at__isnull=True).exclude(uri=HOUSE)
    )
    kind = forms.ChoiceField(label=_("Jenis fakta"), choices=kind_choices)
    file = forms.FileField(label=_("Berkas"), help_text=_("xlsx, ods, csv, atau parquet; paling banyak 10.000 baris."))
