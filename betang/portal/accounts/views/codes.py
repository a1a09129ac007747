"""Codes: the first sign-in and the forgotten password. The account comes from the code, never from the last form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from betang.kernel.access.rules import access, public
from betang.kernel.accounts import entrance
from betang.kernel.accounts.actions import code_opened, code_redeem
from betang.kernel.accounts.forgotten import reset_ask
from betang.kernel.accounts.locks import TooManyTries
from betang.kernel.accounts.models import Way
from betang.kernel.errors import Conflict, DomainError, Invalid
from betang.kernel.limits.visitor import visitor
from betang.portal.accounts.forms import CodeForm, ForgottenForm, NewPasswordForm


@access(public)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Mail a code to somebody who lost the password. The answer is the same with and without an account."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    sent, problem, status = False, "", 200
    if request.method == "POST" and form.is_valid():
        try:
            reset_ask(login=form.cleaned_data["username"], address=visitor(request), now=timezone.now())
            sent = True
        except TooManyTries as error:
            problem, status = error.message, error.status
    elif request.method == "POST":
        status = 422
    return render(
        request, "portal/accounts/forgotten.html", {"form": form, "sent": sent, "problem": problem}, status=status
    )


@access(public)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code_open(request: HttpRequest) -> HttpResponse:
    """Take a name and a code; lead on to the password when they belong together."""
    form = CodeForm(request.POST if request.method == "POST" else None, initial={"code": request.GET.get("kode", "")})
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            found = code_opened(login=data["username"], code=data["code"], address=visitor(request), now=timezone.now())
            entrance.code_hold(request, found, now=timezone.now())
            return redirect("code_password")
        except DomainError as error:
            problem, status = error.message, error.status
    elif request.method == "POST":
        status = 422
    return render(request, "portal/accounts/code.html", {"form": form, "problem": problem}, status=status)


@access(public)
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def code_password(request: HttpRequest) -> HttpResponse:
    """Let somebody whose code was right choose a password, and let them in."""
    code = entrance.code_held(request, now=timezone.now())
    if code is None:
        return redirect("code_open")
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            user = code_redeem(code=code, password=form.cleaned_data["password"], now=timezone.now())
            return entrance.enter(request, user, way=Way.CODE, target="/akun/")
        except Invalid as error:
            form.add_error("password", error.message)
        except Conflict as error:
            entrance.code_drop(request)
            form.add_error(None, error.message)
    context = {"form": form, "username": code.user.username}
    return render(request, "portal/accounts/code_password.html", context, status=status)
