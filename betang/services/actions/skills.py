"""Recording who is competent for which services, and what happens with the others. By the heads; all of it audited."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from betang.people import rows
from betang.people.models import Employee
from betang.services.groups import groups
from betang.services.models import Skill, SkillMode, SkillRule
from betang.services.office import leads_office, units_led
from betang.services.queries.staff import staff_of
from betang.services.reading import packaged

GROUP, SERVICE = "kelompok", "layanan"
LONGEST = 300


def skill_add(
    *,
    viewer: Viewer,
    employee: int,
    covers: str,
    from_date: date,
    to_date: date | None = None,
    reason: str,
    now: datetime,
) -> Skill:
    """Record that one of one's staff (by id) is competent; `covers`: "kelompok:kk" or "layanan:kk-baru".

    NotFound for who is not of one's staff, Forbidden for oneself, Invalid for an unknown service, dates in the wrong
    order or no reason, Conflict when it is recorded for one of the days.
    """
    if employee == viewer.employee_id:
        raise Forbidden(_("Keahlian sendiri dicatat oleh atasan."))
    if employee not in _staff(viewer):
        raise NotFound
    group, service = _covered(covers)
    _reasoned(reason)
    with transaction.atomic():
        person = Employee.objects.select_for_update().get(pk=employee)
        same = Skill.objects.overlapping(first=from_date, last=to_date).filter(employee=person)
        if same.filter(group=group, service=service).exists():
            raise Conflict(_("Keahlian ini sudah tercatat untuk salah satu hari itu."))
        row = Skill(
            employee=person, group=group, service=service, from_date=from_date, to_date=to_date,
            reason=reason.strip(), recorded_at=now, recorded_by=viewer.actor,
        )  # fmt: skip
        return rows.save_new(
            row, actor=viewer.actor, action="services.skill_add", subject=person.uid,
            names=["group", "service", "from_date", "to_date"], reason=reason.strip(), now=now,
        )  # fmt: skip


def skill_end(*, viewer: Viewer, skill: int, to_date: date | None, reason: str, now: datetime) -> Skill:
    """Let a competence hold until a day, today or later; NotFound, Conflict when it has ended, Invalid as above."""
    _reasoned(reason)
    if to_date is None or to_date < viewer.today:
        words = _("Pilih hari ini atau sesudahnya.")
        raise Invalid(words, fields={"to_date": words})
    with transaction.atomic():
        row = _held(viewer, skill)
        if row.voided_at or (row.to_date is not None and row.to_date < viewer.today):
            raise Conflict(_("Baris ini sudah berakhir atau sudah dibatalkan."))
        if row.to_date is not None and to_date > row.to_date:
            words = _("Untuk memperpanjang, catat keahlian baru sesudah hari itu.")
            raise Invalid(words, fields={"to_date": words})
        rows.save_changes(
            row, {"to_date": to_date}, actor=viewer.actor, action="services.skill_end", subject=row.employee.uid,
            reason=reason.strip(), now=now,
        )  # fmt: skip
    return row


def skill_void(*, viewer: Viewer, skill: int, reason: str, now: datetime) -> Skill:
    """Take back a competence that was recorded by mistake; NotFound, Conflict when it was, Invalid without a reason."""
    _reasoned(reason)
    with transaction.atomic():
        row = _held(viewer, skill)
        rows.void(
            row, actor=viewer.actor, action="services.skill_void", subject=row.employee.uid, reason=reason.strip(),
            now=now,
        )  # fmt: skip
    return row


def skill_rule_set(*, viewer: Viewer, mode: str, reason: str, now: datetime) -> SkillRule:
    """Decide from today on whether who is not competent is warned or stopped; for the head of the office.

    Forbidden for others, Invalid for an unknown mode or no reason.
    """
    if not leads_office(viewer):
        raise Forbidden(_("Hanya kepala dinas yang menetapkan aturan ini."))
    if mode not in SkillMode.values:
        words = _("Pilih salah satu.")
        raise Invalid(words, fields={"mode": words})
    _reasoned(reason)
    with transaction.atomic():
        held = list(SkillRule.objects.select_for_update().filter(voided_at=None, to_date=None))
        before = held[-1].mode if held else None
        yesterday = viewer.today - timedelta(days=1)
        for row in held:  # one that began today is replaced, an earlier one ends
            row.to_date = max(yesterday, row.from_date)
            row.save(update_fields=["to_date"])
        made = SkillRule.objects.create(
            mode=mode, from_date=viewer.today, reason=reason.strip(), recorded_at=now, recorded_by=viewer.actor
        )
        record(
            actor=viewer.actor, action="services.skill_rule_set", target=made, changes={"mode": (before, mode)},
            reason=reason.strip(), now=now,
        )  # fmt: skip
    return made


def _covered(covers: str) -> tuple[str, str]:
    """Read what a competence covers: its group or its service, the other one empty; Invalid for neither."""
    kind, _colon, code = covers.partition(":")
    if kind == GROUP and code in {each.id for each in groups()}:
        return code, ""
    if kind == SERVICE and code in packaged():
        return "", code
    words = _("Pilih kelompok atau layanan.")
    raise Invalid(words, fields={"covers": words})


def _reasoned(reason: str) -> None:
    """Refuse a missing or endless reason."""
    if not reason.strip() or len(reason) > LONGEST:
        words = _("Tulis dasarnya, paling banyak 300 huruf.")
        raise Invalid(words, fields={"reason": words})


def _staff(viewer: Viewer) -> set[int]:
    """Return the ids of one's staff, without oneself."""
    return {each.employee.pk for each in staff_of(viewer, units_led(viewer).units)} - {viewer.employee_id or 0}


def _held(viewer: Viewer, skill: int) -> Skill:
    """Return a competence of one's staff, locked; NotFound for others and one's own."""
    row = Skill.objects.select_for_update(of=("self",)).select_related("employee").filter(pk=skill).first()
    if row is None or row.employee_id not in _staff(viewer):
        raise NotFound
    return row
