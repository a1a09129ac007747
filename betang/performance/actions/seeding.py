"""The role-result matrix: a leader gives somebody a result to draft below one of the leader's own."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.performance.actions.content import result_written
from betang.performance.locking import EDITABLE, is_rater, locked
from betang.performance.models import OPEN_STATES, Goal, Plan, PlanVersion, Result
from betang.regulation.eksp2022.levels import JENIS, UTAMA


def plan_seed(*, actor: User, plan: Plan, parent: Result | Goal, text: str, now: datetime) -> Result:
    """Put a result below one of the rater's own, or below a goal, into somebody's draft, who may change it.

    Forbidden for anybody but the plan's rater, with a result that is not the rater's own, or with a goal of another
    year. Conflict when the plan is submitted or agreed: then a dialogue opens its next version first.
    """
    if not is_rater(plan, actor) or not _fits(plan, parent):
        raise Forbidden(_("Matriks diisi oleh pejabat penilai, dengan hasilnya sendiri."))
    if not text.strip():
        raise Invalid(_("Tulis hasil yang diharapkan."), fields={"text": _("Tulis hasil yang diharapkan.")})
    with transaction.atomic():
        held = _draft(plan, now)
        values = {
            "kind": JENIS.names[UTAMA],
            "text": text.strip(),
            **_served(plan, parent),
        }
        made, changes = result_written(held=held, values=values, indicators=[])
        seeded = Change(
            action="performance.plan_seed", target=made, subject=plan.employee.uid, changes=changes[0].changes
        )
        record_many([seeded], actor=actor, now=now)
        if plan.employee.user_id is not None:
            words = format_lazy(
                gettext_lazy("{rater} memberi Anda rancangan hasil kerja dari matriks."), rater=plan.rater
            )
            url = reverse("plan", args=[plan.uid])
            notice_send(to=[plan.employee.user_id], kind="performance.plan", text=words, url=url, now=now)
    return made


def _fits(plan: Plan, parent: Result | Goal) -> bool:
    """Tell whether a result is the rater's own, or a goal of the plan's year."""
    if isinstance(parent, Goal):
        return parent.cycle_id == plan.cycle_id and parent.retired_at is None
    return parent.version.plan.employee_id == plan.rater_id


def _served(plan: Plan, parent: Result | Goal) -> dict[str, Any]:
    """Say what the new result serves."""
    if isinstance(parent, Goal):
        return {"parent_lineage": None, "goal": parent}
    # A result of last year's plan serves a goal of last year: this year's is chosen by who drafts.
    goal = parent.goal if parent.version.plan.cycle_id == plan.cycle_id else None
    return {"parent_lineage": parent.lineage, "goal": goal}


def _draft(plan: Plan, now: datetime) -> PlanVersion:
    """Hold the version of a plan that is being written; begin the first one when there is none."""
    held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    version = held.versions.filter(state__in=OPEN_STATES).first()
    if version is None and (held.closed_at or held.versions.exists()):
        raise Conflict(_("SKP ini sudah disepakati atau ditutup. Buka dulu versi berikutnya lewat dialog."))
    return locked(version or PlanVersion.objects.create(plan=held, number=1, created_at=now), EDITABLE)
