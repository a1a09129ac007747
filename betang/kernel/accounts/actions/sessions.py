"""Sessions and accounts that begin and end. Ending takes effect at once, on every device, in every process."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from betang.kernel.accounts.devices import device_of, network_of
from betang.kernel.accounts.models import AccessCode, SignIn, User
from betang.kernel.audit import Change, record, record_many
from betang.kernel.errors import NotFound

CHUNK = 500


def sign_in_record(
    *, user: User, way: str, second: str, address: str, agent: str, session_key: str, ends_at: datetime, now: datetime
) -> SignIn:
    """Note a sign-in and the session it opened, for the person to see. Of address and browser only the kind is kept."""
    return SignIn.objects.create(
        user=user, at=now, way=way, second=second, network=network_of(address), device=device_of(agent),
        session_key=session_key, ends_at=ends_at,
    )  # fmt: skip


def sign_out_record(*, user: User, session_key: str, now: datetime) -> None:
    """Note that somebody signed out of a session."""
    SignIn.objects.filter(user=user, session_key=session_key, ended_at__isnull=True).update(ended_at=now)


def session_end(*, actor: User, sign_in: int, now: datetime) -> None:
    """End one of one's own sessions; NotFound for somebody else's, or one that has ended."""
    with transaction.atomic():
        found = SignIn.objects.filter(pk=sign_in, user=actor, ended_at__isnull=True).first()
        if found is None:
            raise NotFound(_("Sesi ini tidak ada, atau sudah berakhir."))
        Session.objects.filter(session_key=found.session_key).delete()
        SignIn.objects.filter(pk=found.pk).update(ended_at=now)
        record(actor=actor, action="accounts.session_end", target=found, subject=actor.subject, now=now)


def sessions_end(*, actor: User | None, user: User, reason: str = "", keep: str = "", now: datetime) -> None:
    """End all sessions of an account at once: after a lost right, a lost phone. `keep` is the key of one that stays."""
    with transaction.atomic():
        sessions_close(users=[user.pk], keep=keep, now=now)
        user.refresh_from_db(fields=["session_epoch"])
        record(
            actor=actor, action="accounts.sessions_end", target=user, subject=user.subject, reason=reason, now=now
        )  # fmt: skip


def account_close(*, actor: User | None, user: User, reason: str = "", now: datetime) -> None:
    """Close an account whose owner has left: no sign-in, no open session, no open code. Repeating changes nothing."""
    accounts_close(actor=actor, users=[user], reason=reason, now=now)
    user.refresh_from_db(fields=["is_active", "session_epoch"])


def accounts_close(*, actor: User | None, users: Sequence[User], reason: str = "", now: datetime) -> int:
    """Close many accounts; return how many were open. A fixed number of statements for each 500."""
    closed = 0
    for start in range(0, len(users), CHUNK):
        wanted = [user.pk for user in users[start : start + CHUNK]]
        with transaction.atomic():
            found = list(User.objects.select_for_update().filter(pk__in=wanted, is_active=True).order_by("pk"))
            ids = [user.pk for user in found]
            User.objects.filter(pk__in=ids).update(is_active=False)
            AccessCode.objects.filter(user__in=ids, closed_at__isnull=True).update(closed_at=now)
            sessions_close(users=ids, now=now)
            if found:
                changes = [_activity(user, "accounts.user_close", active=False, reason=reason) for user in found]
                record_many(changes, actor=actor, now=now)
        closed += len(found)
    return closed


def account_reopen(*, actor: User | None, user: User, reason: str = "", now: datetime) -> None:
    """Open a closed account again, for somebody who came back; the old password holds."""
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
            change = _activity(user, "accounts.user_reopen", active=True, reason=reason)
            record_many([change], actor=actor, now=now)
    user.refresh_from_db(fields=["is_active"])


def expired_clear(*, now: datetime) -> None:
    """Delete sessions that ran out, and close codes that did; nothing anybody could still use changes."""
    Session.objects.filter(expire_date__lte=now).delete()
    AccessCode.objects.filter(closed_at__isnull=True, expires_at__lte=now).update(closed_at=F("expires_at"))


def sessions_close(*, users: Sequence[int], keep: str = "", now: datetime) -> None:
    """Take the ground from under all sessions of some accounts; for actions that record why.

    The epoch ends every session, known to the list or not. `keep` is the key of a session whose holder acts: its row
    stays, and the view gives it the new hash (`entrance.session_kept`).
    """
    User.objects.filter(pk__in=users).update(session_epoch=F("session_epoch") + 1)
    open_now = SignIn.objects.filter(user__in=users, ended_at__isnull=True).exclude(session_key=keep or "-")
    Session.objects.filter(session_key__in=open_now.values("session_key")).delete()
    open_now.update(ended_at=now)


def _activity(user: User, action: str, *, active: bool, reason: str) -> Change:
    changes = {"is_active": (not active, active)}
    return Change(action=action, target=user, subject=user.subject, changes=changes, reason=reason)
