"""What may stand in a mail: one-line headers, plain text whose only links are this site's own, no identity numbers.

Mail programs turn whatever looks like an address into a link. Text that a person typed (a name, a title) could so lead
others to a foreign site under the city's name. So everything in a mail is taken apart where a link could begin, except
addresses of this site.
"""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid

LONGEST_SUBJECT = 200
LONGEST_TEXT = 20_000
# A colon after a letter or a dot before one begins an address for some mail program: "http:", "nama.com".
_SCHEME = re.compile(r"(?<=[^\W\d_])\s?:(?=\S)")
_DOTTED = re.compile(r"(?<=\S)\.(?=[^\W\d_])")
# Full stops that domain names take for a dot.
_STOPS = str.maketrans(dict.fromkeys("。．｡․", "."))
# 15 digits and more, also spaced or dotted: a NIK, KK number or NIP. A time or an amount is shorter.
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){14,}")
HIDDEN = "••••"


def site_url(path: str) -> str:
    """Return the full address of a page of this site, by the setting BETANG_ADDRESS; never by the request's host."""
    return f"{settings.BETANG_ADDRESS}{path}"


def own_links() -> re.Pattern[str]:
    """Return the pattern of this site's own addresses in a text."""
    return re.compile(rf"({re.escape(settings.BETANG_ADDRESS)}/[A-Za-z0-9/_\-.~?&=%+]*)")


def unlinked(text: str) -> str:
    """Return a text in which nothing looks like an address to a mail program."""
    folded = unicodedata.normalize("NFC", text).translate(_STOPS)
    visible = "".join(char for char in folded if char in "\n\t" or unicodedata.category(char)[0] != "C")
    return _DOTTED.sub(". ", _SCHEME.sub(": ", visible))


def body(text: str) -> str:
    """Return the text of a mail: own addresses as they are, all else without links and identity numbers."""
    parts = own_links().split(text.replace("\r\n", "\n").replace("\r", "\n"))
    # The pattern is one group: odd parts are addresses of our own.
    return "".join(part if number % 2 else _NUMBER.sub(HIDDEN, unlinked(part)) for number, part in enumerate(parts))


def header(text: str) -> str:
    """Return a subject; Invalid when it holds a line break or a control character, or is empty or too long."""
    if any(unicodedata.category(char) in {"Cc", "Zl", "Zp"} for char in text):
        raise Invalid(_("Judul surel harus satu baris."))
    if not text.strip() or len(text) > LONGEST_SUBJECT:
        raise Invalid(_("Judul surel harus 1 sampai %(most)s huruf.") % {"most": LONGEST_SUBJECT})
    return _NUMBER.sub(HIDDEN, unlinked(text.strip()))


def is_address(text: str) -> bool:
    """Tell whether a text is one bare e-mail address: not several, no name beside it, no line break."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def address(text: str) -> str:
    """Return one bare e-mail address; Invalid when the text is not one."""
    if not is_address(text):
        raise Invalid(_("Alamat surel ini tidak dapat dipakai."))
    return text
