"""Telling somebody what was done to their account: a notice in Betang, and an e-mail where there is an address.

Sent for everything that a stranger would do with a stolen password, so that its owner sees it.
"""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from betang.kernel.accounts.models import User
from betang.kernel.mail import mail_send
from betang.kernel.notices import notice_send

ACCOUNT_PAGE = "/akun/"


def tell(user: User, *, kind: str, subject: Promise, text: Promise, now: datetime) -> None:
    """Tell the owner of an account one sentence, in the language they chose; the e-mail has `subject` as its title."""
    notice_send(to=[user.pk], kind=kind, text=text, url=ACCOUNT_PAGE, now=now)
    write(user, subject=subject, text=text, now=now)


def write(user: User, *, subject: Promise, text: Promise, now: datetime) -> bool:
    """Write somebody an e-mail in the language they chose; False when there is no address."""
    if not user.email:
        return False
    with translation.override(user.language or settings.LANGUAGE_CODE):
        mail_send(to=user.email, subject=str(subject), text=str(text), now=now)
    return True
