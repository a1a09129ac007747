"""Language, theme, keys and menu: chosen by a form, kept in a cookie each, read at every request.

Indonesian is the default whatever the browser asks for: many phones here are set to English by their maker, and the
terms of the law are Indonesian. English is one button away.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from betang.kernel.access.rules import access, public

THEME_COOKIE = "tema"
THEMES = ("light", "dark")
SHORTCUTS_COOKIE, SHORTCUTS_OFF = "pintasan", "mati"
MENU_COOKIE, MENU_NARROW = "menu", "ciut"
YEAR = 365 * 24 * 3600


def language_of(request: HttpRequest) -> str:
    """Return the language chosen by cookie, else the default."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def theme_of(request: HttpRequest) -> str:
    """Return "light" or "dark" when the person chose one, "" to follow the device."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def shortcuts_on(request: HttpRequest) -> bool:
    """Say whether single keys act: who uses speech input can switch them off (WCAG 2.2, 2.1.4)."""
    return request.COOKIES.get(SHORTCUTS_COOKIE) != SHORTCUTS_OFF


def menu_narrow(request: HttpRequest) -> bool:
    """Say whether the side navigation was last left narrow."""
    return request.COOKIES.get(MENU_COOKIE) == MENU_NARROW


class PreferencesMiddleware:
    """Activates the chosen language for the request and says so in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the chosen language."""
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "id")
        patch_vary_headers(response, ["Cookie"])
        return response


def _back(request: HttpRequest) -> HttpResponse:
    """Redirect to where the form stood; never to another site."""
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe else "/")


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE)


def language_keep(response: HttpResponse, language: str) -> None:
    """Let an answer bring the language that somebody chose on another device."""
    _keep(response, settings.LANGUAGE_COOKIE_NAME, language)


# Without a CSRF token, so that public pages set no cookie and stay cacheable. Another site could at most change the
# language or the colours somebody sees, or how wide the menu is.
@access(public)
@csrf_exempt
@require_POST
def language_set(request: HttpRequest) -> HttpResponse:
    """Store the language given as `bahasa` and go back; an unknown one changes nothing."""
    response = _back(request)
    if request.POST.get("bahasa") in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, request.POST["bahasa"])
    return response


@access(public)
@csrf_exempt
@require_POST
def theme_set(request: HttpRequest) -> HttpResponse:
    """Store the theme given as `tema` ("light", "dark") and go back; anything else follows the device again."""
    response = _back(request)
    if request.POST.get("tema") in THEMES:
        _keep(response, THEME_COOKIE, request.POST["tema"])
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@access(public)
@csrf_exempt
@require_POST
def shortcuts_set(request: HttpRequest) -> HttpResponse:
    """Switch single-key shortcuts off (`pintasan=mati`) or on (anything else) and go back."""
    response = _back(request)
    if request.POST.get(SHORTCUTS_COOKIE) == SHORTCUTS_OFF:
        _keep(response, SHORTCUTS_COOKIE, SHORTCUTS_OFF)
    else:
        response.delete_cookie(SHORTCUTS_COOKIE)
    return response


@access(public)
@csrf_exempt
@require_POST
def menu_set(request: HttpRequest) -> HttpResponse:
    """Remember whether the side navigation is narrow (`menu=ciut`); sent in passing, so nothing is answered."""
    response = HttpResponse(status=204)
    if request.POST.get(MENU_COOKIE) == MENU_NARROW:
        _keep(response, MENU_COOKIE, MENU_NARROW)
    else:
        response.delete_cookie(MENU_COOKIE)
    return response


urlpatterns = [
    path("tampilan/bahasa/", language_set, name="language_set"),
    path("tampilan/tema/", theme_set, name="theme_set"),
    path("tampilan/pintasan/", shortcuts_set, name="shortcuts_set"),
    path("tampilan/menu/", menu_set, name="menu_set"),
]
