"""Forms of the editions of services."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EditionForm(forms.Form):
    """From when on a service is offered by which text, and on what ground."""

    from_date = forms.DateField(
        label=_("Berlaku sejak"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Hari ini atau sesudahnya. Permohonan yang sudah dimulai tetap memakai isi yang lama."),
    )
    source = forms.CharField(
        label=_("Sumber"), max_length=300, help_text=_("Misalnya nomor dan tahun SK Standar Pelayanan, dan halamannya.")
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300)
    content = forms.CharField(
        label=_("Isi layanan"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "mono", "spellcheck": "false"}),
        help_text=_("Bentuk TOML. Setiap teks ditulis dalam dua bahasa: id dan en."),
    )


class VoidForm(forms.Form):
    """Why an edition is voided."""

    reason = forms.CharField(label=_("Alasan pembatalan"), max_length=300)
