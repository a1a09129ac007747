"""Forms of the pages of rules: the filter of the register, and "try it", made from the inputs a rule declares.

The rule reads and refuses values itself; the form only carries its sentences to the right field.
"""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from betang.portal.words import Words
from betang.regulation.field import Field, InputError
from betang.regulation.registry import TOPICS
from betang.regulation.rule import Rule
from betang.ui.confidence import legend
from betang.ui.forms import Column, Moment, Rows, Segment, Ticks

DAY = "pada"
COMMA = re.compile(r"^(-?\d{1,15})\.(\d+)$")
MOST_PARTS = 4
THOUSANDS = {"id": re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+"), "en": re.compile(r"-?[1-9]\d{0,2}(,\d{3})+")}
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
    if entry.kind == "items" and not entry.distinct:
        parts.append(_typing_help(entry, language) if typed_in_lines(entry) else _("Baris kosong tidak dihitung."))
    if entry.unit:
        parts.append(_("Satuan: %(unit)s.") % {"unit": entry.unit.text(language)})
    if entry.least is not None and entry.most is not None:
        reader = Words("", language)
        least, most = (reader.scalar(int(end), name=entry.name) for end in (entry.least, entry.most))
        parts.append(_("Dari %(least)s sampai %(most)s.") % {"least": least, "most": most})
    return " ".join(parts)


def _typing_help(entry: Field, language: str) -> str:
    if len(entry.parts) == 1:
        return _("Satu per baris.")
    names = ", ".join(part.label.text(language) for part in entry.parts)
    return _("Satu per baris, dipisah spasi: %(names)s. Tulis - untuk yang kosong.") % {"names": names}


def typed_in_lines(entry: Field) -> bool:
    """Whether an input of items is typed as text: figures only, one or very many of them a line."""
    figures = all(part.kind in {"decimal", "integer"} for part in entry.parts)
    return figures and not 1 < len(entry.parts) <= MOST_PARTS


def choices_of(entry: Field, language: str) -> list[tuple[str, str]]:
    """Return the choices of an input that has them."""
    if entry.kind == "bool":
        return [("ya", _("Ya")), ("tidak", _("Tidak"))]
    return [(name, entry.codes.label(name).text(language)) for name in entry.codes.names] if entry.codes else []


def plain_widget(entry: Field, language: str) -> forms.Widget:
    """Return the control that takes one plain value or one choice."""
    widgets: dict[str, forms.Widget] = {
        "decimal": forms.TextInput(attrs={"inputmode": "decimal", "class": "w-10", "autocomplete": "off"}),
        "integer": forms.TextInput(attrs={"inputmode": "numeric", "class": "w-10", "autocomplete": "off"}),
        "date": forms.DateInput(attrs={"type": "date", "class": "w-10"}),
        "datetime": Moment(attrs={"class": "w-20"}),
        "items": forms.Textarea(attrs={"rows": 5, "class": "mono", "spellcheck": "false"}),
        "choice": forms.Select(choices=[("", _("Pilih")), *choices_of(entry, language)]),
    }
    return widgets.get(entry.kind) or forms.TextInput(attrs={"autocomplete": "off"})


def control(entry: Field, language: str) -> forms.Field:
    """Return the form field for one input. The form requires none: the rule says what is missing, in its words."""
    common: dict[str, Any] = {"label": entry.label.text(language), "help_text": help_of(entry, language)}
    if entry.distinct:
        return forms.Field(widget=Ticks(choices=choices_of(entry.parts[0], language)), required=False, **common)
    if entry.kind == "items" and not typed_in_lines(entry):
        columns = [Column(part.name, part.label.text(language), plain_widget(part, language)) for part in entry.parts]
        return forms.Field(widget=Rows(columns), required=False, **common)
    if entry.kind in {"choice", "bool"}:
        choices = choices_of(entry, language)
        if entry.required and sum(len(label) for _name, label in choices) <= SEGMENT_MOST:
            return forms.ChoiceField(choices=choices, widget=Segment, required=False, **common)
        empty = _("Pilih") if entry.required else _("Tidak diisi")
        return forms.ChoiceField(choices=[("", empty), *choices], required=False, **common)
    # Not more than an address line of a browser and a server carry.
    return forms.CharField(widget=plain_widget(entry, language), required=False, max_length=4000, **common)


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
            if grouped(entry, raw.get(entry.name), language):
                self.add_error(entry.name, _("Tulis tanpa pemisah ribuan: 1250, atau 1,25."))
                continue
            try:
                values[entry.name] = entry.read(raw.get(entry.name) or None)
            except InputError as error:
                self.add_error(entry.name, sentence(error.message.text(language)))
        return {"values": values, "day": raw.get(DAY) or self.today}


def grouped(entry: Field, raw: Any, language: str) -> bool:
    """Whether a number could be read two ways: 1.250 on an Indonesian page is a thousand to most, 1.25 to a rule."""
    if entry.kind == "items":
        lines = raw if isinstance(raw, list) else [line.split() for line in str(raw or "").splitlines()]
        fitting = [line for line in lines if len(line) == len(entry.parts)]
        return any(
            grouped(part, word, language) for line in fitting for part, word in zip(entry.parts, line, strict=True)
        )
    pattern = THOUSANDS["en" if language.startswith("en") else "id"]
    return entry.kind == "decimal" and bool(pattern.fullmatch(str(raw or "").strip()))


def sentence(text: str) -> str:
    """Return a text with a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?")) else f"{text}."


def written(raw: Any, *, language: str = "en") -> str:
    """Write the input of an example as a person would type it into the form: decimals with the comma of the page."""
    if isinstance(raw, list):
        return "\n".join(written(line, language=language) for line in raw)
    if isinstance(raw, bool):
        return "ya" if raw else "tidak"
    text = "" if raw is None else str(raw)
    return " ".join(COMMA.sub(r"\1,\2", word) for word in text.split(" ")) if language == "id" else text
