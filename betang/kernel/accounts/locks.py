"""How many wrong answers are borne: five for an account, then it stays locked for fifteen minutes, in all processes.

An account is locked whether or not it exists, so that the lock tells nobody which names do. A network address has a
larger allowance of failures: the whole city hall may stand behind one. A right answer costs nothing of it.
"""

import math
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import ngettext

from betang.kernel.errors import DomainError
from betang.kernel.limits.counting import Limit, forgive, hit, peek

TRIES = 5
MINUTES = 15
ADDRESS_FAILURES = 60
_SECONDS = MINUTES * 60


class TooManyTries(DomainError):  # noqa: N818  read where raised
    """The answer was not looked at: too many wrong ones came before. Says when the next may come."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        minutes = math.ceil(retry_after / 60)
        super().__init__(
            ngettext(
                "Terlalu banyak percobaan yang gagal. Coba lagi dalam %(minutes)s menit.",
                "Terlalu banyak percobaan yang gagal. Coba lagi dalam %(minutes)s menit.",
                minutes,
            )
            % {"minutes": minutes}
        )
        self.retry_after = retry_after


def counted(limit: Limit, key: str, now: datetime) -> None:
    """Count one use of something that is limited; TooManyTries when there were too many."""
    decision = hit(limit, key, now)
    if not decision.allowed:
        raise TooManyTries(decision.retry_after)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try under a lock: whether it may be made, and if not, in how many seconds."""

    lock: "Lock"
    key: str
    address: str
    retry_after: int
    last: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the answer may be looked at."""
        return self.retry_after == 0

    def failed(self, now: datetime) -> None:
        """Count a wrong answer; the last one that is borne locks for the full time."""
        if self.last:
            hit(self.lock.locked, self.key, now)
        hit(self.lock.by_address, self.address, now)

    def passed(self) -> None:
        """Forget the wrong answers before a right one."""
        forgive(self.lock.tries, self.key)


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock of one kind ("sign_in"): tries per account, the lock itself, failures per network address."""

    tries: Limit
    locked: Limit
    by_address: Limit

    @classmethod
    def named(cls, name: str) -> "Lock":
        """Make the lock of a kind with the amounts that hold for all."""
        return cls(
            tries=Limit(name, TRIES, _SECONDS),
            locked=Limit(f"{name}_locked", 1, _SECONDS),
            by_address=Limit(f"{name}_address", ADDRESS_FAILURES, _SECONDS),
        )

    def attempt(self, *, key: str, address: str, now: datetime) -> Attempt:
        """Begin a try for an account (`key`) from an address. Counted before the answer is looked at."""
        attempt = Attempt(self, key, address, retry_after=0)
        for standing in (peek(self.by_address, address, now), peek(self.locked, key, now)):
            if not standing.allowed:
                return replace(attempt, retry_after=standing.retry_after)
        decision = hit(self.tries, key, now)
        return replace(attempt, retry_after=decision.retry_after, last=decision.left == 0)


SIGN_IN = Lock.named("sign_in")
SECOND_STEP = Lock.named("second_step")
CONFIRM = Lock.named("confirm")
CODE = Lock.named("access_code")
PASSKEYS = Limit("passkeys", 60, _SECONDS)
FORGOTTEN = Limit("forgotten_password", 3, 3600)
FORGOTTEN_ADDRESS = Limit("forgotten_password_address", 30, 3600)
