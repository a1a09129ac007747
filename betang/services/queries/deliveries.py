"""Documents and their links: what holds of a request, which request a link belongs to, what waits to be collected."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from betang.kernel.access.viewer import Viewer
from betang.services import flow
from betang.services.history import EFFECTIVE
from betang.services.models import Delivery, Event, Request, Result
from betang.services.queries.counter import may_work_on
from betang.services.secrets import delivery_digests


def result_of(row: Request) -> Result | None:
    """Return the document of a request that holds, None when there is none; one query."""
    return row.results.filter(replaced_at__isnull=True).select_related("file").first()


def delivery_of(row: Request) -> Delivery | None:
    """Return the link of a request that holds, with its document, None when there is none; one query."""
    return row.deliveries.filter(voided_at__isnull=True).select_related("result__file").first()


def request_linked(link: str) -> Request | None:
    """Return the request of a link that was not revoked; None for any other, as for none."""
    found = Delivery.objects.filter(link_digest__in=delivery_digests(link), voided_at__isnull=True)
    delivery = found.select_related("request__definition").first()
    return delivery.request if delivery else None


def ready(viewer: Viewer) -> QuerySet[Request]:
    """List what is ready to be collected, the longest waiting first."""
    found = Request.objects.filter(may_work_on(viewer), state=flow.READY)
    return found.select_related("definition", "held").order_by("issued_at", "id")


def ready_since_morning(viewer: Viewer, now: datetime) -> QuerySet[Request]:
    """List what became ready today and still waits to be collected."""
    morning = datetime.combine(timezone.localdate(now), time(), tzinfo=timezone.localtime(now).tzinfo)
    came = Event.objects.filter(EFFECTIVE, request=OuterRef("pk"), state=flow.READY, at__gte=morning)
    return ready(viewer).filter(Exists(came))
