"""Forms about contests: what is wrong with a fact and what it should say; the decision with the correction."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.ledger.kinds import Field, find
from betang.ledger.models import Fact

PREFIX = "nilai_"
LONGEST = 2000


def text_field(label: Any, **options: Any) -> forms.CharField:
    """Build a field for some sentences."""
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **options)


def control(field: Field) -> forms.Field:
    """Build the form field of a measured value, within its bounds."""
    label = f"{field.title} ({field.unit})" if field.unit else str(field.title)
    common: dict[str, Any] = {"label": label, "required": field.required}
    if field.yes_no:
        return forms.ChoiceField(choices=[("", "–"), ("true", _("Ya")), ("false", _("Tidak"))], **common)
    if field.choices is not None:
        return forms.ChoiceField(choices=[("", "–"), *field.choices.items()], **common)
    bounds: dict[str, Any] = {"min_value": field.lowest, "max_value": field.highest}
    if field.places:
        return forms.DecimalField(decimal_places=field.places, **bounds, **common)
    return forms.IntegerField(**bounds, **common)


class ValuesForm(forms.Form):
    """The values of a fact, one field for each that its kind has; a value left empty is left out."""

    def __init__(self, data: Any, *, fact: Fact, shown: Mapping[str, Any]) -> None:
        kind = find(fact.kind)
        self.measured = dict(kind.fields) if kind else {}
        initial = {f"{PREFIX}{name}": _shown(value) for name, value in shown.items()}
        super().__init__(data, initial=initial)
        for name, field in self.measured.items():
            self.fields[f"{PREFIX}{name}"] = control(field)

    @property
    def values(self) -> dict[str, Any]:
        """What was given, for `FactKind.clean`."""
        given = ((name, field, self.cleaned_data.get(f"{PREFIX}{name}")) for name, field in self.measured.items())
        return {
            name: value == "true" if field.yes_no else value for name, field, value in given if value not in {None, ""}
        }

    def value_fields(self) -> Iterator[forms.BoundField]:
        """Give the fields of values, for the template."""
        return (self[f"{PREFIX}{name}"] for name in self.measured)


def _shown(value: Any) -> Any:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value


class ContestForm(ValuesForm):
    """What is wrong, and what would be right."""

    reason = text_field(_("Apa yang salah"), help_text=_("Sebutkan yang terjadi sebenarnya dan dari mana terlihat."))
    link = forms.URLField(
        label=_("Tautan berkas bukti"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Alamat berkas pada penyimpanan kantor, diawali https://."),
    )  # fmt: skip

    @property
    def proposed(self) -> dict[str, Any] | None:
        """The values, when any was changed on the form; None when none was."""
        return self.values if any(name.startswith(PREFIX) for name in self.changed_data) else None


class DecisionForm(ValuesForm):
    """The decision: the values and the day that hold from now on, or why the fact is right."""

    day = forms.DateField(label=_("Hari"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = text_field(_("Alasan"), required=False, help_text=_("Wajib bila ditolak. Dibaca oleh kedua pihak."))
