"""What somebody changes about their own account: the password, the e-mail (by an administrator), the language."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.actions.codes import password_suits
from betang.kernel.accounts.actions.sessions import sessions_close
from betang.kernel.accounts.models import User, UserManager
from betang.kernel.accounts.names import valid_email
from betang.kernel.accounts.telling import tell
from betang.kernel.audit import record
from betang.kernel.errors import Invalid


def password_change(*, actor: User, password: str, session_key: str = "", now: datetime) -> None:
    """Set one's own new password, after the old one was asked for. All sessions end but the one of `session_key`."""
    password_suits(user=actor, password=password)
    with transaction.atomic():
        actor.set_password(password)
        User.objects.filter(pk=actor.pk).update(password=actor.password)
        sessions_close(users=[actor.pk], keep=session_key, now=now)
        actor.refresh_from_db(fields=["session_epoch"])
        tell(
            actor, kind="accounts.password_changed", subject=gettext_lazy("Kata sandi akun Anda diganti"),
            text=gettext_lazy("Kata sandi akun Anda baru saja diganti. Bila bukan Anda, hubungi administrator unit."),
            now=now,
        )  # fmt: skip
        record(actor=actor, action="accounts.password_change", target=actor, subject=actor.subject, now=now)


def email_set(*, actor: User | None, user: User, email: str, reason: str = "", now: datetime) -> None:
    """Set the sign-in e-mail of an account ("" takes it away); Invalid when malformed or another account's."""
    address = UserManager.normalize_email(email.strip())
    try:
        if address:
            valid_email(address)
    except ValidationError as error:
        raise Invalid(error.messages[0], fields={"email": error.messages[0]}) from error
    with transaction.atomic():
        if address and User.objects.filter(email__iexact=address).exclude(pk=user.pk).exists():
            message = _("Surel ini sudah dipakai akun lain.")
            raise Invalid(message, fields={"email": message})
        before, user.email = user.email, address
        if before == address:
            return
        User.objects.filter(pk=user.pk).update(email=address)
        record(
            actor=actor, action="accounts.email_set", target=user, subject=user.subject,
            changes={"email": (before or None, address or None)}, reason=reason, now=now,
        )  # fmt: skip


def language_choose(*, actor: User, language: str, now: datetime) -> None:
    """Keep the language somebody wants to be written to in; Invalid for one there is not. A taste: nothing to audit."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid(_("Bahasa ini tidak tersedia."), fields={"bahasa": _("Bahasa ini tidak tersedia.")})
    actor.language = language
    User.objects.filter(pk=actor.pk).update(language=language)
