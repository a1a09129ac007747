"""What the footer's pages state of the system, read from the system itself so that it stays true."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.kernel.http.preferences import MENU_COOKIE, SHORTCUTS_COOKIE, THEME_COOKIE
from betang.regulation.data_protection import LOG_AKSES
from betang.regulation.parameters import CONFIDENCE, book
from betang.ui.confidence import Confidence, confidence

HOUR, DAY = 3600, 24 * 3600
MESSAGES_COOKIE = "messages"  # django.contrib.messages gives its cookie this name


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie: its name, what it is for, how long it lasts."""

    name: str
    purpose: str
    lasts: str


def _time(seconds: int) -> str:
    """Write how long a cookie lasts, in days or in hours."""
    days, hours = seconds // DAY, seconds // HOUR
    if days:
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": days}
    return ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": hours}


def cookies() -> Sequence[Cookie]:
    """List every cookie that this site sets."""
    year = _("satu tahun")
    session = _time(settings.SESSION_COOKIE_AGE)
    if settings.SESSION_EXPIRE_AT_BROWSER_CLOSE:
        session = _("sampai peramban ditutup, paling lama %(time)s") % {"time": session}
    return (
        Cookie(settings.SESSION_COOKIE_NAME, _("mengenali Anda sesudah masuk"), session),
        Cookie(settings.CSRF_COOKIE_NAME, _("menolak formulir yang dikirim situs lain atas nama Anda"), year),
        Cookie(MESSAGES_COOKIE, _("membawa pesan singkat ke halaman berikutnya"), _("sampai dibaca")),
        Cookie(settings.LANGUAGE_COOKIE_NAME, _("bahasa yang Anda pilih"), year),
        Cookie(THEME_COOKIE, _("tema terang atau gelap yang Anda pilih"), year),
        Cookie(SHORTCUTS_COOKIE, _("pintasan papan ketik yang Anda matikan"), year),
        Cookie(MENU_COOKIE, _("menu samping yang Anda ciutkan"), year),
    )


def sign_in_years(day: dt.date) -> int:
    """Return for how many years sign-ins are kept by the law in force on a day."""
    return int(book().on(day)[LOG_AKSES].value)


def certainty() -> Sequence[tuple[Confidence, int]]:
    """Count the dated values of law by how sure we are of them, the surest first."""
    counts = Counter(value.confidence for parameter in book().parameters.values() for value in parameter.values)
    return [(confidence(tag), counts[tag]) for tag in CONFIDENCE if counts[tag]]


def unsettled() -> int:
    """Count the values that nobody has settled yet."""
    return sum(1 for parameter in book().parameters.values() if parameter.unset)
