"""A number as people here type it: comma for decimals, dots for thousands; what could mean two things is refused."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from betang.ui.formats import number

PLAIN = re.compile(r"-?\d+([.,]\d+)?")
GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
TWOFOLD = re.compile(r"-?\d{1,3}[.]\d{3}")
BARE = str.maketrans("", "", " \u00a0")


class NumberField(forms.Field):
    """A decimal number within the columns of the tables: 14 digits, 4 decimals. Empty is None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(**{"required": False, "widget": widget, **options})

    def to_python(self, value: Any) -> Any:
        """Read what was typed. "1.500" is refused: it is 1500 to some and one and a half to others."""
        text = str("" if value is None else value).translate(BARE).replace("−", "-")
        if not text:
            return None
        if TWOFOLD.fullmatch(text):
            words = {"whole": text.replace(".", ""), "part": text.replace(".", ",")}
            raise ValidationError(_("Tulis %(whole)s untuk ribuan atau %(part)s untuk desimal."), params=words)
        if GROUPED.fullmatch(text):
            text = text.replace(".", "")
        if not PLAIN.fullmatch(text):
            raise ValidationError(_("Tulis angka saja, mis. 92,5."))
        found = Decimal(text.replace(",", "."))
        if abs(found) >= 10**14 or found != round(found, 4):
            raise ValidationError(_("Paling banyak 14 angka dan 4 desimal."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show a recorded number without zeros that say nothing."""
        if isinstance(value, Decimal):
            return number(value.normalize(), language=get_language() or "id").replace(".", "") if value else "0"
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the numbers, not how they are written."""
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
