"""Keyed hashes that let an encrypted column be searched for a whole value, without telling the value to who has no key.

Two columns never give the same hash for the same value, so that copies of two tables cannot be matched.
"""

import hashlib
import hmac
import re
import unicodedata

from betang.kernel.crypto.keyring import Key, Purpose, keyring

LENGTH = 32
_BETWEEN = re.compile(r"[\s.\-]+")


def compact(text: str) -> str:
    """Give numbers one writing: without spaces, dots and hyphens, in lower case."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def caseless(text: str) -> str:
    """Give names and e-mail addresses one writing: single spaces, in lower case."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def blind(label: str, text: str, *, key: Key | None = None) -> str:
    """Return the hash (32 hexadecimal digits) of a value that has one writing; "" for none.

    `label` is the encrypted column, "people.employee.nik"; the key is the current one unless given.
    """
    if not text:
        return ""
    used = key or keyring().current(Purpose.INDEX)
    return hmac.new(used.secret, f"{label}\0{text}".encode(), hashlib.sha256).hexdigest()[:LENGTH]


def blinds(label: str, text: str) -> list[str]:
    """Return the hashes of a value under all keys: while keys rotate, rows stand under the old or the new one."""
    return [blind(label, text, key=key) for key in keyring().all(Purpose.INDEX)] if text else [""]
