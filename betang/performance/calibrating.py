"""Taking a sitting to change it: locked, open, by a member; and keeping what lies in an open one from being sent."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import Conflict, Forbidden
from betang.performance.models import Calibration, Evaluation


def opened(calibration: Calibration, now: datetime, *, late: bool = False) -> Calibration:
    """Hold a sitting until the transaction ends; Conflict when it is locked, or over (unless `late`)."""
    row = Calibration.objects.select_for_update(of=("self",)).select_related("period__cycle").get(pk=calibration.pk)
    if row.locked_at:
        raise Conflict(_("Sidang ini sudah dikunci."))
    if not late and localdate(now) > row.due_date:
        raise Conflict(_("Hari terakhir sidang ini sudah lewat."))
    return row


def member_only(calibration: Calibration, actor: User) -> None:
    """Refuse whoever does not sit in a sitting."""
    if not calibration.members.filter(user=actor).exists():
        raise Forbidden(_("Hanya anggota sidang yang mengajukan usulan."))


def not_in_calibration(rows: Sequence[Evaluation], now: datetime) -> None:
    """Refuse to send what lies in an open sitting; after its last day nothing is held back any more."""
    pairs = {(row.period_id, row.plan.unit_id) for row in rows}
    found = Calibration.objects.filter(
        locked_at=None, due_date__gte=localdate(now), period__in={one for one, _unit in pairs},
        units__in={unit for _period, unit in pairs},
    ).values_list("period_id", "units", "due_date")  # fmt: skip
    held = [due for period, unit, due in found if (period, unit) in pairs]
    if held:
        text = _("Unit ini sedang dikalibrasi. Kirim sesudah sidang dikunci, paling lambat sesudah %(day)s.")
        raise Conflict(text % {"day": f"{max(held):%d-%m-%Y}"})
