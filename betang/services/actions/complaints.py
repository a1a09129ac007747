"""Taking complaints, and what their reporters do with the answer. All of it is in the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.errors import Conflict, Invalid
from betang.services.complaint_clock import VERIFY, stage_due
from betang.services.complaint_steps import entered, noted
from betang.services.models import Channel, Complaint, ComplaintKind, ComplaintState, ComplaintStep, Request, Secrecy
from betang.services.numbering import next_in
from betang.services.secrets import new_pin, pin_digest

LONGEST, SHORTEST = 4000, 20  # characters of a complaint


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wrote on the form."""

    kind: str
    secrecy: str
    text: str
    name: str = ""
    email: str = ""
    phone: str = ""


def complaint_file(
    *,
    actor: User | None = None,
    said: Said,
    request: Request | None,
    language: str,
    user: User | None = None,
    channel: str = Channel.ONLINE,
    uid: UUID | None = None,
    now: datetime,
) -> tuple[Complaint, str]:
    """Take a complaint; return it with its PIN, which is told here and nowhere else. Audited.

    `actor` is the officer who writes it down; `user` the resident's account that keeps it, unless it is anonymous.
    Invalid for an unknown kind, too little or too much text, and for an anonymous one that says who it is by.
    """
    wrong = _problems(said, request)
    if wrong:
        raise Invalid(_("Pengaduan ini belum dapat dikirim."), fields=wrong)
    pin = new_pin()
    with transaction.atomic():
        row = Complaint(
            number=next_in("PGD", now), kind=said.kind, secrecy=said.secrecy, text=said.text.strip(),
            name=said.name.strip(), email=said.email.strip(), phone=said.phone.strip(), language=language,
            request=request, channel=channel, received_at=now,
            due_at=stage_due(calendar_now(), stage=VERIFY, start=now),
        )  # fmt: skip
        row.uid, row.user = uid or row.uid, None if said.secrecy == Secrecy.ANONYMOUS else user
        row.pin_digest = pin_digest(row.uid, pin)
        row.save()
        ComplaintStep.objects.create(complaint=row, at=now, state=row.state, due_at=row.due_at)
        changes = {"kind": (None, said.kind), "secrecy": (None, said.secrecy), "due_at": (None, row.due_at)}
        record(
            actor=actor, action="services.complaint_file", target=row, subject=row.subject, changes=changes, now=now
        )  # fmt: skip
    return row, pin


def _problems(said: Said, request: Request | None) -> dict[str, str]:
    """Say what is wrong with a form, by field."""
    wrong = {}
    if said.kind not in ComplaintKind.values:
        wrong["kind"] = _("Pilih jenisnya.")
    if said.secrecy not in Secrecy.values:
        wrong["secrecy"] = _("Pilih siapa yang boleh tahu.")
    if not SHORTEST <= len(said.text.strip()) <= LONGEST:
        given = {"least": SHORTEST, "most": LONGEST}
        wrong["text"] = _("Tulis %(least)d sampai %(most)d huruf: apa yang terjadi, di mana, kapan.") % given
    if said.secrecy == Secrecy.ANONYMOUS and any([said.name, said.email, said.phone, request]):
        wrong["secrecy"] = _("Untuk laporan anonim, kosongkan nama, kontak, dan nomor permohonan.")
    return wrong


def complaint_reply(*, complaint: Complaint, again: bool, words: str, now: datetime) -> Complaint:
    """Take the reporter's reply to the answer: it settles the matter, or opens it again, once. Audited.

    Conflict when there is no answer to reply to, when the days to reply are over, or when it was opened again already;
    Invalid when what is still wrong is not said.
    """
    with transaction.atomic():
        row = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
        if row.state != ComplaintState.ANSWERED or row.due_at is None or now > row.due_at:
            raise Conflict(_("Laporan ini tidak sedang menunggu tanggapan Anda."))
        if again and row.reopened:
            raise Conflict(_("Laporan ini sudah pernah dibuka lagi. Kirim pengaduan baru bila masih ada masalah."))
        if again and not words.strip():
            raise Invalid(_("Tulis apa yang belum selesai."), fields={"words": _("Tulis apa yang belum selesai.")})
        if again:
            due = stage_due(calendar_now(), stage=row.stage, start=now)
            entered(row, ComplaintState.ASSIGNED, actor=None, words=words, due=due, now=now)
            row.reopened, row.escalated_at = True, None
        else:
            entered(row, ComplaintState.CLOSED, actor=None, words=words, due=None, now=now)
        noted(row, "services.complaint_reply", ComplaintState.ANSWERED, actor=None, now=now)
    return row
