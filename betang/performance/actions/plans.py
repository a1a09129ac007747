"""How a plan comes about: begun, submitted, taken back, agreed or returned, revised by dialogue as the next version."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Employee
from betang.performance.actions.copying import copy_content
from betang.performance.checks import faults
from betang.performance.locking import decidable, editable, is_owner, is_rater, locked
from betang.performance.models import OPEN_STATES, Plan, PlanVersion, VersionState
from betang.performance.queries.earlier import ahead_of_rater


def plan_begin(*, actor: User, plan: Plan, now: datetime) -> PlanVersion:
    """Start the first draft of one's own plan; the one that is there already when it was begun before."""
    if not is_owner(plan, actor):
        raise Forbidden(_("Hanya pemilik SKP yang menyusunnya."))
    with transaction.atomic():
        held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        found = held.versions.order_by("number").last()
        if found is not None:
            return found
        if held.closed_at:
            raise Conflict(_("SKP ini sudah ditutup."))
        made = PlanVersion.objects.create(plan=held, number=1, created_at=now)
        _record(made, "begin", actor=actor, changes={"state": (None, made.state)}, now=now)
    return made


def plan_submit(*, actor: User, version: PlanVersion, now: datetime) -> None:
    """Hand one's draft to the rater. Invalid names everything that is missing; nothing is written then.

    A superior without an agreed plan of the own does not block it (law/cascade-sakip §2 would let people wait for
    each other): the version is marked instead.
    """
    with transaction.atomic():
        held = editable(version, actor)
        if held.plan.rater is None:
            raise Invalid(_("Pejabat penilai belum tercatat. Minta BKPSDM menetapkan atasan Anda, lalu ajukan lagi."))
        missing = faults(
            list(held.results.prefetch_related("indicators")), approach=held.plan.approach, day=held.plan.to_date
        )
        if missing:
            raise Invalid(_("SKP belum dapat diajukan: %(what)s") % {"what": " ".join(one.text for one in missing)})
        changes: dict[str, Any] = {"ahead_of_superior": ahead_of_rater(held.plan), "submitted_at": now}
        _move(held, VersionState.SUBMITTED, "submit", actor=actor, now=now, **changes)
        text = gettext_lazy("{name} mengajukan SKP dan menunggu keputusan Anda.")
        _tell(held.plan.rater, text, held, url=reverse("plan_decide", args=[held.plan.uid]), now=now)


def plan_withdraw(*, actor: User, version: PlanVersion, now: datetime) -> None:
    """Take one's submitted plan back to write on, while nobody decided."""
    if not is_owner(version.plan, actor):
        raise Forbidden(_("Hanya pemilik SKP yang menariknya kembali."))
    with transaction.atomic():
        held = locked(version, (VersionState.SUBMITTED,))
        _move(held, VersionState.DRAFT, "withdraw", actor=actor, now=now)


def plan_return(*, actor: User, version: PlanVersion, seen: str, comment: str, now: datetime) -> None:
    """Give a submitted plan back with what should become better; Invalid without a comment."""
    if not comment.strip():
        raise Invalid(_("Tulis apa yang perlu diperbaiki."), fields={"comment": _("Tulis apa yang perlu diperbaiki.")})
    with transaction.atomic():
        held = decidable(version, actor, seen)
        changes: dict[str, Any] = {"decided_at": now, "decided_by": actor, "comment": comment.strip()}
        _move(held, VersionState.RETURNED, "return", actor=actor, now=now, **changes)
        text = gettext_lazy("{rater} mengembalikan SKP Anda dengan catatan.")
        _tell(held.plan.employee, text, held, url=reverse("plan", args=[held.plan.uid]), now=now)


def plan_agree(*, actor: User, version: PlanVersion, seen: str, comment: str = "", now: datetime) -> None:
    """Agree to a submitted plan; the version agreed before it is replaced and stays readable."""
    with transaction.atomic():
        held = decidable(version, actor, seen)
        for before in held.plan.versions.filter(state=VersionState.AGREED):
            _move(before, VersionState.REPLACED, "replace", actor=actor, now=now)
        changes: dict[str, Any] = {"decided_at": now, "decided_by": actor, "comment": comment.strip()}
        _move(held, VersionState.AGREED, "agree", actor=actor, now=now, **changes)
        text = gettext_lazy("{rater} menyepakati SKP Anda.")
        _tell(held.plan.employee, text, held, url=reverse("plan", args=[held.plan.uid]), now=now)


def plan_revise(*, actor: User, plan: Plan, reason: str, now: datetime) -> PlanVersion:
    """Open the next version of an agreed plan after a dialogue, begun by either of the two; rows keep their lineage.

    Conflict while another version is open, or when nothing was agreed yet; Invalid without a reason.
    """
    if not (is_owner(plan, actor) or is_rater(plan, actor)):
        raise Forbidden(_("Perubahan SKP dimulai oleh pemiliknya atau pejabat penilainya."))
    if not reason.strip():
        raise Invalid(_("Tulis alasan perubahannya."), fields={"reason": _("Tulis alasan perubahannya.")})
    with transaction.atomic():
        held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        versions = list(held.versions.order_by("number"))
        agreed = next((one for one in versions if one.state == VersionState.AGREED), None)
        if held.closed_at or agreed is None or any(one.state in OPEN_STATES for one in versions):
            raise Conflict(_("SKP ini belum disepakati, sudah ditutup, atau versi berikutnya sedang disusun."))
        made = PlanVersion(plan=plan, number=versions[-1].number + 1, reason=reason.strip(), created_at=now)
        made.save()
        copy_content(source=agreed, target=made)
        _record(made, "revise", actor=actor, changes={"number": (agreed.number, made.number)}, reason=reason, now=now)
        if is_rater(plan, actor):
            text = gettext_lazy("{rater} membuka versi baru SKP Anda untuk diubah bersama.")
            _tell(plan.employee, text, made, url=reverse("plan", args=[plan.uid]), now=now)
    return made


def _move(version: PlanVersion, state: VersionState, verb: str, *, actor: User, now: datetime, **fields: Any) -> None:
    """Set a version's state and what goes with it, and enter it in the trail."""
    wanted = {"state": state.value, **fields}
    changes = {name: (getattr(version, name), value) for name, value in wanted.items()}
    changes.pop("decided_by", None)  # the entry itself says who acted
    for name, value in wanted.items():
        setattr(version, name, value)
    version.save(update_fields=list(wanted))
    _record(version, verb, actor=actor, changes=changes, now=now)


def _record(
    version: PlanVersion, verb: str, *, actor: User, changes: dict[str, Any], reason: str = "", now: datetime
) -> None:
    """Enter what happened to a version, under the person whose plan it is."""
    record(
        actor=actor,
        action=f"performance.plan_{verb}",
        target=version,
        subject=version.plan.employee.uid,
        changes=changes,
        reason=reason,
        now=now,
    )


def _tell(who: Employee, text: Any, version: PlanVersion, *, url: str, now: datetime) -> None:
    """Send a notice to somebody who has an account."""
    if who.user_id is None:
        return
    rater = version.plan.rater.full_name if version.plan.rater else ""
    words = format_lazy(text, name=version.plan.employee.full_name, rater=rater)
    notice_send(to=[who.user_id], kind="performance.plan", text=words, url=url, now=now)
