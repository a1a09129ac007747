"""Accounts made in bulk, as the import of people does: thousands at a time, without a password until a code is used."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import USERNAME, User, UserManager
from betang.kernel.accounts.names import login_name, valid_email
from betang.kernel.audit import Change, record_many
from betang.kernel.errors import Invalid

CHUNK = 500
MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to be made. `subject` is the person's UUID (`Employee.uid`); a new one when nobody gives it."""

    username: str
    email: str = ""
    subject: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class AccountsMade:
    """What became of the rows: accounts by user name, and those that stood already and were left as they are."""

    made: dict[str, User]
    standing: dict[str, User]

    @property
    def all(self) -> dict[str, User]:
        """All accounts of the rows by user name."""
        return {**self.standing, **self.made}


def accounts_create(*, actor: User | None, rows: Sequence[NewAccount], now: datetime) -> AccountsMade:
    """Make the accounts that do not stand yet, all or none; nobody can sign in to them before a code was used.

    Invalid, naming the first rows, for a malformed or doubled user name, a malformed e-mail, or one that another
    account has. Six statements for each 500 rows, whatever stands in them; no password is hashed.
    """
    wanted = {login_name(row.username): row for row in rows}
    _refuse(_malformed(rows))
    with transaction.atomic():
        standing = {user.username: user for chunk in _chunks(list(wanted)) for user in _named(chunk)}
        fresh = {name: row for name, row in wanted.items() if name not in standing}
        _refuse(_taken([row.email for row in fresh.values() if row.email]))
        users = [_account(name, row, now) for name, row in fresh.items()]
        User.objects.bulk_create(users, batch_size=CHUNK)
        if users:
            record_many([_change(user) for user in users], actor=actor, now=now)
    return AccountsMade({user.username: user for user in users}, standing)


def _account(name: str, row: NewAccount, now: datetime) -> User:
    return User(
        username=name,
        email=UserManager.normalize_email(row.email.strip()),
        subject=row.subject,
        password=UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(20),
        created_at=now,
    )


def _change(user: User) -> Change:
    changes = {"username": (None, user.username), "email": (None, user.email or None)}
    return Change(action="accounts.user_create", target=user, subject=user.subject, changes=changes)


def _named(names: list[str]) -> list[User]:
    return list(User.objects.filter(username__in=names))


def _chunks(items: list[str]) -> list[list[str]]:
    return [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]


def _malformed(rows: Sequence[NewAccount]) -> dict[str, str]:
    names = Counter(login_name(row.username) for row in rows)
    emails = Counter(row.email.strip().lower() for row in rows if row.email)
    found: dict[str, str] = {}
    for row in rows:
        name = login_name(row.username)
        if names[name] > 1:
            found[name] = _("%(name)s: nama pengguna ini muncul lebih dari sekali.") % {"name": name}
        if row.email and emails[row.email.strip().lower()] > 1:
            found[name] = _("%(name)s: surel ini dipakai lebih dari satu baris.") % {"name": name}
        try:
            USERNAME(name)
            if row.email:
                valid_email(row.email.strip())
        except ValidationError as error:
            found[name or "-"] = f"{name or '-'}: {error.messages[0]}"
    return found


def _taken(emails: list[str]) -> dict[str, str]:
    """Name the e-mails that some other account signs in with; compared without regard to case, as the table does."""
    found: dict[str, str] = {}
    for chunk in _chunks([email.strip().lower() for email in emails]):
        others = User.objects.annotate(folded=Lower("email")).filter(folded__in=chunk)
        for email in others.values_list("email", flat=True):
            found[email] = _("%(email)s: surel ini sudah dipakai akun lain.") % {"email": email}
    return found


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        shown = dict(list(problems.items())[:MOST_PROBLEMS])
        raise Invalid(_("Akun tidak dibuat: %(count)s baris salah.") % {"count": len(problems)}, fields=shown)
