"""An evaluation as the person evaluated, and others within reach, meet it: assess oneself, read, receive, answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.performance import words
from betang.performance.actions import answering
from betang.performance.actions.objections import objection_file as file_objection
from betang.performance.derivations import steps
from betang.performance.forms.evaluations import TextForm, given_by_oneself
from betang.performance.models import Evaluation, EvaluationState
from betang.performance.queries import evaluations
from betang.performance.queries.annual import parts_of
from betang.performance.queries.contents import Asked, contents
from betang.performance.queries.corrected import corrected_since_frozen
from betang.performance.queries.objections import clock_of, decisions_of, silent
from betang.performance.views.evaluation_parts import frozen_board, own_trail
from betang.ui.parts import Link


@access(staff)
@require_safe
def evaluation_list(request: HttpRequest) -> HttpResponse:
    """List one's own evaluations, the latest first."""
    found = evaluations.own(viewer_of(request))
    rows = [(period, row, words.predicate(row.predicate)) for period, row in found]
    return render(request, "performance/evaluations/own.html", {"rows": rows, "trail": own_trail()})


@access(staff)
@require_safe
def evaluation_page(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Show an evaluation that was sent; one's own before that as the form of the self-assessment."""
    evaluation = evaluations.seen(viewer_of(request), uid, number)
    return one_page(request, evaluation)


def one_page(request: HttpRequest, evaluation: Evaluation, error: str = "") -> HttpResponse:
    """Draw an evaluation, with a refusal above it when there was one."""
    if evaluation.state == EvaluationState.OPEN:
        return self_page(request, evaluation, error)
    decisions = decisions_of(evaluation)
    holds, content = decisions[-1], (evaluation.snapshot or {})["content"]
    mine = evaluation.plan.employee_id == viewer_of(request).employee_id
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "plan": evaluation.plan,
        "board": frozen_board(content, result=holds.result, behaviour=holds.behaviour),
        "decisions": [
            (row, words.predicate(row.predicate), words.rating(row.result), words.rating(row.behaviour))
            for row in decisions
        ],
        "holds": holds,
        "year": parts_of(evaluation, content.get("year", [])) if evaluation.period.annual else [],
        "corrected": corrected_since_frozen(evaluation),
        "error": error,
        "trail": trail(evaluation, mine=mine),
        **answers(request, evaluation, mine=mine),
    }
    return render(request, "performance/evaluations/read.html", context, status=422 if error else 200)


def answers(request: HttpRequest, evaluation: Evaluation, *, mine: bool) -> dict[str, Any]:
    """Say how the person evaluated may answer, and until when."""
    today, clock = viewer_of(request).today, clock_of(evaluation)
    received = evaluation.state == EvaluationState.RECEIVED
    return {
        "mine": mine,
        "may_answer": mine and received,
        "may_object": mine and received and (clock is None or today <= clock.last),
        "clock": clock,
        "clock_steps": steps(clock.lines) if clock else [],
        "silent": received and silent(evaluation, today),
        "objection": getattr(evaluation, "objection", None),
        "answer_form": TextForm.called(_("Tanggapan")),
        "object_form": TextForm.called(_("Alasan keberatan")),
    }


def trail(evaluation: Evaluation, *, mine: bool) -> list[Link]:
    """Give the breadcrumbs of an evaluation."""
    name = str(evaluation.period) if mine else evaluation.plan.employee.full_name
    return own_trail(Link(name)) if mine else [own_trail()[0], Link(name)]


def self_page(request: HttpRequest, evaluation: Evaluation, error: str = "") -> HttpResponse:
    """Draw the form of the self-assessment: no rating of the rater is on it."""
    content = contents([Asked(evaluation)])[0]
    for row in [*content["items"], *content["behaviours"]]:
        row["rating"] = row["feedback"] = ""
    context = {
        "evaluation": evaluation,
        "plan": evaluation.plan,
        "board": frozen_board(content, result="", behaviour=""),
        "begun": evaluation.period.from_date <= viewer_of(request).today,
        "error": error,
        "trail": trail(evaluation, mine=True),
    }
    return render(request, "performance/evaluations/self.html", context, status=422 if error else 200)


@access(staff)
@require_POST
def evaluation_self(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Hand in one's self-assessment."""
    viewer = viewer_of(request)
    evaluation = evaluations.seen(viewer, uid, number)
    content = contents([Asked(evaluation)])[0]
    try:
        given = given_by_oneself(request.POST, content)
        answering.self_send(
            actor=viewer.actor, plan=evaluation.plan, period=evaluation.period, given=given, now=timezone.now()
        )
    except Invalid as refusal:
        return one_page(request, evaluation, refusal.message)
    messages.success(request, _("Penilaian diri terkirim."))
    return redirect("evaluation", uid, number)


@access(staff)
@require_POST
def evaluation_receive(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Confirm that one received the evaluation."""
    viewer = viewer_of(request)
    evaluation = evaluations.seen(viewer, uid, number)
    answering.evaluation_receive(actor=viewer.actor, evaluation=evaluation, now=timezone.now())
    messages.success(request, _("Penerimaan tercatat. Jangka waktu keberatan dihitung sejak hari ini."))
    return redirect("evaluation", uid, number)


@access(staff)
@require_POST
def evaluation_answer(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Accept the evaluation, or comment on it."""
    viewer = viewer_of(request)
    evaluation = evaluations.seen(viewer, uid, number)
    accept = request.POST.get("aksi") == "setuju"
    try:
        answering.evaluation_answer(
            actor=viewer.actor, evaluation=evaluation, text=request.POST.get("text", "")[:4000], accept=accept,
            now=timezone.now(),
        )  # fmt: skip
    except Invalid as refusal:
        return one_page(request, evaluation, refusal.message)
    messages.success(request, _("Evaluasi disetujui.") if accept else _("Tanggapan tercatat."))
    return redirect("evaluation", uid, number)


@access(staff)
@require_POST
def objection_file(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Object to the evaluation."""
    viewer = viewer_of(request)
    evaluation = evaluations.seen(viewer, uid, number)
    try:
        made = file_objection(
            actor=viewer.actor, evaluation=evaluation, reasons=request.POST.get("text", "")[:4000], now=timezone.now()
        )
    except Invalid as refusal:
        return one_page(request, evaluation, refusal.message)
    messages.success(request, _("Keberatan Anda diajukan."))
    return redirect("objection", made.uid)
