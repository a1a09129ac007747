"""Codes for the first sign-in and for a new password: bound to one account, used once, soon over."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.actions.sessions import sessions_close
from betang.kernel.accounts.codes import code_digest, code_matches, new_code
from betang.kernel.accounts.locks import CODE, TooManyTries
from betang.kernel.accounts.models import AccessCode, Purpose, User
from betang.kernel.accounts.names import account_named, login_name
from betang.kernel.accounts.telling import sender_of, tell, write
from betang.kernel.audit import Change, record, record_many
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.mail import site_url

CHUNK = 500
# A slip must reach its owner on paper; a code that was asked for is used at once.
HOLDS = {Purpose.FIRST: timedelta(days=30), Purpose.RESET: timedelta(days=1)}
BY_MAIL = timedelta(hours=1)
PAGE = "/masuk/kode/"


def code_issue(*, actor: User | None, user: User, purpose: Purpose, reason: str = "", now: datetime) -> str:
    """Issue one code and return it, to be handed over; an older open code of the account is withdrawn.

    Nobody issues a code to himself (he has a password, or asks by e-mail); closed accounts get none: Forbidden.
    `actor` None is whoever runs the server. Its owner is told.
    """
    if actor is not None and actor.pk == user.pk:
        raise Forbidden(_("Kode untuk akun sendiri diberikan oleh administrator lain, atau diminta lewat surel."))
    if not user.is_active:
        raise Forbidden(_("Akun ini sudah ditutup, jadi tidak dapat diberi kode."))
    with transaction.atomic():
        code = _issued([user], actor=actor, purpose=purpose, holds=HOLDS[purpose], reason=reason, now=now)[user.pk]
        tell(
            user,
            kind="accounts.code_issued",
            subject=gettext_lazy("Kode masuk dibuat untuk akun Anda"),
            text=gettext_lazy(
                "Administrator membuat kode masuk untuk akun Anda. Bila bukan Anda yang minta, laporkan."
            ),
            now=now,
        )
    return code


def codes_issue(
    *, actor: User, users: Sequence[User], purpose: Purpose = Purpose.FIRST, now: datetime
) -> dict[int, str]:
    """Issue codes for many accounts, for slips on paper; return them by id of the account. Closed ones get none."""
    wanted = [user for user in users if user.is_active and user.pk != actor.pk]
    with transaction.atomic():
        return _issued(wanted, actor=actor, purpose=purpose, holds=HOLDS[purpose], reason="", now=now)


def codes_send(*, actor: User, users: Sequence[User], now: datetime) -> dict[int, str]:
    """Issue first codes and mail them to those who have an address; return the codes of the others, for slips."""
    with transaction.atomic():
        codes = codes_issue(actor=actor, users=users, now=now)
        reached = {user.pk for user in users if user.pk in codes and _first_mail(user, codes[user.pk], now)}
    return {key: code for key, code in codes.items() if key not in reached}


def reset_send(*, user: User | None, now: datetime) -> bool:
    """Send a code for a new password to an account's address; False (and nothing) without account or address."""
    if user is None or not user.is_active or not (user.email or sender_of(user)):
        return False
    with transaction.atomic():
        codes = _issued([user], actor=None, purpose=Purpose.RESET, holds=BY_MAIL, reason="", now=now)
        return write(
            user,
            subject=gettext_lazy("Kode untuk mengganti kata sandi"),
            text=format_lazy(
                gettext_lazy(
                    "Seseorang meminta kata sandi baru untuk akun Anda di Betang.\n\n"
                    "Buka {page} lalu ketik nama pengguna atau NIP Anda dan kode ini:\n\n{code}\n\n"
                    "Kode berlaku satu jam dan hanya sekali. Bila bukan Anda yang meminta, abaikan surel ini: "
                    "kata sandi Anda tidak berubah."
                ),
                page=site_url(PAGE),
                code=codes[user.pk],
            ),
            now=now,
        )


def code_opened(*, login: str, code: str, address: str, now: datetime) -> AccessCode:
    """Look at a name and a code; return the open code they belong to.

    Invalid, in the same words, for a wrong name, a wrong, old, used or withdrawn code; TooManyTries after five of them.
    Wrong tries lock the code for a while and never destroy it: anybody could burn other people's slips.
    """
    user = account_named(login)
    key = f"account {user.pk}" if user else f"name {login_name(login)}"
    attempt = CODE.attempt(key=key, address=address, now=now)
    if not attempt.allowed:
        raise TooManyTries(attempt.retry_after)
    found = AccessCode.objects.filter(user=user, closed_at__isnull=True, expires_at__gt=now).first() if user else None
    matches = code_matches(user.pk if user else 0, code, found.digest if found else "")
    if found is None or user is None or not matches or not user.is_active:
        attempt.failed(now)
        raise Invalid(_("Nama pengguna atau kode ini tidak cocok, atau kodenya sudah tidak berlaku."))
    attempt.passed()
    return found


def code_redeem(*, code: AccessCode, password: str, now: datetime) -> User:
    """Use up a code and set its account's password; all sessions end.

    Conflict when the code was used, withdrawn or ran out meanwhile; Invalid for a password that is too weak.
    """
    with transaction.atomic():
        held = AccessCode.objects.select_for_update().select_related("user").filter(pk=code.pk).first()
        if held is None or held.closed_at is not None or held.expires_at <= now or not held.user.is_active:
            raise Conflict(_("Kode ini sudah dipakai atau sudah tidak berlaku. Mintalah kode baru."))
        user = held.user
        password_suits(user=user, password=password)
        AccessCode.objects.filter(pk=held.pk).update(used_at=now, closed_at=now)
        user.set_password(password)
        User.objects.filter(pk=user.pk).update(password=user.password)
        sessions_close(users=[user.pk], now=now)
        user.refresh_from_db(fields=["session_epoch"])
        record(
            actor=user, action="accounts.code_redeem", target=held, subject=user.subject,
            changes={"purpose": (None, held.purpose)}, now=now,
        )  # fmt: skip
    return user


def password_suits(*, user: User, password: str) -> None:
    """Refuse a password that is short, common, or like the user name: Invalid with the sentences."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), fields={"password": " ".join(error.messages)}) from error


def _issued(
    users: Sequence[User], *, actor: User | None, purpose: Purpose, holds: timedelta, reason: str, now: datetime
) -> dict[int, str]:
    codes: dict[int, str] = {}
    for start in range(0, len(users), CHUNK):
        chunk = users[start : start + CHUNK]
        # The lock keeps two administrators from issuing to one account at the same moment.
        ids = list(User.objects.select_for_update().filter(pk__in=[u.pk for u in chunk]).values_list("pk", flat=True))
        AccessCode.objects.filter(user__in=ids, closed_at__isnull=True).update(closed_at=now)
        fresh = {user_id: new_code() for user_id in ids}
        AccessCode.objects.bulk_create(
            AccessCode(
                user_id=user_id, purpose=purpose, digest=code_digest(user_id, code), created_at=now,
                expires_at=now + holds, issued_by=actor,
            )
            for user_id, code in fresh.items()
        )  # fmt: skip
        codes |= fresh
    changes = [
        Change(
            action="accounts.code_issue", target=user, subject=user.subject,
            changes={"purpose": (None, str(purpose))}, reason=reason,
        )
        for user in users
    ]  # fmt: skip
    if changes:
        record_many(changes, actor=actor, now=now)
    return codes


def _first_mail(user: User, code: str, now: datetime) -> bool:
    text = format_lazy(
        gettext_lazy(
            "Akun Betang Anda sudah siap.\n\nBuka {page} lalu ketik nama pengguna atau NIP Anda dan kode ini:\n\n{code}"
            "\n\nKode berlaku 30 hari dan hanya sekali. Sesudah itu Anda memilih kata sandi sendiri."
        ),
        page=site_url(PAGE),
        code=lazystr(code),
    )
    return write(user, subject=gettext_lazy("Kode masuk pertama ke Betang"), text=text, now=now)
