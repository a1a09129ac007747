"""What officers type in: reasons, papers and words of a step; the reason for seeing a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.services.actions.steps import Said
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
        for field in self.fields.values():
            field.asked = True  # type: ignore[attr-defined]  # the action says what is missing
        if not reasons:
            del self.fields["reasons"], self.fields["papers"]

    @property
    def said(self) -> Said:
        """What was sent, as the action takes it."""
        reasons, papers = (self.data.getlist(self.add_prefix(name)) for name in ("reasons", "papers"))  # type: ignore[attr-defined]
        return Said(reasons=reasons, papers=papers, words=self.data.get(self.add_prefix("words"), ""))

    def refuse(self, fields: Mapping[str, str]) -> None:
        """Say at each field what the action found missing."""
        self.is_valid()
        for name, words in fields.items():
            self.add_error(name if name in self.fields else None, words)


class RevealForm(forms.Form):
    """Which number, and why."""

    key = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Alasan membuka nomor"), max_length=300)
