"""One's own account: sessions, second factors, password, language, last sign-ins."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.rules import access, signed_in
from betang.kernel.access.viewer import viewer_of
from betang.kernel.accounts import entrance, queries
from betang.kernel.accounts.actions import (
    language_choose,
    password_change,
    second_step_take,
    session_end,
    sessions_end,
    sso_unlink,
)
from betang.kernel.accounts.credentials import password_confirmed
from betang.kernel.accounts.models import SsoIdentity, User
from betang.kernel.errors import DomainError, Invalid
from betang.kernel.http.preferences import language_keep
from betang.kernel.limits.visitor import visitor
from betang.portal.accounts.forms import ConfirmForm, PasswordChangeForm
from betang.portal.accounts.guards import confirmed_first


@access(signed_in)
@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account."""
    user = viewer_of(request).actor
    context = {
        "account": user,
        "sessions": queries.sessions_of(user, now=timezone.now()),
        "here": request.session.session_key,
        "factors": queries.factors_of(user),
        "sso": settings.SOCIALACCOUNT_PROVIDERS and SsoIdentity.objects.filter(user=user).exists(),
        "languages": settings.LANGUAGES,
    }
    return render(request, "portal/accounts/account.html", context)


@access(signed_in)
@never_cache
@sensitive_post_parameters("answer")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask somebody who is signed in to prove once more who they are."""
    user = viewer_of(request).actor
    by_password = user.has_usable_password()
    form = ConfirmForm(request.POST if request.method == "POST" else None, by_password=by_password)
    status, problem = 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            proven(request, user, form.cleaned_data["answer"], by_password=by_password)
            entrance.confirm(request, now=timezone.now())
            return HttpResponseRedirect(entrance.target_of(request) or "/akun/")
        except DomainError as error:
            status, problem = error.status, error.message
    can = by_password or queries.factors_of(user).totp is not None
    context = {"form": form, "problem": problem, "target": entrance.target_of(request), "can": can, "account": user}
    return render(request, "portal/accounts/confirm.html", context, status=status)


def proven(request: HttpRequest, user: User, answer: str, *, by_password: bool) -> None:
    """Look at the password or the code that was given once more; Invalid or TooManyTries when it does not do."""
    now, address = timezone.now(), visitor(request)
    if not by_password:
        second_step_take(user=user, code=answer, address=address, now=now)
    elif password_confirmed(user=user, password=answer, address=address, now=now) is None:
        raise Invalid(_("Kata sandi ini salah."))


@access(signed_in)
@never_cache
@sensitive_post_parameters("old", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; all other sessions end."""
    user = viewer_of(request).actor
    form = PasswordChangeForm(request.POST if request.method == "POST" else None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            proven(request, user, form.cleaned_data["old"], by_password=True)
        except DomainError as error:
            status = error.status
            form.add_error("old", error.message)
        else:
            return password_changed(request, user, form)
    return render(request, "portal/accounts/password.html", {"form": form, "account": user}, status=status)


def password_changed(request: HttpRequest, user: User, form: PasswordChangeForm) -> HttpResponse:
    """Set the new password, or say why it will not do."""
    key = request.session.session_key or ""
    try:
        password_change(actor=user, password=form.cleaned_data["password"], session_key=key, now=timezone.now())
    except Invalid as error:
        form.add_error("password", error.message)
        return render(request, "portal/accounts/password.html", {"form": form, "account": user}, status=422)
    entrance.session_kept(request, user)
    messages.success(request, _("Kata sandi diganti. Semua sesi lain sudah diakhiri."))
    return redirect("account")


@access(signed_in)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language to be written to in, and show it here too."""
    wanted = request.POST.get("bahasa", "")
    language_choose(actor=viewer_of(request).actor, language=wanted, now=timezone.now())
    with override(wanted):
        messages.success(request, _("Bahasa disimpan."))
    response = redirect("account")
    language_keep(response, wanted)
    return response


@access(signed_in)
@require_POST
def session_end_one(request: HttpRequest, sign_in: int) -> HttpResponse:
    """End one of one's sessions."""
    session_end(actor=viewer_of(request).actor, sign_in=sign_in, now=timezone.now())
    messages.success(request, _("Sesi itu sudah diakhiri."))
    return redirect("account")


@access(signed_in)
@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    user = viewer_of(request).actor
    sessions_end(actor=user, user=user, keep=request.session.session_key or "", now=timezone.now())
    entrance.session_kept(request, user)
    messages.success(request, _("Semua sesi lain sudah diakhiri."))
    return redirect("account")


@access(signed_in)
@confirmed_first
@require_POST
def sso_loosen(request: HttpRequest) -> HttpResponse:
    """Loosen one's account from the identity at the sign-in service."""
    user = viewer_of(request).actor
    sso_unlink(actor=user, user=user, now=timezone.now())
    messages.success(request, _("Akun dilepas dari SSO. Masuk lewat SSO berikutnya akan menghubungkannya lagi."))
    return redirect("account")
