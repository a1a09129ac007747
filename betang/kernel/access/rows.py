"""One row, or the sentence why not: 404 when somebody may not know of it, 403 when they see it but may not do this.

A condition (`Q`) comes from a rule `may_<verb>(viewer)`; the same one filters lists.
"""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from betang.kernel.errors import Forbidden, NotFound

Row = TypeVar("Row", bound=Model)


def visible(queryset: QuerySet[Row], q: Q, **lookup: Any) -> Row:
    """Return the row that a lookup names, among those that `q` lets somebody see.

    NotFound, with the same words, when there is none and when it is somebody else's.
    """
    try:
        found = queryset.filter(q).filter(**lookup).first()
    except (ValueError, ValidationError):  # a key that cannot be one
        found = None
    if found is None:
        raise NotFound
    return found


def require(rows: QuerySet[Row] | Row, q: Q, message: str) -> None:
    """Refuse, with a sentence, what somebody sees but may not do: Forbidden unless `q` holds for the row.

    Of a queryset every row must be within reach; an empty one is refused too, since nothing was allowed.
    """
    if isinstance(rows, Model):
        wanted = {rows.pk}
        queryset: QuerySet[Any] = type(rows)._default_manager.all()
    else:
        wanted, queryset = set(rows.values_list("pk", flat=True)), rows
    allowed = set(queryset.filter(q, pk__in=wanted).values_list("pk", flat=True))
    if not wanted or wanted != allowed:
        raise Forbidden(message)
