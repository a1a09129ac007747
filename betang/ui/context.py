"""What every page template knows: theme, mode, version, where the visitor is, whether one may be signed in."""

from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from betang.kernel.http.incident import current
from betang.kernel.http.metrics import version
from betang.kernel.http.preferences import menu_narrow, shortcuts_on, theme_of


def guide_shown() -> bool:
    """Say whether the style guide is open to visitors: not in production."""
    return settings.BETANG_MODE != "production"


def session_held(request: HttpRequest) -> bool:
    """Say whether somebody may be signed in: by the cookie, or surely where the page has read its session anyway.

    Residents without an account have a session, too: it holds the requests they began.
    """
    session = getattr(request, "session", None)
    if session is not None and session.accessed:
        return SESSION_KEY in session
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the shells' own variables; asks neither session nor database for anything."""
    return {
        "session_held": session_held(request),
        "theme": theme_of(request),
        "shortcuts": shortcuts_on(request),
        "menu_narrow": menu_narrow(request),
        "mode": settings.BETANG_MODE,
        "guide_shown": guide_shown(),
        "version": version(),
        "here": request.get_full_path(),
        "incident": current(),
    }
