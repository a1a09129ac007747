"""Sources, and who a token belongs to."""

from datetime import datetime

from django.db.models import Count, F, Max, Prefetch, QuerySet

from betang.kernel.errors import NotFound
from betang.ledger.models import Fact, Source, SourceToken
from betang.ledger.models.sources import HOUSE


def token_found(digest: str) -> SourceToken | None:
    """Find a token by its digest, with its source; also one that ended or belongs to a closed source."""
    return SourceToken.objects.select_related("source").filter(digest=digest).first()


def sources_listed() -> QuerySet[Source]:
    """List the registered systems, open ones first, each with its tokens, the newest first."""
    tokens = Prefetch("tokens", SourceToken.objects.select_related("made_by"))
    return (
        Source.objects.exclude(uri=HOUSE)
        .select_related("unit")
        .prefetch_related(tokens)
        .order_by(F("closed_at").asc(nulls_first=True), "name", "id")
    )


def source_found(pk: int) -> Source:
    """Find a registered system; NotFound when there is none."""
    found = sources_listed().filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def received(source: Source) -> list[dict[str, object]]:
    """Say for each kind how many facts a source has sent, and when the last one came."""
    facts = Fact.objects.filter(source=source).order_by()
    rows = facts.values("kind").annotate(count=Count("id"), last=Max("recorded_at"))
    return sorted(map(dict, rows), key=lambda row: str(row["kind"]))


def sources_open(now: datetime) -> QuerySet[Source]:
    """List the sources that are not closed."""
    return sources_listed().filter(closed_at__isnull=True)
