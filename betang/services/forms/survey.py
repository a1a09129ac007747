"""The questionnaire as one screen, and the form of a follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import day_field
from betang.people.models import Employee
from betang.services.survey_questions import Question
from betang.ui.forms import Choices


class SurveyForm(forms.Form):
    """One field for each element, named as its column, and what one writes freely. Any may stay empty, not all."""

    def __init__(self, asked: Sequence[Question], *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = asked
        for number, each in enumerate(asked, start=1):
            answers = [(str(score), words.text(language)) for score, words in enumerate(each.answers, start=1)]
            self.fields[each.column] = forms.ChoiceField(
                label=f"{number}. {each.words.text(language)}", required=False, choices=answers, widget=Choices
            )
            self.fields[each.column].asked = True  # type: ignore[attr-defined]
        self.fields["tulisan"] = forms.CharField(
            label=_("Saran atau masukan"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Jangan menulis nama, NIK, atau nomor permohonan, supaya tetap tanpa nama."),
        )

    @property
    def scores(self) -> dict[str, int]:
        """The elements that were answered."""
        given = ((each.column, self.cleaned_data.get(each.column)) for each in self.asked)
        return {column: int(score) for column, score in given if score}


class FollowUpForm(forms.Form):
    """What is done about which element, by whom, and when."""

    element = forms.ChoiceField(label=_("Unsur"))
    programme = forms.CharField(label=_("Kegiatan"), max_length=300)
    owner = forms.ModelChoiceField(label=_("Penanggung jawab"), queryset=Employee.objects.none())
    from_date = day_field(_("Mulai"))
    to_date = day_field(_("Paling lambat"))

    def __init__(
        self, asked: Sequence[Question], owners: QuerySet[Employee], *args: Any, language: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        names = [(each.code, f"{each.code} {each.name.text(language)}") for each in asked]
        cast(forms.ChoiceField, self.fields["element"]).choices = names
        cast("forms.ModelChoiceField[Employee]", self.fields["owner"]).queryset = owners


class ResultForm(forms.Form):
    """How a follow-up ended, or why it is taken back."""

    words = forms.CharField(label=_("Keterangan"), max_length=300)
