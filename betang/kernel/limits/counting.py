"""Counts tries: at most `amount` in a window of `seconds` that begins with the first one.

    SIGN_IN = Limit("sign_in", amount=5, seconds=900)
    decision = hit(SIGN_IN, key=username, now=now)      # before the password is looked at
    if not decision.allowed: ...                         # say "try again in ... minutes"
    forgive(SIGN_IN, key=username)                       # it was right: only failures count

Counting comes before trying: of a hundred guesses sent at once, five are looked at. One statement counts and decides,
so no two processes can both take the last try. Call it outside a transaction: what is rolled back was not counted.
"""

import math
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from betang.kernel.limits.models import Counter

# When the limit is reached no row changes and none is returned. A window that is over starts anew.
COUNT = """
INSERT INTO limits_counter (bucket, hits, ends_ms) VALUES (%(bucket)s, 1, %(end)s)
ON CONFLICT (bucket) DO UPDATE SET
    hits = CASE WHEN limits_counter.ends_ms <= %(now)s THEN 1 ELSE limits_counter.hits + 1 END,
    ends_ms = CASE WHEN limits_counter.ends_ms <= %(now)s THEN excluded.ends_ms ELSE limits_counter.ends_ms END
WHERE limits_counter.ends_ms <= %(now)s OR limits_counter.hits < %(amount)s
RETURNING hits
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `amount` tries in `seconds`; the name (at most 60 signs) keeps the counts of limits apart."""

    name: str
    amount: int
    seconds: int

    def __post_init__(self) -> None:
        if not self.name or len(self.name) > 60 or self.amount < 1 or self.seconds < 1:
            raise ValueError(f"A limit needs a name, at least one try and at least one second: {self}")


@dataclass(frozen=True, slots=True)
class Decision:
    """May it be tried? Else in how many seconds again; `left` tries remain in this window."""

    allowed: bool
    retry_after: int
    left: int


def hit(limit: Limit, key: str, now: datetime) -> Decision:
    """Count one try and say whether it may go on. One statement; a refused try is not counted, and needs a second."""
    start = milliseconds(now)
    values: dict[str, str | int] = {
        "bucket": _bucket(limit, key),
        "end": start + limit.seconds * 1000,
        "now": start,
        "amount": limit.amount,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        row = cursor.fetchone()
    if row is None:
        return peek(limit, key, now)
    return Decision(allowed=True, retry_after=0, left=limit.amount - row[0])


def peek(limit: Limit, key: str, now: datetime) -> Decision:
    """Say whether the next try would be allowed, without counting it: for a page that shows or hides a form."""
    row = _running(limit, key, now)
    used, end = row or (0, 0)
    if used < limit.amount:
        return Decision(allowed=True, retry_after=0, left=limit.amount - used)
    return Decision(allowed=False, retry_after=math.ceil((end - milliseconds(now)) / 1000), left=0)


def failures(limit: Limit, key: str, now: datetime) -> int:
    """Return how many tries were counted in the window that runs; 0 when none does."""
    row = _running(limit, key, now)
    return row[0] if row else 0


def forgive(limit: Limit, key: str) -> None:
    """Forget the tries of a key: the last one succeeded, or an administrator unlocks it."""
    Counter.objects.filter(bucket=_bucket(limit, key)).delete()


def purge(now: datetime) -> int:
    """Delete the rows of windows that are over; return how many. For the nightly job."""
    return Counter.objects.filter(ends_ms__lte=milliseconds(now)).delete()[0]


def _running(limit: Limit, key: str, now: datetime) -> tuple[int, int] | None:
    found = Counter.objects.filter(bucket=_bucket(limit, key), ends_ms__gt=milliseconds(now))
    return found.values_list("hits", "ends_ms").first()


def _bucket(limit: Limit, key: str) -> str:
    """Hash the key under the site's secret: addresses and numbers are few enough to be guessed from a plain hash."""
    return f"{limit.name}:{salted_hmac(f'betang.limits.{limit.name}', key, algorithm='sha256').hexdigest()[:32]}"


def milliseconds(moment: datetime) -> int:
    """Return a moment as the counters hold it: milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
