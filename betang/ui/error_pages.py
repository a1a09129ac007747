"""Error pages: what happened, what to do next, and a code for the log. 400, 403, 404, 405, 409, 422; 500 is apart.

Domain errors (`betang.kernel.errors`) become the page of their status here, so that no view needs to catch them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from betang.kernel.access.middleware import API, Refused
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import DomainError, Invalid
from betang.ui import last_resort

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one error page."""

    title: str
    lead: str
    advice: tuple[str, ...]


def words(status: int) -> Words:
    """Return the sentences for a status in the language of the request; 400 stands in for one that has none."""
    table = {
        400: Words(
            _("Permintaan ini tidak dapat dibaca"),
            _("Alamat atau isian yang dikirim peramban tidak lengkap."),
            (_("Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi."),),
        ),
        403: Words(
            _("Anda belum berwenang di sini"),
            _("Halaman ini ada, tetapi kewenangan akun Anda tidak mencakupnya."),
            (_("Masuk dengan akun yang berwenang, atau minta kewenangan kepada atasan atau administrator."),),
        ),
        404: Words(
            _("Halaman ini tidak ada"),
            _("Alamatnya mungkin salah ketik, atau halamannya sudah dipindah. Data Anda tetap aman."),
            (_("Periksa ejaan alamatnya, atau mulai dari salah satu halaman di bawah ini."),),
        ),
        405: Words(
            _("Cara membuka halaman ini tidak cocok"),
            _("Alamat ini hanya menerima kiriman formulir, atau hanya dapat dibaca."),
            (_("Buka kembali halaman yang memuat formulirnya, lalu kirim dari sana."),),
        ),
        409: Words(
            _("Data ini sudah berubah"),
            _("Orang lain sudah menyimpan perubahan, atau keputusannya sudah diambil. Isian Anda belum disimpan."),
            (_("Muat ulang halaman untuk melihat keadaan terbaru, lalu ulangi perubahan Anda bila masih perlu."),),
        ),
        422: Words(
            _("Isian perlu diperbaiki"),
            _("Ada isian yang tidak dapat diterima. Belum ada yang disimpan."),
            (_("Kembali ke formulir, perbaiki isian yang disebut, lalu kirim lagi."),),
        ),
    }
    return table.get(status, table[400])


def page(request: HttpRequest, status: int, *, error: DomainError | None = None) -> HttpResponse:
    """Return the page of a status; a domain error's own sentence takes the place of the general one.

    A program, which asks under /api/, gets the sentence alone.
    """
    text = words(status)
    if request.path.startswith(API):
        return JsonResponse({"detail": (error.message if error else "") or text.lead}, status=status)
    framed = signed_in(request)
    context = {
        "status": status,
        "text": text,
        "advice": advice(status, text, framed=framed),
        "lead": (error.message if error else "") or text.lead,
        "problems": list(error.fields.values()) if isinstance(error, Invalid) else [],
    }
    return render(request, f"ui/errors/{'error_app' if framed else 'error'}.html", context, status=status)


def advice(status: int, text: Words, *, framed: bool) -> tuple[str, ...]:
    """Say what to do next: in the signed-in frame, search and menu stand around the page."""
    if framed and status == 404:
        return (_("Periksa ejaan alamatnya, cari di atas, atau pilih dari menu."),)
    return text.advice


def signed_in(request: HttpRequest) -> bool:
    """Tell whether the page belongs into the frame of somebody with an account; a visitor without cookie costs nothing.

    A fault while finding that out must not take the place of the answer: the public frame needs no database.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "viewer"):
        return False
    try:
        return viewer_of(request).signed_in
    except DatabaseError:
        log.exception("the viewer of %s could not be read", request.path)
        return False


class ErrorPagesMiddleware:
    """Turns domain errors, and the empty answers of Django's method checks, into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; an empty 405 becomes a page."""
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            allowed = response.headers["Allow"]
            response = page(request, 405)
            response.headers["Allow"] = allowed
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a domain error with its page; leave all others to Django."""
        if not isinstance(exception, DomainError):
            return None
        log.info("%s at %s: %s", type(exception).__name__, request.path, exception.message)
        return page(request, exception.status, error=exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for 400."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for 403; a page that is for others says for whom it is."""
    error = DomainError(str(exception)) if isinstance(exception, Refused) else None
    return page(request, 403, error=error)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for 404."""
    return page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without its token: usually a page left open too long, or cookies switched off."""
    log.warning("form refused at %s: %s", request.path, reason)
    message = _("Formulir ini dibuka terlalu lama atau peramban menolak kuki, jadi kirimannya tidak kami terima.")
    error = DomainError(message)
    return page(request, 403, error=error)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler for 500: needs no database, no template engine, no translation."""
    return last_resort.response(request)
