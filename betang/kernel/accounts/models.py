"""The account of a staff member or a resident: a user name, a sign-in e-mail, a password, and nothing else.

Names, NIP, NIK, positions and rights live in the modules that own them and point here. So a leak of this table tells
who may sign in, not who somebody is.
"""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
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
    """One account. Rights are not kept here: each module says by its own rules who may do what."""

    username = models.CharField(_("nama pengguna"), max_length=64, unique=True, validators=[USERNAME])
    email = models.EmailField(_("surel untuk masuk"), blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
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
