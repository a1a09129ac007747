"""Addresses as somebody might forget to guard them, to prove that the start fails and the matrix complains."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def open_page(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """A view that declares nothing."""
    return HttpResponse("terbuka")


urlpatterns = [
    path("tertutup/", open_page, name="closed"),
    path("", include([path("tertutup/<int:pk>/", open_page, name="closed_row")])),
    path("tanpa-nama/", open_page),
    path("bagian/", include(([path("x/", open_page, name="inner")], "part"))),
]
