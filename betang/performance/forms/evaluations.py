"""What the form of an evaluation sends: a rating, realisation and feedback for each row, and what is decided.

The rows come from the agreed plan, so the names carry their lineage: `butir-<lineage>-rating`, `nilai-<value>-rating`,
`angka-<lineage>`. A number that cannot be read is named with its indicator; nothing is saved then.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.errors import Invalid
from betang.people.models import Employee
from betang.performance.forms.numbers import NumberField
from betang.performance.models.levels import ACHIEVEMENTS
from betang.performance.queries.contents import Content
from betang.performance.rating_rows import Given
from betang.performance.words import choices
from betang.regulation.eksp2022.levels import RATING
from betang.ui.forms import Segment

LONGEST = 4000
PLACES = {str(place): name for place, name in enumerate(RATING.names, start=1)}
NUMBER = NumberField()


def given_by_rater(data: Mapping[str, Any], content: Content) -> Given:
    """Read what the rater wrote; Invalid for a number that is none."""
    return Given(
        items=_items(data, content, {"rating": "rating", "realisasi": "realisation", "umpan": "feedback"}),
        behaviours=_behaviours(data, content, {"rating": "rating", "umpan": "feedback"}),
        values=_values(data, content),
        chosen={
            "chosen_result": _chosen(data, "hasil"),
            "chosen_behaviour": _chosen(data, "perilaku"),
            "reason": _text(data, "alasan") or "",
            "note": _text(data, "catatan") or "",
        },
    )


def given_by_oneself(data: Mapping[str, Any], content: Content) -> Given:
    """Read what somebody wrote of oneself; Invalid for a number that is none."""
    return Given(
        items=_items(data, content, {"sendiri": "own", "catatan": "own_note"}),
        behaviours=_behaviours(data, content, {"sendiri": "own"}),
        values=_values(data, content),
    )


def edition_of(data: Mapping[str, Any]) -> int:
    """Read which edition was seen; one that cannot be is no edition there ever was."""
    text = str(data.get("edisi", ""))
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _chosen(data: Mapping[str, Any], name: str) -> str:
    """Read a decided rating; the one that was proposed on the page means that the proposal is followed."""
    chosen = str(data.get(name, ""))
    return "" if chosen == str(data.get(f"usulan_{name}", "")) else PLACES.get(chosen, "")


def _items(data: Mapping[str, Any], content: Content, columns: Mapping[str, str]) -> dict[UUID, dict[str, str]]:
    rows = ((item["lineage"], _columns(data, f"butir-{item['lineage']}", columns)) for item in content["items"])
    return {UUID(lineage): found for lineage, found in rows if found}


def _behaviours(data: Mapping[str, Any], content: Content, columns: Mapping[str, str]) -> dict[str, dict[str, str]]:
    rows = ((one["value"], _columns(data, f"nilai-{one['value']}", columns)) for one in content["behaviours"])
    return {value: found for value, found in rows if found}


def _columns(data: Mapping[str, Any], prefix: str, columns: Mapping[str, str]) -> dict[str, str]:
    found = {column: _text(data, f"{prefix}-{name}") for name, column in columns.items()}
    return {column: text for column, text in found.items() if text is not None}


def _text(data: Mapping[str, Any], name: str) -> str | None:
    """Read a text; None when the form did not send it at all."""
    text = data.get(name)
    return None if text is None else str(text).strip()[:LONGEST]


def _values(data: Mapping[str, Any], content: Content) -> dict[UUID, tuple[Decimal, str]]:
    """Read realisations; an empty one says nothing."""
    found: dict[UUID, tuple[Decimal, str]] = {}
    for indicator in _indicators(content):
        typed = data.get(f"angka-{indicator['lineage']}")
        if typed is None:
            continue
        try:
            number = NUMBER.to_python(typed)
        except ValidationError as error:
            words = {"text": indicator["text"], "why": " ".join(error.messages)}
            raise Invalid(_("Realisasi “%(text)s”: %(why)s") % words) from error
        if number is not None:
            note = str(data.get(f"bukti-{indicator['lineage']}", indicator["note"])).strip()[:300]
            found[UUID(indicator["lineage"])] = number, note
    return found


def _indicators(content: Content) -> Iterable[Content]:
    return (indicator for item in content["items"] for indicator in item["indicators"])


class AchievementForm(forms.Form):
    """What a unit achieved, and why."""

    level = forms.ChoiceField(label=gettext_lazy("Capaian kinerja unit"), choices=list(reversed(ACHIEVEMENTS)))
    reason = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Dasar penetapan: rencana aksi, target periode, dan ekspektasi kepada unit."),
    )  # fmt: skip


class RaterForm(forms.Form):
    """Who rates instead, and why."""

    rater = forms.ModelChoiceField(
        label=gettext_lazy("Pejabat penilai pengganti"), queryset=Employee.objects.none(), to_field_name="uid",
        empty_label=None,
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=300)


class TextForm(forms.Form):
    """A text somebody writes: a comment, reasons, a statement."""

    text = forms.CharField(label="", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))

    @classmethod
    def called(cls, label: str, data: Any = None) -> "TextForm":
        """Build the form under a label."""
        form = cls(data)
        form.fields["text"].label = label
        return form


class DecisionForm(forms.Form):
    """The decision on an objection: both ratings, and the reasoning."""

    result = forms.ChoiceField(label=gettext_lazy("Rating hasil kerja"), widget=Segment)
    behaviour = forms.ChoiceField(label=gettext_lazy("Rating perilaku kerja"), widget=Segment)
    reasoning = forms.CharField(
        label=gettext_lazy("Pertimbangan putusan"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("result", "behaviour"):
            self.fields[name].choices = choices()  # type: ignore[attr-defined]
