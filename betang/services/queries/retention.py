"""What of residents' data is due to be erased, by the times in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from betang.regulation.data_protection import SIMPAN_PERMOHONAN
from betang.regulation.parameters import book
from betang.services.flow import DRAFT
from betang.services.models import Attachment, Complaint, PhoneMessage, RegistrationCode, Request, Result


@dataclass(frozen=True, slots=True)
class Limits:
    """Files of what ended before `files` and contents of what ended before `contents` are due."""

    files: datetime
    contents: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How many of each are due."""

    files: int
    contents: int
    drafts: int
    messages: int
    complaints: int = 0


def keeping_days() -> dict[str, int]:
    """Return the times of keeping in force today, in days: `berkas_hari`, `isi_hari`."""
    found: dict[str, Any] = book().on(timezone.localdate())[SIMPAN_PERMOHONAN].value
    return found


def limits_at(now: datetime) -> Limits:
    """Return the moments before which something must have ended to be erased at a moment."""
    value = book().on(timezone.localdate(now))[SIMPAN_PERMOHONAN].value
    return Limits(*(now - timedelta(days=value[name]) for name in ("berkas_hari", "isi_hari")))


def files_due(limits: Limits) -> QuerySet[Request]:
    """Requests that ended long enough ago and still have files."""
    papers, results = (Exists(model.objects.filter(request=OuterRef("pk"))) for model in (Attachment, Result))
    return Request.objects.filter(Q(papers) | Q(results), closed_at__lte=limits.files).order_by("pk")


def contents_due(limits: Limits) -> QuerySet[Request]:
    """Requests that ended long enough ago and still say who somebody is."""
    return Request.objects.filter(closed_at__lte=limits.contents, erased_at__isnull=True).order_by("pk")


def drafts_due(limits: Limits) -> QuerySet[Request]:
    """Drafts that nobody sent."""
    return Request.objects.filter(state=DRAFT, begun_at__lte=limits.files).order_by("pk")


def messages_due(limits: Limits) -> QuerySet[PhoneMessage]:
    """Messages that left long ago; what they said is gone already, the number is not."""
    return PhoneMessage.objects.filter(sent_at__lte=limits.files).order_by("pk")


def complaints_due(limits: Limits) -> QuerySet[Complaint]:
    """Complaints that ended long enough ago and still say what was said, and by whom."""
    return Complaint.objects.filter(closed_at__lte=limits.contents, erased_at__isnull=True).order_by("pk")


def codes_due(now: datetime) -> QuerySet[RegistrationCode]:
    """Registration codes of yesterday and before: nobody can use them, and some hold an address."""
    return RegistrationCode.objects.filter(expires_at__lte=now - timedelta(days=1)).order_by("pk")


def due(now: datetime) -> Due:
    """Count what is due at a moment, changing nothing; five queries."""
    limits = limits_at(now)
    return Due(
        files=files_due(limits).count(),
        contents=contents_due(limits).count(),
        drafts=drafts_due(limits).count(),
        messages=messages_due(limits).count(),
        complaints=complaints_due(limits).count(),
    )
