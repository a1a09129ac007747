"""How Django's forms are drawn: label, hint, error, control, in the design system's order and words."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _


class BetangRenderer(TemplatesSetting):
    """Draws whole forms and single fields by the design system's templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class Segment(forms.RadioSelect):
    """Two to four short choices side by side, reading as one control."""

    template_name = "ui/forms/segment.html"


class Choices(forms.RadioSelect):
    """A few longer choices as large boxes."""

    template_name = "ui/forms/choices.html"


class LongChoices(forms.RadioSelect):
    """Choices whose labels are sentences, one below the other."""

    template_name = "ui/forms/long_choices.html"


class Ticks(forms.CheckboxSelectMultiple):
    """Any number of choices as large boxes; an address may give them as lines of one value as well."""

    template_name = "ui/forms/ticks.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return what was ticked."""
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [line.strip() for text in given for line in text.replace(";", "\n").splitlines() if line.strip()]


class GroupedTicks(Ticks):
    """Many choices as ticks, folded by group (Django's choices with groups); open where something is ticked.

    `opened` shows all groups unfolded, as after a search.
    """

    template_name = "ui/forms/grouped_ticks.html"
    opened = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template each group with how many are ticked in it."""
        context = super().get_context(name, value, attrs)
        context["widget"]["groups"] = [
            {"name": group, "options": options, "ticked": sum(bool(one["selected"]) for one in options)}
            for group, options, _index in context["widget"]["optgroups"]
        ]
        context["widget"]["opened"] = self.opened
        return context


class Moment(forms.TextInput):
    """A day and a time; what the browser's own control cannot hold (a day alone, another zone) is shown as text."""

    HELD = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Choose the type of the control by its value."""
        context = super().get_context(name, value, attrs)
        held = not value or self.HELD.fullmatch(str(value))
        context["widget"]["type"] = "datetime-local" if held else "text"
        return context


class Column:
    """One part of a line: its name in the address, its label, and the control that takes it."""

    def __init__(self, name: str, label: str, widget: forms.Widget) -> None:
        self.name = name
        self.label = label
        self.widget = widget


class Rows(forms.Widget):
    """Lines of several parts, as many as are filled and a few to spare; a blank line counts for nothing.

    An address gives the parts one by one (`butir-0-jenis=UTAMA`), or whole lines in one value (`butir=UTAMA DI_ATAS`);
    a blank part is "-". The value is a list of lines, each a list of texts.
    """

    template_name = "ui/forms/rows.html"
    use_fieldset = True
    SPARE = 2
    LEAST = 4
    MOST = 200

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = list(columns)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[list[str]]:
        """Return the lines that hold anything."""
        lines = []
        for number in range(self.MOST):
            keys = [f"{name}-{number}-{column.name}" for column in self.columns]
            if not any(key in data for key in keys):
                break
            parts = [str(data.get(key) or "").strip() for key in keys]
            if any(parts):
                lines.append([part or "-" for part in parts])
        if lines:
            return lines
        written = str(data.get(name) or "").replace(";", "\n")
        return [line.split() for line in written.splitlines() if line.strip()]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template each line with its controls."""
        context = super().get_context(name, None, attrs)
        lines = list(value or [])
        count = max(self.LEAST, len(lines) + self.SPARE)
        context["widget"]["lines"] = [
            {"label": _("Baris %(number)s") % {"number": number + 1}, "cells": self._cells(name, number, line, attrs)}
            for number, line in enumerate([*lines, *[[]] * (count - len(lines))])
        ]
        return context

    def _cells(self, name: str, number: int, line: Sequence[str], attrs: dict[str, Any] | None) -> list[dict[str, str]]:
        """Draw the controls of one line; what does not fit its columns stands in the first."""
        parts = list(line) if len(line) == len(self.columns) else [" ".join(line)]
        parts += [""] * (len(self.columns) - len(parts))
        prefix = (attrs or {}).get("id", name)
        cells = []
        for column, part in zip(self.columns, parts, strict=True):
            key = f"{prefix}-{number}-{column.name}"
            shown = "" if part == "-" else part
            drawn = column.widget.render(f"{name}-{number}-{column.name}", shown, {"id": key})
            cells.append({"id": key, "label": column.label, "control": drawn})
        return cells

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """Return the first control, where a link from the error summary leads."""
        return f"{id_}-0-{self.columns[0].name}"
