"""Wrong answers at the doors in the last minutes, as counts: the limits keep no name and no address."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from betang.kernel.accounts import locks
from betang.kernel.limits.queries import keys_counted

DOORS: Sequence[tuple[locks.Lock, Promise]] = (
    (locks.SIGN_IN, _("Kata sandi")),
    (locks.SECOND_STEP, _("Langkah kedua")),
    (locks.CODE, _("Kode masuk")),
    (locks.CONFIRM, _("Pastikan ini Anda")),
)


@dataclass(frozen=True, slots=True)
class Door:
    """One door: names that were tried in vain, names that are locked, networks with wrong answers."""

    name: str
    tried: int
    locked: int
    networks: int


def doors(now: dt.datetime) -> list[Door]:
    """Count what happened at each door in the window that runs. One query."""
    limits = [limit for lock, _name in DOORS for limit in (lock.tries, lock.locked, lock.by_address)]
    counts = keys_counted(limits, now)
    return [
        Door(str(name), *(counts[limit.name] for limit in (lock.tries, lock.locked, lock.by_address)))
        for lock, name in DOORS
    ]
