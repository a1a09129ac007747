"""Forms of feedback: giving it, asking for it, a reply, a refusal."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.people.models import Employee
from betang.performance.actions.feedback import Said, Topic
from betang.performance.models import Result
from betang.performance.models.levels import VALUES
from betang.regulation.eksp2022.levels import RATING
from betang.ui.forms import Segment

LONGEST = 2000
LINES = {"rows": 2}
PARTS = ("situation", "behaviour", "impact", "next_step")
THUMBS = list(zip(RATING.names, [_("Di bawah"), _("Sesuai"), _("Di atas")], strict=True))


def topics(results: Iterable[Result]) -> list[tuple[str, Any]]:
    """Offer what feedback can speak of: results, the seven values, or nothing in particular."""
    named = [(f"hasil:{row.lineage}", row.text) for row in results]
    values = [(f"nilai:{name}", label) for name, label in VALUES]
    offered: list[tuple[str, Any]] = [("umum", _("Umum"))]
    offered += [(str(_("Hasil kerja")), named)] if named else []
    return [*offered, (str(_("Nilai BerAKHLAK")), values)]


def topic_of(text: str) -> Topic:
    """Read a topic that was offered."""
    kind, _colon, rest = text.partition(":")
    if kind == "hasil":
        return Topic(lineage=UUID(rest))
    return Topic(value=rest if kind == "nilai" else "")


class FeedbackForm(forms.Form):
    """One feedback, in the four parts."""

    topic = forms.ChoiceField(label=_("Tentang"))
    thumb = forms.ChoiceField(
        label=_("Jempol"), choices=THUMBS, widget=Segment,
        help_text=_("Seperti pada formulir: jempol turun, satu jempol, atau dua jempol."),
    )  # fmt: skip
    situation = forms.CharField(
        label=_("Situasi"), max_length=LONGEST, widget=forms.Textarea(attrs=LINES),
        help_text=_("Kapan dan di mana. Contoh: “Selasa pagi di loket 3, waktu antrean panjang …”"),
    )  # fmt: skip
    behaviour = forms.CharField(
        label=_("Perilaku"), max_length=LONGEST, widget=forms.Textarea(attrs=LINES),
        help_text=_("Apa yang dilakukan dan terlihat, bukan sifat orangnya."),
    )  # fmt: skip
    impact = forms.CharField(
        label=_("Dampak"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs=LINES),
        help_text=_("Akibatnya bagi warga, tim, atau hasil kerja."),
    )  # fmt: skip
    next_step = forms.CharField(
        label=_("Langkah"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs=LINES),
        help_text=_("Apa yang diteruskan atau diubah."),
    )  # fmt: skip

    def offer(self, results: Iterable[Result]) -> "FeedbackForm":
        """Say what it can speak of."""
        self.fields["topic"].choices = topics(results)  # type: ignore[attr-defined]
        return self

    def answering(self) -> "FeedbackForm":
        """Leave the topic to the request that is answered."""
        del self.fields["topic"]
        return self

    @property
    def topic_given(self) -> Topic:
        """What was chosen; general when nothing is asked."""
        return topic_of(self.cleaned_data.get("topic", ""))

    @property
    def said(self) -> Said:
        """What was written."""
        return Said(thumb=self.cleaned_data["thumb"], **{name: self.cleaned_data[name] for name in PARTS})


class AskForm(forms.Form):
    """Whom to ask, about what."""

    giver = forms.ModelChoiceField(
        label=_("Minta kepada"), queryset=Employee.objects.none(), to_field_name="uid", empty_label=None
    )
    topic = forms.ChoiceField(label=_("Tentang"))
    question = forms.CharField(
        label=_("Yang ingin Anda ketahui"), max_length=500, required=False, widget=forms.Textarea(attrs=LINES)
    )

    def offer(self, people: Sequence[Employee], results: Iterable[Result]) -> "AskForm":
        """Say whom one can ask and about what."""
        rows = Employee.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "id")
        self.fields["giver"].queryset = rows  # type: ignore[attr-defined]
        self.fields["giver"].label_from_instance = lambda one: one.full_name  # type: ignore[attr-defined]
        self.fields["topic"].choices = topics(results)  # type: ignore[attr-defined]
        return self
