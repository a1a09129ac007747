"""Asking for an export of personal data, and deciding about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = {"type": "date"}


class ExportForm(forms.Form):
    """Why, on what legal basis, of which service, sent within which days."""

    purpose = forms.CharField(
        label=_("Untuk apa?"), max_length=300, help_text=_("Siapa yang akan memakai data ini, dan untuk keperluan apa.")
    )
    basis = forms.CharField(
        label=_("Dasar hukum atau surat permintaan"), max_length=200, help_text=_("Nomor surat, putusan, atau pasal.")
    )
    service = forms.ChoiceField(label=_("Layanan"), required=False)
    from_date = forms.DateField(label=_("Diajukan sejak"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    to_date = forms.DateField(label=_("Diajukan sampai"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    with_nik = forms.BooleanField(
        label=_("Sertakan NIK"), required=False, help_text=_("Hanya bila tujuannya tidak tercapai tanpa NIK.")
    )

    def __init__(self, data: Any = None, *, services: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["service"].choices = [("", _("Semua layanan")), *services]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """Yes or no, and why."""

    putusan = forms.ChoiceField(choices=[("setuju", _("Setujui")), ("tolak", _("Tolak"))])
    words = forms.CharField(label=_("Alasan"), max_length=300, required=False)
