"""One page for each kind of rule, to try the middleware on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import View

import betang.urls
from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, public, roles, signed_in, staff
from betang.kernel.access.viewer import viewer_of


def shown(request: HttpRequest) -> HttpResponse:
    """Say who looks."""
    return HttpResponse(viewer_of(request).name or "pengunjung")


def quiet(request: HttpRequest) -> HttpResponse:
    """A page that does not ask who looks."""
    return HttpResponse("terbuka")


@access(staff)
class Several(View):
    """A view that is a class."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return shown(request)


def copy(name: str) -> Callable[[HttpRequest], HttpResponse]:
    """Make a view of its own, so that each can declare another rule."""

    def view(request: HttpRequest) -> HttpResponse:
        return shown(request)

    view.__name__ = view.__qualname__ = name
    return view


urlpatterns = [
    path("terbuka/", access(public)(quiet), name="open"),
    path("siapa/", access(public)(copy("who")), name="who"),
    path("masuk-dulu/", access(signed_in)(copy("inside")), name="inside"),
    path("pegawai-saja/", access(staff)(copy("staff_only")), name="staff_only"),
    path("auditor-saja/", access(roles(Role.AUDITOR, Role.BKPSDM))(copy("auditors")), name="auditors"),
    path("rahasia/", access(roles(Role.AUDITOR), hidden=True)(copy("secret")), name="secret"),
    path("kelas/", Several.as_view(), name="several"),
    path("api/v1/orang", access(staff)(copy("api")), name="api"),
    path("api/v1/rahasia", access(roles(Role.AUDITOR), hidden=True)(copy("api_secret")), name="api_secret"),
    *betang.urls.urlpatterns,  # the names that every page links to
]

handler403 = "betang.ui.error_pages.forbidden"
handler404 = "betang.ui.error_pages.not_found"
