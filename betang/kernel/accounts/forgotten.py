"""Somebody lost the password and asks for a code by e-mail."""

from datetime import datetime

from betang.kernel.accounts.jobs import reset_mail
from betang.kernel.accounts.locks import FORGOTTEN, FORGOTTEN_ADDRESS, counted
from betang.kernel.accounts.names import account_named, login_name
from betang.kernel.jobs import job_start


def reset_ask(*, login: str, address: str, now: datetime) -> None:
    """Begin mailing a code for a new password; TooManyTries after three times in an hour for one name.

    The account is looked up and a job started whether or not there is one, so that neither words nor time tell.
    """
    counted(FORGOTTEN_ADDRESS, address, now)
    counted(FORGOTTEN, login_name(login), now)
    user = account_named(login)
    job_start(reset_mail, actor=None, args={"user": user.pk if user else 0}, now=now)
