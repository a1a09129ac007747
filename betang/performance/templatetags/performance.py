"""Words and numbers of performance in templates: `{% load performance %}`."""

from decimal import Decimal

from django.template import Library
from django.utils.translation import get_language

from betang.performance.models import Indicator, VersionState
from betang.performance.targets import target_words
from betang.ui.formats import number

register = Library()
TONES = {
    VersionState.DRAFT: "line",
    VersionState.SUBMITTED: "info",
    VersionState.RETURNED: "warn",
    VersionState.AGREED: "good",
    VersionState.REPLACED: "line",
}


@register.filter
def target(indicator: Indicator) -> str:
    """Write the target of an indicator as the form shows it: 92,5 %, 90–95 %, 6 dokumen; empty without one."""
    return target_words(indicator)


@register.filter
def tone(state: str) -> str:
    """Give the tone of the badge of a version's state."""
    return TONES[VersionState(state)]


@register.filter
def state_word(state: str) -> str:
    """Give a state of a version in words."""
    return str(VersionState(state).label)


@register.filter
def signed(value: Decimal) -> str:
    """Write a change with its sign: +5, −2,5."""
    words = number(abs(value), language=get_language() or "id")
    return f"{'−' if value < 0 else '+'}{words}"


@register.filter
def share(value: Decimal) -> str:
    """Write a share of a target without zeros that say nothing."""
    return number(value.normalize(), language=get_language() or "id")
