"""The account of a staff member or a resident: how somebody signs in, and nothing else about a person.

Names, NIK, positions and rights live in the modules that own them and point here. So a leak of these tables tells
who may sign in, not who somebody is; passwords and codes stand in them as digests only.
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

USERNAME = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9._-]{1,62})[a-z0-9]\Z",
    _("Nama pengguna: 3 sampai 64 huruf kecil, angka, titik, garis bawah, atau tanda hubung."),
)


class UserManager(BaseUserManager["User"]):
    """Makes accounts with a normalised user name and e-mail."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **fields: Any) -> "User":
        """Create one account; without a password nobody can sign in by password. ValidationError when malformed."""
        user = self.model(username=username.strip().lower(), email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by user name, whatever the case it was typed in."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """One account. Rights are not kept here: each module says by its own rules who may do what.

    `subject` names the person in the audit trail and holds the key of their sealed values; for staff it is the
    employee's `uid`. Raising `session_epoch` ends all sessions at once: it is part of what every session is checked by.
    """

    username = models.CharField(_("nama pengguna"), max_length=64, unique=True, validators=[USERNAME])
    email = models.EmailField(_("surel untuk masuk"), blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    subject = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    language = models.CharField(_("bahasa"), max_length=5, blank=True)
    created_at = models.DateTimeField(_("dibuat pada"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("akun")
        verbose_name_plural = _("akun")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # A second account under the same address in other capitals would let its owner take over the first.
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="accounts_user_email_once",
                violation_error_message=_("Surel ini sudah dipakai akun lain."),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Bind sessions to the password, as Django does, and to the epoch."""
        value = f"{self.password}|{self.session_epoch}"
        return salted_hmac("accounts-session", value, secret=secret, algorithm="sha256").hexdigest()


class Purpose(models.TextChoices):
    """What a code is for: the first sign-in, or a new password for somebody who lost theirs."""

    FIRST = "first", _("masuk pertama kali")
    RESET = "reset", _("mengganti kata sandi")


class AccessCode(models.Model):
    """A code by which somebody chooses a password, once. Open until it is used, withdrawn or late."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_codes")
    purpose = models.CharField(max_length=8, choices=Purpose)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("kode masuk")
        verbose_name_plural = _("kode masuk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(closed_at__isnull=True), name="accounts_code_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"


class Way(models.TextChoices):
    """How somebody proved who they are at sign-in."""

    PASSWORD = "password", _("kata sandi")
    PASSKEY = "passkey", _("kunci sandi")
    SSO = "sso", _("SSO pegawai")
    CODE = "code", _("kode masuk")


class SecondStep(models.TextChoices):
    """What somebody showed beside the password."""

    NONE = "", _("tanpa langkah kedua")
    TOTP = "totp", _("kode aplikasi")
    PASSKEY = "passkey", _("kunci sandi")
    RECOVERY = "recovery", _("kode pemulihan")


class SignIn(models.Model):
    """One sign-in and the session it opened. `network` is a part of the address: enough to tell home from office."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(_("waktu"))
    way = models.CharField(_("cara"), max_length=10, choices=Way)
    second = models.CharField(_("langkah kedua"), max_length=10, choices=SecondStep, blank=True)
    network = models.CharField(_("jaringan"), max_length=45, blank=True)
    device = models.CharField(_("perangkat"), max_length=60, blank=True)
    session_key = models.CharField(max_length=40, db_index=True, blank=True)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("masuk")
        verbose_name_plural = _("masuk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-at"], name="accounts_signin_user"),
            models.Index(fields=["at"], name="accounts_signin_at"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.at:%Y-%m-%d %H:%M}"


class SsoIdentity(models.Model):
    """An identity at the city's sign-in service that opens an account. It is bound at the first use and stays so."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sso_identities")
    provider = models.CharField(max_length=40)
    uid = models.CharField(max_length=191)
    linked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("identitas masuk tunggal")
        verbose_name_plural = _("identitas masuk tunggal")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["provider", "uid"], name="accounts_sso_uid_once"),
            models.UniqueConstraint(fields=["provider", "user"], name="accounts_sso_user_once"),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.user_id}"
