"""Handing out lists of evaluations as files: who took which is in the trail."""

from datetime import datetime

from django.db import transaction

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.people.models import Unit
from betang.performance.evaluation_sheet import detail, lines_of, rekap
from betang.performance.models import Period


def evaluations_export(*, actor: User, unit: Unit, period: Period, form: str, now: datetime) -> bytes:
    """Write the sent evaluations of a unit as a workbook: `form` "rekap" for e-Kinerja's layout, else all columns."""
    lines = lines_of(unit, period)
    content = rekap(unit, period, lines) if form == "rekap" else detail(lines)
    with transaction.atomic():
        changes = {"form": (None, form), "period": (None, str(period)), "people": (None, len(lines))}
        record(actor=actor, action="performance.evaluations_export", target=unit, changes=changes, now=now)
    return content
