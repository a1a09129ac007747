"""Second factors of one's own account: an app for codes, passkeys, recovery codes."""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from betang.kernel.access.rules import access, signed_in
from betang.kernel.access.viewer import viewer_of
from betang.kernel.accounts import factors, passkeys
from betang.kernel.accounts.actions import factor_remove, passkey_add, recovery_renew, totp_activate
from betang.kernel.accounts.models import User
from betang.kernel.errors import DomainError, Invalid
from betang.portal.accounts.forms import PasskeyAddForm, TotpForm
from betang.portal.accounts.guards import confirmed_first

SALT = "accounts-totp"
TOKEN_SECONDS = 3600


def token_of(user: User, secret: str) -> str:
    """Sign a secret for one account, so that the page can give it back; nothing is stored before a code proved it."""
    return signing.dumps([user.pk, secret], salt=SALT)


def secret_of(user: User, token: str) -> str:
    """Return the secret of a token we signed for this account within the hour; "" otherwise."""
    try:
        owner, secret = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    except (signing.BadSignature, ValueError):
        return ""
    return str(secret) if owner == user.pk else ""


@access(signed_in)
@confirmed_first
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def totp_add(request: HttpRequest) -> HttpResponse:
    """Show the QR code; take the app into use when it shows a right code."""
    user = viewer_of(request).actor
    form = TotpForm(request.POST if request.method == "POST" else None)
    problem, status = "", 200
    secret = secret_of(user, request.POST.get("token", "")) or factors.totp_secret()
    if request.method == "POST":
        code = form.cleaned_data["code"] if form.is_valid() else ""
        try:
            codes = totp_activate(actor=user, secret=secret, code=code, now=timezone.now())
            return added(request, codes, _("Aplikasi kode sudah dipasang."))
        except DomainError as error:
            problem, status = error.message, error.status
    context = {
        "form": TotpForm(initial={"token": token_of(user, secret)}),
        "problem": problem,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "drawing": mark_safe(factors.totp_drawing(factors.totp_address(user.username, secret))),  # noqa: S308  segno's
    }
    return render(request, "portal/accounts/totp.html", context, status=status)


@access(signed_in)
@confirmed_first
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_new(request: HttpRequest) -> HttpResponse:
    """Keep a passkey the browser has just made."""
    form = PasskeyAddForm(request.POST if request.method == "POST" else None)
    problem, status = "", 200
    if request.method == "POST":
        try:
            return passkey_kept(request, form)
        except DomainError as error:
            problem, status = error.message, error.status
    context = {"form": form, "problem": problem}
    return render(request, "portal/accounts/passkey.html", context, status=status)


def passkey_kept(request: HttpRequest, form: PasskeyAddForm) -> HttpResponse:
    """Check and keep the passkey; Invalid when it does not do."""
    if not form.is_valid():
        raise Invalid(_("Kunci sandi tidak jadi dibuat. Coba lagi."))
    data = form.cleaned_data
    passkeys.passkey_registered(data["credential"])
    actor = viewer_of(request).actor
    codes = passkey_add(actor=actor, name=data["name"], credential=data["credential"], now=timezone.now())
    return added(request, codes, _("Kunci sandi sudah dipasang."))


@access(signed_in)
@confirmed_first
@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """Give the script what the browser needs to make a passkey."""
    return JsonResponse(passkeys.registration(viewer_of(request).actor))


@access(signed_in)
@confirmed_first
@require_POST
def factor_loosen(request: HttpRequest, factor: int) -> HttpResponse:
    """Take one of one's factors out of use."""
    factor_remove(actor=viewer_of(request).actor, factor=factor, now=timezone.now())
    messages.success(request, _("Langkah kedua itu sudah dilepas."))
    return redirect("account")


@access(signed_in)
@confirmed_first
@never_cache
@require_POST
def recovery_new(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them, this once."""
    codes = recovery_renew(actor=viewer_of(request).actor, now=timezone.now())
    return render(request, "portal/accounts/recovery.html", {"codes": codes})


def added(request: HttpRequest, codes: list[str], news: str) -> HttpResponse:
    """Show the recovery codes that came with a first factor, else go back to the account."""
    if codes:
        return render(request, "portal/accounts/recovery.html", {"codes": codes, "news": news})
    messages.success(request, news)
    return redirect("account")
