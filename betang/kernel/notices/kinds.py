"""Kinds of notices and their general titles: all that an e-mail may say of them.

A module that sends notices names its kinds in a file `notice_kinds.py` of its app, which Django loads at start-up:

    kinds({"people.import_done": _("Impor data pegawai selesai")})

A title holds for every notice of its kind, so it can name nobody and no result.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

_titles: dict[str, str | Promise] = {}


def kinds(titles: Mapping[str, str | Promise]) -> None:
    """Give kinds of notices their titles, lazy translations."""
    _titles.update(titles)


def kind_title(kind: str) -> str:
    """Return the title of a kind in the language of the moment; a general one for a kind that nobody named."""
    return str(_titles.get(kind) or _("Pemberitahuan lain"))
