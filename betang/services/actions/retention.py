"""Erasing residents' data whose time is over: files first, then all that says who somebody is, and the person's key.

With the key the values of the trail are gone for good, on all copies; the entries stay, and the chain verifies. Each
call does one part in one transaction and may be repeated: what is erased is not due any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from betang.kernel.audit import Change, record_many
from betang.kernel.crypto.files import file_erase
from betang.kernel.crypto.models import EncryptedFile, SubjectKey
from betang.services.models import (
    Attachment,
    Collection,
    Complaint,
    ComplaintStep,
    DataCorrection,
    Delivery,
    Event,
    PhoneMessage,
    Request,
    Result,
)
from betang.services.queries.retention import (
    Limits,
    codes_due,
    complaints_due,
    contents_due,
    drafts_due,
    files_due,
    messages_due,
)

PART = 100


@transaction.atomic
def files_erase(*, limits: Limits, now: datetime) -> int:
    """Erase the files of at most 100 requests that ended long enough ago; return how many requests."""
    rows = list(files_due(limits).select_for_update()[:PART])
    counts = _files_gone(rows)
    _enter("services.files_erase", rows, {row.pk: {"files": (counts.get(row.pk, 0), 0)} for row in rows}, now)
    return len(rows)


@transaction.atomic
def contents_erase(*, limits: Limits, now: datetime) -> int:
    """Erase what says who somebody is from at most 100 requests, with the person's key; return how many."""
    rows = list(contents_due(limits).select_for_update()[:PART])
    ids = [row.pk for row in rows]
    _files_gone(rows)
    # Entered before the key goes: entering afterwards would make a new one.
    _enter("services.contents_erase", rows, {row.pk: {"erased_at": (None, now)} for row in rows}, now)
    Event.objects.filter(request__in=ids).update(words="")
    Collection.objects.filter(request__in=ids).update(name="")
    DataCorrection.objects.filter(request__in=ids).delete()
    Request.objects.filter(pk__in=ids).update(
        answers="", name="", nik="", nik_index="", email="", email_index="", phone="", phone_index="", pin_digest="",
        link_digest=None, resume_digest=None, user=None, erased_at=now,
    )  # fmt: skip
    subjects = {row.subject for row in rows}
    # Somebody's later request may still stand under the same key.
    needed = Request.objects.filter(subject__in=subjects, erased_at__isnull=True).values_list("subject", flat=True)
    SubjectKey.objects.filter(subject__in=subjects - set(needed)).delete()
    return len(rows)


@transaction.atomic
def complaints_erase(*, limits: Limits, now: datetime) -> int:
    """Erase what was said and by whom from at most 100 complaints, with the reporter's key; return how many."""
    rows = list(complaints_due(limits).select_for_update()[:PART])
    ids = [row.pk for row in rows]
    entries = [
        Change(action="services.complaints_erase", target=row, subject=row.subject, changes={"erased_at": (None, now)})
        for row in rows
    ]
    if entries:  # before the key goes: entering afterwards would make a new one
        record_many(entries, actor=None, now=now)
    ComplaintStep.objects.filter(complaint__in=ids).update(words="")
    Complaint.objects.filter(pk__in=ids).update(
        text="", name="", email="", phone="", pin_digest="", request=None, user=None, erased_at=now
    )
    SubjectKey.objects.filter(subject__in=[row.subject for row in rows]).delete()
    return len(rows)


@transaction.atomic
def leftovers_erase(*, limits: Limits, now: datetime) -> int:
    """Erase drafts that nobody sent, numbers of messages that left, codes nobody can use; nothing of it is entered."""
    drafts = list(drafts_due(limits).select_for_update()[:PART])
    _files_gone(drafts)
    Request.objects.filter(pk__in=[row.pk for row in drafts]).delete()
    messages = PhoneMessage.objects.filter(pk__in=list(messages_due(limits).values_list("pk", flat=True)[:PART]))
    gone = messages.delete()[0]
    codes = list(codes_due(now)[:PART])
    for code in codes:
        code.delete()
    return len(drafts) + gone + len(codes)


def _files_gone(rows: Sequence[Request]) -> dict[int, int]:
    """Erase the papers and documents of some requests; return how many files each had."""
    ids = [row.pk for row in rows]
    held = [
        *Attachment.objects.filter(request__in=ids).values_list("request_id", "file_id"),
        *Result.objects.filter(request__in=ids).values_list("request_id", "file_id"),
    ]
    Attachment.objects.filter(request__in=ids).delete()
    Delivery.objects.filter(request__in=ids).delete()
    Result.objects.filter(request__in=ids).delete()
    for file in EncryptedFile.objects.filter(pk__in=[file for _request, file in held]):
        file_erase(file)
    counts: dict[int, int] = {}
    for request, _file in held:
        counts[request] = counts.get(request, 0) + 1
    return counts


def _enter(
    action: str, rows: Sequence[Request], changes: dict[int, dict[str, tuple[object, object]]], now: datetime
) -> None:
    if rows:
        entries = [Change(action=action, target=row, subject=row.subject, changes=changes[row.pk]) for row in rows]
        record_many(entries, actor=None, now=now)
