"""Which mail server delivers: one address in BETANG_SMTP. Read by the settings, so nothing here needs Django's models.

smtp://user:password@host:587     STARTTLS; without it only to this machine itself (smtp://localhost)
smtps://user:password@host:465    TLS from the first byte
"""

from typing import Any
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
SECONDS = 20


def mail_server(url: str) -> dict[str, Any]:
    """Return Django's EMAIL_ settings for an address; an empty host when there is none. ValueError when malformed."""
    parts = urlsplit(url)
    if url and (parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/")):
        raise ValueError("BETANG_SMTP must read smtp://user:password@host:587 or smtps://user:password@host:465.")
    near = parts.hostname in OWN_MACHINE
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (25 if near else PORTS.get(parts.scheme, 587)),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not near,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": SECONDS,
    }
