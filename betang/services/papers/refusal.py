"""The letter that tells why a request was refused, as a sealed paper: coded reasons and papers, no name, no free words.

What an officer wrote in own words stands on the page of the request only: a paper is kept longer than that.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import override

from betang.kernel.documents.actions import Paper
from betang.services import flow
from betang.services.content import definition_of
from betang.services.course import paper_names
from betang.services.document_kinds import REFUSAL
from betang.services.history import effective
from betang.services.models import Request
from betang.services.reasons import REASONS
from betang.ui import formats


def refusal_paper(row: Request, *, office: str) -> Paper | None:
    """Set out the letter of a request that stands refused, None for any other; one query."""
    steps = effective(list(row.events.all()))
    if row.state != flow.REJECTED or not steps or steps[-1].state != flow.REJECTED:
        return None
    event, definition = steps[-1], definition_of(row)
    with override("id"):
        data = {
            "unit": office,
            "rows": [
                ["Nomor permohonan", row.number],
                ["Layanan", definition.name.id],
                ["Diajukan", formats.date(timezone.localtime(row.submitted_at).date())],
                ["Diputuskan", formats.date(timezone.localtime(event.at).date())],
            ],
            "reasons": [REASONS[code].id for code in event.reasons if code in REASONS],
            "papers": paper_names(event, definition, "id"),
        }
    return Paper(
        kind=REFUSAL,
        series=f"services.refusal:{row.uid}",
        title=f"Pemberitahuan penolakan permohonan {row.number}",
        about=f"Permohonan {row.number}",
        issuer=office,
        data=data,
        subject=row.subject,
    )
