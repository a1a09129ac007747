"""The form of a thank-you."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.performance.actions.feedback import Topic
from betang.performance.forms.feedback import topic_of, topics
from betang.performance.models import LONGEST_THANKS, Result


class ThanksForm(forms.Form):
    """A short text and what it is for."""

    text = forms.CharField(
        label=_("Ucapan"), max_length=LONGEST_THANKS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sebut apa yang dilakukan dan apa artinya bagi Anda."),
    )  # fmt: skip
    topic = forms.ChoiceField(label=_("Untuk"))

    def offer(self, results: Iterable[Result]) -> "ThanksForm":
        """Say what it can be for."""
        self.fields["topic"].choices = topics(results)  # type: ignore[attr-defined]
        return self

    @property
    def topic_given(self) -> Topic:
        """What it is for."""
        return topic_of(self.cleaned_data["topic"])
