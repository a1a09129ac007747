"""Codes that are typed from paper: three groups of four signs, none of which is mistaken for another.

30^12 codes are more than anybody can try in the five tries there are; so a keyed digest is all that needs to be kept.
"""

import hmac
import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 3
GROUP = 4


def new_code() -> str:
    """Return a fresh code as it is printed: "K7MP-4XRT-9BQD"."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def plain_code(text: str) -> str:
    """Return a code as it was meant: capitals, without the dashes and spaces people type or leave out."""
    return "".join(char for char in text.upper() if char.isalnum())


def code_digest(user_id: int, text: str) -> str:
    """Return what is stored of a code: bound to one account, and of no use without the site's secret."""
    return salted_hmac("accounts-code", f"{user_id}:{plain_code(text)}", algorithm="sha256").hexdigest()


def code_matches(user_id: int, text: str, digest: str) -> bool:
    """Tell whether a code is the one that was stored for an account."""
    return hmac.compare_digest(code_digest(user_id, text), digest)
