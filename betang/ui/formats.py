"""Numbers, money, dates and durations as they are written in Indonesian and in English.

Indonesian: 1.284, 94,2%, Rp850 juta, Kamis 15 Oktober 2026, 09.00 WIB. English: 1,284, 94.2%, Rp850 million, Thursday
15 October 2026, 09:00 WIB. Rounding is half up, on decimals. Pure functions; the language is an argument.
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

Number = int | Decimal | str
WIB = ZoneInfo("Asia/Pontianak")
MINUS = "−"

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
SEPARATORS = {"id": (".", ","), "en": (",", ".")}
SCALES = {
    "id": ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")),
    "en": ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")),
}
UNITS = {
    "id": (("hari", "hari"), ("jam", "jam"), ("menit", "menit")),
    "en": (("day", "days"), ("hour", "hours"), ("minute", "minutes")),
}


def _language(language: str) -> str:
    return "en" if language.startswith("en") else "id"


def number(value: Number, *, places: int | None = None, language: str = "id") -> str:
    """Write a number with separators, rounded half up to `places` digits; without `places` exactly as it is."""
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    thousand, comma = SEPARATORS[_language(language)]
    grouped = f"{int(whole):,}".replace(",", thousand)
    sign = MINUS if exact < 0 else ""
    return f"{sign}{grouped}{comma}{fraction}" if fraction else f"{sign}{grouped}"


def percent(share: Number, *, places: int = 1, language: str = "id") -> str:
    """Write a share between 0 and 1 as a percentage without a space: 0.942 becomes 94,2%."""
    return number(Decimal(share) * 100, places=places, language=language) + "%"


def rupiah(amount: int, *, short: bool = False, language: str = "id") -> str:
    """Write whole rupiah: Rp1.250.000; short: Rp1,3 juta, Rp850 juta, Rp1,5 miliar."""
    sign, size = (MINUS if amount < 0 else ""), abs(amount)
    if short:
        for scale, word in SCALES[_language(language)]:
            # Half a unit below the scale would round up to "1.000 juta"; it is a "miliar" already.
            if size >= scale - scale // 20_000:
                rounded = (Decimal(size) / scale).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
                places = 0 if rounded == rounded.to_integral_value() else 1
                return f"{sign}Rp{number(rounded, places=places, language=language)} {word}"
    return f"{sign}Rp{number(size, language=language)}"


def date(day: dt.date, *, weekday: bool = False, language: str = "id") -> str:
    """Write a date: 15 Oktober 2026, with the weekday in front when asked. Of a moment the day in WIB, not in UTC."""
    if isinstance(day, dt.datetime) and day.tzinfo:
        day = day.astimezone(WIB)
    words = f"{day.day} {MONTHS[_language(language)][day.month - 1]} {day.year}"
    return f"{DAYS[_language(language)][day.weekday()]} {words}" if weekday else words


def clock(moment: dt.datetime | dt.time, *, language: str = "id") -> str:
    """Write a time of day: 09.00 in Indonesian, 09:00 in English. A datetime is shown in WIB."""
    if isinstance(moment, dt.datetime) and moment.tzinfo:
        moment = moment.astimezone(WIB)
    return f"{moment:%H.%M}" if _language(language) == "id" else f"{moment:%H:%M}"


def moment(value: dt.datetime, *, language: str = "id") -> str:
    """Write a moment in full, in WIB: Kamis 15 Oktober 2026, 09.00 WIB. ValueError without a time zone."""
    if value.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be shown: nobody knows which clock it was.")
    local = value.astimezone(WIB)
    return f"{date(local.date(), weekday=True, language=language)}, {clock(local, language=language)} WIB"


def duration(minutes: int, *, day_minutes: int = 1440, short: bool = False, language: str = "id") -> str:
    """Write minutes as days, hours and minutes: 13 jam 40 menit; short, for dense lists: 1 j 05 m (English 1 h 05 m).

    `day_minutes` is the length of a day; a working day has another one than a calendar day.
    """
    if short:
        hours, rest = divmod(minutes, 60)
        letter = "j" if _language(language) == "id" else "h"
        return f"{hours} {letter} {rest:02d} m" if hours else f"{rest} m"
    days, rest = divmod(minutes, day_minutes)
    amounts = (days, *divmod(rest, 60))
    units = UNITS[_language(language)]
    parts = [f"{amount} {unit[amount != 1]}" for amount, unit in zip(amounts, units, strict=True) if amount]
    return " ".join(parts) or f"0 {units[2][1]}"


def span(first: Number, last: Number, *, suffix: str = "", places: int | None = None, language: str = "id") -> str:
    """Write a range with an en dash: 10–20%."""
    ends = (number(end, places=places, language=language) for end in (first, last))
    return "–".join(ends) + suffix
