"""What the head of a section types in about answers, and the list from which officers pick one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.services import flow

STEPS = [
    (flow.CORRECTING, _("Minta perbaikan")),
    (flow.REJECTED, _("Tolak")),
    (flow.OUTAGE, _("Catat gangguan")),
]


class ReplySelect(forms.Select):
    """A list whose entries carry their text, so that a script can show it before it is sent."""

    texts: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Put the text beside the entry."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.texts:
            option["attrs"]["data-text"] = self.texts[str(value)]
        return option


class ReplyForm(forms.Form):
    """An answer; the action judges its words."""

    code = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("Langkah"), choices=STEPS, widget=forms.Select)
    title = forms.CharField(label=_("Judul untuk petugas"), max_length=80)
    text = forms.CharField(
        label=_("Kalimat kepada pemohon"),
        required=False,
        max_length=600,
        help_text=_(
            "Paling banyak 20 kata tiap kalimat. Diisi sendiri: {nomor}, {layanan}, {dokumen}, {tanggal}. "
            "Kosongkan bila jawaban ini tidak dipakai lagi."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text_en = forms.CharField(
        label=_("Kalimat dalam bahasa Inggris"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    from_date = forms.DateField(label=_("Mulai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Alasan"), max_length=300)
