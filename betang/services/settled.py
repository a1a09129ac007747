"""What the city settled for its services where no law speaks: links, public figures, officers, the hold, returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from betang.kernel.limits.counting import Limit
from betang.regulation.parameters import book
from betang.regulation.service_standards.catalogue import ANGKA_PUBLIK, PEMBERITAHUAN, TAHAN_LANGKAH, TAUTAN_HASIL


@dataclass(frozen=True, slots=True)
class LinkTerms:
    """The link of a document: days it is valid, most downloads; tries of a PIN before one waits so many minutes."""

    days: int
    downloads: int
    tries: int
    wait_minutes: int


@dataclass(frozen=True, slots=True)
class Bars:
    """From how many requests on a figure is published, and from how many on it is compared."""

    published: int
    compared: int


def link_terms(now: datetime) -> LinkTerms:
    """Return the terms of links in force."""
    value = book().on(timezone.localdate(now))[TAUTAN_HASIL].value
    return LinkTerms(value["hari"], value["unduhan"], value["percobaan"], value["tunggu_menit"])


def pin_limit(name: str, now: datetime) -> Limit:
    """Return how often a PIN may be tried, counted under a name."""
    terms = link_terms(now)
    return Limit(name, amount=terms.tries, seconds=terms.wait_minutes * 60)


def bars(now: datetime) -> Bars:
    """Return from how many requests on figures are published and compared."""
    value = book().on(timezone.localdate(now))[ANGKA_PUBLIK].value
    return Bars(value["diumumkan"], value["dibandingkan"])


def returns_told(now: datetime) -> int:
    """Return the return of one request from which on the head of section is told and the queue marks it."""
    found: int = book().on(timezone.localdate(now))[PEMBERITAHUAN].value["kembali_kali"]
    return found


def hold_seconds(now: datetime) -> int:
    """Return the seconds in which a step can be called back: the installation's own, or those in force."""
    own: int | None = settings.BETANG_HOLD_SECONDS
    return book().on(timezone.localdate(now))[TAHAN_LANGKAH].value if own is None else own
