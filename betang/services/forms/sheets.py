"""Typing in paper forms: one line of nine figures for each sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import day_field
from betang.services.definition import Definition
from betang.services.models.survey import ELEMENTS

LINES = 10
SHEET = re.compile(rf"[0-4]{{{len(ELEMENTS)}}}")


class SheetsForm(forms.Form):
    """A service, a day, and up to ten sheets; a sheet is its nine scores in the order of the form, 0 for a blank."""

    service = forms.ChoiceField(label=_("Layanan"))
    day = day_field(_("Hari pada lembar"), help_text=_("Yang disimpan hanya bulannya."))
    batch = forms.UUIDField(widget=forms.HiddenInput)
    texts = forms.CharField(
        label=_("Saran tertulis"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=8000,
        help_text=_("Satu baris satu saran. Jangan mengetik nama, NIK, atau nomor permohonan."),
    )

    def __init__(self, services: Mapping[str, Definition], *args: Any, language: str, **options: Any) -> None:
        options["initial"] = {"batch": uuid4(), **options.get("initial", {})}
        super().__init__(*args, **options)
        offered = sorted((each.name.text(language), code) for code, each in services.items())
        cast(forms.ChoiceField, self.fields["service"]).choices = [("", "–"), *((code, name) for name, code in offered)]
        kind = {"inputmode": "numeric", "autocomplete": "off", "size": len(ELEMENTS) + 2, "class": "input mono"}
        for number in range(1, LINES + 1):
            self.fields[f"sheet_{number}"] = forms.CharField(
                label=_("Lembar %(number)d") % {"number": number},
                required=False,
                max_length=2 * len(ELEMENTS),
                widget=forms.TextInput(attrs=kind),
            )
            self.fields[f"sheet_{number}"].asked = True  # type: ignore[attr-defined]
        self.order_fields(["service", "day", *self.lines, "texts", "batch"])

    @property
    def lines(self) -> list[str]:
        """The names of the fields of sheets."""
        return [f"sheet_{number}" for number in range(1, LINES + 1)]

    def clean(self) -> dict[str, Any]:
        """Read each line; one that is no sheet is refused where it stands."""
        found = super().clean() or {}
        sheets = []
        for name in self.lines:
            line = re.sub(r"[\s.,;]", "", found.get(name) or "")
            if line and (SHEET.fullmatch(line) is None or not line.strip("0")):
                self.add_error(name, gettext("Ketik sembilan angka 1 sampai 4, atau 0 untuk yang kosong."))
            elif line:
                scores = zip(ELEMENTS, map(int, line), strict=True)
                sheets.append({column: score for column, score in scores if score})
        return {**found, "sheets": sheets}

    @property
    def written(self) -> list[str]:
        """What was written freely, a line each."""
        return [line for line in self.cleaned_data["texts"].splitlines() if line.strip()]
