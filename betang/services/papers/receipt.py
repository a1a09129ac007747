"""The receipt of a request as a sealed paper: that it was received, what came along, what was promised that day.

Neither PIN nor secret link stands in it, nor a name: a paper is kept, and whoever finds one must not open the request.
The same receipt is handed out again however the request goes on, since nothing in it changes after the sending.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import override

from betang.kernel.documents.actions import Paper
from betang.services.content import definition_of
from betang.services.document_kinds import RECEIPT
from betang.services.models import Request
from betang.services.promise import promise_of
from betang.ui import formats


def series_of(row: Request) -> str:
    """Return what the receipts of a request are registered under."""
    return f"services.receipt:{row.uid}"


def receipt_paper(row: Request, *, office: str) -> Paper:
    """Set out the receipt of a request that was sent; one query."""
    definition, sent = definition_of(row), timezone.localtime(row.submitted_at)
    names = {each.key: each.text.id for each in definition.papers}
    came = list(row.attachments.filter(added_at__lte=sent).order_by("id").values_list("paper", flat=True))
    promise = promise_of(row.service, sent.date())
    with override("id"):
        data = {
            "unit": office,
            "rows": [
                ["Nomor permohonan", row.number],
                ["Layanan", definition.name.id],
                ["Diterima", f"{formats.date(sent.date())}, pukul {sent:%H.%M}"],
                ["Melalui", row.get_channel_display()],
            ],
            "limit": f"{promise.limit.amount} jam kerja sejak berkas lengkap" if promise.limit else "",
            "papers": [names.get(key, key) for key in dict.fromkeys(came)],
            "erased": row.closed_at is not None and not came,
        }
    return Paper(
        kind=RECEIPT,
        series=series_of(row),
        title=f"Tanda terima permohonan {row.number}",
        about=f"Permohonan {row.number}",
        issuer=office,
        data=data,
        subject=row.subject,
    )
