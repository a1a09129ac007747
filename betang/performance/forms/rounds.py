"""Forms of 360-degree feedback: opening a round, and an answer without a name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.people.forms.person import day_field
from betang.performance.actions.rounds import LONGEST_COMMENT
from betang.performance.models import Cycle
from betang.regulation.eksp2022.levels import NILAI, RATING
from betang.ui.forms import Choices

UNKNOWN = ""
LEVELS = [*zip(RATING.names, [_("Di bawah"), _("Sesuai"), _("Di atas")], strict=True), (UNKNOWN, _("Tidak tahu"))]


class RoundForm(forms.Form):
    """For which year, and how long."""

    cycle = forms.ModelChoiceField(
        label=_("Siklus"), queryset=Cycle.objects.none(), to_field_name="year", empty_label=None
    )
    last = day_field(_("Hari terakhir mengisi"), help_text=_("Tidak dapat diubah setelah dibuka."))


class AnswerForm(forms.Form):
    """A rating for each of the seven values, or none, and a comment."""

    comment = forms.CharField(
        label=_("Komentar"), max_length=LONGEST_COMMENT, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tulis tanpa nama dan tanpa kejadian yang hanya Anda ketahui: gaya bahasa pun dapat dikenali."),
    )  # fmt: skip

    def offer(self, questions: list[tuple[str, str, str]]) -> "AnswerForm":
        """Ask about the values: name, word, and what stands below it."""
        asked: dict[str, forms.Field] = {
            name: forms.ChoiceField(
                label=word, help_text=guide, choices=LEVELS, widget=Choices, required=False, initial=UNKNOWN
            )
            for name, word, guide in questions
        }
        self.fields = {**asked, "comment": self.fields["comment"]}
        return self

    @property
    def given(self) -> dict[str, Any]:
        """The ratings that were given, and the comment."""
        ratings = {name: self.cleaned_data[name] for name in NILAI.names if self.cleaned_data.get(name)}
        return {"ratings": ratings, "comment": self.cleaned_data["comment"]}
