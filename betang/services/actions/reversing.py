"""Taking one's own last step back, with a reason, while nobody has acted after it: a row that reverses, no deletion.

What the step changed goes back to what the history before it says; its fact is corrected, its link or hand-over voided.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.people.models import Employee
from betang.services import factual, flow
from betang.services.actions.linking import link_void
from betang.services.history import OPERATES, effective, reversible
from betang.services.models import Event, Request
from betang.services.telling import tell_reversed

LONGEST = 300


def step_reverse(*, viewer: Viewer, request: Request, seen: int, reason: str, now: datetime) -> Request:
    """Take one's own last step back.

    Conflict when it changed meanwhile, is somebody else's or cannot be taken back; Invalid without a reason.
    """
    if not reason.strip() or len(reason) > LONGEST:
        words = _("Tulis alasannya, paling banyak 300 huruf.")
        raise Invalid(words, fields={"reason": words})
    with transaction.atomic():
        row = Request.objects.select_for_update(of=("self",)).select_related("definition").get(pk=request.pk)
        events = list(row.events.all())
        last = reversible(viewer, events)
        if row.revision != seen or last is None:
            raise Conflict(_("Langkah ini tidak dapat ditarik lagi. Muat ulang, lalu lihat keadaannya."))
        _restore(row, events, last)
        made = Event.objects.create(
            request=row, at=now, state=last.before, before=last.state, actor=viewer.actor, employee=last.employee,
            words=reason.strip(), due_at=row.due_at, reverses=last,
        )  # fmt: skip
        _undo(viewer, row, last, now)
        tell_reversed(row, last, now=now)
        changes = {"state": (last.state, made.state)}
        record(
            actor=viewer.actor, action="services.step_reverse", target=row, subject=row.subject, changes=changes,
            reason=reason.strip(), now=now,
        )  # fmt: skip
    return row


def _restore(row: Request, events: list[Event], last: Event) -> None:
    """Set a request to what its history says without the last step."""
    left = [each for each in effective(events) if each.pk != last.pk]
    row.state, row.revision, row.due_at = last.before, row.revision + 1, left[-1].due_at
    row.returns -= last.state == flow.CORRECTING
    if last.state == flow.VERIFYING:  # else it stays with who holds it, who may have got it from somebody absent
        row.officer = _last([each for each in left if each.state == flow.VERIFYING])
    row.operator = _last([each for each in left if (each.before, each.state) in OPERATES])
    row.lapses_at = None
    if flow.RECORDING not in {each.state for each in left}:
        row.accepted_at = row.legal_due_at = None
    if last.state == flow.ISSUED:
        row.issued_at = None
    if last.state in flow.CLOSED:
        row.closed_at = None
    row.save()


def _last(events: list[Event]) -> Employee | None:
    """Return who of the staff took the last of some steps."""
    return next((each.employee for each in reversed(events) if each.employee), None)


def _undo(viewer: Viewer, row: Request, last: Event, now: datetime) -> None:
    """Void what came with a step: its fact, its link, its hand-over."""
    if not factual.fact_withdraw(actor=viewer.actor, row=row, event=last, now=now):
        raise Conflict(_("Periode fakta langkah ini sudah ditutup; langkahnya tidak dapat ditarik lagi."))
    if last.state == flow.SENT:
        link_void(request=row, now=now)
    if last.state == flow.DONE:
        row.collections.filter(voided_at__isnull=True).update(voided_at=now)
