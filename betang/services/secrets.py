"""What opens a request: its number with a PIN, a secret link, a code to go on elsewhere. Only keyed digests are kept.

A PIN of six digits is guessed from any unkeyed hash in a moment, however slow the hash. The key of these digests stands
outside the database, and tries are limited: so a submission costs no slow hash either.
"""

import hmac
import secrets

from betang.kernel.accounts.codes import new_code, plain_code
from betang.kernel.crypto.blind import blind, blinds
from betang.kernel.crypto.keyring import Key

__all__ = ["new_code", "new_link", "new_pin"]

PIN_DIGITS = 6


def new_pin() -> str:
    """Return a fresh PIN of six digits."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


def new_link() -> str:
    """Return the secret part of a link: 128 bits."""
    return secrets.token_urlsafe(16)


def pin_digest(uid: object, pin: str, *, key: Key | None = None) -> str:
    """Return what is kept of a PIN, bound to its request."""
    return blind("services.request.pin", f"{uid}:{pin}", key=key)


def pin_matches(uid: object, pin: str, digest: str) -> bool:
    """Tell whether a PIN is the one of a request, under any key in use."""
    typed = "".join(sign for sign in pin if sign.isdigit())
    return any(hmac.compare_digest(each, digest) for each in blinds("services.request.pin", f"{uid}:{typed}"))


def link_digests(link: str) -> list[str]:
    """Return under which digests a secret link may stand."""
    return blinds("services.request.link", link)


def link_digest(link: str) -> str:
    """Return what is kept of a secret link."""
    return blind("services.request.link", link)


def delivery_digests(link: str) -> list[str]:
    """Return under which digests the link of a delivery may stand."""
    return blinds("services.delivery.link", link)


def delivery_digest(link: str) -> str:
    """Return what is kept of the link of a delivery."""
    return blind("services.delivery.link", link)


def resume_digest(code: str) -> str:
    """Return what is kept of the code with which a draft goes on elsewhere."""
    return blind("services.request.resume", plain_code(code))


def resume_digests(code: str) -> list[str]:
    """Return under which digests a code may stand."""
    return blinds("services.request.resume", plain_code(code))
