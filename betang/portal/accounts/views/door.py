"""In and out: password, passkey, SSO, the second step. Works without JavaScript, but for passkeys."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.rules import access, public
from betang.kernel.accounts import entrance, passkeys
from betang.kernel.accounts.actions import second_step_take
from betang.kernel.accounts.credentials import password_opened
from betang.kernel.accounts.demo import DEMO_PASSWORD, demo_accounts, demo_password
from betang.kernel.accounts.locks import PASSKEYS, TooManyTries, counted
from betang.kernel.accounts.models import SecondStep, User, Way
from betang.kernel.errors import DomainError, Invalid, NotFound
from betang.kernel.limits.visitor import visitor
from betang.portal.accounts.forms import PasskeyForm, SecondStepForm, SignInForm


def door_form(request: HttpRequest) -> SignInForm:
    """Make the form: sent, empty, or filled in for a demo account that was chosen."""
    if request.method == "POST":
        return SignInForm(request.POST)
    chosen = request.GET.get("akun", "")
    password = demo_password(chosen)
    return SignInForm(initial={"username": chosen, "password": password} if password else {}, demo=bool(password))


def door(
    request: HttpRequest, form: SignInForm, *, problem: str = "", status: int = 200, wait: int = 0
) -> HttpResponse:
    """Show the sign-in page; `problem` says why somebody was not let in."""
    context = {
        "form": form,
        "problem": problem,
        "residents": (request.GET.get("pintu") or request.POST.get("pintu")) == "warga",
        "target": entrance.target_of(request),
        "sso": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "demo_accounts": demo_accounts(),
        "demo_password": DEMO_PASSWORD,
    }
    response = render(request, "portal/accounts/sign_in.html", context, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


@access(public)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let somebody in by name and password; the answer is the same for a name nobody bears."""
    target = entrance.target_of(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(target or settings.LOGIN_REDIRECT_URL)
    form = door_form(request)
    if request.method != "POST":
        return door(request, form)
    if not form.is_valid():
        return door(request, form, problem=_("Isi nama pengguna dan kata sandi."), status=422)
    data = form.cleaned_data
    try:
        user = password_opened(
            login=data["username"], password=data["password"], address=visitor(request), now=timezone.now()
        )
    except TooManyTries as error:
        return door(request, form, problem=error.message, status=error.status, wait=error.retry_after)
    if user is None:
        return door(request, form, problem=_("Nama pengguna atau kata sandi ini tidak cocok."), status=422)
    return entrance.enter(request, user, way=Way.PASSWORD, remember=data["remember"], target=target)


@access(public)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    entrance.leave(request, now=timezone.now())
    messages.success(request, _("Anda sudah keluar."))
    return redirect("sign_in")


@access(public)
@never_cache
@require_POST
def passkey_challenge(request: HttpRequest) -> HttpResponse:
    """Give the script what a passkey is to sign."""
    return JsonResponse(passkeys.challenge(None))


@access(public)
@never_cache
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Let somebody in by a passkey, which asks for finger, face or PIN itself: no second step."""
    form = PasskeyForm(request.POST)
    try:
        counted(PASSKEYS, visitor(request), timezone.now())
        if not form.is_valid():
            raise Invalid(_("Kunci sandi ini tidak dikenal di sini. Coba lagi, atau masuk dengan kata sandi."))
        found = passkeys.passkey_opened(request, form.cleaned_data["credential"], None)
    except DomainError as error:
        return door(request, SignInForm(), problem=error.message, status=error.status)
    return entrance.enter_proven(request, found.user, target=entrance.target_of(request))


@access(public)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code of an app, a recovery code or a passkey, from somebody whose password was right."""
    stage = entrance.waiting(request)
    if stage is None:
        return redirect("sign_in")
    form = SecondStepForm(request.POST if "code" in request.POST else None)
    status, problem = 200, ""
    if request.method == "POST":
        try:
            return entrance.second_step_done(request, stage, kind=step_taken(request, stage.login.user, form))
        except DomainError as error:
            status, problem = error.status, error.message
    context = {"form": form, "problem": problem, "factors": entrance.factors_for(stage)}
    return render(request, "portal/accounts/second_step.html", context, status=status)


def step_taken(request: HttpRequest, user: User, form: SecondStepForm) -> SecondStep:
    """Look at the code or the passkey that was given; Invalid or TooManyTries when it does not do."""
    if "credential" in request.POST:
        given = PasskeyForm(request.POST)
        if not given.is_valid():
            raise Invalid(_("Kunci sandi ini tidak dikenal di sini. Coba lagi, atau pakai kode."))
        passkeys.passkey_opened(request, given.cleaned_data["credential"], user)
        return SecondStep.PASSKEY
    code = form.cleaned_data["code"] if form.is_valid() else ""
    return second_step_take(user=user, code=code, address=visitor(request), now=timezone.now())


@access(public)
@never_cache
@require_POST
def second_step_challenge(request: HttpRequest) -> HttpResponse:
    """Give the script what one of this account's passkeys is to sign."""
    stage = entrance.waiting(request)
    if stage is None:
        raise NotFound(_("Tidak ada langkah kedua yang menunggu. Masuk lagi dari awal."))
    return JsonResponse(passkeys.challenge(stage.login.user))


def configured() -> None:
    """Say that there is no such page where no sign-in service is set up."""
    if not settings.SOCIALACCOUNT_PROVIDERS:
        raise NotFound


@access(public)
@require_POST
def sso_begin(request: HttpRequest) -> HttpResponse:
    """Lead to the city's sign-in service."""
    configured()
    if "process" in request.POST or "process" in request.GET:  # allauth would connect instead of signing in
        raise NotFound
    response: HttpResponse = openid_connect.login(request, provider_id="sso")
    return response


@access(public)
@require_safe
def sso_return(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Receive somebody from the service. Changes state on a GET: the protocol's way, held by its own `state`."""
    configured()
    response: HttpResponse = openid_connect.callback(request, provider_id=provider_id)
    return response
