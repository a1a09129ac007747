"""The tree of units in templates: `{% load people %}`."""

from collections.abc import Iterable

from django.template import Library
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from betang.people.queries.units import Branch
from betang.ui.formats import number

register = Library()
UNITS_BELOW = '<details{}><summary><span class="visually-hidden">{}: {}</span></summary><ul>{}</ul></details>'


@register.simple_tag
def unit_branches(branches: Iterable[Branch]) -> SafeString:
    """Write branches with all below them as items of a list, the first level open.

    Hundreds of units stand on one page: as a template that includes itself they took four times as long.
    """
    return branches_html(branches, opened=True)


def branches_html(branches: Iterable[Branch], *, opened: bool) -> SafeString:
    """Write branches as items of a list."""
    return format_html_join("", "<li>{}{}</li>", ((node(each), below(each, opened=opened)) for each in branches))


def node(branch: Branch) -> SafeString:
    """Write the unit itself: its name as a link, and how many work there."""
    link, unit = reverse("unit", args=[branch.unit.code]), branch.unit
    words = '<span class="simpul"><a href="{}">{}</a> <span class="siapa">{}</span></span>'
    return format_html(words, link, unit.name, people_words(branch))


def below(branch: Branch, *, opened: bool) -> SafeString:
    """Write what stands below a unit, folded away unless opened; empty without units below."""
    if not branch.children:
        return mark_safe("")
    state = mark_safe(" open") if opened else ""
    inner = branches_html(branch.children, opened=False)
    return format_html(UNITS_BELOW, state, _("Unit di bawahnya"), branch.unit.name, inner)


def people_words(branch: Branch) -> str:
    """Say how many work in a unit, and with units below also how many of them in the unit itself."""
    language = get_language() or "id"
    counted = {"total": number(branch.total, language=language), "own": number(branch.own, language=language)}
    if branch.children:
        return (
            ngettext("%(total)s pegawai, %(own)s di unit ini", "%(total)s pegawai, %(own)s di unit ini", branch.total)
            % counted
        )
    return ngettext("%(total)s pegawai", "%(total)s pegawai", branch.total) % counted
