"""Accounts of residents: a code to an address or on paper, the account it makes, requests kept in it, and its end.

Whether an address has an account is told to its owner only: whoever asks for a code gets the same answer, and the
same rows are written. A code makes one account, and never opens one that is there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.kernel.accounts.actions import NewAccount, account_close, accounts_create
from betang.kernel.accounts.actions.codes import password_suits
from betang.kernel.accounts.codes import plain_code
from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record, record_many
from betang.kernel.crypto.blind import blind, blinds
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.mail.plain import site_url
from betang.services import reached
from betang.services.models import Complaint, RegistrationCode, Request, ResidentPhone
from betang.services.secrets import new_code

BY_MESSAGE, BY_PAPER = timedelta(hours=1), timedelta(days=14)
LABEL = "services.registration"
NAME = re.compile(r"[a-z][a-z0-9._-]{1,62}[a-z0-9]")
"""A resident's user name begins with a letter: a name of digits would be taken for a NIP, and somebody's account."""


def registration_ask(*, address: str, now: datetime) -> None:
    """Send a code to an address; to one that has an account, the name of that account instead."""
    with transaction.atomic():
        owner, code = reached.owner_of(address), new_code()
        RegistrationCode.objects.filter(address_index__of=address, closed_at__isnull=True).update(closed_at=now)
        _made(code, address=address, actor=None, holds=BY_MESSAGE, now=now, closed=owner is not None)
        text = _already(owner) if owner else _invited(code)
        reached.send(address, subject=_("Akun Anda di Betang"), text=text, now=now)


def registration_print(*, actor: User, now: datetime) -> str:
    """Make a code to be handed over on paper to somebody without e-mail and phone; return it, this once."""
    code = new_code()
    with transaction.atomic():
        made = _made(code, address="", actor=actor, holds=BY_PAPER, now=now, closed=False)
        record(actor=actor, action="services.registration_print", target=made, now=now)
    return code


def registration_redeem(*, code: str, username: str, password: str, language: str, now: datetime) -> User:
    """Make the account that a code is for, and use the code up.

    Invalid, in the same words, for a wrong, old or used code; Invalid for a name that is taken or malformed and for a
    weak password, and then the code still holds.
    """
    name = username.strip().lower()
    with transaction.atomic():
        digests = blinds(LABEL, plain_code(code))
        held = RegistrationCode.objects.select_for_update().filter(digest__in=digests, closed_at__isnull=True).first()
        if held is None or held.expires_at <= now:
            raise Invalid(
                _("Kode ini tidak cocok atau sudah tidak berlaku."), fields={"kode": _("Mintalah kode baru.")}
            )
        address = held.address.reveal()
        if address and reached.owner_of(address):
            raise Conflict(_("Alamat ini sudah mempunyai akun. Masuk, atau minta kata sandi baru."))
        user = _account(name, address, password, now)
        User.objects.filter(pk=user.pk).update(password=user.password, language=language)
        if address and not reached.is_email(address):
            ResidentPhone.objects.create(user=user, phone=address)
        RegistrationCode.objects.filter(pk=held.pk).update(closed_at=now, address="", address_index="")
        record(actor=user, action="services.registration_redeem", target=user, subject=user.subject, now=now)
    return user


def requests_keep(*, actor: User, uids: Collection[str], now: datetime) -> int:
    """Take requests of nobody into one's account; return how many. Those of an account stay where they are."""
    with transaction.atomic():
        rows = list(Request.objects.select_for_update().filter(uid__in=list(uids), user__isnull=True).order_by("pk"))
        Request.objects.filter(pk__in=[row.pk for row in rows]).update(user=actor)
        if rows:
            kept = {"user": (None, actor.pk)}
            entries = [Change(action="services.request_keep", target=r, subject=r.subject, changes=kept) for r in rows]
            record_many(entries, actor=actor, now=now)
    return len(rows)


def resident_leave(*, actor: User, now: datetime) -> None:
    """Close one's own account: its requests go on without it, its addresses are forgotten, its sessions end."""
    with transaction.atomic():
        loosed = Request.objects.filter(user=actor).update(user=None)
        ResidentPhone.objects.filter(user=actor).delete()
        User.objects.filter(pk=actor.pk).update(email="")
        Complaint.objects.filter(user=actor).update(user=None)
        changes = {"requests": (loosed, 0)}
        record(
            actor=actor, action="services.resident_leave", target=actor, subject=actor.subject, changes=changes, now=now
        )  # fmt: skip
        account_close(actor=actor, user=actor, now=now)


def _made(
    code: str, *, address: str, actor: User | None, holds: timedelta, now: datetime, closed: bool
) -> RegistrationCode:
    return RegistrationCode.objects.create(
        digest=blind(LABEL, plain_code(code)), address=address, created_at=now, expires_at=now + holds,
        closed_at=now if closed else None, issued_by=actor,
    )  # fmt: skip


def _account(name: str, address: str, password: str, now: datetime) -> User:
    if not NAME.fullmatch(name):
        words = _("Mulai dengan huruf kecil; 3 sampai 64 huruf, angka, titik, garis bawah, atau tanda hubung.")
        raise Invalid(words, fields={"nama": words})
    password_suits(user=User(username=name), password=password)
    email = address if reached.is_email(address) else ""
    if User.objects.filter(username=name).exists():
        words = _("Nama ini sudah dipakai. Pilih nama lain.")
        raise Invalid(words, fields={"nama": words})
    user = accounts_create(actor=None, rows=[NewAccount(username=name, email=email)], now=now).made[name]
    user.set_password(password)
    return user


def _invited(code: str) -> str:
    page = site_url(reverse("register_code"))
    return _("Kode pendaftaran Anda di Betang: %(code)s. Buka %(page)s. Berlaku satu jam. Bukan Anda? Abaikan.") % {
        "code": code,
        "page": page,
    }


def _already(owner: User) -> str:
    given = {"name": owner.username, "page": site_url(reverse("password_forgotten"))}
    return _("Alamat ini sudah mempunyai akun Betang, namanya %(name)s. Lupa kata sandi? Buka %(page)s.") % given
