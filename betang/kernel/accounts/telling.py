"""Telling somebody what was done to their account: a notice in Betang, and an e-mail where there is an address.

Sent for everything that a stranger would do with a stolen password, so that its owner sees it.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from betang.kernel.accounts.models import User
from betang.kernel.mail import mail_send
from betang.kernel.notices import notice_send

ACCOUNT_PAGE = "/akun/"

Send = Callable[[str, datetime], None]
Way = Callable[[User], Send | None]
WAYS: list[Way] = []
"""How accounts without an e-mail are reached; modules that know of a way add it by `other_way`."""


def other_way(way: Way) -> Way:
    """Register a way to reach accounts: given one, it returns what sends it a text, or None."""
    WAYS.append(way)
    return way


def sender_of(user: User) -> Send | None:
    """Return what sends a text to an account without an e-mail; None when nothing reaches it."""
    return next((send for way in WAYS if (send := way(user)) is not None), None)


def tell(user: User, *, kind: str, subject: Promise, text: Promise, now: datetime) -> None:
    """Tell the owner of an account one sentence, in the language they chose; the e-mail has `subject` as its title."""
    notice_send(to=[user.pk], kind=kind, text=text, url=ACCOUNT_PAGE, now=now)
    write(user, subject=subject, text=text, now=now)


def write(user: User, *, subject: Promise, text: Promise, now: datetime) -> bool:
    """Write to somebody in the language they chose, by e-mail, else by another way; False when nothing reaches them."""
    send = None if user.email else sender_of(user)
    if not user.email and send is None:
        return False
    with translation.override(user.language or settings.LANGUAGE_CODE):
        if send is not None:
            send(str(text), now)
            return True
        mail_send(to=user.email, subject=str(subject), text=str(text), now=now)
    return True
