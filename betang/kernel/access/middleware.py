"""Asks, before any view runs, whether its rule lets this person in; and says who the person is.

The viewer is read from the database only when somebody asks for it, once per request: a public page costs nothing.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from betang.kernel.access.addresses import rule_for
from betang.kernel.access.rules import Rule
from betang.kernel.access.viewer import Viewer, viewer_of

API = "/api/"


class AccessUndeclared(RuntimeError):  # noqa: N818  a fault of ours, read where it is raised
    """A view without a rule was asked for. The start-up check finds it earlier."""


class Refused(PermissionDenied):
    """The page exists, but not for this person; the sentence says for whom it is."""


class AccessMiddleware:
    """Sets `request.viewer` and holds every view to its rule. Stands after authentication and htmx."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; who asks is found out when it matters."""
        request.viewer = SimpleLazyObject(lambda: load_viewer(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the view run (None), or answer in its place."""
        match = request.resolver_match
        rule = rule_for(view, name=match.view_name if match else "")
        if rule is None:
            raise AccessUndeclared(f"{request.path} declares no access.")
        if rule.kind == "public" or rule.allows(viewer_of(request)):
            return None
        return refuse(request, rule)


def load_viewer(request: HttpRequest) -> Viewer:
    """Find out who asks, by the loader named in the settings; a visitor without account needs none."""
    today = timezone.localdate()
    if not request.user.is_authenticated:
        return Viewer.anonymous(today)
    viewer: Viewer = import_string(settings.BETANG_VIEWER_LOADER)(request.user, today)
    return viewer


def refuse(request: HttpRequest, rule: Rule) -> HttpResponse:
    """Send a visitor to the sign-in page; tell somebody with an account that the page is not for them, or not there."""
    signed_in = viewer_of(request).signed_in
    if request.path.startswith(API):
        return refuse_program(rule, signed_in=signed_in)
    if not signed_in:
        return to_sign_in(request)
    if rule.hidden:
        raise Http404
    raise Refused(_("Halaman ini untuk %(who)s. Akun Anda tidak memegang peran itu.") % {"who": rule.words})


def refuse_program(rule: Rule, *, signed_in: bool) -> HttpResponse:
    """Answer a program, which cannot follow a redirect to a form: 401, 403 or 404 with a sentence."""
    if not signed_in:
        detail = _("Alamat ini meminta tanda pengenal. Sertakan token yang berlaku.")
        return JsonResponse({"detail": detail}, status=401, headers={"WWW-Authenticate": "Bearer"})
    if rule.hidden:
        return JsonResponse({"detail": _("Alamat ini tidak ada.")}, status=404)
    return JsonResponse({"detail": _("Alamat ini untuk %(who)s.") % {"who": rule.words}}, status=403)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the sign-in page, which brings them back to where they stood."""
    target = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': return_path(request)}, safe='/')}"
    if request.headers.get("HX-Request") == "true":
        # A redirect would be followed unseen and the sign-in page put into the middle of this one.
        text = _("Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan.")
        return HttpResponse(text, status=401, content_type="text/plain", headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def return_path(request: HttpRequest) -> str:
    """Give the path to come back to: the page itself, or the page whose form or fragment was asked for.

    Always a path on this site: what the browser says about where it was could have been made up.
    """
    fragment = request.headers.get("HX-Request") == "true"
    if request.method in {"GET", "HEAD"} and not fragment:
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL") if fragment else request.headers.get("Referer")
    if not page or not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return "/"
    parts = urlsplit(page)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return path if url_has_allowed_host_and_scheme(path, None) else "/"
