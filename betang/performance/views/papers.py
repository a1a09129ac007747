"""Taking a plan or an evaluation along as its official paper: issued when asked for, the same again as it stands."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.crypto.files import file_response
from betang.kernel.documents.actions import document_issue
from betang.kernel.errors import Conflict
from betang.performance.models import EvaluationState, VersionState
from betang.performance.papers.evaluations import evaluation_papers
from betang.performance.papers.plans import plan_papers
from betang.performance.queries.evaluations import seen
from betang.performance.queries.plans import versions_seen


@access(staff)
@require_POST
def plan_paper(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand out the agreed version of a plan as a PDF; to whoever may read the plan."""
    viewer = viewer_of(request)
    _plan, versions = versions_seen(viewer, uid)
    agreed = next((one for one in versions if one.state == VersionState.AGREED), None)
    if agreed is None:
        raise Conflict(_("SKP ini belum disepakati. Dokumennya terbit sesudah penilai menyepakatinya."))
    paper = plan_papers([agreed])[0]
    return file_response(document_issue(actor=viewer.actor, paper=paper, now=timezone.now()).file)


@access(staff)
@require_POST
def evaluation_paper(request: HttpRequest, uid: UUID, number: int) -> HttpResponseBase:
    """Hand out an evaluation that was sent, or its Dokumen Evaluasi (`dokumen=ringkas`); to whoever may read it."""
    viewer = viewer_of(request)
    evaluation = seen(viewer, uid, number)
    if evaluation.state == EvaluationState.OPEN:
        raise Conflict(_("Evaluasi ini belum dikirim. Dokumennya terbit sesudah pejabat penilai mengirimnya."))
    whole, summary = evaluation_papers([evaluation])[0]
    paper = summary if request.POST.get("dokumen") == "ringkas" else whole
    return file_response(document_issue(actor=viewer.actor, paper=paper, now=timezone.now()).file)
