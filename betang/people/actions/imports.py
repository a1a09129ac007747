"""Files come in, are checked, and are applied as a whole or not at all."""

import io
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record, record_many
from betang.kernel.crypto.files import file_open, file_store
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.exchange.report import BadInput
from betang.people.actions.lines import lines_refresh
from betang.people.imports import preview, state
from betang.people.imports.applying import APPLY, Work
from betang.people.imports.layouts import LAYOUTS
from betang.people.imports.plans.people import plan_absences, plan_employees, plan_lines
from betang.people.imports.plans.plan import Plan
from betang.people.imports.plans.structure import plan_positions, plan_units
from betang.people.imports.reading import Sheet, read_sheet
from betang.people.models import ImportKind, ImportRun, ImportState
from betang.people.queries.structure import gone_on

ENDINGS = (".xlsx", ".ods", ".csv", ".parquet")
LARGEST = 20 * 1024 * 1024
LOCK = 0x42455441  # names the lock of imports on PostgreSQL; SQLite lets one writer in at a time anyway


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a file: its faults, or the plan of what it would change."""

    plan: Plan | None
    faults: tuple[preview.Fault, ...] = ()
    total: int = 0


def check(*, path: Path, kind: ImportKind, day: date) -> Checked:
    """Read a file and compare it with what is recorded; nothing is written."""
    try:
        sheet = read_sheet(path, LAYOUTS[kind], day=day)
        sheet.report.raise_if_bad()
        plan = _planned(sheet, kind=kind, day=day)
        sheet.report.raise_if_bad()
    except BadInput as bad:
        return Checked(None, tuple(preview.Fault.of(problem) for problem in bad.problems), bad.total)
    return Checked(plan)


def _planned(sheet: Sheet, *, kind: ImportKind, day: date) -> Plan:
    """Compare a sheet with what is recorded."""
    if kind == ImportKind.UNITS:
        return plan_units(sheet, day=day, units=state.units())
    if kind == ImportKind.POSITIONS:
        return plan_positions(sheet, day=day, positions=state.positions(), units=state.units())
    if kind == ImportKind.EMPLOYEES:
        found: dict[str, Any] = {"people": state.people(day), "positions": state.positions()}
        return plan_employees(sheet, day=day, heads=state.heads_taken(day), **found)
    if kind == ImportKind.LINES:
        employees = state.employees()
        return plan_lines(sheet, day=day, employees=employees, lines=state.lines(day), left=gone_on(day))
    return plan_absences(sheet, day=day, employees=state.employees(), absences=state.absences())


def import_check(
    *, actor: User, content: BinaryIO, name: str, kind: ImportKind, day: date, now: datetime
) -> tuple[ImportRun, Checked]:
    """Store an uploaded file, encrypted, and check it. Invalid when it is too large or of no known kind."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise Invalid(_("Jenis berkas tidak dikenal; gunakan %(kinds)s.") % {"kinds": ", ".join(ENDINGS)})
    data = content.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Invalid(_("Berkas lebih besar dari 20 MB; bagi menjadi beberapa berkas."))
    with tempfile.TemporaryDirectory(prefix="betang-import-") as folder:
        path = Path(folder) / f"{kind}{ending}"  # the name that was given never reaches the disk
        path.write_bytes(data)
        checked = check(path=path, kind=kind, day=day)
        with transaction.atomic(), path.open("rb") as again:
            stored = file_store(content=again, name=f"{kind}{ending}", media_type=_media_type(ending), now=now)
            run = ImportRun.objects.create(
                kind=kind,
                file=stored,
                sha256=stored.sha256,
                preview=_preview_store(checked, now=now),
                state=ImportState.CHECKED if checked.plan else ImportState.REFUSED,
                counts=checked.plan.counts if checked.plan else {"salah": checked.total},
                base=checked.plan.digest if checked.plan else "",
                day=day,
                uploaded_by=actor,
                uploaded_at=now,
            )
            record(actor=actor, action="people.import_check", target=run, changes={"state": (None, run.state)}, now=now)
    return run, checked


def _preview_store(checked: Checked, *, now: datetime) -> EncryptedFile:
    """Keep what the preview shows, encrypted, so that looking at it again costs nothing."""
    content = io.BytesIO(preview.written(checked.plan, faults=checked.faults, total=checked.total).encode())
    return file_store(content=content, name="pratinjau.json", media_type="application/json", now=now)


def _media_type(ending: str) -> str:
    """Give the type under which a file is kept."""
    return {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}.get(ending, "application/octet-stream")


def _import_again(run: ImportRun) -> Checked:
    """Check a stored file once more, against what is recorded now."""
    if run.file is None:
        raise Conflict(_("Berkas impor ini sudah dihapus."))
    with tempfile.TemporaryDirectory(prefix="betang-import-") as folder:
        path = Path(folder) / run.file.name.reveal()
        with path.open("wb") as out:
            for piece in file_open(run.file):
                out.write(piece)
        return check(path=path, kind=ImportKind(run.kind), day=run.day)


def import_apply(*, actor: User, run: ImportRun, now: datetime) -> ImportRun:
    """Apply a checked file as a whole, in one transaction, so that a killed worker leaves everything as it was.

    Conflict when it was applied already or what is recorded changed since the preview. Applying the same file twice
    changes nothing the second time: its plan is empty then. Accounts for the new are made afterwards (`accounts_open`),
    so that everybody else waits less long for their turn to write.
    """
    with transaction.atomic():
        lock_imports()
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state != ImportState.CHECKED:
            raise Conflict(_("Impor ini sudah diterapkan, ditolak, atau dibatalkan."))
        plan = _import_again(run).plan
        if plan is None or plan.digest != run.base:
            raise Conflict(_("Data sudah berubah sejak pratinjau; periksa berkas ini sekali lagi."))
        work = Work(actor, now, _("impor %(kind)s") % {"kind": run.get_kind_display()})
        entries = APPLY[run.kind](plan, work)
        run.state, run.applied_by, run.applied_at = ImportState.APPLIED, actor, now
        run.save(update_fields=["state", "applied_by", "applied_at"])
        record_many(entries, actor=actor, now=now)
        if run.kind in {ImportKind.UNITS, ImportKind.POSITIONS, ImportKind.EMPLOYEES} and plan.steps:
            lines_refresh(actor=actor, day=max(run.day, timezone.localdate(now)), now=now, since=run.day)
        changes = {"state": (ImportState.CHECKED, run.state), "counts": (None, run.counts)}
        record(actor=actor, action="people.import_apply", target=run, changes=changes, now=now)
    return run


def lock_imports() -> None:
    """Let imports wait for one another until the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def import_drop(*, actor: User, run: ImportRun, now: datetime) -> None:
    """Give a checked file up. Conflict when it is past that."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state not in {ImportState.CHECKED, ImportState.REFUSED}:
            raise Conflict(_("Impor ini sudah diterapkan atau dibatalkan."))
        before, run.state = run.state, ImportState.DROPPED
        run.save(update_fields=["state"])
        record(actor=actor, action="people.import_drop", target=run, changes={"state": (before, run.state)}, now=now)
