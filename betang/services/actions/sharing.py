"""Giving requests to officers, as the head of a section confirmed it: who is present and may work on the service.

Nothing is forced: what was taken or changed since the head saw it stays as it is and is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record_many
from betang.kernel.audit.recording import Change
from betang.kernel.errors import Forbidden, Invalid, NotFound
from betang.kernel.notices import Told, notices_send
from betang.people.models import Employee
from betang.services.models import Request
from betang.services.office import units_led
from betang.services.queries.load import Open, open_requests, to_share
from betang.services.queries.skills import competences_on
from betang.services.queries.staff import Member, staff_of

KIND = "services.requests_shared"
MOST = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """A request as the head saw it, and who is to take it (id of an employee)."""

    uid: UUID
    seen: int
    employee: int


@dataclass(frozen=True, slots=True)
class Shared:
    """How many requests were given to somebody, and how many had changed meanwhile."""

    given: int
    changed: int


def requests_share(*, viewer: Viewer, chosen: Sequence[Chosen], now: datetime) -> Shared:
    """Give requests to officers of one's staff; constant statements for any number. Audited, officers are told.

    NotFound for who heads no section, Invalid for nothing or too much chosen and for officers who are away or not of
    the staff, Forbidden for who may not work on a service. What changed meanwhile is left as it is and counted.
    """
    led = units_led(viewer)
    if not led.units:
        raise NotFound
    if not chosen or len(chosen) > MOST:
        raise Invalid(_("Pilih sedikitnya satu permohonan."))
    staff = {each.employee.pk: each for each in staff_of(viewer, led.units)}
    _check_present(chosen, staff)
    with transaction.atomic():
        list(Request.objects.select_for_update().filter(uid__in=[each.uid for each in chosen]).values_list("pk"))
        absent = {pk for pk, each in staff.items() if each.away}
        found = {row.uid: row for row in to_share(open_requests(), absent, {*staff} if led.whole else None)}
        fresh = [(found[each.uid], each.employee) for each in chosen if _unchanged(each, found)]
        _check_able(fresh, viewer, staff)
        _give(fresh)
        _tell(fresh, staff, now)
        _record(fresh, viewer, now)
    return Shared(len(fresh), len(chosen) - len(fresh))


def _check_present(chosen: Sequence[Chosen], staff: Mapping[int, Member]) -> None:
    """Refuse officers who are not of the staff, take no requests or are away today."""
    for each in chosen:
        member = staff.get(each.employee)
        if member is None or not member.takes:
            raise Invalid(_("Pilih petugas layanan pada unit Anda."))
        if member.away:
            name = member.employee.full_name
            raise Invalid(_("%(name)s tidak hadir hari ini; pilih petugas lain.") % {"name": name})


def _unchanged(each: Chosen, found: Mapping[UUID, Open]) -> bool:
    """Tell whether a request is still to be shared out as it was seen."""
    row = found.get(each.uid)
    return row is not None and row.revision == each.seen and row.officer != each.employee


def _check_able(fresh: Sequence[tuple[Open, int]], viewer: Viewer, staff: Mapping[int, Member]) -> None:
    """Refuse who is not competent for a service for which others are."""
    skills = competences_on(viewer.today)
    for row, employee in fresh:
        if skills.lacks(employee, row.service):
            given = {"name": staff[employee].employee.full_name, "number": row.number}
            raise Forbidden(_("%(name)s tidak tercatat cakap untuk layanan %(number)s.") % given)


def _give(fresh: Sequence[tuple[Open, int]]) -> None:
    """Set who holds each request; one statement."""
    if fresh:
        whens = [When(pk=row.pk, then=Value(to)) for row, to in fresh]
        rows = Request.objects.filter(pk__in=[row.pk for row, _to in fresh])
        rows.update(officer=Case(*whens, output_field=IntegerField()), revision=F("revision") + 1)


def _tell(fresh: Sequence[tuple[Open, int]], staff: Mapping[int, Member], now: datetime) -> None:
    """Tell who got requests and who gave them away, each in one sentence. Two queries."""
    got = Counter(to for _row, to in fresh)
    gave = Counter(row.officer for row, _to in fresh if row.officer)
    people = Employee.objects.filter(pk__in={*got, *gave}, user__isnull=False)
    accounts = dict(people.values_list("pk", "user_id"))
    url = f"{reverse('desk_queue')}?bagian=saya"
    texts = ((GOT, got), (GAVE, gave))
    notices_send(
        told=[
            Told(to=[accounts[who]], kind=KIND, text=format_lazy(text, n=n), url=url)
            for text, counts in texts
            for who, n in counts.items()
            if who in accounts
        ],
        now=now,
    )


GOT = gettext_lazy("{n} permohonan dibagikan kepada Anda.")
GAVE = gettext_lazy("{n} permohonan yang Anda pegang dialihkan kepada petugas lain.")


def _record(fresh: Sequence[tuple[Open, int]], viewer: Viewer, now: datetime) -> None:
    """Enter each request in the trail, from whom and to whom."""
    label = Request._meta.label_lower
    entries = [
        Change(
            action="services.request_share",
            target=(label, str(row.pk)),
            subject=row.subject,
            changes={"officer": (row.officer, to)},
        )
        for row, to in fresh
    ]
    record_many(entries, actor=viewer.actor, now=now)
