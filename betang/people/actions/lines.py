"""Lines of reporting: set by hand where the structure is not right, otherwise kept in step with the structure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.kernel.errors import Invalid
from betang.people import rows
from betang.people.models import Employee, LineBasis, ReportingLine
from betang.people.queries.structure import gone_on, structural_superiors
from betang.people.structure import upwards

SAME_DAY = "diganti pada hari yang sama"


def line_set(
    *, actor: User, employee: Employee, superior: Employee, from_date: date, reason: str, now: datetime
) -> ReportingLine:
    """Set somebody's direct superior from a day on, without waiting for either of them (law/people-reference §8).

    Invalid when there is no reason, the superior has left, is the person, or reports to the person.
    """
    if not reason.strip():
        raise Invalid(_("Alasan perubahan atasan harus diisi."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        Employee.objects.select_for_update().get(pk=employee.pk)
        _refuse_superior(employee, superior, from_date)
        old = ReportingLine.objects.overlapping(first=from_date, last=None).filter(employee=employee)
        replaced = _retire(list(old), from_date, actor=actor, employee=employee, reason=reason, now=now)
        line = ReportingLine(
            employee=employee,
            superior=superior,
            from_date=from_date,
            basis=LineBasis.SET,
            reason=reason,
            recorded_at=now,
            recorded_by=actor,
            replaces=replaced,
        )
        return rows.save_new(
            line,
            actor=actor,
            action="people.line_set",
            subject=employee.uid,
            names=["superior", "from_date", "basis"],
            reason=reason,
            now=now,
        )


def _refuse_superior(employee: Employee, superior: Employee, day: date) -> None:
    """Refuse somebody who cannot be the superior on a day."""
    if superior.pk == employee.pk:
        raise Invalid(
            _("Seseorang tidak dapat menjadi atasannya sendiri."), fields={"superior": _("Pilih orang lain.")}
        )
    if superior.pk in gone_on(day):
        raise Invalid(
            _("%(name)s sudah tidak bertugas pada tanggal itu.") % {"name": superior.full_name},
            fields={"superior": _("Pilih orang yang masih bertugas.")},
        )
    above = dict(ReportingLine.objects.on(day).values_list("employee_id", "superior_id"))
    if employee.pk in upwards(superior.pk, above):
        raise Invalid(
            _("%(name)s sendiri melapor kepada pegawai ini, langsung atau lewat orang lain.")
            % {"name": superior.full_name},
            fields={"superior": _("Pilih orang lain.")},
        )


def _retire(
    old: list[ReportingLine], day: date, *, actor: User, employee: Employee, reason: str, now: datetime
) -> ReportingLine | None:
    """End the lines that began before a day, void those that did not; return the voided one that is replaced."""
    replaced = None
    for line in old:
        if line.from_date < day:
            rows.save_changes(
                line,
                {"to_date": day - timedelta(days=1)},
                actor=actor,
                action="people.line_end",
                subject=employee.uid,
                reason=reason,
                now=now,
            )
        else:
            rows.void(line, actor=actor, action="people.line_void", subject=employee.uid, reason=reason, now=now)
            replaced = line
    return replaced


def lines_refresh(*, actor: User | None, day: date, since: date | None = None, now: datetime) -> int:
    """Bring everybody's line in step with the structure of a day; a line set by hand stays while its superior serves.

    `since` is the day from which a line holds for people who never had one: a city that is brought in has a past.
    Set-based: a fixed number of queries for the whole city. Returns the number of people whose superior changed.
    """
    with transaction.atomic():
        wanted = structural_superiors(day)
        gone = gone_on(day)
        lines = {line.employee_id: line for line in ReportingLine.objects.on(day)}
        keep = {
            person
            for person, line in lines.items()
            if person not in gone and line.basis != LineBasis.STRUCTURE and line.superior_id not in gone
        }
        changed = {
            person
            for person in wanted.keys() | lines.keys()
            if person not in keep and wanted.get(person) != (lines[person].superior_id if person in lines else None)
        }
        ended = [lines[person] for person in sorted(changed & lines.keys())]
        uids = dict(Employee.objects.filter(pk__in=changed).values_list("pk", "uid"))
        entries = _retire_many(ended, uids, day, actor=actor, now=now)
        known = set(ReportingLine.objects.values_list("employee_id", flat=True)) if since is not None else set()
        first = dict.fromkeys(uids.keys() - known, since) if since is not None else {}
        superiors = {person: wanted[person] for person in sorted(changed & wanted.keys())}
        entries += _open_many(superiors, uids, day, first=first, actor=actor, now=now)
        record_many(entries, actor=actor, now=now)
    return len(changed)


def _retire_many(
    lines: list[ReportingLine], uids: Mapping[int, UUID], day: date, *, actor: User | None, now: datetime
) -> list[Change]:
    """End or void lines that no longer hold, in one statement; return their entries for the trail."""
    entries = []
    for line in lines:
        changes: dict[str, tuple[Any, Any]]
        before = line.to_date
        if line.from_date < day:
            line.to_date = day - timedelta(days=1)
            changes = {"to_date": (before, line.to_date)}
        else:
            line.voided_at, line.voided_by, line.void_reason = now, actor, SAME_DAY
            changes = {"voided": (False, True)}
        entries.append(Change(action="people.line_end", target=line, subject=uids[line.employee_id], changes=changes))
    ReportingLine.objects.bulk_update(lines, ["to_date", "voided_at", "voided_by", "void_reason"], batch_size=500)
    return entries


def _open_many(
    superiors: Mapping[int, int],
    uids: Mapping[int, UUID],
    day: date,
    *,
    first: Mapping[int, date] | None = None,
    reason: str = "",
    actor: User | None,
    now: datetime,
) -> list[Change]:
    """Open structural lines in one statement, from a day on or from each person's `first`; return their entries."""
    since = first or {}
    lines = ReportingLine.objects.bulk_create(
        [
            ReportingLine(
                employee_id=person,
                superior_id=superior,
                from_date=since.get(person, day),
                basis=LineBasis.STRUCTURE,
                reason=reason,
                recorded_at=now,
                recorded_by=actor,
            )
            for person, superior in superiors.items()
        ],
        batch_size=500,
    )
    return [
        Change(
            action="people.line_open",
            target=line,
            subject=uids[line.employee_id],
            changes={"superior": (None, line.superior_id), "from_date": (None, line.from_date)},
        )
        for line in lines
    ]


def lines_follow(*, actor: User, people: Sequence[int], day: date, reason: str, now: datetime) -> int:
    """Let some people follow the structure again; returns how many superiors changed. Invalid without a reason."""
    if not reason.strip():
        raise Invalid(_("Alasan perubahan atasan harus diisi."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        proposed = structural_superiors(day)
        wanted = {person: proposed[person] for person in sorted(people) if person in proposed}
        lines = ReportingLine.objects.on(day).filter(employee__in=wanted).select_related("employee")
        old = [line for line in lines if line.superior_id != wanted[line.employee_id]]
        kept = {line.employee_id for line in lines} - {line.employee_id for line in old}
        opened = {person: superior for person, superior in wanted.items() if person not in kept}
        uids = dict(Employee.objects.filter(pk__in=opened).values_list("pk", "uid"))
        entries = _retire_many(old, uids, day, actor=actor, now=now)
        entries += _open_many(opened, uids, day, reason=reason, actor=actor, now=now)
        record_many([replace(entry, reason=reason) for entry in entries], actor=actor, now=now)
    return len(opened)
