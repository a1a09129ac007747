"""What the office does with a complaint: check, forward, answer, put aside; and what happens when it is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.mail.plain import site_url
from betang.kernel.mail.sending import mail_send
from betang.kernel.notices import notice_send
from betang.ledger.actions.taking import facts_take
from betang.ledger.drafts import Draft
from betang.people.models import Employee
from betang.services.complaint_clock import REPLY, stage_due
from betang.services.complaint_facts import complaint_source
from betang.services.complaint_steps import entered, noted
from betang.services.fact_kinds import COMPLAINT, STAGES
from betang.services.gateway import message_send
from betang.services.models import Complaint, ComplaintState, Secrecy
from betang.services.models.complaints import OPEN_STATES
from betang.services.office import leads_office
from betang.services.queries.complaints import about_work_of

AT_ONCE = 200
RECEIVED, ASSIGNED, ANSWERED = ComplaintState.RECEIVED, ComplaintState.ASSIGNED, ComplaintState.ANSWERED
STEPS = {
    "periksa": (RECEIVED,),
    "teruskan": (ASSIGNED,),
    "jawab": (ASSIGNED,),
    "bukan": (RECEIVED, ASSIGNED),
    "arsip": (RECEIVED, ASSIGNED),
}
"""Each step, and the states in which it can be taken."""
ACTIONS = {
    "periksa": "services.complaint_assign",
    "teruskan": "services.complaint_forward",
    "jawab": "services.complaint_answer",
    "bukan": "services.complaint_elsewhere",
    "arsip": "services.complaint_shelve",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody filled in for a step: words for the reporter, the kind of settlement, who handles it."""

    words: str = ""
    stage: str = ""
    owner: Employee | None = None


def complaint_step(
    *, viewer: Viewer, complaint: Complaint, step: str, seen: int, told: Told, now: datetime
) -> Complaint:
    """Take a step of the office. Audited; an answer becomes a fact of whoever gave it, and the reporter is told.

    Conflict when it changed meanwhile or the step does not fit, Invalid without what the step needs, Forbidden for
    whoever handled the request that is complained of.
    """
    with transaction.atomic():
        row = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
        if row.revision != seen or row.state not in STEPS.get(step, ()):
            raise Conflict(_("Pengaduan ini sudah berubah. Muat ulang halaman untuk melihat keadaannya."))
        if about_work_of(viewer).filter(pk=row.pk).exists():
            raise Forbidden(_("Anda menangani permohonan yang diadukan. Pengaduannya ditangani orang lain."))
        wrong = _missing(step, told)
        if wrong:
            raise Invalid(_("Langkah ini belum dapat dicatat."), fields=wrong)
        before, due = row.state, row.due_at
        _applied(row, step, viewer, told, now)
        noted(row, ACTIONS[step], before, actor=viewer.actor, now=now)
        if step == "jawab":
            _fact(row, viewer, on_time=due is None or now <= due, now=now)
        if step != "teruskan":
            _tell(row, now)
    return row


def _missing(step: str, told: Told) -> dict[str, str]:
    wrong = {}
    if step == "periksa" and told.stage not in STAGES:
        wrong["stage"] = _("Pilih jenis penyelesaiannya.")
    if step == "teruskan" and told.owner is None:
        wrong["owner"] = _("Pilih siapa yang menangani.")
    if step != "periksa" and not told.words.strip():
        wrong["words"] = _("Tulis penjelasannya.")
    return wrong


def _applied(row: Complaint, step: str, viewer: Viewer, told: Told, now: datetime) -> None:
    actor, calendar = viewer.actor, calendar_now()
    if step == "periksa":
        row.stage, row.owner = told.stage, told.owner
        due = stage_due(calendar, stage=told.stage, start=now)
        entered(row, ASSIGNED, actor=actor, words=told.words, due=due, now=now)
        row.escalated_at = None
    elif step == "teruskan":
        row.owner = told.owner
        entered(row, ASSIGNED, actor=actor, words=told.words, due=row.due_at, now=now)
    elif step == "jawab":
        due = stage_due(calendar, stage=REPLY, start=now)
        entered(row, ANSWERED, actor=actor, words=told.words, due=due, now=now)
    else:
        state = ComplaintState.ELSEWHERE if step == "bukan" else ComplaintState.SHELVED
        entered(row, state, actor=actor, words=told.words, due=None, now=now)


def _fact(row: Complaint, viewer: Viewer, *, on_time: bool, now: datetime) -> None:
    """Write the fact of an answer; nothing for people without a NIP."""
    nip = Employee.objects.filter(user=viewer.actor).values_list("nip", flat=True).first()
    if not nip:
        return
    data = {"tahap": row.stage, "tepat_waktu": "ya" if on_time else "tidak", "dibuka_lagi": row.reopened}
    draft = Draft(event_id=f"{row.uid}:{row.revision}", kind=COMPLAINT.name, nip=nip, happened_at=now, data=data)
    facts_take(actor=viewer.actor, source=complaint_source(now), drafts=[draft], now=now)


def _tell(row: Complaint, now: datetime) -> None:
    """Tell the reporter that there is news, by the contact they left; never what it says."""
    with override(row.language):
        text = _("Ada kabar tentang laporan %(number)s. Lihat dengan nomor dan PIN Anda:") % {"number": row.number}
        subject = _("Kabar laporan %(number)s") % {"number": row.number}
        address = site_url(reverse("complaint_track"))
        if row.email:
            mail_send(to=row.email.reveal(), subject=subject, text=f"{text}\n{address}", now=now)
        elif row.phone:
            message_send(to=row.phone.reveal(), text=f"{text} {address}", now=now)


def complaint_reveal(*, viewer: Viewer, complaint: Complaint, reason: str, now: datetime) -> dict[str, str]:
    """Return who made a complaint, and enter who looked and why; a secret one is opened by the head only.

    Invalid without a reason or when nothing was kept, Forbidden for a secret one and anybody but the head.
    """
    if complaint.secrecy == Secrecy.SECRET and not leads_office(viewer):
        raise Forbidden(_("Hanya kepala dinas yang dapat membuka nama pada laporan rahasia."))
    found = {"name": complaint.name.reveal(), "email": complaint.email.reveal(), "phone": complaint.phone.reveal()}
    if not any(found.values()):
        raise Invalid(_("Laporan ini tidak menyimpan nama atau kontak."))
    if not reason.strip():
        raise Invalid(_("Alasan membuka data harus diisi."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        record(
            actor=viewer.actor, action="services.complaint_reveal", target=complaint, subject=complaint.subject,
            reason=reason.strip()[:300], now=now,
        )  # fmt: skip
    return found


def complaints_escalate(*, heads: Sequence[int], now: datetime) -> int:
    """Tell the heads (accounts) of complaints that are late, each once a stage; return how many. Audited.

    Without a head nothing happens: the complaints wait for one.
    """
    if not heads:
        return 0
    with transaction.atomic():
        late = Complaint.objects.select_for_update(of=("self",)).filter(
            state__in=OPEN_STATES, due_at__lt=now, escalated_at=None
        )
        rows = list(late.order_by("due_at")[:AT_ONCE])
        Complaint.objects.filter(pk__in=[row.pk for row in rows]).update(escalated_at=now)
        for row in rows:
            record(actor=None, action="services.complaint_escalate", target=row, subject=row.subject, now=now)
        if rows:
            text = gettext_lazy("Ada pengaduan yang melewati batas waktunya.")
            notice_send(to=heads, kind="services.complaint_late", text=text, url=reverse("complaints"), now=now)
    return len(rows)


def complaints_expire(*, now: datetime) -> int:
    """Close answered complaints whose reporters did not reply within the set days; return how many. Audited."""
    with transaction.atomic():
        over = Complaint.objects.select_for_update(of=("self",)).filter(state=ANSWERED, due_at__lt=now)
        rows = list(over.order_by("due_at")[:AT_ONCE])
        for row in rows:
            entered(row, ComplaintState.CLOSED, actor=None, words="", due=None, now=now)
            noted(row, "services.complaint_expire", ANSWERED, actor=None, now=now)
    return len(rows)
