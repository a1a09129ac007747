"""What is stored about whoever has an account as a resident: fields, files, who looked, until when. A few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.words import action_word
from betang.kernel.crypto.models import EncryptedFile
from betang.people.models import Assignment
from betang.services import flow
from betang.services.content import answers_of, definition_of
from betang.services.definition import Kind
from betang.services.minors import holds_child
from betang.services.models import Appointment, Attachment, Complaint, Request, Result
from betang.services.queries.requests import kelurahan_names
from betang.services.queries.retention import keeping_days
from betang.services.walking import shown

MOST = 100  # requests, and entries of the trail
SECRET_KINDS = {Kind.NIK: "nik", Kind.KK: "nik", Kind.PHONE: "phone", Kind.EMAIL: "email"}


@dataclass(frozen=True, slots=True)
class Field:
    """One answer: the question, what was answered, and how it is masked ("" for what is shown)."""

    label: str
    value: str
    mask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What is stored of one request."""

    row: Request
    service: str
    fields: Sequence[Field]
    files: Sequence[tuple[str, Attachment]]  # the paper in words, and its file
    child: bool
    files_until: date | None
    all_until: date | None


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody did something with a request: what, on which day, and the office ("" for oneself and the system)."""

    day: date
    what: str
    office: str
    own: bool


def stored_of(user: User, language: str) -> list[Stored]:
    """List what is stored of somebody's requests, the newest first. Four queries at most."""
    rows = list(Request.objects.filter(user=user).select_related("definition").order_by("-begun_at", "-id")[:MOST])
    files: dict[int, list[Attachment]] = {}
    for each in Attachment.objects.filter(request__in=rows).select_related("file"):
        files.setdefault(each.request_id, []).append(each)
    days, kelurahan, hours = keeping_days(), kelurahan_names(), _hours(rows)
    found = [_stored(row, files.get(row.pk, []), days, language, kelurahan) for row in rows]
    return [replace(each, fields=[*each.fields, *hours.get(each.row.pk, [])]) for each in found]


def _hours(rows: Sequence[Request]) -> dict[int, list[Field]]:
    """Say when somebody was to come, by request; one query, none where no service needs attendance."""
    wanted, found = [row for row in rows if definition_of(row).attendance], dict[int, list[Field]]()
    for each in Appointment.objects.filter(request__in=wanted) if wanted else []:
        when = date_format(timezone.localtime(each.begins_at), "j F Y, H.i")
        field = Field(_("Hari dan jam datang"), f"{when} ({each.get_state_display()})", "")
        found.setdefault(each.request_id, []).append(field)
    return found


def looks_at(user: User) -> list[Look]:
    """List what was done with somebody's requests and account, the newest first. Three queries."""
    own = Request.objects.filter(user=user).values_list("subject", flat=True)
    reported = Complaint.objects.filter(user=user).values_list("subject", flat=True)
    subjects = [user.subject, *own.union(reported)[: 2 * MOST]]
    found: QuerySet[AuditEntry] = AuditEntry.objects.filter(subject__in=subjects).order_by("-seq")
    entries = list(found.only("at", "action", "actor_id")[:MOST])
    offices = offices_of({each.actor_id for each in entries if each.actor_id} - {user.pk})
    return [
        Look(
            timezone.localdate(each.at),
            action_word(each.action),
            offices.get(each.actor_id or 0, ""),
            each.actor_id == user.pk,
        )
        for each in entries
    ]


@dataclass(frozen=True, slots=True)
class Reported:
    """What is stored of one complaint, and until when; it is kept while it is worked on."""

    row: Complaint
    text: str
    contact: Sequence[tuple[str, str, str]]  # label, value, mask
    until: date | None


def reported_of(user: User) -> list[Reported]:
    """List the complaints that somebody keeps in the account, the newest first; one query."""
    days = keeping_days()["isi_hari"]
    rows = Complaint.objects.filter(user=user).order_by("-pk")[:MOST]
    return [
        Reported(
            row=row,
            text=row.text.reveal(),
            contact=[
                (_("Nama"), row.name.reveal(), "text"),
                (_("Surel"), row.email.reveal(), "email"),
                (_("Nomor ponsel"), row.phone.reveal(), "phone"),
            ],
            until=timezone.localdate(row.closed_at) + timedelta(days=days) if row.closed_at else None,
        )
        for row in rows
    ]


def offices_of(users: Iterable[int]) -> dict[int, str]:
    """Name the offices in which some accounts work now; no names of people. One query."""
    held = Assignment.objects.on(timezone.localdate()).filter(employee__user__in=list(users))
    return dict(held.values_list("employee__user_id", "position__unit__name"))


def as_data(user: User, language: str) -> dict[str, Any]:
    """Give all of it in the clear, for its owner to take along."""
    return {
        "akun": {"nama_pengguna": user.username, "surel": user.email, "dibuat": user.created_at.isoformat()},
        "permohonan": [
            {
                "nomor": each.row.number,
                "layanan": each.service,
                "status": each.row.state,
                "dimulai": each.row.begun_at.isoformat(),
                "jawaban": {field.label: field.value for field in each.fields},
                "berkas": [
                    {"dokumen": file.paper, "nama": file.file.name.reveal(), "byte": file.file.size}
                    for _paper, file in each.files
                ],
            }
            for each in stored_of(user, language)
        ],
        "pengaduan": [
            {
                "nomor": each.row.number,
                "status": each.row.state,
                "diterima": each.row.received_at.isoformat(),
                "isi": each.text,
                "kontak": {label: value for label, value, _mask in each.contact},
            }
            for each in reported_of(user)
        ],
        "riwayat": [
            {"hari": look.day.isoformat(), "tindakan": str(look.what), "kantor": look.office} for look in looks_at(user)
        ],
    }


SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


def own_files(user: User) -> list[tuple[str, EncryptedFile]]:
    """List the papers and documents of somebody's requests with their place in a folder of one's own; two queries."""
    found: list[tuple[str, EncryptedFile]] = []
    given = Result.objects.filter(replaced_at=None, request__state__in=flow.DELIVERED)  # no draft, no mistake
    for name, rows in (("berkas", Attachment.objects.all()), ("hasil", given)):
        for each in rows.filter(request__user=user).select_related("request", "file").order_by("request_id", "pk"):
            folder = each.request.number or f"draf-{each.request.uid}"
            kind = getattr(each, "paper", "dokumen")
            found.append((f"{name}/{folder}/{kind}-{each.pk}{SUFFIXES.get(each.file.media_type, '')}", each.file))
    return found


def _stored(
    row: Request, files: Sequence[Attachment], days: dict[str, int], language: str, kelurahan: dict[str, str]
) -> Stored:
    definition, answers = definition_of(row), answers_of(row)
    papers = {each.key: each.text.text(language) for each in definition.papers}
    ended = timezone.localdate(row.closed_at) if row.closed_at else None
    return Stored(
        row=row,
        service=definition.name.text(language),
        fields=[
            Field(
                each.text.text(language),
                shown(each, answers[each.key], language, kelurahan) or answers[each.key],
                SECRET_KINDS.get(each.kind, ""),
            )
            for each in definition.asked(answers)
            if answers.get(each.key)
        ],
        files=[(papers.get(file.paper, file.paper), file) for file in files],
        child=holds_child(definition, answers, timezone.localdate()),
        files_until=ended + timedelta(days=days["berkas_hari"]) if ended else None,
        all_until=ended + timedelta(days=days["isi_hari"]) if ended else None,
    )
