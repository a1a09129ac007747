"""Accounts of residents: asking for a code, making the account, keeping requests in it, closing it.

Asking gets the same answer for every address. A right code opens a session under a new key; where to go then is never
taken from the address of the page.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, public, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.accounts import entrance
from betang.kernel.accounts.credentials import password_confirmed
from betang.kernel.accounts.locks import TooManyTries, counted
from betang.kernel.accounts.models import User, Way
from betang.kernel.errors import DomainError, Invalid
from betang.kernel.limits.counting import Limit
from betang.kernel.limits.visitor import visitor
from betang.kernel.mail import site_url
from betang.services.actions import residents
from betang.services.forms.answers import TrackForm
from betang.services.forms.residents import AddressForm, LeaveForm, RegisterForm
from betang.services.models import Request
from betang.services.passes import pass_give, passes
from betang.services.reached import address_read
from betang.services.views.applying import language
from betang.services.views.tracking import mine, opened

RESIDENT = roles(Role.RESIDENT)
ASKED = Limit("services_register", amount=3, seconds=3600)
ASKED_VISITOR = Limit("services_register_visitor", amount=20, seconds=3600)
TRIED_VISITOR = Limit("services_register_code", amount=20, seconds=900)


@access(public)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Ask for the address and send a code there; the answer tells nothing of the address."""
    form, sent, status = AddressForm(request.POST if request.method == "POST" else None), False, 200
    if request.method == "POST":
        status, now = 422, timezone.now()
        try:
            if form.is_valid():
                address = address_read(form.cleaned_data["alamat"], timezone.localdate(now))
                counted(ASKED_VISITOR, visitor(request), now)
                counted(ASKED, address, now)
                residents.registration_ask(address=address, now=now)
                sent, status = True, 200
        except DomainError as error:
            form.add_error("alamat", error.message)
            status = error.status
    return render(request, "services/account/register.html", {"form": form, "sent": sent}, status=status)


@access(public)
@never_cache
@sensitive_post_parameters("kode", "sandi")
@require_http_methods(["GET", "HEAD", "POST"])
def register_code(request: HttpRequest) -> HttpResponse:
    """Take the code, a name and a password; make the account and let its owner in."""
    form, status = RegisterForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                return entrance.enter(request, made(request, form), way=Way.CODE, target=reverse("requests_mine"))
        except (Invalid, TooManyTries) as error:
            form.refuse(error.message, getattr(error, "fields", {}))
            status = error.status
    return render(request, "services/account/register_code.html", {"form": form}, status=status)


def made(request: HttpRequest, form: RegisterForm) -> User:
    """Make the account of a filled form; what it refuses counts against the visitor."""
    counted(TRIED_VISITOR, visitor(request), timezone.now())
    data = form.cleaned_data
    return residents.registration_redeem(
        code=data["kode"], username=data["nama"], password=data["sandi"], language=language(), now=timezone.now()
    )


@access(roles(Role.OFFICER))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register_print(request: HttpRequest) -> HttpResponse:
    """Make a code for somebody at the counter and show it, this once, for printing."""
    code = ""
    if request.method == "POST":
        code = residents.registration_print(actor=viewer_of(request).actor, now=timezone.now())
    context = {"code": code, "address": site_url(reverse("register_code"))}
    return render(request, "services/account/print.html", context)


@access(RESIDENT)
@never_cache
@require_POST
def requests_keep(request: HttpRequest) -> HttpResponse:
    """Keep in one's account the requests that this browser holds; the form names none, so that none can be named."""
    kept = residents.requests_keep(actor=viewer_of(request).actor, uids=passes(request), now=timezone.now())
    said = ngettext("%(n)s permohonan disimpan ke akun Anda.", "%(n)s permohonan disimpan ke akun Anda.", kept)
    messages.success(request, said % {"n": kept})
    return redirect("requests_mine")


@access(RESIDENT)
@never_cache
@require_POST
def request_add(request: HttpRequest) -> HttpResponse:
    """Keep in one's account a request that was made without one, by its number and PIN."""
    form = TrackForm(request.POST)
    if form.is_valid():
        found = opened(request, form.cleaned_data["nomor"], form.cleaned_data["pin"])
        if isinstance(found, Request):
            pass_give(request, found.uid)
            if residents.requests_keep(actor=viewer_of(request).actor, uids=[str(found.uid)], now=timezone.now()):
                messages.success(request, _("Permohonan %(number)s disimpan ke akun Anda.") % {"number": found.number})
                return redirect("requests_mine")
            found = _("Permohonan ini sudah tersimpan di sebuah akun.")
        form.add_error(None, found)
    return mine(request, form)


@access(RESIDENT)
@never_cache
@sensitive_post_parameters("sandi")
@require_http_methods(["GET", "HEAD", "POST"])
def resident_leave(request: HttpRequest) -> HttpResponse:
    """Close one's own account after the password was given once more."""
    form, status = LeaveForm(request.POST if request.method == "POST" else None), 200
    user, now = viewer_of(request).actor, timezone.now()
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                given = form.cleaned_data["sandi"]
                if password_confirmed(user=user, password=given, address=visitor(request), now=now):
                    residents.resident_leave(actor=user, now=now)
                    entrance.leave(request, now=now)
                    messages.success(request, _("Akun Anda ditutup. Permohonan Anda tetap berjalan."))
                    return redirect("track")
                form.add_error("sandi", _("Kata sandi ini tidak cocok."))
        except TooManyTries as error:
            form.add_error("sandi", error.message)
            status = error.status
    return render(request, "services/account/leave.html", {"form": form}, status=status)
