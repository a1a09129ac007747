"""The address by which a resident registers: an e-mail or a phone, in one writing; and messages to it."""

from __future__ import annotations

from datetime import date, datetime

from betang.kernel.accounts.models import User
from betang.kernel.accounts.telling import Send, other_way
from betang.kernel.errors import Invalid
from betang.kernel.mail.sending import mail_send
from betang.services.answering import NotAnAnswer, a_phone, an_email
from betang.services.gateway import message_send
from betang.services.models import ResidentPhone


def address_read(text: str, today: date) -> str:
    """Return an address in the writing that is kept; Invalid, with a sentence, for what is neither of the two."""
    reader = an_email if "@" in text else a_phone
    try:
        return reader(text.strip(), today).value.lower()
    except NotAnAnswer as error:
        raise Invalid(str(error), fields={"alamat": str(error)}) from error


def is_email(address: str) -> bool:
    """Tell an e-mail from a phone."""
    return "@" in address


def owner_of(address: str) -> User | None:
    """Return the open account that an address belongs to, staff's too. One query."""
    if is_email(address):
        return User.objects.filter(email__iexact=address).first()
    return User.objects.filter(resident_phone__in=ResidentPhone.objects.filter(phone_index__of=address)).first()


def send(address: str, *, subject: str, text: str, now: datetime) -> None:
    """Send a message to an address, whichever of the two it is."""
    if is_email(address):
        mail_send(to=address, subject=subject, text=text, now=now)
    else:
        message_send(to=address, text=text, now=now)


@other_way
def by_phone(user: User) -> Send | None:
    """Reach an account without an e-mail by the phone it was registered with."""
    held = ResidentPhone.objects.filter(user=user).first()
    if held is None:
        return None

    def sent(text: str, now: datetime) -> None:
        message_send(to=held.phone.reveal(), text=text, now=now)

    return sent
