"""Uploading a log of another system, saying what its columns hold, keeping its analysis, erasing all of it.

The file is hostile until it was read: only its beginning is looked at here, all else is done by a worker.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import Change, record, record_many
from betang.kernel.crypto.files import file_erase, file_store, shown_name
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.exchange.report import BadInput
from betang.services.models import LogClock, ProcessLog
from betang.services.process.columns import begins_as_xml, columns_of, guessed
from betang.services.process.source import LogFile
from betang.services.queries.board import may_oversee
from betang.services.queries.process_logs import terms

ENDINGS = (".xes", ".xes.gz", ".csv", ".csv.gz")
UNPACKED = 100_000_000
"""Bytes that an upload may unpack to; `betang process` takes larger ones."""
MOST = 20
NEEDED = ("case", "activity", "time")
BATCH = 100


def log_upload(*, viewer: Viewer, name: str, content: BinaryIO, size: int, now: datetime) -> ProcessLog:
    """Keep an upload; Invalid, and nothing is kept, for what is too large or is no log. Audited."""
    if not may_oversee(viewer):
        raise Forbidden
    most = terms(now)
    if not size:
        raise Invalid(_("Berkas ini kosong."))
    if size > most.most_bytes:
        raise Invalid(_("Berkas ini lebih besar dari %(most)s MB.") % {"most": most.most_bytes // 1_000_000})
    titles = _titles(shown_name(name), content.read())
    with transaction.atomic():
        if ProcessLog.objects.filter(owner_id=viewer.user_id).count() >= MOST:
            raise Conflict(_("Anda sudah menyimpan %(most)s log. Hapus satu dahulu.") % {"most": MOST})
        content.seek(0)
        file = file_store(content=content, name=name, media_type="application/octet-stream", now=now)
        row = ProcessLog.objects.create(
            owner=viewer.actor, uploaded_at=now, expires_at=now + most.kept, file=file, titles=titles,
            columns=guessed(titles),
        )  # fmt: skip
        changes = {"size": (None, file.size), "sha256": (None, file.sha256)}
        record(actor=viewer.actor, action="services.process_log_upload", target=row, changes=changes, now=now)
    return row


def _titles(name: str, content: bytes) -> list[str]:
    """Return the titles of a csv, none for XES; Invalid for what is neither."""
    file = LogFile(name, len(content), lambda: io.BytesIO(content))
    if not name.lower().endswith(ENDINGS):
        raise Invalid(_("Jenis berkas ini tidak dikenal. Unggah .xes, .csv, .xes.gz, atau .csv.gz."))
    try:
        is_xml = begins_as_xml(file, limit=UNPACKED)
        if name.lower().removesuffix(".gz").endswith(".xes"):
            if not is_xml:
                raise Invalid(_("Isi berkas ini bukan XES."))
            return []
        if is_xml:
            raise Invalid(_("Isi berkas ini bukan CSV."))
        return columns_of(file, limit=UNPACKED)
    except BadInput as error:
        raise Invalid(str(error.problems[0])) from error


def log_describe(
    *, viewer: Viewer, log: ProcessLog, columns: Mapping[str, str], clock: str, now: datetime
) -> ProcessLog:
    """Say which column holds what; an analysis that was kept is erased. Invalid for unknown columns. Audited."""
    chosen = {part: title for part, title in columns.items() if title}
    wrong = _wrong(log.titles, chosen) if log.titles else {}
    if clock not in LogClock.values:
        wrong["clock"] = _("Pilih salah satu jam.")
    if wrong:
        raise Invalid(_("Kolomnya belum dapat dipakai."), fields=wrong)
    with transaction.atomic():
        row = ProcessLog.objects.select_for_update(of=("self",)).select_related("result", "rest").get(pk=log.pk)
        old = [each for each in (row.result, row.rest) if each]
        row.columns, row.clock, row.problem = (chosen if log.titles else {}), clock, ""
        row.analysed_at = row.result = row.rest = None
        row.save()
        for file in old:
            file_erase(file)
        record(actor=viewer.actor, action="services.process_log_analyse", target=row, now=now,
               changes={"clock": (None, clock)})  # fmt: skip
    return row


def _wrong(titles: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Say what is wrong with a choice of columns, by part."""
    wrong = {part: _("Pilih kolomnya.") for part in NEEDED if part not in chosen}
    wrong |= {part: _("Kolom ini tidak ada dalam berkas.") for part, title in chosen.items() if title not in titles}
    taken = list(chosen.values())
    twice = {
        part: _("Kolom ini sudah dipakai untuk hal lain.") for part, title in chosen.items() if taken.count(title) > 1
    }
    return twice | wrong


def log_keep(*, log: ProcessLog, result: str, rest: str, now: datetime) -> None:
    """Keep an analysis, within the caller's transaction; Conflict when the log was changed or erased meanwhile."""
    row = _unchanged(log)
    row.result, row.rest = (
        file_store(content=io.BytesIO(text.encode()), name=name, media_type="application/json", now=now)
        for name, text in ((f"{log.file.name.reveal()}.json", result), ("rest.json", rest))
    )
    row.analysed_at = now
    row.save(update_fields=["result", "rest", "analysed_at"])


def log_refuse(*, log: ProcessLog, problem: str, now: datetime) -> None:
    """Keep why a log could not be read, within the caller's transaction; Conflict as `log_keep`."""
    row = _unchanged(log)
    row.analysed_at, row.problem = now, problem
    row.save(update_fields=["analysed_at", "problem"])


def _unchanged(log: ProcessLog) -> ProcessLog:
    """Lock a log that still is what was analysed."""
    row = ProcessLog.objects.select_for_update(of=("self",)).filter(pk=log.pk, analysed_at=None).first()
    if row is None or (row.columns, row.clock) != (log.columns, log.clock):
        raise Conflict(_("Log ini diubah selagi dianalisis."))
    return row


def log_take(*, viewer: Viewer, log: ProcessLog, now: datetime) -> EncryptedFile:
    """Hand out the figures as `betang process` writes them; Conflict while there are none. Audited."""
    if log.result is None:
        raise Conflict(_("Log ini belum dianalisis."))
    with transaction.atomic():
        record(actor=viewer.actor, action="services.process_log_take", target=log, now=now)
    return log.result


def log_erase(*, viewer: Viewer, log: ProcessLog, now: datetime) -> None:
    """Erase a log with its analysis; their keys go at once. Audited."""
    with transaction.atomic():
        _gone([log])
        record(actor=viewer.actor, action="services.process_log_erase", target=log, now=now)


def logs_expire(*, now: datetime) -> int:
    """Erase logs whose time is over; return how many. Audited, safe to repeat."""
    with transaction.atomic():
        over = ProcessLog.objects.select_for_update(of=("self",)).filter(expires_at__lte=now)
        rows = list(over.select_related("file", "result", "rest")[:BATCH])
        _gone(rows)
        record_many([Change(action="services.process_log_erase", target=row) for row in rows], actor=None, now=now)
    return len(rows)


def _gone(rows: Sequence[ProcessLog]) -> None:
    files = [file for row in rows for file in (row.file, row.result, row.rest) if file]
    ProcessLog.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for file in files:
        file_erase(file)
