"""The tree of units in templates: `{% load people %}`."""

from collections.abc import Iterable
from functools import cache

from django.template import Library
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from betang.people.queries.units import Branch
from betang.ui.formats import number

register = Library()
ANY = "kode"
BRANCH = '<li><span class="simpul"><a href="{}">{}</a> <span class="siapa">{}</span></span>{}</li>'
UNITS_BELOW = '<details{}><summary><span class="visually-hidden">{}: {}</span></summary><ul>{}</ul></details>'


@register.simple_tag
def unit_branches(branches: Iterable[Branch]) -> SafeString:
    """Write branches with all below them as items of a list, the first level open.

    Hundreds of units stand on one page: as a template that includes itself they took four times as long. What does not
    change from unit to unit (address, words for a number) is made once.
    """
    return branches_html(branches, words=Words(), opened=True)


class Words:
    """What every branch of one page shares: the address of a unit, and in words how many work there."""

    def __init__(self) -> None:
        self.before, self.after = reverse("unit", args=[ANY]).split(ANY)
        self.language = get_language() or "id"
        self.below = _("Unit di bawahnya")
        self.people = cache(self._people)

    def link(self, branch: Branch) -> str:
        """Give the address of a unit; a code is a slug, which needs no quoting."""
        return f"{self.before}{branch.code}{self.after}"

    def _people(self, total: int, own: int | None) -> str:
        """Say how many work in a unit, and with units below (`own` given) also how many of them in the unit itself."""
        counted = {"total": number(total, language=self.language), "own": number(own or 0, language=self.language)}
        if own is None:
            return ngettext("%(total)s pegawai", "%(total)s pegawai", total) % counted
        words = ngettext("%(total)s pegawai, %(own)s di unit ini", "%(total)s pegawai, %(own)s di unit ini", total)
        return words % counted


def branches_html(branches: Iterable[Branch], *, words: Words, opened: bool) -> SafeString:
    """Write branches as items of a list."""
    return format_html_join("", BRANCH, (cells(each, words=words, opened=opened) for each in branches))


def cells(branch: Branch, *, words: Words, opened: bool) -> tuple[str, str, str, SafeString]:
    """Give what stands in an item: address, name, how many work there, and what stands below."""
    people = words.people(branch.total, branch.own if branch.children else None)
    return words.link(branch), branch.name, people, below(branch, words=words, opened=opened)


def below(branch: Branch, *, words: Words, opened: bool) -> SafeString:
    """Write what stands below a unit, folded away unless opened; empty without units below."""
    if not branch.children:
        return mark_safe("")
    state = mark_safe(" open") if opened else ""
    inner = branches_html(branch.children, words=words, opened=False)
    return format_html(UNITS_BELOW, state, words.below, branch.name, inner)
