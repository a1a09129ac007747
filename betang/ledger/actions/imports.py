"""Files with facts come in, are checked line by line, and are applied as a whole or not at all."""

import io
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.crypto.files import file_open, file_store
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.exchange.report import BadInput
from betang.ledger import kinds
from betang.ledger.actions.taking import facts_judge, facts_take
from betang.ledger.drafts import Outcome, Refusal
from betang.ledger.models import FactImport, FactImportState, Source
from betang.ledger.sheets import Line, lines_of
from betang.people.imports.reading import Sheet

ENDINGS = (".xlsx", ".ods", ".csv", ".parquet")
LARGEST = 10 * 1024 * 1024
SHOWN = 200
COLUMN = {  # the cell that a refusal is about; the id otherwise
    Refusal.UNKNOWN_NIP: "nip",
    Refusal.FUTURE: "waktu",
    Refusal.CLOSED_PERIOD: "waktu",
    Refusal.UNKNOWN_CORRECTED: "menggantikan",
    Refusal.OTHER_KIND_CORRECTED: "menggantikan",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a file: its faults, or its lines and what would become of each."""

    lines: Sequence[Line] = ()
    outcomes: Sequence[Outcome] = ()
    faults: tuple[str, ...] = ()
    total: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many facts are new, corrections, there already, or faulty."""
        if self.faults:
            return {"salah": self.total}
        fresh = [one.fact for one in self.outcomes if one.fact and not one.repeated]
        corrections = sum(fact.revision > 1 for fact in fresh)
        return {"baru": len(fresh) - corrections, "koreksi": corrections, "tetap": len(self.outcomes) - len(fresh)}


def check(*, path: Path, source: Source, kind: str, now: datetime) -> Checked:
    """Read a file and judge each of its lines as if it were sent; nothing is written."""
    found = kinds.find(kind)
    if found is None:
        raise Invalid(_("Jenis fakta ini tidak dikenal."))
    try:
        sheet, lines = lines_of(path, found, day=timezone.localdate(now))
        sheet.report.raise_if_bad()
        drafts = [line.draft for line in lines]
        outcomes = facts_judge(actor=None, source=source, drafts=drafts, now=now)
        _flag(sheet, lines, outcomes)
        sheet.report.raise_if_bad()
    except BadInput as bad:
        return Checked(faults=tuple(str(problem) for problem in bad.problems), total=bad.total)
    return Checked(lines, outcomes)


def _flag(sheet: Sheet, lines: Sequence[Line], outcomes: Sequence[Outcome]) -> None:
    """Report lines that would be refused, by the cell that is to blame."""
    reasons = {
        line.index: (COLUMN.get(one.refusal, "id"), one.reason)
        for line, one in zip(lines, outcomes, strict=True)
        if one.refusal
    }
    for column in sorted({name for name, _reason in reasons.values()}):
        indexes = sorted(index for index, (name, _reason) in reasons.items() if name == column)
        sheet.reading.flag(
            np.array(indexes, dtype=np.int64), [column], "baris yang diterima: ", detail=lambda i: reasons[i][1]
        )


def import_check(
    *, actor: User, content: BinaryIO, name: str, source: Source, kind: str, now: datetime
) -> tuple[FactImport, Checked]:
    """Store an uploaded file, encrypted, and check it. Invalid when it is too large or not for this source."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise Invalid(_("Jenis berkas tidak dikenal; gunakan %(kinds)s.") % {"kinds": ", ".join(ENDINGS)})
    if source.closed_at or kind not in source.kinds:
        raise Invalid(_("Sumber ini tidak terdaftar untuk jenis fakta ini."), fields={"kind": _("Pilih jenis lain.")})
    data = content.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Invalid(_("Berkas lebih besar dari 10 MB; bagi menjadi beberapa berkas."))
    with tempfile.TemporaryDirectory(prefix="betang-fakta-") as folder:
        path = Path(folder) / f"fakta{ending}"  # the name that was given never reaches the disk
        path.write_bytes(data)
        checked = check(path=path, source=source, kind=kind, now=now)
    with transaction.atomic():
        shown = io.BytesIO(_preview_written(checked).encode())
        run = FactImport.objects.create(
            source=source,
            kind=kind,
            file=file_store(
                content=io.BytesIO(data), name=f"fakta{ending}", media_type="application/octet-stream", now=now
            ),
            preview=file_store(content=shown, name="pratinjau.json", media_type="application/json", now=now),
            state=FactImportState.REFUSED if checked.faults else FactImportState.CHECKED,
            counts=checked.counts,
            uploaded_by=actor,
            uploaded_at=now,
        )
        changes = {"state": (None, run.state), "counts": (None, run.counts)}
        record(actor=actor, action="ledger.import_check", target=run, changes=changes, now=now)
    return run, checked


def _preview_written(checked: Checked) -> str:
    """Write what the preview shows: faults, or the first 200 lines."""
    rows = [
        {
            "number": line.row.number,
            "nip": line.draft.nip,
            "day": timezone.localdate(line.draft.happened_at).isoformat(),
            "data": dict(line.draft.data),
            "word": "tetap" if one.repeated else "koreksi" if line.draft.corrects else "baru",
        }
        for line, one in zip(checked.lines[:SHOWN], checked.outcomes, strict=False)
    ]
    more = max(0, len(checked.lines) - SHOWN)
    return json.dumps({"faults": checked.faults, "total": checked.total, "lines": rows, "more": more})


def import_apply(*, actor: User, run: FactImport, now: datetime) -> FactImport:
    """Take all facts of a checked file in one transaction.

    Conflict when it was applied already, or a line would be refused by now; then nothing is written. The same file
    again adds nothing: its facts are there already.
    """
    with transaction.atomic():
        run = FactImport.objects.select_for_update(of=("self",)).select_related("source", "file").get(pk=run.pk)
        if run.state != FactImportState.CHECKED:
            raise Conflict(_("Impor ini sudah diterapkan, ditolak, atau dibatalkan."))
        kind = kinds.find(run.kind)
        if run.source.closed_at or kind is None:
            raise Conflict(_("Sumber ini sudah ditutup."))
        with tempfile.TemporaryDirectory(prefix="betang-fakta-") as folder:
            path = Path(folder) / run.file.name.reveal()
            path.write_bytes(b"".join(file_open(run.file)))
            _sheet, lines = lines_of(path, kind, day=timezone.localdate(now))
        outcomes = facts_take(actor=actor, source=run.source, drafts=[line.draft for line in lines], now=now)
        if any(one.refusal for one in outcomes):
            raise Conflict(_("Data sudah berubah sejak pratinjau; periksa berkas ini sekali lagi."))
        run.state, run.applied_by, run.applied_at = FactImportState.APPLIED, actor, now
        run.save(update_fields=["state", "applied_by", "applied_at"])
        changes = {"state": (FactImportState.CHECKED, run.state)}
        record(actor=actor, action="ledger.import_apply", target=run, changes=changes, now=now)
    return run


def import_drop(*, actor: User, run: FactImport, now: datetime) -> None:
    """Give a checked file up. Conflict when it is past that."""
    with transaction.atomic():
        run = FactImport.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if run.state not in {FactImportState.CHECKED, FactImportState.REFUSED}:
            raise Conflict(_("Impor ini sudah diterapkan atau dibatalkan."))
        before, run.state = run.state, FactImportState.DROPPED
        run.save(update_fields=["state"])
        record(actor=actor, action="ledger.import_drop", target=run, changes={"state": (before, run.state)}, now=now)
