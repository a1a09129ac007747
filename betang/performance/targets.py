"""Targets as forms and pages write them."""

from django.utils.translation import get_language

from betang.performance.models import Indicator
from betang.ui.formats import number


def target_words(indicator: Indicator) -> str:
    """Write the target of an indicator as the form shows it: 92,5 %, 90–95 %, 6 dokumen; empty without one."""
    if indicator.target is None:
        return ""
    language = get_language() or "id"
    ends = [value.normalize() for value in (indicator.target, indicator.target_top) if value is not None]
    words = "–".join(number(value, language=language) for value in ends)
    return f"{words} {indicator.measure_unit}".strip()
