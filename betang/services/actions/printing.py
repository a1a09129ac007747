"""Printing lists of what is handed over: one act, one entry with the numbers that stood on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record
from betang.kernel.errors import Invalid
from betang.services.models import Request
from betang.services.queries.deliveries import ready, ready_since_morning

KINDS = ("daftar", "label")
MOST = 200


def list_print(*, viewer: Viewer, uids: Collection[UUID], today: bool, kind: str, now: datetime) -> list[Request]:
    """Return what is printed, by number: those picked, or all that became ready today; what was handed over drops out.

    Invalid when nothing is left, or too much for one print. Audited.
    """
    found = ready_since_morning(viewer, now) if today else ready(viewer).filter(uid__in=list(uids)[: MOST + 1])
    with transaction.atomic():
        rows = list(found.order_by("number")[: MOST + 1])
        if kind not in KINDS:
            raise Invalid(_("Pilih daftar atau label."))
        if not rows:
            raise Invalid(_("Pilih sedikitnya satu permohonan yang siap diambil."))
        if len(rows) > MOST:
            raise Invalid(_("Paling banyak %(most)d permohonan sekali cetak.") % {"most": MOST})
        changes = {"kind": (None, kind), "numbers": (None, " ".join(str(row.number) for row in rows))}
        record(actor=viewer.actor, action="services.list_print", target=viewer.actor, changes=changes, now=now)
    return rows
