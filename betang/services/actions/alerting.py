"""Telling staff what they should look at: a request that runs out of time, or one that was returned again.

Notices name number and service, never a person. Each threshold of a request is told once: a row says so, written in
the same transaction as the notice, so that a job that repeats or is killed tells nobody twice and leaves nobody out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from betang.kernel.audit import record_many
from betang.kernel.audit.recording import Change
from betang.kernel.bulk import rows_insert
from betang.kernel.notices import Told, notices_send
from betang.people.models import Employee
from betang.services.alert_words import head_page, named, names_on, told
from betang.services.content import definition_of
from betang.services.models import AlertCause, AlertLevel, Request, RequestAlert
from betang.services.queries.deadlines import Reached
from betang.services.queries.sections import sections
from betang.services.settled import returns_told


def deadlines_tell(*, found: Sequence[Reached], now: datetime) -> int:
    """Tell officers and heads of what was found (see `queries.deadlines.reached`); return how many thresholds.

    What changed or was told meanwhile is left out. Every entry, row and notice of it is one transaction. Audited.
    """
    keys = {each.request.pk for each in found}
    with transaction.atomic():
        rows = Request.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        seen = dict(rows.values_list("pk", "revision"))
        old = set(RequestAlert.objects.filter(request__in=keys).values_list("request_id", "cause", "level"))
        fresh = [
            each
            for each in found
            if seen.get(each.request.pk) == each.request.revision
            and (each.request.pk, each.cause, each.level) not in old
        ]
        if not fresh:
            return 0
        rows_insert(
            [
                RequestAlert(request_id=each.request.pk, cause=each.cause, level=each.level, told_at=now)
                for each in fresh
            ]
        )
        people = sections({each.request.officer for each in fresh if each.request.officer}, now)
        notices_send(told=told(fresh, people, names_on(now)), now=now)
        record_many([_change(each) for each in fresh], actor=None, now=now)
    return len(fresh)


def _change(each: Reached) -> Change:
    """Say in the trail what was told."""
    row = each.request
    return Change(
        action="services.deadline_tell", target=(Request._meta.label_lower, str(row.pk)), subject=row.subject,
        changes={"cause": (None, each.cause.value), "level": (None, each.level.value)},
    )  # fmt: skip


def return_tell(*, row: Request, officer: Employee, now: datetime) -> bool:
    """Tell the head above an officer that a request was returned again, within the caller's transaction.

    Once a request, at the return that layanan/pemberitahuan names; False before it and when it was told. Audited.
    """
    if row.returns < returns_told(now):
        return False
    _alert, new = RequestAlert.objects.get_or_create(
        request=row, cause=AlertCause.RETURNED, level=AlertLevel.HEAD, defaults={"told_at": now}
    )
    if not new:
        return False
    text = format_lazy(
        _("{number} ({service}) sudah dikembalikan {n} kali kepada pemohon."), number=row.number,
        service=named(definition_of(row).name), n=row.returns,
    )  # fmt: skip
    people, kind = sections({officer.pk}, now), "services.returned_again"
    told_to = [Told(to=[each], kind=kind, text=text, url=head_page(people, each)) for each in people.head(officer.pk)]
    notices_send(told=told_to, now=now)
    changes = {"returns": (None, row.returns)}
    record_many(
        [Change(action="services.return_tell", target=row, subject=row.subject, changes=changes)], actor=None, now=now
    )
    return True
