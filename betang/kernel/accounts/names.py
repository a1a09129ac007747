"""What somebody types to say who they are (a NIP with or without spaces, a given name, the sign-in e-mail), and how an
account is named to others.
"""

from django.core.validators import EmailValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betang.kernel.accounts.models import User

valid_email = EmailValidator(message=_("Alamat surel ini tidak benar."))


def login_name(text: str) -> str:
    """Return what was typed in the form that accounts are stored in; a NIP loses its spaces."""
    joined = "".join(text.split())
    return joined if joined.isdecimal() else text.strip().lower()


def masked_name(username: str) -> str:
    """Name an account to those who need not know identity numbers: of a NIP only the last four digits."""
    return gettext("NIP ••••%(end)s") % {"end": username[-4:]} if username.isdecimal() else username


def account_named(text: str) -> User | None:
    """Find the account somebody means, closed ones too; None when there is none. One query."""
    name = login_name(text)
    lookup = {"email__iexact": name} if "@" in name else {"username": name}
    return User.objects.filter(**lookup).first()
