"""Exporting residents' personal data: asked for with a purpose, decided by a second person, made, taken, cleared.

Everybody whose data go into an export sees so among what was done with their data (UU 27/2022 gives the right to know).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record, record_many
from betang.kernel.crypto.files import file_erase, file_kept_by, file_written
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.exchange.safe_cells import csv_lines
from betang.kernel.notices import notice_send
from betang.services.content import answers_of
from betang.services.models import DataExport, Request
from betang.services.office import head_accounts, verifier_accounts
from betang.services.plain import plain
from betang.services.queries.exports import bounds, holds, may_ask, may_decide
from betang.services.queries.requests import kelurahan_names

PART = 500  # people entered in the trail in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: why, on what legal basis, of which service ("" for all), sent within which days."""

    purpose: str
    basis: str
    service: str
    from_date: date
    to_date: date
    with_nik: bool


def export_ask(*, viewer: Viewer, wanted: Wanted, now: datetime) -> DataExport:
    """Ask for an export and tell the heads; Invalid when it would hold nothing or too much. Audited."""
    if not may_ask(viewer):
        raise Forbidden
    if wanted.to_date < wanted.from_date:
        raise Invalid(_("Tanggal akhir mendahului tanggal awal."), fields={"to_date": _("Perbaiki tanggal ini.")})
    if wanted.to_date >= timezone.localdate(now):  # what is approved must be what is made
        raise Invalid(_("Tanggal akhir paling lambat kemarin."), fields={"to_date": _("Perbaiki tanggal ini.")})
    row = DataExport(asked_by=viewer.actor, asked_at=now, purpose=wanted.purpose, basis=wanted.basis,
                     service=wanted.service, from_date=wanted.from_date, to_date=wanted.to_date,
                     with_nik=wanted.with_nik)  # fmt: skip
    number, most = holds(row).count(), bounds(timezone.localdate(now)).rows
    if not number:
        raise Invalid(_("Tidak ada permohonan pada hari-hari itu."))
    if number > most:
        raise Invalid(_("Ekspor ini memuat %(n)s baris. Paling banyak %(most)s.") % {"n": number, "most": most})
    row.rows = number
    with transaction.atomic():
        row.save(force_insert=True)
        changes = {"service": (None, row.service or "*"), "from_date": (None, row.from_date),
                   "to_date": (None, row.to_date), "with_nik": (None, row.with_nik)}  # fmt: skip
        deciders = {*head_accounts(now), *verifier_accounts(now)} - {viewer.user_id}
        text = gettext_lazy("Ada permintaan ekspor data pribadi warga. Putuskan apakah boleh.")
        notice_send(to=sorted(deciders), kind="services.export_asked", text=text, url=reverse("data_exports"), now=now)
        record(actor=viewer.actor, action="services.export_ask", target=row, changes=changes, reason=row.purpose,
               now=now)  # fmt: skip
    return row


def export_decide(*, viewer: Viewer, export: DataExport, granted: bool, words: str, now: datetime) -> DataExport:
    """Decide as the second person; Forbidden for who asked, Conflict when it is decided, Invalid without a reason."""
    if export.granted is not None:
        raise Conflict(_("Ekspor ini sudah diputuskan."))
    if not may_decide(viewer, export):
        raise Forbidden(_("Yang memutuskan ekspor adalah kepala dinas atau verifikator, dan bukan yang memintanya."))
    if not words.strip():
        raise Invalid(_("Tulis alasan putusan ini."), fields={"words": _("Tulis alasannya.")})
    with transaction.atomic():
        row = DataExport.objects.select_for_update().get(pk=export.pk)
        if row.granted is not None:
            raise Conflict(_("Ekspor ini sudah diputuskan."))
        row.granted, row.decided_by, row.decided_at, row.words = granted, viewer.actor, now, words.strip()[:300]
        row.save(update_fields=["granted", "decided_by", "decided_at", "words"])
        text = gettext_lazy("Permintaan ekspor data pribadi Anda diputuskan.")
        to = [row.asked_by_id]
        notice_send(to=to, kind="services.export_decided", text=text, url=reverse("data_exports"), now=now)
        action = "services.export_grant" if granted else "services.export_refuse"
        record(actor=viewer.actor, action=action, target=row, reason=row.words, now=now)
    return row


def export_make(*, actor: User | None, export: DataExport, now: datetime) -> DataExport:
    """Write the file of a granted export, and enter it for everybody whose data are in it; repeating does nothing.

    Everybody is entered before the file can be taken, part by part: killed in between, some are entered twice.
    """
    if not export.granted or export.file_id or export.made_at:
        return export
    found = list(holds(export).select_related("definition"))
    content = io.BytesIO("".join(csv_lines(_lines(found, with_nik=export.with_nik))).encode())
    name = f"permohonan_{export.from_date}_{export.to_date}.csv"
    for start in range(0, len(found), PART):
        part = found[start : start + PART]
        whose = [Change(action="services.export_row", target=each, subject=each.subject) for each in part]
        with transaction.atomic():
            record_many(whose, actor=actor, now=now)
    file = file_written(content=content, name=name, media_type="text/csv", now=now)
    with file_kept_by(file), transaction.atomic():
        row = DataExport.objects.select_for_update().get(pk=export.pk)
        if row.made_at:
            raise Conflict(_("Ekspor ini sudah dibuat."))
        file.save(force_insert=True)
        row.file = file
        row.rows, row.made_at = len(found), now
        row.expires_at = now + timedelta(days=bounds(timezone.localdate(now)).days)
        row.save(update_fields=["file", "rows", "made_at", "expires_at"])
        changes = {"rows": (None, row.rows), "sha256": (None, file.sha256)}
        record(actor=actor, action="services.export_make", target=row, changes=changes, now=now)
    return row


def _lines(found: list[Request], *, with_nik: bool) -> Iterator[list[object]]:
    """Give the header and a row a request, in the clear."""
    names = kelurahan_names()
    yield ["nomor", "layanan", "status", "diajukan", "nama", "kelurahan", *(["nik"] if with_nik else [])]
    for row in found:
        place = names.get(answers_of(row).get("kelurahan", ""), "")
        sent = timezone.localtime(row.submitted_at).date()
        clear = [row.nik.reveal()] if with_nik else []
        yield [row.number, row.service, plain(row.state), sent, row.name.reveal(), place, *clear]


def export_take(*, viewer: Viewer, export: DataExport, now: datetime) -> EncryptedFile:
    """Hand the file to who asked for it and count that; Conflict while it is not there, or was taken too often."""
    if not may_ask(viewer):  # whoever left the counter takes nothing along
        raise Forbidden
    with transaction.atomic():
        row = DataExport.objects.select_for_update(of=("self",)).select_related("file").get(pk=export.pk)
        if row.file is None or (row.expires_at and row.expires_at <= now):
            raise Conflict(_("Berkas ini belum ada, atau masa simpannya sudah lewat."))
        if row.taken >= bounds(timezone.localdate(now)).downloads:
            raise Conflict(_("Berkas ini sudah diunduh sebanyak yang diizinkan. Ajukan permintaan baru."))
        row.taken += 1
        row.save(update_fields=["taken"])
        changes = {"taken": (row.taken - 1, row.taken)}
        record(actor=viewer.actor, action="services.export_take", target=row, changes=changes, now=now)
    return row.file


def exports_clear(*, now: datetime) -> int:
    """Erase the files of exports whose time is over; return how many. Audited, safe to repeat."""
    with transaction.atomic():
        over = DataExport.objects.select_for_update(of=("self",)).filter(file__isnull=False, expires_at__lte=now)
        rows = list(over.select_related("file")[:100])
        files = [row.file for row in rows if row.file]
        DataExport.objects.filter(pk__in=[row.pk for row in rows]).update(file=None)
        for file in files:
            file_erase(file)
        record_many([Change(action="services.export_clear", target=row) for row in rows], actor=None, now=now)
    return len(rows)
