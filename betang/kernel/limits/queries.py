"""What the limits can tell without telling of whom: how many keys have tries in a window that runs."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Q

from betang.kernel.limits.counting import Limit, milliseconds
from betang.kernel.limits.models import Counter


def keys_counted(limits: Iterable[Limit], now: datetime) -> Mapping[str, int]:
    """Count, by the name of each limit, the keys that were tried in a window that still runs. One query."""
    counts = {limit.name: Count("pk", filter=Q(bucket__startswith=f"{limit.name}:")) for limit in limits}
    found: Mapping[str, int] = Counter.objects.filter(ends_ms__gt=milliseconds(now)).aggregate(**counts)
    return found
