"""What a person sees of their account: open sessions, last sign-ins, second factors."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from betang.kernel.accounts.models import SignIn, User

LAST = 10


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of an account; `recovery_left` recovery codes were not used yet."""

    totp: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    recovery_left: int

    @property
    def any(self) -> bool:
        """Whether a second step is asked for at all."""
        return self.totp is not None or bool(self.passkeys)


def sessions_open(user: User, *, now: datetime) -> list[SignIn]:
    """List the sign-ins whose sessions are open, the newest first. Two queries."""
    rows = list(SignIn.objects.filter(user=user, ended_at__isnull=True, ends_at__gt=now).order_by("-at"))
    keys = [row.session_key for row in rows]
    alive = set(Session.objects.filter(session_key__in=keys, expire_date__gt=now).values_list("session_key", flat=True))
    return [row for row in rows if row.session_key in alive]


def sign_ins_last(user: User) -> list[SignIn]:
    """List the last sign-ins, open or not."""
    return list(SignIn.objects.filter(user=user).order_by("-at")[:LAST])


def factors_of(user: User) -> Factors:
    """Return the second factors of an account. One query."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    recovery = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        totp=next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
        passkeys=tuple(row for row in rows if row.type == Authenticator.Type.WEBAUTHN),
        recovery_left=len(recovery.data["digests"]) if recovery else 0,
    )
