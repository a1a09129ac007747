"""Name and password at the door: right, wrong, or tried too often. The answer is the same for names nobody bears."""

from datetime import datetime

from betang.kernel.accounts.backend import AccountBackend
from betang.kernel.accounts.locks import CONFIRM, SIGN_IN, Lock, TooManyTries
from betang.kernel.accounts.models import User
from betang.kernel.accounts.names import account_named, login_name


def password_opened(*, login: str, password: str, address: str, now: datetime) -> User | None:
    """Return the account that a name and a password open at sign-in, or None; TooManyTries after five failures.

    Failures are counted per account, by whichever name it was meant.
    """
    user = account_named(login)
    key = f"account {user.pk}" if user else f"name {login_name(login)}"
    return _answer(SIGN_IN, user, password, key=key, address=address, now=now)


def password_confirmed(*, user: User, password: str, address: str, now: datetime) -> User | None:
    """Return the account when its owner, who is signed in, gave the password once more; else as at sign-in."""
    return _answer(CONFIRM, user, password, key=str(user.pk), address=address, now=now)


def _answer(lock: Lock, user: User | None, password: str, *, key: str, address: str, now: datetime) -> User | None:
    attempt = lock.attempt(key=key, address=address, now=now)
    if not attempt.allowed:
        raise TooManyTries(attempt.retry_after)
    opened = AccountBackend().opened(user, password)
    if opened is None:
        attempt.failed(now)
    else:
        attempt.passed()
    return opened
