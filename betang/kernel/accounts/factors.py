"""The second step: codes of an app (TOTP, RFC 6238), and recovery codes for the day the phone is lost.

allauth keeps passkeys and asks for the second step; the rows are its own. Codes are checked here, because a code that
was used must stay used in every process, secrets must not stand in plain text, and time must be an argument.
"""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

import segno
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils.crypto import salted_hmac

from betang.kernel.accounts.models import User
from betang.kernel.crypto.subject import SubjectErased, subject_cipher

STEP = 30  # seconds a code holds (RFC 6238)
DRIFT = 1  # steps a clock may be early or late
SECRET_BYTES = 20
RECOVERY_CODES = 10
ISSUER = "Betang"
PLACE = b"accounts.totp"


def totp_secret() -> str:
    """Return a fresh secret for an app, in base32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def totp_address(username: str, secret: str) -> str:
    """Return the address that an app reads from the QR code."""
    query = urlencode({"secret": secret, "issuer": ISSUER}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{ISSUER}:{username}')}?{query}"


def totp_drawing(address: str) -> str:
    """Draw the QR code as inline SVG, dark on light in both themes, without a style attribute."""
    code = segno.make_qr(address, error="m")
    return str(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None))


def totp_step(secret: str, code: str, *, now: datetime, after: int = 0) -> int | None:
    """Return the time step whose code was given, if it is of now (or one step beside) and later than `after`."""
    given = "".join(code.split())
    current = int(now.timestamp()) // STEP
    for step in range(current - DRIFT, current + DRIFT + 1):
        if step > after and hmac.compare_digest(given.encode(), format_hotp_value(hotp_value(secret, step)).encode()):
            return step
    return None


def secret_sealed(user: User, secret: str) -> str:
    """Seal an app's secret under the key of its owner."""
    cipher = subject_cipher(user.subject)
    if cipher is None:
        raise RuntimeError("A key is made when there is none.")
    return cipher.seal(secret.encode("ascii"), PLACE)


def secret_opened(user: User, sealed: str) -> str:
    """Open what `secret_sealed` made for the same account; SubjectErased when the person's key was destroyed."""
    cipher = subject_cipher(user.subject, create=False)
    if cipher is None:
        raise SubjectErased("Kunci data pemilik akun ini sudah dihapus.")
    return cipher.open(sealed, PLACE).decode("ascii")


def recovery_digest(user_id: int, code: str) -> str:
    """Return what is stored of a recovery code."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return salted_hmac("accounts-recovery", f"{user_id}:{plain}", algorithm="sha256").hexdigest()


def is_strong(factor: Authenticator) -> bool:
    """Say whether a factor is a second step of its own; recovery codes only stand in for one."""
    return bool(factor.type != Authenticator.Type.RECOVERY_CODES)
