"""Where allauth's way through a sign-in meets ours: nobody signs up by himself, every sign-in is noted, no mail of its.

allauth's own limits are off (they count in a cache, which is one process's alone); ours are in `locks`.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from betang.kernel.accounts import entrance
from betang.kernel.accounts.actions import sso_account
from betang.kernel.accounts.models import User
from betang.kernel.http.preferences import language_keep
from betang.kernel.limits.visitor import visitor


def door(request: HttpRequest, text: str) -> HttpResponseRedirect:
    """Send somebody back to the sign-in page, which says what happened."""
    messages.error(request, text)
    return HttpResponseRedirect(reverse("sign_in"))


class SecondStepStage(AuthenticateStage):  # type: ignore[misc]
    """The second step of a sign-in, asked for on our own page."""

    urlname = "second_step"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Lead to the page, or on when there is no second step."""
        if not self._should_handle(self.request):
            return None, True
        self.state["authentication_required"] = True
        return HttpResponseRedirect(reverse(self.urlname)), True


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """How allauth.account behaves here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the import of people and by administrators only."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer pages, never JSON."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Let a sign-in lead to a path of this site only."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Name the visitor as the limits do."""
        return visitor(request)

    def get_login_stages(self) -> list[str]:
        """Ask for the second step, and for nothing else that allauth knows."""
        return ["betang.kernel.accounts.adapter.SecondStepStage"]

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Tell the owner of a closed account no more than anybody else."""
        return door(request, _("Nama pengguna atau kata sandi ini tidak cocok."))

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session, under a new key, and note the sign-in."""
        super().login(request, user)
        entrance.signed_in(request, user, now=timezone.now())

    def post_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponse:
        """Lead on, in the language the person chose on another device."""
        response: HttpResponse = super().post_login(request, user, **named)
        if user.language and user.language != request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
            language_keep(response, user.language)
        return response

    def add_message(self, request: HttpRequest, level: int, *args: Any, **named: Any) -> None:
        """Say nothing: what there is to say, our views say."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: mails are written by our actions."""


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """How allauth.mfa behaves here: it knows passkeys, and whether a second step is to be asked for."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the site as the browser shows it beside a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Betang"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Name the account by its user name; the e-mail goes to no device."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.username, "display_name": user.username}


class SsoAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """How allauth.socialaccount behaves here: the city's service opens accounts that exist, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody gets an account by having one elsewhere."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account that the identity opens. What the service told about the person is not kept."""
        told = sociallogin.account.extra_data
        claims = told.get("userinfo") or told.get("id_token") or told
        user = sso_account(
            provider=sociallogin.account.provider,
            uid=sociallogin.account.uid,
            name=str(claims.get(settings.BETANG_OIDC_CLAIM) or ""),
            now=timezone.now(),
        )
        if user is None:
            raise ImmediateHttpResponse(door(request, _("Akun SSO ini belum terdaftar di Betang.")))
        sociallogin.user = user

    def on_authentication_error(self, request: HttpRequest, provider: Any, **named: Any) -> None:
        """Say on our own page that it did not work."""
        raise ImmediateHttpResponse(door(request, _("Masuk dengan SSO tidak berhasil. Coba lagi.")))
