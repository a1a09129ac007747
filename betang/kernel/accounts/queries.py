"""What a person sees of their account: open sessions, last sign-ins, second factors."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from betang.kernel.accounts.models import SignIn, User

LAST = 10
LOOKED_AT = 50  # no session outlives its seven days


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions that are open, and the last sign-ins, open or not; the newest first."""

    open: tuple[SignIn, ...]
    last: tuple[SignIn, ...]


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


def sessions_of(user: User, *, now: datetime) -> Sessions:
    """Return the open sessions and the last sign-ins of an account. One query."""
    living = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    rows = list(SignIn.objects.filter(user=user).annotate(lives=Exists(living)).order_by("-at")[:LOOKED_AT])
    return Sessions(open=tuple(row for row in rows if row.lives and row.ended_at is None), last=tuple(rows[:LAST]))


def factors_of(user: User) -> Factors:
    """Return the second factors of an account. One query."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    recovery = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        totp=next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
        passkeys=tuple(row for row in rows if row.type == Authenticator.Type.WEBAUTHN),
        recovery_left=len(recovery.data["digests"]) if recovery else 0,
    )
