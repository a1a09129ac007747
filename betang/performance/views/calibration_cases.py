"""Cases of a sitting: one with its evidence and what was proposed, some side by side, proposing, answering."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.performance import words
from betang.performance.actions import calibration_cases as actions
from betang.performance.forms.calibration import AnswerForm, ProposalForm
from betang.performance.models import CalibrationCase
from betang.performance.queries import calibration as queries
from betang.performance.queries.contents import Asked, contents
from betang.performance.views.calibration import drawn, trail
from betang.regulation.eksp2022.levels import NILAI
from betang.ui.parts import Link

MOST = 4  # cases beside each other


@access(staff)
@require_safe
def calibration_case(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one case."""
    viewer = viewer_of(request)
    return case_page(request, viewer, queries.case_seen(viewer, uid))


def case_page(
    request: HttpRequest,
    viewer: Viewer,
    case: CalibrationCase,
    *,
    error: str = "",
    form: Any = None,
    answer: Any = None,
) -> HttpResponse:
    """Draw a case, with a refusal above it when there was one."""
    plan = case.evaluation.plan
    proposals = list(case.proposals.select_related("proposed_by__employee", "answered_by__employee").order_by("id"))
    waiting = next((one for one in proposals if not one.outcome), None)
    opened = is_open(viewer, case)
    context = {
        "one": with_evidence([case])[0],
        "calibration": case.calibration,
        "proposals": [(one, words.predicate(one.predicate)) for one in proposals],
        "waiting": waiting,
        "propose_form": (form or first_form(case)) if opened and proposes(viewer, case, waiting) else None,
        "answer_form": (answer or AnswerForm()) if opened and waiting and plan.rater_id == viewer.employee_id else None,
        "error": error,
        "trail": trail(*links(case), Link(plan.employee.full_name)),
    }
    return render(request, "performance/calibration/case.html", context, status=422 if error else 200)


def proposes(viewer: Viewer, case: CalibrationCase, waiting: Any) -> bool:
    """Tell whether somebody may propose for a case: a member, while no proposal waits."""
    return waiting is None and queries.sits(viewer, case.calibration)


def first_form(case: CalibrationCase) -> ProposalForm:
    """Give the form with the ratings as they were handed in."""
    return ProposalForm(initial={"result": case.result, "behaviour": case.behaviour})


def is_open(viewer: Viewer, case: CalibrationCase) -> bool:
    """Tell whether anything can still be proposed or answered."""
    sitting = case.calibration
    return sitting.locked_at is None and viewer.today <= sitting.due_date and case.evaluation.sent_at is None


def links(case: CalibrationCase) -> list[Link]:
    """Lead back to the sitting."""
    return [Link(str(case.calibration.period), reverse("calibration", args=[case.calibration.uid]))]


def with_evidence(cases: Sequence[CalibrationCase]) -> list[dict[str, Any]]:
    """Give cases with what their ratings rest on: results with indicators and realisation, values, feedback."""
    every = contents([Asked(one.evaluation) for one in cases])
    return [
        {
            **drawn(case),
            "items": [(item, words.rating(item["rating"]), words.rating(item["own"])) for item in content["items"]],
            "values": [
                (NILAI.label(one["value"]).text(words.language()), words.rating(one["rating"]), one["feedback"])
                for one in content["behaviours"]
            ],
            "reason": case.evaluation.reason,
        }
        for case, content in zip(cases, every, strict=True)
    ]


@access(staff)
@require_safe
def calibration_compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show some cases of a sitting side by side with their evidence."""
    viewer = viewer_of(request)
    calibration = queries.calibration_seen(viewer, uid)
    wanted = set(request.GET.getlist("perkara"))
    cases = [one for one in queries.cases_seen(viewer, calibration) if str(one.uid) in wanted][:MOST]
    back = Link(str(calibration.period), reverse("calibration", args=[uid]))
    context = {"cases": with_evidence(cases), "trail": trail(back, Link(_("Berdampingan"))), "most": MOST}
    return render(request, "performance/calibration/compare.html", context)


@access(staff)
@require_POST
def calibration_propose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Propose other ratings for a case."""
    viewer = viewer_of(request)
    case = queries.case_seen(viewer, uid)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return case_page(request, viewer, case, error=_("Usulan belum lengkap."), form=form)
    try:
        actions.calibration_propose(actor=viewer.actor, case=case, now=timezone.now(), **form.cleaned_data)
    except (Conflict, Invalid) as refusal:
        return case_page(request, viewer, case, error=refusal.message, form=form)
    messages.success(request, _("Usulan tercatat; penilai sudah diberi tahu dan memutuskan."))
    return redirect("calibration_case", uid)


@access(staff)
@require_POST
def calibration_answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Accept the waiting proposal or keep one's own ratings."""
    viewer = viewer_of(request)
    case = queries.case_seen(viewer, uid)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return case_page(request, viewer, case, error=_("Putusan belum lengkap."), answer=form)
    named = request.POST.get("usulan", "")
    proposal = next((one for one in case.proposals.all() if str(one.uid) == named), None)
    try:
        actions.calibration_answer(
            actor=viewer.actor, case=case, proposal=proposal, now=timezone.now(), **form.cleaned_data
        )
    except (Conflict, Invalid) as refusal:
        return case_page(request, viewer, case, error=refusal.message, answer=form)
    messages.success(request, _("Putusan Anda tercatat dan berlaku saat evaluasi dikirim."))
    return redirect("calibration_case", uid)
