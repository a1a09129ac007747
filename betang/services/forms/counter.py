"""What officers type in: reasons, papers and words of a step; the reason for seeing a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.services.actions.handing import Handed
from betang.services.actions.steps import Said
from betang.services.definition import Definition
from betang.services.forms.replies import ReplySelect
from betang.services.models.deliveries import By, Old, Proof
from betang.services.reasons import REASONS
from betang.services.replies import Offer
from betang.ui.forms import LongChoices, Ticks


class Refusable(forms.Form):
    """A form that the action judges: what it found missing is said at the field."""

    def refuse(self, fields: Mapping[str, str]) -> None:
        """Say at each field what the action found missing."""
        self.is_valid()
        for name, words in fields.items():
            self.errors.pop(name, None)
            self.add_error(name if name in self.fields else None, words)


class StepForm(Refusable):
    """Reasons, papers and words; which of them are needed is the action's to say."""

    reasons = forms.MultipleChoiceField(label=_("Alasan"), required=False, widget=Ticks)
    papers = forms.MultipleChoiceField(label=_("Dokumen yang dimaksud"), required=False, widget=Ticks)
    reply = forms.ChoiceField(
        label=_("Jawaban siap pakai"),
        required=False,
        help_text=_("Dipakai bila penjelasan di bawah kosong."),
        widget=ReplySelect,
    )
    words = forms.CharField(
        label=_("Penjelasan untuk pemohon"),
        required=False,
        help_text=_(
            "Kalimat pendek: apa yang kurang, dan apa yang harus dilakukan. {dokumen} diganti nama yang dicentang."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        definition: Definition,
        language: str,
        *args: Any,
        reasons: bool = True,
        offer: Offer | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.fields["reasons"].choices = [(code, text.text(language)) for code, text in REASONS.items()]  # type: ignore[attr-defined]
        listed = [(paper.key, paper.text.text(language)) for paper in definition.papers]
        self.fields["papers"].choices = listed  # type: ignore[attr-defined]
        for name in ("reasons", "papers", "words"):
            self.fields[name].asked = True  # type: ignore[attr-defined]  # the action says what is missing
        self.put_replies(language)
        if not reasons:
            del self.fields["reasons"], self.fields["papers"]

    def put_replies(self, language: str) -> None:
        """List the answers to pick from, each with its text; without any the list goes."""
        if self.offer is None or not self.offer.replies:
            del self.fields["reply"]
            return
        field = self.fields["reply"]
        field.choices = [("", _("Tulis sendiri"))]  # type: ignore[attr-defined]
        field.choices += [(each.code, each.title.text(language)) for each in self.offer.replies]  # type: ignore[attr-defined]
        field.widget.texts = self.offer.texts()

    @property
    def said(self) -> Said:
        """What was sent, as the action takes it; a picked answer stands for words that were not written."""
        reasons, papers = (self.data.getlist(self.add_prefix(name)) for name in ("reasons", "papers"))  # type: ignore[attr-defined]
        words, reply = (str(self.data.get(self.add_prefix(name), "")) for name in ("words", "reply"))
        said = self.offer.words(words, reply, papers) if self.offer else words
        return Said(reasons=reasons, papers=papers, words=said)


class HandForm(Refusable):
    """What was looked at when a document is handed over; `old` only where the service asks for the old one."""

    proof = forms.ChoiceField(label=_("Identitas diperiksa dengan"), choices=Proof, required=False, widget=LongChoices)
    by = forms.ChoiceField(label=_("Diambil oleh"), choices=By, required=False, widget=LongChoices)
    name = forms.CharField(
        label=_("Nama penerima kuasa"),
        required=False,
        help_text=_("Hanya bila diambil orang lain: seperti pada F-1.07."),
    )
    old = forms.ChoiceField(label=_("Dokumen lama"), choices=Old, required=False, widget=LongChoices)

    def __init__(self, *args: Any, old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not old:
            del self.fields["old"]
        for name in ("proof", "by", "old"):
            if name in self.fields:
                self.fields[name].asked = True  # type: ignore[attr-defined]

    @property
    def said(self) -> Said:
        """What was sent, as the action takes it."""
        given = {name: str(self.data.get(self.add_prefix(name), "")) for name in ("proof", "by", "name", "old")}
        return Said(handed=Handed(**given))


class ResultForm(Refusable):
    """The PDF that SIAK issued."""

    file = forms.FileField(
        label=_("PDF dari SIAK"),
        required=False,
        help_text=_("Berkas asli dari SIAK, tanpa diubah; paling besar 5 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf", "class": "input"}),
    )
    number = forms.CharField(label=_("Nomor dokumen"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].asked = True  # type: ignore[attr-defined]


class RenewForm(Refusable):
    """Why a new link is made, and how identity was checked."""

    proof = forms.ChoiceField(label=_("Identitas diperiksa dengan"), choices=Proof, required=False, widget=LongChoices)
    reason = forms.CharField(label=_("Alasan"), required=False, max_length=300)
    with_pin = forms.BooleanField(label=_("PIN hilang: buat PIN baru juga"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("proof", "reason"):
            self.fields[name].asked = True  # type: ignore[attr-defined]


class RevealForm(forms.Form):
    """Which number, and why."""

    key = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Alasan membuka nomor"), max_length=300)
