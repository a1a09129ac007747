"""The first keys of a house: an account with a right, made at the server where nobody could grant it on a screen."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.access.roles import Role
from betang.kernel.accounts.actions.codes import code_issue
from betang.kernel.accounts.actions.creating import NewAccount, accounts_create
from betang.kernel.accounts.models import Purpose, User
from betang.kernel.accounts.names import login_name
from betang.kernel.errors import Conflict, Invalid
from betang.people.actions.grants import grant_give
from betang.people.models import Employee, Grant

APPOINTED = (Role.ADMIN, Role.BKPSDM)  # who grants the other rights, and who brings the people in


@dataclass(frozen=True, slots=True)
class Appointed:
    """An account with its right, and the code by which its owner chooses a password within a day."""

    user: User
    code: str
    made: bool
    granted: bool


def account_named_open(*, actor: User, username: str, email: str, now: datetime) -> User:
    """Make the account of somebody who is no employee by a given name: a partner, the mayor. Conflict when it stands.

    Invalid for a name of digits only, a malformed name, or an address that another account signs in with.
    """
    name = login_name(username)
    if name.isdecimal():
        raise Invalid(_("Pakai nama, bukan NIP: akun pegawai dibuat oleh impor pegawai."))
    found = accounts_create(actor=actor, rows=[NewAccount(username=name, email=email)], now=now)
    if name in found.standing:
        raise Conflict(_("Akun dengan nama ini sudah ada."))
    return found.made[name]


def _serves(user: User) -> bool:
    """Tell whether an account was ever somebody's of the city: a right would otherwise go to whoever took the name."""
    return Grant.objects.filter(user=user).exists() or Employee.objects.filter(user=user).exists()


def account_appoint(*, actor: User | None, username: str, role: Role, reason: str, now: datetime) -> Appointed:
    """Make an account unless it stands, give it a right unless it has it, and issue a code; all or nothing.

    Invalid for a name of digits only (accounts named by a NIP are made by the import, tied to their person), a
    malformed name, a right that is given on a screen only, or without a reason; Forbidden for a closed account;
    Conflict for a resident's.
    """
    name = login_name(username)
    if name.isdecimal():
        raise Invalid(_("Pakai nama, bukan NIP: akun pegawai dibuat oleh impor pegawai."))
    if role not in APPOINTED:
        raise Invalid(_("Wewenang ini diberikan lewat layar wewenang."))
    if not reason.strip():
        raise Invalid(_("Alasan pemberian wewenang harus diisi."))
    today = timezone.localdate(now)
    with transaction.atomic():
        accounts = accounts_create(actor=actor, rows=[NewAccount(username=name)], now=now)
        user = accounts.all[name]
        if not accounts.made and user.is_active and not _serves(user):
            raise Conflict(_("Nama pengguna ini dipakai akun warga. Pilih nama lain."))
        held = Grant.objects.on(today).filter(user=user, role=role, unit=None).exists()
        if not held:
            grant_give(actor=actor, user=user, role=role, unit=None, from_date=today, reason=reason, now=now)
        code = code_issue(actor=actor, user=user, purpose=Purpose.RESET, reason=reason, now=now)
    return Appointed(user, code, made=bool(accounts.made), granted=not held)
