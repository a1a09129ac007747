"""What an indicator is measured by, in one's own draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import NotFound
from betang.ledger.measures import Measure, measure_to_json
from betang.performance.locking import editable
from betang.performance.models import Indicator


def indicator_measure(*, actor: User, indicator: Indicator, measure: Measure | None, now: datetime) -> Indicator:
    """Set from which facts an indicator of one's draft is drawn; None: by hand. Repeating changes nothing."""
    kept = None if measure is None else measure_to_json(measure)
    with transaction.atomic():
        held = editable(indicator.result.version, actor)
        row = Indicator.objects.select_for_update().filter(pk=indicator.pk, result__version=held).first()
        if row is None:
            raise NotFound(_("Indikator ini tidak ditemukan."))
        if row.measure != kept:
            before, row.measure = row.measure, kept
            row.save(update_fields=["measure"])
            changes = {"measure": (before, kept)}
            subject = held.plan.employee.uid
            record(
                actor=actor,
                action="performance.indicator_measure",
                target=row,
                subject=subject,
                changes=changes,
                now=now,
            )
    return row
