"""What every page template knows: theme, mode, version, where the visitor is, whether one may be signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from betang.kernel.http.incident import current
from betang.kernel.http.metrics import version
from betang.kernel.http.preferences import menu_narrow, shortcuts_on, theme_of


def guide_shown() -> bool:
    """Say whether the style guide is open to visitors: not in production."""
    return settings.BETANG_MODE != "production"


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the shells' own variables; touches neither session nor database."""
    return {
        "session_held": settings.SESSION_COOKIE_NAME in request.COOKIES,
        "theme": theme_of(request),
        "shortcuts": shortcuts_on(request),
        "menu_narrow": menu_narrow(request),
        "mode": settings.BETANG_MODE,
        "guide_shown": guide_shown(),
        "version": version(),
        "here": request.get_full_path(),
        "incident": current(),
    }
