"""The course of one request as its applicant sees it: where it stands, when it is due, every step with its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from betang.kernel.calendar.queries import calendar_of
from betang.services import flow, timing
from betang.services.content import definition_of
from betang.services.definition import Definition
from betang.services.flow import State
from betang.services.history import effective
from betang.services.models import Event, Request
from betang.services.plain import plain
from betang.services.reasons import REASONS
from betang.ui.parts import Event as Shown

TONES = {flow.DONE: "good", flow.REJECTED: "bad", flow.LAPSED: "bad", flow.CANCELLED: "", flow.CORRECTING: "warn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What the page of a request shows."""

    state: State
    headline: str
    lead: str
    events: list[Shown]
    history: list[Event]
    clocks: timing.Clocks | None
    correctable: bool
    cancellable: bool
    words: str
    reasons: list[str]
    papers: list[str]


def course(row: Request, language: str, now: datetime) -> Course:
    """Read a request's history; three queries."""
    events = list(row.events.all())
    states = flow.flow_on(timezone.localdate(now)).states
    state, last = states[row.state], events[-1] if events else None
    told = last if last and last.state in {flow.CORRECTING, flow.REJECTED} else None
    clocks = read(row, events, now)
    return Course(
        state=state,
        headline=headline(row, definition_of(row), language),
        lead=lead(row, clocks),
        events=[shown(each, states, language) for each in events],
        history=events,
        clocks=clocks,
        correctable=row.state == flow.CORRECTING,
        cancellable=flow.CANCELLED in state.following,
        words=told.words.reveal() if told else "",
        reasons=[REASONS[code].text(language) for code in told.reasons if code in REASONS] if told else [],
        papers=paper_names(told, definition_of(row), language),
    )


def paper_names(told: Event | None, definition: Definition, language: str) -> list[str]:
    """Name the papers that an officer meant."""
    meant = set(told.papers) if told else set()
    return [paper.text.text(language) for paper in definition.papers if paper.key in meant]


def read(row: Request, events: Sequence[Event], now: datetime) -> timing.Clocks | None:
    """Read the clocks by the calendar that was stored with the request; None before it was sent."""
    steps = [(each.at, each.state) for each in effective(events)]
    if not row.submitted_at or not steps:
        return None
    return timing.clocks(calendar_of(row.calendar), service=row.service, steps=steps, now=now)


def headline(row: Request, definition: Definition, language: str) -> str:
    """Say in one sentence where a request stands."""
    output = definition.output.text(language)
    said = {
        flow.DRAFT: _("Permohonan ini belum dikirim."),
        flow.SUBMITTED: _("Sudah kami terima. Berkas Anda menunggu diperiksa."),
        flow.VERIFYING: _("Berkas Anda sedang diperiksa."),
        flow.CORRECTING: _("Kami menunggu perbaikan dari Anda."),
        flow.RECORDING: _("Berkas Anda lengkap dan sedang dikerjakan."),
        flow.OUTAGE: _("Tertahan gangguan jaringan. Waktu kami berhenti dihitung."),
        flow.VALIDATING: _("Hasilnya sedang diperiksa petugas kedua."),
        flow.SIGNING: _("Menunggu tanda tangan Kepala Dinas."),
        flow.ISSUED: _("Selesai. %(output)s sudah terbit.") % {"output": output},
        flow.SENT: _("Selesai. %(output)s sudah dikirim.") % {"output": output},
        flow.READY: _("%(output)s siap diambil.") % {"output": output},
        flow.DONE: _("Selesai. %(output)s sudah Anda terima.") % {"output": output},
        flow.REJECTED: _("Permohonan ini tidak dapat kami penuhi."),
        flow.LAPSED: _("Permohonan ini berakhir karena tidak diperbaiki."),
        flow.CANCELLED: _("Permohonan ini Anda batalkan."),
    }
    return said[row.state]


def lead(row: Request, clocks: timing.Clocks | None) -> str:
    """Say what happens next, and by when."""
    when = date_format(timezone.localtime(row.due_at), "l j F Y, H.i") if row.due_at else ""
    if row.state in {flow.SUBMITTED, flow.VERIFYING} and when:
        return _("Kami memeriksanya paling lambat %(when)s.") % {"when": when}
    if row.state == flow.CORRECTING and row.lapses_at:
        last = date_format(timezone.localtime(row.lapses_at), "l j F Y")
        return _("Perbaiki paling lambat %(when)s. Sesudah itu permohonan berakhir.") % {"when": last}
    if row.state in {flow.RECORDING, flow.VALIDATING, flow.SIGNING} and when:
        return _("Janji kami: selesai paling lambat %(when)s.") % {"when": when}
    if row.state == flow.OUTAGE and clocks and clocks.target_due:
        until = date_format(timezone.localtime(clocks.target_due), "l j F Y, H.i")
        return _("Bila gangguan berakhir sekarang: selesai paling lambat %(when)s.") % {"when": until}
    return ""


def shown(event: Event, states: dict[str, State], language: str) -> Shown:
    """Show one step."""
    state = states[event.state]
    reasons = ". ".join(REASONS[code].text(language) for code in event.reasons if code in REASONS)
    words = event.words.reveal()
    if event.reverses_id:
        reasons = _("Langkah sebelumnya ditarik kembali")
    return Shown(
        title=plain(event.state),
        when=date_format(timezone.localtime(event.at), "l j F, H.i"),
        stamp=event.at.isoformat(),
        state="paused" if state.clock == "PAUSE" else "done",
        text=" ".join(part for part in (f"{reasons}." if reasons else "", f"“{words}”" if words else "") if part),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A request in the list of one's own."""

    row: Request
    service: str
    state: str
    tone: str


def listed(rows: Iterable[Request], language: str) -> list[Listed]:
    """Show requests as a list."""
    return [
        Listed(
            row=row,
            service=definition_of(row).name.text(language),
            state=plain(row.state),
            tone=TONES.get(row.state, "info"),
        )
        for row in rows
    ]
