"""What is done with workbooks: upload, compute (by a worker for large ones), download, delete. Each is audited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.batch.write import OutputError
from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.crypto.files import file_erase, file_open, file_store
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.errors import Conflict
from betang.kernel.exchange.report import BadInput
from betang.kernel.jobs import job_start
from betang.portal.workbook import computing, frames
from betang.portal.workbook.computing import Asked, rule_version
from betang.portal.workbook.downloads import Download, download
from betang.portal.workbook.extent import is_quick
from betang.portal.workbook.models import RunState, WorkbookFile, WorkbookRun
from betang.portal.workbook.opening import opened
from betang.portal.workbook.recording import Report, refusal, renamed
from betang.portal.workbook.uploads import Upload

TYPE = "workbook.workbookrun"


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it is stored: figures for the run, and two files of tables."""

    counts: Mapping[str, Any]
    tables: bytes
    inputs: bytes


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to: the report, and the result unless the file was refused."""

    report: Report
    result: Result | None = None


def run_upload(*, actor: User, upload: Upload, asked: Asked, now: datetime) -> WorkbookRun:
    """Keep an upload with its result, or with what is wrong with it; a large one is left to a worker.

    Of a refused file nothing is kept but the report. The policy and the day must have been checked (`law_of`).
    """
    checked = _at_once(upload, asked)
    refused = checked is not None and checked.result is None
    with transaction.atomic():
        run = WorkbookRun(
            owner=actor, name=upload.name, size=upload.size, sha256=upload.sha256, rules=asked.rules,
            rule_version=rule_version(asked.rules), day=asked.day, policy=asked.policy, created_at=now,
            state=RunState.WAITING,
        )  # fmt: skip
        if checked is not None:
            _fill(run, checked, now=now)
        run.save(force_insert=True)
        if not refused:
            _keep_files(run, upload, now=now)
        if checked is None:
            run.job = _start(run, actor=actor, now=now)
            run.save(update_fields=["job"])
        record(actor=actor, action="workbook.run_upload", target=run, changes=_told(run), now=now)
    return run


def run_compute(*, run: UUID, now: datetime) -> None:
    """Compute an upload that waits; does nothing when it was computed or deleted meanwhile."""
    row = WorkbookRun.objects.filter(pk=run, state=RunState.WAITING).first()
    if row is None:
        return
    files = list(row.files.select_related("file"))
    names = {file.part: file.file.name.reveal() for file in files}
    with opened((file.part, file_open(file.file)) for file in files) as path:
        checked = _checked(path, Asked(row.rules, row.day, row.policy), names)
    with transaction.atomic():
        held = WorkbookRun.objects.select_for_update().select_related("owner").filter(pk=run, state=RunState.WAITING)
        row = held.first()
        if row is None:
            return
        _fill(row, checked, now=now)
        row.save()
        if checked.result is None:
            _erase_files(row)
        record(actor=row.owner, action="workbook.run_compute", target=row, changes=_told(row), now=now)


def run_download(*, actor: User, run: WorkbookRun, form: str, table: str, now: datetime) -> Download:
    """Return a result as a file and record who took it; Conflict while there is none, or no sheet can hold it."""
    if run.result is None:
        raise Conflict(_("Hasil buku kerja ini belum ada. Tunggu sampai selesai dihitung."))
    try:
        made = download(run, form=form, table=table)
    except OutputError as error:
        raise Conflict(_("Hasil ini terlalu besar untuk satu lembar kerja. Unduh sebagai CSV.")) from error
    with transaction.atomic():
        record(
            actor=actor, action="workbook.run_download", target=run, now=now, changes={"file": (None, made.name)}
        )  # fmt: skip
    return made


def run_delete(*, actor: User, run: WorkbookRun, now: datetime) -> None:
    """Delete an upload with its result: the files and their keys are gone for good."""
    with transaction.atomic():
        told = {name: (new, None) for name, (_old, new) in _told(run).items()}
        key, results = str(run.pk), [file for file in (run.result, run.inputs) if file is not None]
        _erase_files(run)
        run.delete()
        for file in results:
            file_erase(file)
        record(actor=actor, action="workbook.run_delete", target=(TYPE, key), changes=told, now=now)


def _at_once(upload: Upload, asked: Asked) -> Checked | None:
    """Check and compute a small upload while its sender waits; None for one that is left to a worker."""
    with opened(upload.opened_parts()) as path:
        try:
            if not is_quick(path, ending=upload.ending, unpacked=upload.unpacked):
                return None
        except BadInput as error:
            return Checked(refusal(error, upload.names))
        return _checked(path, asked, upload.names)


def _checked(path: Path, asked: Asked, names: Mapping[str, str]) -> Checked:
    """Compute, and make the files of the result: before any transaction, since that may take long."""
    try:
        found = computing.compute(path, asked)
    except BadInput as error:
        return Checked(refusal(error, names))
    result = Result(found.counts, frames.packed(found.results), frames.packed(found.inputs))
    return Checked(Report(warnings=renamed(found.warnings, names)), result)


def _fill(run: WorkbookRun, checked: Checked, *, now: datetime) -> None:
    """Put what a check came to into a run; the result goes into encrypted files."""
    run.report = checked.report.text()
    run.finished_at = now
    if checked.result is None:
        run.state, run.counts = RunState.REFUSED, {"salah": checked.report.total}
        return
    run.state = RunState.READY
    run.counts = {**checked.result.counts, "peringatan": len(checked.report.warnings)}
    run.result = _stored(checked.result.tables, "hasil.zip", now=now)
    run.inputs = _stored(checked.result.inputs, "masukan.zip", now=now)


def _stored(content: bytes, name: str, *, now: datetime) -> EncryptedFile:
    return file_store(content=BytesIO(content), name=name, media_type=frames.MEDIA_TYPE, now=now)


def _keep_files(run: WorkbookRun, upload: Upload, *, now: datetime) -> None:
    for part in upload.parts:
        part.content.seek(0)
        stored = file_store(
            content=cast(BinaryIO, part.content), name=part.shown, media_type=part.kind.media_type, now=now
        )
        WorkbookFile.objects.create(run=run, file=stored, part=part.part)


def _erase_files(run: WorkbookRun) -> None:
    """Erase the uploaded files of a run."""
    files: Iterable[EncryptedFile] = [row.file for row in run.files.select_related("file")]
    run.files.all().delete()
    for file in files:
        file_erase(file)


def _start(run: WorkbookRun, *, actor: User, now: datetime) -> Any:
    from betang.portal.workbook.jobs import compute_workbook  # the job calls an action of this module

    url = reverse("workbook", args=[run.pk])
    return job_start(compute_workbook, actor=actor, key=str(run.pk), args={"workbook": str(run.pk)}, url=url, now=now)


def _told(run: WorkbookRun) -> dict[str, tuple[Any, Any]]:
    """Say in the trail what an upload is: figures and fingerprints, no content."""
    told = {
        "state": run.state, "sha256": run.sha256, "rule_version": run.rule_version, "day": run.day,
        "people": run.counts.get("orang"), "faults": run.counts.get("salah"),
    }  # fmt: skip
    return {name: (None, value) for name, value in told.items() if value is not None}
