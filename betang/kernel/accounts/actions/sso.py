"""Accounts and the city's sign-in service: which identity there opens which account here."""

from datetime import datetime

from django.db import transaction

from betang.kernel.accounts.models import SsoIdentity, User
from betang.kernel.accounts.names import account_named
from betang.kernel.audit import record


def sso_account(*, provider: str, uid: str, name: str, now: datetime) -> User | None:
    """Return the account that an identity opens, binding it at the first use by the name the service gives.

    None for a name nobody bears, a closed account, and an account that is bound to another identity already: whoever
    can rename himself at the service must not get into other people's accounts.
    """
    bound = SsoIdentity.objects.select_related("user").filter(provider=provider, uid=uid).first()
    if bound is not None:
        return bound.user if bound.user.is_active else None
    user = account_named(name) if name and "@" not in name else None
    if user is None or not user.is_active:
        return None
    with transaction.atomic():
        made, fresh = SsoIdentity.objects.get_or_create(
            provider=provider, user=user, defaults={"uid": uid, "linked_at": now}
        )
        if not fresh:
            return user if made.uid == uid else None
        record(actor=user, action="accounts.sso_link", target=made, subject=user.subject, now=now)
    return user


def sso_unlink(*, actor: User, user: User, reason: str = "", now: datetime) -> int:
    """Loosen an account from its identities, so that the next sign-in there binds anew; return how many there were."""
    with transaction.atomic():
        removed = SsoIdentity.objects.filter(user=user).delete()[0]
        if removed:
            record(
                actor=actor, action="accounts.sso_unlink", target=user, subject=user.subject, reason=reason, now=now
            )  # fmt: skip
    return removed
