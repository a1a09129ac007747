"""Passkeys (WebAuthn): the challenge, and the check of the answer. The secret never leaves the person's device.

A challenge stands in the session and is good for one answer, right or wrong.
"""

from collections.abc import Mapping
from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Invalid


def challenge(user: User | None) -> dict[str, Any]:
    """Return what the browser asks a passkey to sign; without `user` any passkey of this site may answer."""
    options: dict[str, Any] = auth.begin_authentication(user)
    return options


def passkey_opened(request: HttpRequest, credential: Mapping[str, Any], user: User | None) -> Authenticator:
    """Return the passkey that answered rightly, with its `user`. Invalid otherwise, whoever it belongs to."""
    if user is None:
        clear_login(request)  # whatever was begun in this session for somebody is over
    try:
        auth.parse_authentication_response(credential)
        owner = user or auth.extract_user_from_response(dict(credential))
        found: Authenticator = auth.complete_authentication(owner, dict(credential))
    except (ValidationError, AttributeError, KeyError, TypeError) as error:
        raise Invalid(_("Kunci sandi ini tidak dikenal di sini. Coba lagi, atau masuk dengan kata sandi.")) from error
    finally:
        auth.clear_state()
    found.user = owner
    post_authentication(request, found, passwordless=user is None)
    return found


def registration(user: User) -> dict[str, Any]:
    """Return what the browser needs to make a passkey that can open the account by itself."""
    options: dict[str, Any] = auth.begin_registration(user, passwordless=True)
    return options


def passkey_registered(credential: Mapping[str, Any]) -> None:
    """Check a passkey that was just made; Invalid when it does not answer our challenge or did not ask its owner."""
    try:
        auth.parse_registration_response(credential)
        binding = auth.complete_registration(dict(credential))
        if not binding.is_user_verified():
            raise Invalid(_("Perangkat ini tidak meminta sidik jari, wajah, atau PIN, jadi kuncinya tidak dipakai."))
    except (ValidationError, AttributeError, KeyError, TypeError) as error:
        raise Invalid(_("Kunci sandi tidak jadi dibuat. Coba lagi.")) from error
    finally:
        auth.clear_state()
