"""The hold of some seconds before a step is taken: pressed, perhaps called back, then taken as if pressed then.

Nothing of a held step stands in history, facts or trail, and nobody is told. It is taken by whichever comes first: the
counter's next page, or a job. Everything is judged twice, when it is pressed and when it is taken.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, DomainError
from betang.kernel.jobs import Run, job, job_start
from betang.people.viewer import load
from betang.services.actions.handing import Handed
from betang.services.actions.steps import Said, request_step, step_check
from betang.services.models import HeldStep, Request
from betang.services.settled import hold_seconds

AT_ONCE = 20


def step_hold(
    *, viewer: Viewer, request: Request, to: str, seen: int, said: Said | None = None, now: datetime
) -> HeldStep | None:
    """Hold a step for the seconds that are settled; refuses what `request_step` refuses. None without a hold.

    Conflict while another step of the request is held.
    """
    given, seconds = said or Said(), hold_seconds(now)
    if not seconds:
        request_step(viewer=viewer, request=request, to=to, seen=seen, said=given, now=now)
        return None
    held_steps_take(now=now)
    due = now + timedelta(seconds=seconds)
    with transaction.atomic():
        row, _employee = step_check(viewer=viewer, request=request, to=to, seen=seen, said=given)
        if HeldStep.objects.filter(request=row).exists():
            raise Conflict(_("Langkah pada permohonan ini sedang dicatat. Tunggu sebentar, lalu muat ulang."))
        held = HeldStep.objects.create(
            request=row, user=viewer.actor, to=to, seen=seen, said=json.dumps(asdict(given)), pressed_at=now, due_at=due
        )
        job_start(held_step_take, actor=None, args={"held": held.pk}, after=due, now=now)
    return held


def hold_cancel(*, viewer: Viewer, request: Request, now: datetime) -> None:
    """Call one's own held step back; Conflict once its time is over. The trail says that it was called back."""
    with transaction.atomic():
        held = HeldStep.objects.select_for_update(of=("self",)).filter(request=request, user=viewer.actor).first()
        if held is None or held.due_at <= now:
            raise Conflict(_("Langkah ini sudah dicatat dan tidak dapat dibatalkan lagi."))
        held.delete()
        record(
            actor=viewer.actor, action="services.step_cancel", target=request, subject=request.subject,
            changes={"to": (held.to, None)}, now=now,
        )  # fmt: skip


def held_steps_take(*, now: datetime) -> int:
    """Take the steps whose hold is over, a few at a time; return how many."""
    due = HeldStep.objects.filter(due_at__lte=now).values_list("pk", flat=True)
    return sum(_take(held, now) for held in due[:AT_ONCE])


def _perform(run: Run, *, held: int) -> None:
    """Take one step; nothing when it was taken or called back."""
    _take(held, run.now)


held_step_take = job(name="services.held_step_take", title=gettext_lazy("Catat langkah permohonan yang ditahan"))(
    _perform
)


def _take(held: int, now: datetime) -> bool:
    """Take one step once its hold is over, in one transaction with its removal: of two who try, one finds it gone."""
    with transaction.atomic():
        step = HeldStep.objects.select_related("user", "request").filter(pk=held, due_at__lte=now).first()
        if step is None or not HeldStep.objects.filter(pk=held).delete()[0]:
            return False
        said = json.loads(step.said.reveal())
        handed = Handed(**said.pop("handed")) if said["handed"] else said.pop("handed")
        try:
            with transaction.atomic():
                request_step(
                    viewer=load(step.user, timezone.localdate(now)), request=step.request, to=step.to, seen=step.seen,
                    said=Said(**said, handed=handed), at=step.pressed_at, now=now,
                )  # fmt: skip
        except DomainError as error:  # the applicant took it back meanwhile, a right ended
            record(
                actor=step.user, action="services.step_drop", target=step.request, subject=step.request.subject,
                changes={"to": (step.to, None)}, reason=error.message, now=now,
            )  # fmt: skip
    return True
