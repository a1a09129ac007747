"""The papers of a request for whoever holds it: receipt and letter of refusal, issued when first asked for."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.kernel.access.rules import access, public
from betang.kernel.access.viewer import viewer_of
from betang.kernel.crypto.files import file_response
from betang.kernel.documents.actions import document_issue
from betang.kernel.documents.queries import standing
from betang.kernel.errors import Conflict
from betang.kernel.limits.counting import Limit
from betang.services.office import office_name
from betang.services.papers.receipt import receipt_paper, series_of
from betang.services.papers.refusal import refusal_paper
from betang.services.views.applying import held, unhurried

PAPERS = Limit("services_receipt_paper", amount=600, seconds=3600)


@access(public)
@require_POST
def receipt_pdf(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand out the receipt as a sealed PDF; Conflict for a draft."""
    row = held(request, uid)
    if row.submitted_at is None:
        raise Conflict(_("Permohonan ini belum dikirim. Tanda terimanya terbit sesudah Anda mengirimnya."))
    unhurried(request, PAPERS)
    stands = standing([series := series_of(row)]).get(series)  # later its papers may have been erased
    if stands is None:
        paper = receipt_paper(row, office=office_name())
        stands = document_issue(actor=viewer_of(request).user, paper=paper, now=timezone.now())
    return file_response(stands.file)


@access(public)
@require_POST
def refusal_pdf(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand out the letter of a refused request as a sealed PDF; Conflict for any other."""
    row = held(request, uid)
    paper = refusal_paper(row, office=office_name())
    if paper is None:
        raise Conflict(_("Permohonan ini tidak ditolak."))
    unhurried(request, PAPERS)
    return file_response(document_issue(actor=viewer_of(request).user, paper=paper, now=timezone.now()).file)
