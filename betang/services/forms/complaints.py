"""The public form of a complaint, the reporter's reply, and the office's steps."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from betang.people.models import Employee
from betang.services.fact_kinds import STAGES
from betang.services.models import ComplaintKind, Secrecy
from betang.ui.forms import LongChoices

PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class ComplaintForm(forms.Form):
    """What happened, who may know by whom, and how to answer; number and PIN of a request when it is about one."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=ComplaintKind.choices, widget=LongChoices)
    text = forms.CharField(
        label=_("Apa yang terjadi?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Apa, di mana, kapan. Jangan menulis NIK."),
    )
    secrecy = forms.ChoiceField(label=_("Siapa yang boleh tahu?"), choices=Secrecy.choices, widget=LongChoices)
    name = forms.CharField(label=_("Nama"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Surel"), max_length=200, required=False, help_text=_("Untuk memberi tahu bila ada jawaban.")
    )
    phone = forms.RegexField(
        r"^\+?[0-9 .-]{8,20}$", label=_("Nomor ponsel"), required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    nomor = forms.CharField(
        label=_("Nomor permohonan"),
        max_length=40,
        required=False,
        help_text=_("Hanya bila laporan ini tentang permohonan Anda sendiri."),
        widget=forms.TextInput(attrs=PLAIN),
    )
    pin = forms.CharField(
        label=_("PIN permohonan"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "numeric"}),
    )


class CounterForm(ComplaintForm):
    """The same at the counter, where whoever stands there needs no PIN."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["pin"]
        self.fields["nomor"].help_text = _("Hanya bila pengaduan ini tentang permohonan orang ini sendiri.")


class ContactForm(forms.Form):
    """Name and contact of a reporter, put right or taken away."""

    name = forms.CharField(label=_("Nama"), max_length=120, required=False)
    email = forms.EmailField(label=_("Surel"), max_length=200, required=False)
    phone = forms.RegexField(
        r"^\+?[0-9 .-]{8,20}$", label=_("Nomor ponsel"), required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )


class ReplyForm(forms.Form):
    """What the reporter says to the answer."""

    words = forms.CharField(
        label=_("Tanggapan Anda"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandlingForm(forms.Form):
    """What a step of the office needs: an explanation, the kind of settlement, who handles it."""

    words = forms.CharField(
        label=_("Penjelasan untuk pelapor"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    stage = forms.ChoiceField(label=_("Jenis penyelesaian"), required=False, choices=[("", "–"), *STAGES.items()])
    owner = forms.ModelChoiceField(label=_("Ditangani oleh"), required=False, queryset=Employee.objects.none())

    def __init__(self, people: QuerySet[Employee], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Employee]", self.fields["owner"]).queryset = people
