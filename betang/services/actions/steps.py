"""The steps of staff on a request, and of the applicant who puts it right: state, history, clocks, fact, trail at once.

Everything is looked at again under a lock: of two who press at once, one wins and the other is told (Conflict).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.calendar.queries import calendar_of
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.people.models import Employee
from betang.regulation.calendar.work import WorkCalendar
from betang.regulation.parameters import book
from betang.services import factual, flow, timing
from betang.services.actions import handing
from betang.services.actions.alerting import return_tell
from betang.services.actions.appointments import appointment_release
from betang.services.actions.handing import Handed
from betang.services.actions.linking import link_make
from betang.services.content import definition_of
from betang.services.definition import Definition
from betang.services.history import effective, withdrawn
from betang.services.lacking import missing_of, old_needed
from betang.services.models import Event, Request
from betang.services.moves import Move, allowed
from betang.services.queries.skills import standing_of
from betang.services.reasons import OF_PAPERS, REASONS
from betang.services.skill_words import lacking
from betang.services.telling import tell_step

LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What goes along with a step: coded reasons, the papers they mean, words to the applicant, a hand-over."""

    reasons: Sequence[str] = ()
    papers: Sequence[str] = ()
    words: str = ""
    handed: Handed | None = None


def request_step(
    *,
    viewer: Viewer,
    request: Request,
    to: str,
    seen: int,
    said: Said | None = None,
    at: datetime | None = None,
    now: datetime,
) -> Request:
    """Take one step on a request that was seen at revision `seen`; `at`: when it was pressed, where it was held.

    Forbidden for who may not, Conflict when it changed meanwhile, Invalid when reasons or words are missing; then
    nothing is written.
    """
    given = said or Said()
    with transaction.atomic():
        row, employee = step_check(viewer=viewer, request=request, to=to, seen=seen, said=given)
        _enter(row, to, actor=viewer.actor, employee=employee, said=given, at=at, now=now)
    return row


def step_check(*, viewer: Viewer, request: Request, to: str, seen: int, said: Said) -> tuple[Request, Employee]:
    """Refuse what `request_step` refuses; return the request, held until the transaction ends, and who acts."""
    row = _held(request, standing_of(viewer))
    if row.revision != seen:
        raise Conflict(_("Permohonan ini berubah sejak Anda membukanya. Muat ulang, lalu lanjutkan."))
    definition = definition_of(row)
    move = allowed(viewer, row, to=to, digital=definition.digital, barred=lacking(viewer, row).barred)
    _check(move, said, known={paper.key for paper in definition.papers})
    _check_result(row, definition, move, to, said)
    employee = Employee.objects.filter(pk=viewer.employee_id or 0).first()
    if employee is None:
        raise Forbidden(_("Langkah ini bukan untuk peran Anda."))
    return row, employee


def _check(move: Move, said: Said, *, known: set[str]) -> None:
    """Refuse a step whose reasons or words are missing or unknown; Invalid, with a sentence."""
    if move.reasons and (not said.reasons or not {*said.reasons} <= {*REASONS}):
        raise Invalid(_("Pilih sedikitnya satu alasan."), fields={"reasons": _("Pilih sedikitnya satu alasan.")})
    if OF_PAPERS.intersection(said.reasons) and (not said.papers or not {*said.papers} <= known):
        raise Invalid(_("Sebutkan dokumen yang dimaksud."), fields={"papers": _("Sebutkan dokumen yang dimaksud.")})
    if move.words and not said.words.strip():
        raise Invalid(_("Tulis penjelasannya."), fields={"words": _("Tulis penjelasannya.")})
    if len(said.words) > LONGEST:
        raise Invalid(_("Penjelasan ini terlalu panjang."), fields={"words": _("Paling banyak 1000 huruf.")})


def _check_result(row: Request, definition: Definition, move: Move, to: str, said: Said) -> None:
    """Refuse a document that is said to be issued and is not here, and a hand-over that lacks something; Invalid."""
    needed = to in {flow.ISSUED, flow.SENT} and definition.digital
    if needed and not row.results.filter(replaced_at__isnull=True).exists():
        raise Invalid(_("Lampirkan dahulu PDF dari SIAK."))
    if move.hands:
        handing.hand_check(handed=said.handed, old_needed=old_needed(row))


def request_resubmit(*, actor: User | None, request: Request, now: datetime) -> Request:
    """Send a request back to the counter after putting it right; Invalid while anything is missing."""
    with transaction.atomic():
        row = _held(request)
        if row.state != flow.CORRECTING:
            raise Conflict(_("Permohonan ini tidak sedang menunggu perbaikan."))
        if missing_of(row, definition_of(row)):
            raise Invalid(_("Permohonan ini belum lengkap."))
        _enter(row, flow.VERIFYING, actor=actor, employee=None, said=Said(), now=now)
    return row


def requests_lapse(*, now: datetime) -> int:
    """End the requests that their applicants did not put right in time; return how many. Repeating changes nothing."""
    due = Request.objects.filter(state=flow.CORRECTING, lapses_at__lt=now).order_by("lapses_at")
    ended = 0
    for found in due[:500]:
        with transaction.atomic():
            row = _held(found)
            if row.state == flow.CORRECTING and row.lapses_at and row.lapses_at < now:
                _enter(row, flow.LAPSED, actor=None, employee=None, said=Said(), now=now)
                ended += 1
    return ended


def _enter(
    row: Request,
    to: str,
    *,
    actor: User | None,
    employee: Employee | None,
    said: Said,
    at: datetime | None = None,
    now: datetime,
) -> None:
    """Enter a state `at` a moment: row, history, fact; `now` in the trail and to the applicant."""
    whole, at = list(row.events.all()), at or now
    events = effective(whole)
    due, before = row.due_at, row.state
    calendar = calendar_of(row.calendar)
    row.state, row.revision = to, row.revision + 1
    row.returns += to == flow.CORRECTING
    _people(row, before, employee)
    _times(row, to, [(each.at, each.state) for each in events], calendar, at)
    row.save()
    event = Event.objects.create(
        request=row,
        at=at,
        state=to,
        before=before,
        actor=actor,
        employee=employee,
        reasons=list(said.reasons),
        papers=list(said.papers),
        words=said.words.strip(),
        due_at=row.due_at,
    )
    if employee is not None and actor is not None:
        factual.fact_write(
            actor=actor, employee=employee, row=row, event=event, due=due, calendar=calendar,
            stretches=factual.stretches_of(events, at), again=withdrawn(whole, before),
        )  # fmt: skip
    changes = {"state": (before, to), "reasons": (None, ",".join(said.reasons) or None)}
    if said.handed is not None and actor is not None:
        handed = handing.collection_put(
            actor=actor, request=row, handed=said.handed, old_needed=old_needed(row), now=now
        )
        changes |= {"proof": (None, handed.proof), "by": (None, handed.by), "old": (None, handed.old or None)}
    if to == flow.CORRECTING and employee is not None:
        return_tell(row=row, officer=employee, now=now)
    if to in flow.CLOSED:
        appointment_release(request=row, now=now)
    link = link_make(request=row, now=now) if to == flow.SENT else ""
    tell_step(row, event, before=due, link=link, now=now)
    record(actor=actor, action="services.request_step", target=row, subject=row.subject, changes=changes, now=now)


def request_received(*, request: Request, now: datetime) -> None:
    """Close a request whose document was fetched, within the caller's transaction; nothing when it is closed."""
    if request.state == flow.SENT:
        _enter(request, flow.DONE, actor=None, employee=None, said=Said(), now=now)


def _people(row: Request, before: str, employee: Employee | None) -> None:
    """Set who holds the request, and who recorded it: that one does not validate it."""
    if employee is None:
        return
    if row.state == flow.VERIFYING:
        row.officer = employee
    elif (before, row.state) in {(flow.VERIFYING, flow.RECORDING), (flow.RECORDING, flow.VALIDATING)}:
        row.operator = employee


def _times(row: Request, to: str, steps: list[timing.Step], calendar: WorkCalendar, now: datetime) -> None:
    """Set the limits that hold from now on."""
    history = [*steps, (now, to)]
    row.lapses_at = (
        timing.lapse_due(calendar, start=now, day=timezone.localdate(now)) if to == flow.CORRECTING else None
    )
    if to == flow.RECORDING and row.accepted_at is None:
        row.accepted_at = now
    if to == flow.ISSUED:
        row.issued_at = now
    if to in flow.CLOSED:
        row.closed_at = now
    if to == flow.VERIFYING and row.due_at is None:
        law = book().on(timezone.localdate(now))
        row.due_at = timing.verification_due(calendar, start=now, law=law)
    elif flow.flow_on(timezone.localdate(now)).states[to].clock != "RUN":
        row.due_at = None
    elif row.accepted_at is not None:
        row.legal_due_at, row.due_at = timing.due_of(calendar, service=row.service, steps=history, now=now)


def _held(request: Request, more: Mapping[str, Any] | None = None) -> Request:
    """Lock a request until the transaction ends; `more` annotates it."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("definition")
    return rows.annotate(**(more or {})).get(pk=request.pk)
