"""The tree of goals: goals, their indicators, and what those came to. Retired, never deleted; values only added."""

from collections.abc import Mapping
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.people import rows
from betang.people.models import Employee
from betang.people.queries.structure import leaders_on_units
from betang.performance.models import Goal, GoalIndicator, GoalLevel, GoalMeasurement, Period

GOAL_FIELDS = ("text", "level", "critical_factor", "unit", "parent", "order")
INDICATOR_FIELDS = (
    "text", "definition", "formula", "data_source", "measure_unit", "polarity", "key", "baseline", "target",
)  # fmt: skip
RANK = {level: rank for rank, level in enumerate(GoalLevel)}


def goal_add(*, actor: User | None, reach: Q, goal: Goal, today: date, now: datetime) -> Goal:
    """Add a goal (given unsaved) to the tree of its year; `reach` says which goals the actor may change.

    Invalid for a level above that of the goal it serves, Forbidden for a unit out of reach; the unit's leader is told.
    """
    goal.created_at, goal.created_by = now, actor
    with transaction.atomic():
        _refuse_place(goal)
        rows.save_new(
            goal, actor=actor, action="performance.goal_add", subject=None, names=GOAL_FIELDS, reason="", now=now
        )
        _within(reach, goal)
        text = format_lazy(gettext_lazy("Tujuan baru untuk {unit} ada di pohon kinerja."), unit=goal.unit.short)
        _tell(goal, text, actor=actor, today=today, now=now)
    return goal


def goal_change(
    *, actor: User, reach: Q, goal: Goal, changes: Mapping[str, Any], reason: str, today: date, now: datetime
) -> bool:
    """Change a goal; False when nothing differs. Invalid without a reason or for a place in the tree that cannot be."""
    _needs_reason(reason)
    with transaction.atomic():
        goal = _locked(goal)
        wanted = copy(goal)
        for name, value in changes.items():
            setattr(wanted, name, value)
        _refuse_place(wanted)
        changed = rows.save_changes(
            goal, changes, actor=actor, action="performance.goal_change", subject=None, reason=reason, now=now
        )
        _within(reach, goal)
        if changed:
            text = format_lazy(gettext_lazy("Tujuan {unit} di pohon kinerja berubah."), unit=goal.unit.short)
            _tell(goal, text, actor=actor, today=today, now=now)
    return changed


def goal_retire(*, actor: User, goal: Goal, reason: str, today: date, now: datetime) -> None:
    """Retire a goal; plans that serve it keep pointing to it. Conflict while goals below it still stand."""
    _needs_reason(reason)
    with transaction.atomic():
        goal = _locked(goal)
        if goal.children.filter(retired_at__isnull=True).exists():
            raise Conflict(_("Masih ada tujuan di bawahnya; pindahkan atau hentikan lebih dulu."))
        rows.save_changes(
            goal,
            {"retired_at": now},
            actor=actor,
            action="performance.goal_retire",
            subject=None,
            reason=reason,
            now=now,
        )
        text = format_lazy(gettext_lazy("Tujuan {unit} di pohon kinerja dihentikan."), unit=goal.unit.short)
        _tell(goal, text, actor=actor, today=today, now=now)


def indicator_add(*, actor: User | None, indicator: GoalIndicator, now: datetime) -> GoalIndicator:
    """Add an indicator (given unsaved) to a goal. Invalid for a target that cannot be."""
    with transaction.atomic():
        _locked(indicator.goal)
        _refuse_target(indicator.target)
        return rows.save_new(
            indicator, actor=actor, action="performance.goal_indicator_add", subject=None, names=INDICATOR_FIELDS,
            reason="", now=now,
        )  # fmt: skip


def indicator_change(
    *, actor: User, indicator: GoalIndicator, changes: Mapping[str, Any], reason: str, now: datetime
) -> bool:
    """Change an indicator; False when nothing differs. Invalid without a reason."""
    _needs_reason(reason)
    with transaction.atomic():
        indicator = _locked_indicator(indicator)
        _refuse_target(changes.get("target", indicator.target))
        return rows.save_changes(
            indicator, changes, actor=actor, action="performance.goal_indicator_change", subject=None, reason=reason,
            now=now,
        )  # fmt: skip


def indicator_retire(*, actor: User, indicator: GoalIndicator, reason: str, now: datetime) -> None:
    """Retire an indicator; what it came to stays readable."""
    _needs_reason(reason)
    with transaction.atomic():
        rows.save_changes(
            _locked_indicator(indicator), {"retired_at": now}, actor=actor, action="performance.goal_indicator_retire",
            subject=None, reason=reason, now=now,
        )  # fmt: skip


def measurement_record(
    *, actor: User | None, indicator: GoalIndicator, period: Period, value: Decimal, driver: str, now: datetime
) -> GoalMeasurement:
    """Record what an indicator came to in a period and what drove it; a correction is another row, the last one holds.

    Without the driver the analysis that evaluators of SAKIP miss cannot be written (law/cascade-sakip §7): Invalid.
    """
    if not driver.strip():
        raise Invalid(
            _("Tulis apa yang mendorong atau menghambat hasil ini."), fields={"driver": _("Tulis satu kalimat.")}
        )
    if value < 0:
        raise Invalid(_("Realisasi tidak boleh negatif."), fields={"value": _("Tulis angka 0 atau lebih.")})
    with transaction.atomic():
        indicator = _locked_indicator(indicator)
        if period.cycle_id != indicator.goal.cycle_id:
            raise Invalid(_("Periode ini dari tahun lain."), fields={"period": _("Pilih periode tahun ini.")})
        if period.from_date > timezone.localdate(now):
            raise Invalid(_("Periode ini belum mulai."), fields={"period": _("Pilih periode yang sudah berjalan.")})
        before = GoalMeasurement.objects.filter(indicator=indicator, period=period).order_by("-id").first()
        row = rows.checked(
            GoalMeasurement(
                indicator=indicator, period=period, value=value, driver=driver.strip(), recorded_at=now,
                recorded_by=actor,
            )
        )  # fmt: skip
        row.save()
        changes = {"value": (before.value if before else None, value), "period": (None, period.pk)}
        record(
            actor=actor, action="performance.goal_measure", target=indicator, changes=changes, reason=driver.strip(),
            now=now,
        )  # fmt: skip
    return row


def _locked(goal: Goal) -> Goal:
    """Lock a goal that still stands; Conflict when it was retired."""
    found = Goal.objects.select_for_update(of=("self",)).select_related("cycle", "unit").get(pk=goal.pk)
    if found.retired_at or found.cycle.closed_at:
        raise Conflict(_("Tujuan ini sudah dihentikan, atau siklusnya sudah ditutup."))
    return found


def _locked_indicator(indicator: GoalIndicator) -> GoalIndicator:
    """Lock an indicator that still counts; Conflict when it or its goal was retired."""
    _locked(indicator.goal)
    found = GoalIndicator.objects.select_for_update(of=("self",)).select_related("goal").get(pk=indicator.pk)
    if found.retired_at:
        raise Conflict(_("Indikator ini sudah dihentikan."))
    return found


def _needs_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(_("Alasan perubahan harus diisi."), fields={"reason": _("Tulis alasannya.")})


def _refuse_target(target: Decimal | None) -> None:
    """Refuse a target that the law's formula cannot divide by."""
    if target is not None and target <= 0:
        raise Invalid(_("Target harus lebih dari nol."), fields={"target": _("Tulis angka lebih dari 0.")})


def _within(reach: Q, goal: Goal) -> None:
    """Refuse a goal of a unit that the actor does not answer for; what was written is taken back."""
    if not Goal.objects.filter(reach, pk=goal.pk).exists():
        raise Forbidden(_("Anda hanya menyusun tujuan unit yang Anda pimpin."))


def _refuse_place(goal: Goal) -> None:
    """Refuse a place in the tree: another year, below itself, a retired parent, a level above the parent's."""
    parent = goal.parent
    if parent is None:
        return
    if parent.cycle_id != goal.cycle_id or parent.retired_at:
        raise Invalid(
            _("Tujuan di atasnya dari tahun lain atau sudah dihentikan."), fields={"parent": _("Pilih tujuan lain.")}
        )
    step: Goal | None = parent
    while step is not None:
        if goal.pk and step.pk == goal.pk:
            raise Invalid(
                _("Tujuan tidak dapat berada di bawah dirinya sendiri."), fields={"parent": _("Pilih tujuan lain.")}
            )
        step = step.parent
    if RANK[GoalLevel(goal.level)] < RANK[GoalLevel(parent.level)]:
        raise Invalid(
            _("Tingkat hasil tidak boleh lebih tinggi dari tujuan di atasnya."),
            fields={"level": _("Pilih tingkat yang sama atau di bawahnya.")},
        )


def _tell(goal: Goal, text: Any, *, actor: User | None, today: date, now: datetime) -> None:
    """Tell the leader of a goal's unit, unless it was the leader who acted."""
    leader = leaders_on_units([goal.unit_id], today).get(goal.unit_id, 0)
    users = Employee.objects.filter(pk=leader, user__isnull=False).values_list("user_id", flat=True)
    to = [user for user in users if user and (actor is None or user != actor.pk)]
    notice_send(to=to, kind="performance.goal", text=text, url=reverse("goal", args=[goal.pk]), now=now)
