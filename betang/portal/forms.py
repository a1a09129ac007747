"""Forms of the pages of rules: the filter of the register, and "try it", made from the inputs a rule declares.

The rule reads and refuses values itself; the form only carries its sentences to the right field.
"""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from betang.portal.confidence import legend
from betang.regulation.field import Field, InputError
from betang.regulation.registry import TOPICS
from betang.regulation.rule import Rule
from betang.ui import formats
from betang.ui.forms import Segment

DAY = "pada"
SEGMENT_MOST = 24  # letters of all choices together; more would not fit a phone


class FilterForm(forms.Form):
    """Search, topic and confidence; whatever is unknown counts as not chosen."""

    q = forms.CharField(label=gettext_lazy("Cari"), required=False, max_length=100)
    topik = forms.ChoiceField(label=gettext_lazy("Topik"), required=False)
    keyakinan = forms.ChoiceField(label=gettext_lazy("Keyakinan"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        language = get_language() or "id"
        topics = [(topic.id, topic.title.text(language)) for topic in TOPICS]
        grades = [(grade.tag, grade.word) for grade in legend()]
        self.fields["q"].widget = forms.TextInput(attrs={"type": "search"})
        self.fields["topik"].choices = [("", _("Semua topik")), *topics]  # type: ignore[attr-defined]
        self.fields["keyakinan"].choices = [("", _("Semua")), *grades]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """Return a valid choice, "" for none or an unknown one."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


def help_of(entry: Field, language: str) -> str:
    """Return the hint of an input: its own help, unit and bounds, or how its lines are written."""
    parts = [entry.help.text(language)] if entry.help else []
    if entry.kind == "items":
        shape = " ".join(f"[{part.label.text(language)}]" for part in entry.parts)
        parts.append(_("Satu per baris: %(shape)s. Tulis - untuk yang kosong.") % {"shape": shape})
        for part in entry.parts:
            if part.codes:
                names = ", ".join(f"{n} ({part.codes.label(n).text(language)})" for n in part.codes.names)
                parts.append(f"{part.label.text(language)}: {names}.")
    if entry.unit:
        parts.append(_("Satuan: %(unit)s.") % {"unit": entry.unit.text(language)})
    if entry.least is not None and entry.most is not None:
        parts.append(
            _("Dari %(least)s sampai %(most)s.")
            % {
                "least": formats.number(entry.least, language=language),
                "most": formats.number(entry.most, language=language),
            }
        )
    return " ".join(parts)


def choices_of(entry: Field, language: str) -> list[tuple[str, str]]:
    """Return the choices of an input that has them."""
    if entry.kind == "bool":
        return [("ya", _("Ya")), ("tidak", _("Tidak"))]
    return [(name, entry.codes.label(name).text(language)) for name in entry.codes.names] if entry.codes else []


def control(entry: Field, language: str) -> forms.Field:
    """Return the form field for one input. The form requires none: the rule says what is missing, in its words."""
    common: dict[str, Any] = {"label": entry.label.text(language), "help_text": help_of(entry, language)}
    if entry.kind in {"choice", "bool"}:
        choices = choices_of(entry, language)
        if entry.required and sum(len(label) for _name, label in choices) <= SEGMENT_MOST:
            return forms.ChoiceField(choices=choices, widget=Segment, required=False, **common)
        empty = _("Pilih") if entry.required else _("Tidak diisi")
        return forms.ChoiceField(choices=[("", empty), *choices], required=False, **common)
    widgets: dict[str, forms.Widget] = {
        "decimal": forms.TextInput(attrs={"inputmode": "decimal", "class": "w-10", "autocomplete": "off"}),
        "integer": forms.TextInput(attrs={"inputmode": "numeric", "class": "w-10", "autocomplete": "off"}),
        "date": forms.DateInput(attrs={"type": "date", "class": "w-10"}),
        "datetime": forms.TextInput(attrs={"type": "datetime-local", "class": "w-20"}),
        "items": forms.Textarea(attrs={"rows": 5, "class": "mono", "spellcheck": "false"}),
    }
    widget = widgets.get(entry.kind) or forms.TextInput(attrs={"autocomplete": "off"})
    # Not more than an address line of a browser and a server carry.
    return forms.CharField(widget=widget, required=False, max_length=4000, **common)


class TryForm(forms.Form):
    """Try a rule: the day whose law counts, and the rule's inputs."""

    def __init__(self, rule: Rule, today: dt.date, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, prefix=None, auto_id="isi-%s")
        language = get_language() or "id"
        self.rule = rule
        self.today = today
        for entry in rule.inputs:
            self.fields[entry.name] = control(entry, language)
        self.fields[DAY] = forms.DateField(
            label=_("Menurut aturan pada tanggal"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date", "class": "w-10"}, format="%Y-%m-%d"),
            help_text=_("Kosongkan untuk hari ini."),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        )
        # The rule, not the form, says what is missing; the label still tells what may stay empty.
        self.asked = {entry.name for entry in rule.inputs if entry.required}
        for name in self.asked:
            self.fields[name].asked = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Let the rule read each value; its refusal becomes the field's error."""
        raw = super().clean() or {}
        language = get_language() or "id"
        values: dict[str, Any] = {}
        for entry in self.rule.inputs:
            if entry.name in self.errors:
                continue
            try:
                values[entry.name] = entry.read(raw.get(entry.name) or None)
            except InputError as error:
                self.add_error(entry.name, sentence(error.message.text(language)))
        return {"values": values, "day": raw.get(DAY) or self.today}


def sentence(text: str) -> str:
    """Return a text with a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?")) else f"{text}."


def written(raw: Any) -> str:
    """Write the input of an example as a person would type it into the form."""
    if isinstance(raw, list):
        return "\n".join(str(line) for line in raw)
    if isinstance(raw, bool):
        return "ya" if raw else "tidak"
    return "" if raw is None else str(raw)
