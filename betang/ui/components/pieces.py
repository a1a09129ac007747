"""Small pieces: icons, buttons, chips, progress, sparklines, avatars, skeletons."""

from collections.abc import Mapping
from typing import Any

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from betang.ui import icons
from betang.ui.charts import marks

register = Library()
BUTTON_KINDS = frozenset({"", "primary", "danger", "quiet", "gold"})
SIZES = frozenset({"", "sm", "lg"})
TONES = frozenset({"", "good", "warn", "bad", "info", "line"})
SOURCES = frozenset({"otomatis", "manual", "impor"})
PROMISES = frozenset({"aman", "dekat", "lewat"})


def known(value: str, allowed: frozenset[str], what: str) -> str:
    """Return the value when the design system has it; ValueError otherwise, so that a typo never looks like a style."""
    if value not in allowed:
        raise ValueError(f"There is no {what} {value!r}; use one of {', '.join(sorted(allowed))}.")
    return value


def attributes(pairs: Mapping[str, Any]) -> SafeString:
    """Write attributes; None and False are left out, True stands alone, `_` in names becomes `-`."""
    kept = [(name.replace("_", "-"), value) for name, value in pairs.items() if value not in (None, False, "")]
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in kept))


def _attribute(name: str, value: Any) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw one icon of the sprite."""
    return mark_safe(icons.icon(name, extra))  # noqa: S308  both parts are checked against the table or our own


@register.simple_tag
def icon_sprite() -> SafeString:
    """Put the sprite into the page, once."""
    return mark_safe(icons.sprite())  # noqa: S308  markup of an installed package


@register.simple_tag
def button(
    label: str, kind: str = "", size: str = "", icon: str = "", href: str = "", only_icon: bool = False, **extra: Any
) -> SafeString:
    """Draw a button, or with `href` a link that looks like one. Further arguments become attributes.

    `only_icon` hides the label from sight but not from screen readers. A button is `type="button"` unless told.
    """
    parts = ["btn", known(kind, BUTTON_KINDS, "kind of button"), known(size, SIZES, "size of button")]
    classes = " ".join(word for word in [*parts, "icon-only" if only_icon else "", extra.pop("class_", "")] if word)
    inner = format_html("{}{}", mark_safe(icons.icon(icon)) if icon else "", "" if only_icon else label)  # noqa: S308
    if only_icon:
        extra["aria_label"] = label
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', classes, href, attributes(extra), inner)
    extra.setdefault("type", "button")
    return format_html('<button class="{}"{}>{}</button>', classes, attributes(extra), inner)


@register.simple_tag
def badge(label: str, tone: str = "", icon: str = "") -> SafeString:
    """Draw a badge: a word on a quiet ground. Tones: good, warn, bad, info, line."""
    classes = f"badge {known(tone, TONES, 'tone')}".strip()
    drawing = mark_safe(icons.icon(icon)) if icon else ""  # noqa: S308
    return format_html('<span class="{}">{}{}</span>', classes, drawing, label)


@register.simple_tag
def predikat(level: int, word: str, size: str = "") -> SafeString:
    """Draw a predikat: the word beside as many bars as its level (5 the best, 1 the worst)."""
    if level not in range(1, 6):
        raise ValueError(f"A predikat has level 1 to 5, not {level}.")
    classes = f"predikat {known(size, SIZES, 'size')}".strip()
    return format_html('<span class="{}" data-p="{}">{}</span>', classes, level, word)


@register.simple_tag
def sumber(kind: str, label: str) -> SafeString:
    """Draw where evidence comes from: otomatis, manual or impor, each with its own glyph."""
    return format_html(
        '<span class="sumber" data-sumber="{}">{}</span>', known(kind, SOURCES, "source of evidence"), label
    )


@register.simple_tag
def sla(state: str, used_share: float, label: str, chip: bool = False) -> SafeString:
    """Draw the clock of a promise: state aman, dekat or lewat, the share used (0 to 1), the words."""
    return format_html(
        '<span class="{}" data-sla="{}"><svg viewBox="0 0 20 20" aria-hidden="true">'
        '<circle class="dial" cx="10" cy="10" r="8.5"/>'
        '<circle class="used" cx="10" cy="10" r="4" pathLength="100" stroke-dasharray="{}"/></svg>{}</span>',
        "sla chip" if chip else "sla", known(state, PROMISES, "state of a promise"), marks.dial(used_share), label,
    )  # fmt: skip


@register.simple_tag
def progress(
    value: float, label: str, maximum: float = 100.0, target: float | None = None, tone: str = "", thin: bool = False
) -> SafeString:
    """Draw a progress bar with a target mark; `label` says in words what it shows."""
    mark = marks.progress(float(value), maximum=float(maximum), target=None if target is None else float(target))
    goal = format_html('<rect class="target" x="{}"/>', mark.target) if mark.target else ""
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><rect width="100%"/><rect class="{}" width="{}"/>{}</svg>',
        "progress thin" if thin else "progress", label, f"fill {known(tone, TONES, 'tone')}".strip(), mark.width, goal,
    )  # fmt: skip


@register.simple_tag
def spark(values: list[float], label: str = "", target: float | None = None, small: bool = False) -> SafeString:
    """Draw a sparkline; without `label` it is decoration beside the same figures in words."""
    mark = marks.spark([float(v) for v in values], target=None if target is None else float(target))
    goal = ""
    if mark.goal_y:
        goal = format_html('<line class="goal" x1="0" x2="100%" y1="{}" y2="{}"/>', mark.goal_y, mark.goal_y)
    naming = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" {}>{}<svg viewBox="0 0 100 100" preserveAspectRatio="none"><polyline points="{}"/></svg>'
        '<circle class="last" cx="100%" cy="{}" r="3.5"/></svg>',
        "spark sm" if small else "spark", naming, goal, mark.points, mark.last_y,
    )  # fmt: skip


def initials(name: str) -> str:
    """Return the first letters of the first two words of a name."""
    return "".join(word[0] for word in name.split()[:2]).upper()


@register.simple_tag
def avatar(name: str, hue: str = "", size: str = "", alone: bool = False) -> SafeString:
    """Draw initials in a circle. Decoration beside the name; with `alone` it carries the name itself."""
    classes = " ".join(word for word in ("avatar", hue, size) if word)
    naming = format_html('role="img" aria-label="{}"', name) if alone else mark_safe('aria-hidden="true"')
    return format_html('<span class="{}" {}>{}</span>', classes, naming, initials(name))


@register.simple_tag
def person(name: str, note: str = "", hue: str = "") -> SafeString:
    """Draw a person: initials, name, and a note such as the unit."""
    small = format_html("<small>{}</small>", note) if note else ""
    return format_html('<span class="person">{}<span>{}{}</span></span>', avatar(name, hue), name, small)


@register.simple_tag
def skeleton(*widths: str) -> SafeString:
    """Draw grey lines in place of text that is loading; widths: 40, 60, 80 or block."""
    names = [width if width == "block" else f"w-{width}" for width in widths or ("60",)]
    return format_html_join("", '<span class="skeleton {}"></span>', ((name,) for name in names))


@register.simple_tag
def loading(label: str) -> SafeString:
    """Draw the spinner with its words; shown while HTMX waits."""
    return format_html('<span class="htmx-indicator"><span class="spinner" aria-hidden="true"></span> {}</span>', label)
