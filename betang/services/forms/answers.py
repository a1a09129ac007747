"""One question as a form: a control that fits its kind, named by the heading of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.services.definition import Kind, Question

HEADING = {"aria-labelledby": "tanya", "aria-describedby": "petunjuk"}
NUMERIC = {Kind.NIK: "w-20", Kind.KK: "w-20", Kind.NUMBER: "w-4"}


class AnswerForm(forms.Form):
    """The answer to one question, as text in the field `jawaban`."""

    def __init__(
        self, question: Question, *args: Any, language: str, kelurahan: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.language = question, language
        self.fields["jawaban"] = forms.CharField(
            required=False, label=question.text.text(language), strip=False, widget=self.widget(kelurahan or {})
        )

    def widget(self, kelurahan: Mapping[str, str]) -> forms.Widget:
        """Choose the control."""
        kind = self.question.kind
        if kind == Kind.CHOICE:
            return forms.RadioSelect(choices=[(each.value, each.text) for each in self.question.options])
        if kind == Kind.KELURAHAN:
            return forms.Select(attrs=HEADING, choices=[("", _("Pilih kelurahan")), *kelurahan.items()])
        if kind == Kind.DATE:
            return DayParts()
        if kind == Kind.LONG:
            return forms.Textarea(attrs={**HEADING, "rows": 4})
        return forms.TextInput(attrs={**HEADING, **self.typing(kind)})

    def typing(self, kind: Kind) -> dict[str, str]:
        """Say which keyboard a phone shows, and what it may fill in from its owner's own card."""
        if kind in NUMERIC:
            return {"inputmode": "numeric", "class": NUMERIC[kind], "autocomplete": "off", "spellcheck": "false"}
        if kind == Kind.PHONE:
            return {"inputmode": "tel", "type": "tel", "autocomplete": "tel", "class": "w-20"}
        if kind == Kind.EMAIL:
            return {"inputmode": "email", "type": "email", "autocomplete": "email", "spellcheck": "false"}
        if kind == Kind.TIME:
            return {"inputmode": "numeric", "class": "w-4", "placeholder": "09.30"}
        return {"autocomplete": "name" if self.question.key == "nama" else "off"}


class DayParts(forms.MultiWidget):
    """A day in three numbers: quicker on an old phone than any calendar."""

    template_name = "services/apply/day.html"

    def __init__(self) -> None:
        part = {"inputmode": "numeric", "autocomplete": "off"}
        parts = {"hari": "w-2", "bulan": "w-2", "tahun": "w-4"}
        super().__init__({name: forms.TextInput(attrs={**part, "class": width}) for name, width in parts.items()})

    def decompress(self, value: Any) -> list[str]:
        """Take a day apart: 2026-01-31."""
        parts = str(value or "").split("-")
        return [each.lstrip("0") for each in reversed(parts)] if len(parts) == 3 else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # type: ignore[override]
        """Put a day together; "" when all three are empty, what is no day stays what it is."""
        day, month, year = (str(each or "").strip() for each in super().value_from_datadict(data, files, name))
        return f"{year:>04}-{month:>02}-{day:>02}" if day or month or year else ""


class ResumeForm(forms.Form):
    """The code with which a draft goes on."""

    kode = forms.CharField(
        label=_("Kode draf"),
        max_length=40,
        help_text=_("Tiga kelompok empat huruf atau angka, misalnya K7MP-4XRT-9BQD."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "w-20"}),
    )


class PinForm(forms.Form):
    """The PIN of a receipt."""

    pin = forms.CharField(
        label=_("PIN"),
        max_length=20,
        help_text=_("Enam angka pada tanda terima."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "w-8"}),
    )


class TrackForm(forms.Form):
    """Number and PIN of a receipt."""

    nomor = forms.CharField(
        label=_("Nomor permohonan"),
        max_length=40,
        help_text=_("Contoh: KK-2611-004182."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "w-20"}),
    )
    pin = forms.CharField(
        label=_("PIN"),
        max_length=20,
        help_text=_("Enam angka pada tanda terima."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "w-8"}),
    )
