"""Erasing sign-ins whose time of keeping is over: the access log is a record about people, and not kept for ever."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from betang.kernel.accounts.models import SignIn, User
from betang.kernel.audit import record

CHUNK = 1000


@transaction.atomic
def sign_ins_erase(*, actor: User | None, last: date, now: datetime) -> int:
    """Erase at most 1,000 sign-ins of the city's days up to `last`, the oldest first; return how many.

    The trail keeps how many they were and up to which day. Repeat until nothing is left; nothing left, no entry.
    """
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    oldest = SignIn.objects.filter(at__lt=end).order_by("at", "pk").values("pk")[:CHUNK]
    erased = SignIn.objects.filter(pk__in=oldest).delete()[0]
    if erased:
        record(
            actor=actor, action="accounts.sign_ins_erase", target=("accounts.signin", "old"),
            changes={"at": (last, None), "amount": (erased, None)}, now=now,
        )  # fmt: skip
    return erased
