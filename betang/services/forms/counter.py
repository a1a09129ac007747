"""What officers type in: reasons, papers and words of a step; the reason for seeing a number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.services.definition import Definition
from betang.services.reasons import REASONS
from betang.ui.forms import Ticks


class StepForm(forms.Form):
    """Reasons, papers and words; which of them are needed is the action's to say."""

    reasons = forms.MultipleChoiceField(label=_("Alasan"), required=False, widget=Ticks)
    papers = forms.MultipleChoiceField(label=_("Dokumen yang dimaksud"), required=False, widget=Ticks)
    words = forms.CharField(
        label=_("Penjelasan untuk pemohon"),
        required=False,
        help_text=_("Kalimat pendek: apa yang kurang, dan apa yang harus dilakukan."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, definition: Definition, language: str, *args: Any, reasons: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].choices = [(code, text.text(language)) for code, text in REASONS.items()]  # type: ignore[attr-defined]
        listed = [(paper.key, paper.text.text(language)) for paper in definition.papers]
        self.fields["papers"].choices = listed  # type: ignore[attr-defined]
        if not reasons:
            del self.fields["reasons"], self.fields["papers"]


class RevealForm(forms.Form):
    """Which number, and why."""

    key = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Alasan membuka nomor"), max_length=300)
