"""Units come, are renamed, move and close; each change begins on a day and leaves the days before as they were."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.people import rows
from betang.people.grades import class_span, wrong_classes
from betang.people.models import Assignment, Position, Unit, UnitPeriod

NAMES = ["code", "kind", "name", "abbreviation", "parent"]


def unit_open(*, actor: User | None, unit: Unit, from_date: date, reason: str = "", now: datetime) -> Unit:
    """Open a unit (given unsaved) from a day on. Invalid when its code is taken or it has no place."""
    with transaction.atomic():
        rows.save_new(unit, actor=actor, action="people.unit_open", subject=None, names=NAMES, reason=reason, now=now)
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])
        checked = rows.checked(UnitPeriod.of(unit, from_date=from_date, actor=actor, reason=reason, now=now))
        checked.save()
    return unit


def unit_change(
    *,
    actor: User,
    unit: Unit,
    name: str,
    abbreviation: str,
    parent: Unit | None,
    from_date: date,
    reason: str,
    now: datetime,
) -> bool:
    """Rename or move a unit from a day on; False when nothing differs.

    Invalid when the day lies in the future or before the last change, or when the unit would hang below itself.
    """
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        if (unit.name, unit.abbreviation, unit.parent_id) == (name, abbreviation, parent.pk if parent else None):
            return False
        _refuse_move(unit, parent)
        old = _refuse_day(unit, from_date, now=now)
        if old.from_date == from_date:
            rows.void(old, actor=actor, action="people.unitperiod_void", subject=None, reason=reason, now=now)
        else:
            old.to_date = from_date - timedelta(days=1)
            old.save(update_fields=["to_date"])
        moved = unit.parent_id != (parent.pk if parent else None)
        rows.save_changes(
            unit,
            {"name": name, "abbreviation": abbreviation, "parent": parent},
            actor=actor,
            action="people.unit_change",
            subject=None,
            reason=reason,
            now=now,
        )
        rows.checked(UnitPeriod.of(unit, from_date=from_date, actor=actor, reason=reason, now=now)).save()
        if moved and parent is not None:
            _move_paths(unit, parent)
    return True


def _refuse_move(unit: Unit, parent: Unit | None) -> None:
    """Refuse a parent that lies at or below the unit itself, and none at all except for the city."""
    if parent is not None and parent.path.startswith(unit.path):
        raise Invalid(_("Unit tidak dapat berada di bawah dirinya sendiri."), fields={"parent": _("Pilih unit lain.")})


def _refuse_day(unit: Unit, from_date: date, *, now: datetime) -> UnitPeriod:
    """Return the open row of a unit; refuse a day in the future or before the row began."""
    old = UnitPeriod.objects.get(unit=unit, to_date__isnull=True, voided_at__isnull=True)
    if from_date < old.from_date:
        raise Invalid(
            _("Perubahan tidak dapat berlaku sebelum perubahan terakhir."), fields={"from_date": _("Pilih hari lain.")}
        )
    if from_date > timezone.localdate(now):
        raise Invalid(_("Perubahan berlaku paling lambat hari ini."), fields={"from_date": _("Pilih hari lain.")})
    return old


def _move_paths(unit: Unit, parent: Unit) -> None:
    """Give a unit and all below it the paths of their new place, in one statement."""
    before, after = unit.path, f"{parent.path}{unit.pk}/"
    below = Unit.objects.filter(path__startswith=before)
    below.update(path=Concat(Value(after), Substr(F("path"), len(before) + 1)))
    unit.path = after


def unit_close(*, actor: User, unit: Unit, last_day: date, reason: str, now: datetime) -> None:
    """Close a unit after a day. Conflict while somebody still works there or a unit still hangs below."""
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        after = last_day + timedelta(days=1)
        if Assignment.objects.overlapping(first=after, last=None).filter(position__unit=unit).exists():
            raise Conflict(_("Masih ada pegawai di unit ini; pindahkan mereka lebih dulu."))
        if Unit.objects.filter(parent=unit, closed_date__isnull=True).exists():
            raise Conflict(_("Masih ada unit di bawah unit ini; pindahkan atau tutup lebih dulu."))
        UnitPeriod.objects.filter(unit=unit, to_date__isnull=True, voided_at__isnull=True).update(to_date=last_day)
        Position.objects.filter(unit=unit, closed_date__isnull=True).update(closed_date=last_day)
        unit.closed_date = last_day
        unit.save(update_fields=["closed_date"])
        changes = {"closed_date": (None, last_day)}
        record(actor=actor, action="people.unit_close", target=unit, changes=changes, reason=reason, now=now)


def position_open(*, actor: User | None, position: Position, reason: str = "", now: datetime) -> Position:
    """Open a post (given unsaved). Invalid when its code is taken, its class unknown, or the unit led already."""
    if wrong_classes([position.grade_class], timezone.localdate(now)):
        problem = _("Kelas jabatan yang ada: %(span)s.") % {"span": class_span(timezone.localdate(now))}
        raise Invalid(problem, fields={"grade_class": problem})
    names = ["code", "name", "type", "level", "grade_class", "unit", "is_head"]
    with transaction.atomic():
        return rows.save_new(
            position, actor=actor, action="people.position_open", subject=None, names=names, reason=reason, now=now
        )
