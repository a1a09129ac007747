"""Second factors: taken into use by their owner, used at sign-in, taken away by the owner or, when lost, for them."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts import factors
from betang.kernel.accounts.actions.sessions import sessions_close
from betang.kernel.accounts.codes import ALPHABET
from betang.kernel.accounts.locks import SECOND_STEP, TooManyTries
from betang.kernel.accounts.models import SecondStep, User
from betang.kernel.accounts.telling import tell
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound

TYPES = Authenticator.Type


def second_step_take(*, user: User, code: str, address: str, now: datetime) -> SecondStep:
    """Take a code of an app, or a recovery code, of somebody whose password was right; say which it was.

    Each code counts once, in all processes. Invalid for an empty, wrong, old, used or other person's code;
    TooManyTries after five of them.
    """
    attempt = SECOND_STEP.attempt(key=str(user.pk), address=address, now=now)
    if not attempt.allowed:
        raise TooManyTries(attempt.retry_after)
    with transaction.atomic():
        # The lock makes the second of two uses of one code see that it is used.
        held = {row.type: row for row in Authenticator.objects.select_for_update().filter(user=user)}
        taken = _totp_taken(user, held.get(TYPES.TOTP), code, now) or _recovery_taken(
            user, held.get(TYPES.RECOVERY_CODES), code, now
        )
    if taken is None:
        attempt.failed(now)
        raise Invalid(_("Kode ini salah, sudah dipakai, atau sudah lewat waktunya."))
    attempt.passed()
    return taken


def totp_activate(*, actor: User, secret: str, code: str, now: datetime) -> list[str]:
    """Take an app into use once it showed a right code; return recovery codes when there were none yet.

    Invalid for a wrong code, Conflict when an app is in use already.
    """
    step = factors.totp_step(secret, code, now=now)
    if step is None:
        raise Invalid(_("Kode ini tidak cocok. Periksa jam ponsel Anda, lalu ketik kode yang baru."))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.pk)
        if Authenticator.objects.filter(user=actor, type=TYPES.TOTP).exists():
            raise Conflict(_("Akun ini sudah memakai aplikasi kode. Lepaskan dahulu yang lama."))
        data = {"secret": factors.secret_sealed(actor, secret), "step": step}
        made = Authenticator.objects.create(user=actor, type=TYPES.TOTP, data=data, created_at=now, last_used_at=now)
        codes = _recovery_missing(actor, now)
        _added(actor, made, now)
    return codes


def passkey_add(*, actor: User, name: str, credential: Mapping[str, Any], now: datetime) -> list[str]:
    """Keep a passkey whose registration was checked (`passkeys`); return recovery codes when there were none yet."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.pk)
        data = {"name": name[:60] or _("Kunci sandi"), "credential": dict(credential)}
        made = Authenticator.objects.create(user=actor, type=TYPES.WEBAUTHN, data=data, created_at=now)
        codes = _recovery_missing(actor, now)
        _added(actor, made, now)
    return codes


def factor_remove(*, actor: User, factor: int, now: datetime) -> None:
    """Take one of one's own factors out of use; with the last one go the recovery codes. NotFound for another's."""
    with transaction.atomic():
        own = Authenticator.objects.select_for_update().filter(user=actor)
        found = own.filter(pk=factor).exclude(type=TYPES.RECOVERY_CODES).first()
        if found is None:
            raise NotFound(_("Langkah kedua ini tidak ada."))
        target, kind = ("accounts.factor", str(found.pk)), found.type
        found.delete()
        if not own.exclude(type=TYPES.RECOVERY_CODES).exists():
            own.delete()
        tell(
            actor, kind="accounts.factor_changed", subject=gettext_lazy("Langkah kedua dilepas dari akun Anda"),
            text=gettext_lazy("Satu langkah kedua dilepas dari akun Anda. Bila bukan Anda, ganti kata sandi sekarang."),
            now=now,
        )  # fmt: skip
        record(
            actor=actor, action="accounts.factor_remove", target=target, subject=actor.subject,
            changes={"type": (kind, None)}, now=now,
        )  # fmt: skip


def recovery_renew(*, actor: User, now: datetime) -> list[str]:
    """Make new recovery codes; the old ones end. Conflict for an account without a second factor."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.pk)
        own = Authenticator.objects.filter(user=actor)
        if not own.exclude(type=TYPES.RECOVERY_CODES).exists():
            raise Conflict(_("Kode pemulihan dibuat bersama langkah kedua. Pasang langkah kedua dahulu."))
        own.filter(type=TYPES.RECOVERY_CODES).delete()
        codes = _recovery_missing(actor, now)
        record(actor=actor, action="accounts.recovery_renew", target=actor, subject=actor.subject, now=now)
    return codes


def factors_clear(*, actor: User, user: User, reason: str, now: datetime) -> None:
    """Take all second factors from somebody who lost them, with a reason; all sessions end and the owner is told.

    Forbidden for one's own account, Conflict when there are none.
    """
    if actor.pk == user.pk:
        raise Forbidden(_("Langkah kedua akun sendiri dilepas di halaman Akun."))
    if not reason.strip():
        raise Invalid(_("Tulis alasannya."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        if not Authenticator.objects.filter(user=user).delete()[0]:
            raise Conflict(_("Akun ini tidak memakai langkah kedua."))
        sessions_close(users=[user.pk], now=now)
        tell(
            user, kind="accounts.factor_changed", subject=gettext_lazy("Langkah kedua dilepas dari akun Anda"),
            text=gettext_lazy("Administrator melepas langkah kedua akun Anda. Pasang lagi setelah masuk."), now=now,
        )  # fmt: skip
        record(
            actor=actor, action="accounts.factors_clear", target=user, subject=user.subject, reason=reason, now=now
        )  # fmt: skip


def _totp_taken(user: User, held: Authenticator | None, code: str, now: datetime) -> SecondStep | None:
    if held is None:
        return None
    secret = factors.secret_opened(user, held.data["secret"])
    step = factors.totp_step(secret, code, now=now, after=held.data["step"])
    if step is None:
        return None
    Authenticator.objects.filter(pk=held.pk).update(data={**held.data, "step": step}, last_used_at=now)
    return SecondStep.TOTP


def _recovery_taken(user: User, held: Authenticator | None, code: str, now: datetime) -> SecondStep | None:
    digest = factors.recovery_digest(user.pk, code)
    if held is None or digest not in held.data["digests"]:
        return None
    left = [each for each in held.data["digests"] if each != digest]
    Authenticator.objects.filter(pk=held.pk).update(data={"digests": left}, last_used_at=now)
    return SecondStep.RECOVERY


def _recovery_missing(user: User, now: datetime) -> list[str]:
    """Make recovery codes for an account that has none; return them, this once."""
    if Authenticator.objects.filter(user=user, type=TYPES.RECOVERY_CODES).exists():
        return []
    codes = [_recovery_code() for _number in range(factors.RECOVERY_CODES)]
    digests = [factors.recovery_digest(user.pk, code) for code in codes]
    Authenticator.objects.create(user=user, type=TYPES.RECOVERY_CODES, data={"digests": digests}, created_at=now)
    return codes


def _recovery_code() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(2))


def _added(actor: User, made: Authenticator, now: datetime) -> None:
    tell(
        actor, kind="accounts.factor_changed", subject=gettext_lazy("Langkah kedua dipasang pada akun Anda"),
        text=gettext_lazy("Satu langkah kedua dipasang pada akun Anda. Bila bukan Anda, hubungi administrator unit."),
        now=now,
    )  # fmt: skip
    record(
        actor=actor, action="accounts.factor_add", target=("accounts.factor", str(made.pk)), subject=actor.subject,
        changes={"type": (None, made.type)}, now=now,
    )  # fmt: skip
