"""Tells the ledger which times are closed: the years whose cycle was closed take no more facts."""

from collections.abc import Sequence

from betang.ledger.closing import Span, closed_by
from betang.performance.models import Cycle


def closed_years() -> Sequence[Span]:
    """Give the days of closed cycles."""
    return list(Cycle.objects.filter(closed_at__isnull=False).order_by().values_list("from_date", "to_date"))


closed_by(closed_years)
