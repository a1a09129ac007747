"""The way in and out: from an answer that was right, over the second step, to a session; and what a session knows.

allauth leads through it. Only this module and `passkeys` touch what allauth calls internal, so that a new version of
it is met in one place.
"""

from datetime import datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records, perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginStage, LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from betang.kernel.accounts.actions import sign_in_record, sign_out_record
from betang.kernel.accounts.models import AccessCode, SecondStep, SignIn, User, Way
from betang.kernel.accounts.queries import Factors, factors_of
from betang.kernel.limits.visitor import visitor

REMEMBERED = timedelta(days=7)
CONFIRMED = timedelta(minutes=15)
CONFIRMED_AT = "accounts.confirmed_at"
CODE_HELD = "accounts.code"
METHODS = {"password": Way.PASSWORD, "code": Way.CODE, "socialaccount": Way.SSO}
STEPS = {**{step.value: step for step in SecondStep}, str(Authenticator.Type.WEBAUTHN): SecondStep.PASSKEY}


def target_of(request: HttpRequest) -> str:
    """Return the path to go to after signing in, from `next`; "" when it leads away from this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def enter(
    request: HttpRequest, user: User, *, way: Way, remember: bool = False, target: str = ""
) -> HttpResponse:  # fmt: skip
    """Lead somebody whose answer was right to the second step, or in. `remember` keeps the session for seven days."""
    clear_login(request)
    code_drop(request)
    request.session.set_expiry(REMEMBERED if remember else None)
    record_authentication(request, user, method=way.value)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=target or None))
    return response


def enter_proven(request: HttpRequest, user: User, *, target: str = "") -> HttpResponse:
    """Lead somebody in whose passkey was checked (`passkeys.passkey_opened` noted it)."""
    request.session.set_expiry(None)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=target or None))
    return response


def waiting(request: HttpRequest) -> LoginStage | None:
    """Return the second step that somebody stands before, with `login.user`; None when nobody does."""
    if request.user.is_authenticated:
        return None
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return stage if stage and stage.login.user and stage.login.user.is_active else None


def factors_for(stage: LoginStage) -> Factors:
    """Return what somebody can show at the second step."""
    return factors_of(stage.login.user)


def second_step_done(request: HttpRequest, stage: LoginStage, *, kind: SecondStep) -> HttpResponse:
    """Lead somebody in after the second step."""
    record_authentication(request, stage.login.user, method="mfa", type=kind.value)
    response: HttpResponse = stage.exit()
    return response


def signed_in(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Note a sign-in whose session was just opened; called by the adapter, whatever way it came."""
    records = get_authentication_records(request, user)
    steps = [str(record.get("type")) for record in records if record["method"] == "mfa"]
    ways = [METHODS[record["method"]] for record in records if record["method"] in METHODS]
    way = ways[-1] if ways else Way.PASSKEY
    confirm(request, now=now)
    sign_in_record(
        user=user,
        way=way,
        second=STEPS.get(steps[-1], "") if steps and way is not Way.PASSKEY else "",
        address=visitor(request),
        agent=request.headers.get("User-Agent", ""),
        session_key=request.session.session_key or "",
        ends_at=now + timedelta(seconds=request.session.get_expiry_age()),
        now=now,
    )


def code_hold(request: HttpRequest, code: AccessCode, *, now: datetime) -> None:
    """Remember in the session, under a new key, that somebody gave a code; no form names the account again."""
    request.session.cycle_key()
    request.session[CODE_HELD] = [code.pk, now.timestamp()]


def code_held(request: HttpRequest, *, now: datetime) -> AccessCode | None:
    """Return the code that was given in this session in the last minutes and is still good; one query."""
    held = request.session.get(CODE_HELD)
    if not held or now.timestamp() - held[1] > CONFIRMED.total_seconds():
        return None
    good = AccessCode.objects.select_related("user").filter(closed_at__isnull=True, expires_at__gt=now)
    return good.filter(pk=held[0], user__is_active=True).first()


def code_drop(request: HttpRequest) -> None:
    """Forget the code that was given in this session."""
    request.session.pop(CODE_HELD, None)


def leave(request: HttpRequest, *, now: datetime) -> None:
    """Sign somebody out; the session and whatever stood in it are gone."""
    if isinstance(request.user, User):
        sign_out_record(user=request.user, session_key=request.session.session_key or "", now=now)
    logout(request)


def confirm(request: HttpRequest, *, now: datetime) -> None:
    """Note in the session that its holder just proved who they are."""
    request.session[CONFIRMED_AT] = now.timestamp()


def confirmed(request: HttpRequest, *, now: datetime) -> bool:
    """Say whether the holder of the session proved who they are in the last minutes."""
    at = request.session.get(CONFIRMED_AT)
    return isinstance(at, float) and 0 <= now.timestamp() - at <= CONFIRMED.total_seconds()


def session_kept(request: HttpRequest, user: User) -> None:
    """Keep the session of somebody who ended all others, under a new key."""
    before = request.session.session_key
    update_session_auth_hash(request, user)
    SignIn.objects.filter(user=user, session_key=before).update(session_key=request.session.session_key)
