"""Template filters for numbers, money, dates and durations, in the language of the page."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.template import Library
from django.utils.translation import get_language

from betang.ui import formats

register = Library()


def _language() -> str:
    return get_language() or "id"


@register.filter
def angka(value: Any, places: int | None = None) -> str:
    """Write a number: {{ n|angka }}, {{ n|angka:1 }}. Empty for None."""
    return "" if value is None else formats.number(Decimal(str(value)), places=places, language=_language())


@register.filter
def persen(share: Any, places: int = 1) -> str:
    """Write a share (0 to 1) as a percentage."""
    return "" if share is None else formats.percent(Decimal(str(share)), places=places, language=_language())


@register.filter
def rupiah(amount: int | None) -> str:
    """Write whole rupiah in full."""
    return "" if amount is None else formats.rupiah(amount, language=_language())


@register.filter
def rupiah_ringkas(amount: int | None) -> str:
    """Write rupiah short: Rp850 juta."""
    return "" if amount is None else formats.rupiah(amount, short=True, language=_language())


@register.filter
def tanggal(day: dt.date | None) -> str:
    """Write a date: 15 Oktober 2026."""
    return "" if day is None else formats.date(day, language=_language())


@register.filter
def hari_tanggal(day: dt.date | None) -> str:
    """Write a date with its weekday: Kamis 15 Oktober 2026."""
    return "" if day is None else formats.date(day, weekday=True, language=_language())


@register.filter
def waktu(moment: dt.datetime | None) -> str:
    """Write a moment in full: Kamis 15 Oktober 2026, 09.00 WIB."""
    return "" if moment is None else formats.moment(moment, language=_language())


@register.filter
def durasi(minutes: int | None) -> str:
    """Write calendar minutes: 1 hari 2 jam 5 menit."""
    return "" if minutes is None else formats.duration(minutes, language=_language())


@register.filter
def durasi_ringkas(minutes: int | None) -> str:
    """Write minutes short, for dense lists: 1 j 05 m."""
    return "" if minutes is None else formats.duration(minutes, short=True, language=_language())


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    """Return mapping[key], None when it is missing; for keys a template only has in a variable."""
    return mapping.get(key)


@register.filter
def teks(wording: Any) -> str:
    """Write a wording that carries both languages (an object with `text(language)`) in the language of the page."""
    return "" if wording is None else str(wording.text(_language()))
