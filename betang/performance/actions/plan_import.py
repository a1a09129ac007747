"""Bringing an existing plan in from a spreadsheet: all of it, or nothing and every fault by its cell."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.kernel.errors import Invalid
from betang.kernel.exchange.report import BadInput
from betang.performance.actions.content import result_written
from betang.performance.locking import editable
from betang.performance.models import PlanVersion
from betang.performance.plan_sheet import read_plan

ENDINGS = (".xlsx", ".ods", ".csv")
LARGEST = 2 * 1024 * 1024


class Unreadable(Invalid):
    """A file that does not hold; `faults` are sentences that name each cell."""

    def __init__(self, message: str, faults: list[str]) -> None:
        super().__init__(message)
        self.faults = faults


def plan_import(*, actor: User, version: PlanVersion, content: BinaryIO, name: str, now: datetime) -> int:
    """Add the results of a file to one's draft; return how many. Unreadable lists the faults, nothing is written."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise Invalid(_("Jenis berkas tidak dikenal; gunakan %(kinds)s.") % {"kinds": ", ".join(ENDINGS)})
    data = content.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Invalid(_("Berkas lebih besar dari 2 MB."))
    with tempfile.TemporaryDirectory(prefix="betang-skp-") as folder, transaction.atomic():
        path = Path(folder) / f"skp{ending}"  # the name that was given never reaches the disk
        path.write_bytes(data)
        held = editable(version, actor)
        present = list(held.results.values_list("text", flat=True))
        try:
            results = read_plan(path, approach=held.plan.approach, present=present)
        except BadInput as bad:
            message = _("%(total)s kesalahan pada berkas. Tidak ada yang disimpan.") % {"total": bad.total}
            raise Unreadable(message, [str(problem) for problem in bad.problems]) from bad
        changes: list[Change] = []
        for one in results:
            changes += result_written(held=held, values=one.values, indicators=one.indicators)[1]
        subject = held.plan.employee.uid
        whole = {"results": (len(present), len(present) + len(results))}
        changes.append(Change(action="performance.plan_import", target=held, subject=subject, changes=whole))
        record_many(changes, actor=actor, now=now)
    return len(results)
