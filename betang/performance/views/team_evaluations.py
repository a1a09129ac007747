"""Rating one's team: the list of a period, one person, the table side by side, sending."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.performance import words
from betang.performance.actions.ratings import ratings_save
from betang.performance.actions.sending import evaluation_send as send_one
from betang.performance.actions.sending import evaluations_send as send_many
from betang.performance.forms.evaluations import edition_of, given_by_rater
from betang.performance.models import Evaluation, EvaluationState
from betang.performance.queries import evaluations
from betang.performance.queries.annual import parts_of
from betang.performance.queries.contents import Asked, contents
from betang.performance.queries.patterns import patterns_of
from betang.performance.queries.readiness import ready
from betang.performance.views.evaluation_parts import board_of, drawn, team_trail
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.ui.parts import Link

MOST = 60  # people of one rater on one page; more are sent in parts


@access(staff)
@require_safe
def evaluation_team(request: HttpRequest) -> HttpResponse:
    """List those one rates in a period, how far each came, and what was sent against the pattern."""
    viewer = viewer_of(request)
    found = evaluations.calendar_of(
        viewer.today, year=request.GET.get("tahun", ""), number=request.GET.get("periode", "")
    )
    rows = evaluations.team(viewer, found.chosen) if found.chosen else []
    sent = [row for row in rows if not row.is_open]
    context = {
        "calendar": found,
        "rows": [(row, words.predicate(row.predicate)) for row in rows],
        "open": sum(row.is_open for row in rows),
        "patterns": patterns_of([(row.plan, row.predicate) for row in sent], found.chosen),
        "trail": team_trail(),
    }
    return render(request, "performance/evaluations/team.html", context)


@access(staff)
@require_safe
def evaluation_rate(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Show the form of one person in a period; what was sent is read on its own page."""
    evaluation = evaluations.rated_by(viewer_of(request), uid, number)
    if evaluation.state != EvaluationState.OPEN:
        return redirect("evaluation", uid, number)
    return rate_page(request, evaluation)


def rate_page(request: HttpRequest, evaluation: Evaluation, error: str = "") -> HttpResponse:
    """Draw the form, with a refusal above it when there was one."""
    mates = evaluations.mates_of(evaluation)
    place = mates.index(evaluation.plan.uid) if evaluation.plan.uid in mates else 0
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "plan": evaluation.plan,
        "board": board_of(evaluation),
        "error": error,
        "year": parts_of(evaluation) if evaluation.period.annual else [],
        "place": place + 1,
        "count": len(mates),
        "previous": mates[place - 1] if place else None,
        "next": mates[place + 1] if place + 1 < len(mates) else None,
        "trail": team_trail(Link(evaluation.plan.employee.full_name)),
    }
    return render(request, "performance/evaluations/rate.html", context, status=422 if error else 200)


def keep(request: HttpRequest, evaluation: Evaluation) -> Evaluation:
    """Save what was typed into the form."""
    content = contents([Asked(evaluation)])[0]
    return ratings_save(
        actor=viewer_of(request).actor,
        plan=evaluation.plan,
        period=evaluation.period,
        edition=edition_of(request.POST),
        given=given_by_rater(request.POST, content),
        now=timezone.now(),
    )


@access(staff)
@require_POST
def evaluation_save(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Save the form as it stands: for HTMX the part that changes comes back, without it the page."""
    evaluation = evaluations.rated_by(viewer_of(request), uid, number)
    try:
        kept = keep(request, evaluation)
    except Invalid as refusal:
        if not request.htmx:  # type: ignore[attr-defined]
            return rate_page(request, evaluation, refusal.message)
        evaluation.edition = edition_of(request.POST)  # what was seen, not what is stored now
        context = {"evaluation": evaluation, "plan": evaluation.plan, "board": board_of(evaluation)}
        return render(request, "performance/evaluations/aside.html", {**context, "error": refusal.message})
    except Conflict as refusal:
        if not request.htmx:  # type: ignore[attr-defined]
            raise
        return render(request, "performance/evaluations/refused.html", {"error": refusal.message})
    if request.htmx:  # type: ignore[attr-defined]
        context = {"evaluation": kept, "plan": kept.plan, "board": board_of(kept), "saved": timezone.localtime()}
        return render(request, "performance/evaluations/aside.html", context)
    return redirect("evaluation_rate", uid, number)


@access(staff)
@require_POST
def evaluation_send(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Save the form and send the evaluation to the employee."""
    viewer = viewer_of(request)
    evaluation = evaluations.rated_by(viewer, uid, number)
    if evaluation.state != EvaluationState.OPEN:
        raise Conflict(_("Evaluasi ini sudah dikirim dan tidak dapat diubah lagi."))
    try:
        evaluation = keep(request, evaluation)
        send_one(actor=viewer.actor, evaluation=evaluation, edition=evaluation.edition, now=timezone.now())
    except Invalid as refusal:
        return rate_page(request, evaluation, refusal.message)
    messages.success(request, _("Evaluasi %(name)s terkirim.") % {"name": evaluation.plan.employee.full_name})
    return redirect("evaluation_team")


@access(staff)
@require_safe
def evaluation_compare(request: HttpRequest) -> HttpResponse:
    """Show what is about to be sent side by side, person by person."""
    return compare_page(request)


def compare_page(request: HttpRequest, error: str = "") -> HttpResponse:
    """Draw the table, with a refusal above it when there was one."""
    viewer = viewer_of(request)
    found = evaluations.calendar_of(
        viewer.today, year=request.GET.get("tahun", ""), number=request.GET.get("periode", "")
    )
    rows = evaluations.written(viewer, found.chosen)[:MOST] if found.chosen else []
    read = ready(rows)
    plans = [
        (one.evaluation.plan, one.proposed.predicate[one.place])
        for one in read
        if one.proposed.predicate[one.place] >= 0
    ]
    context = {
        "calendar": found,
        "rows": [(one.evaluation, drawn(one)) for one in read],
        "patterns": patterns_of(
            [(plan, PREDIKAT.names[int(code)]) for plan, code in plans],
            found.chosen,
            levels={one.evaluation.plan.unit_id: one.content["achievement"] for one in read},
        ),
        "error": error,
        "trail": team_trail(Link(_("Berdampingan"))),
    }
    return render(request, "performance/evaluations/compare.html", context, status=422 if error else 200)


@access(staff)
@require_POST
def evaluations_send(request: HttpRequest) -> HttpResponse:
    """Send the ticked evaluations, all of them or none."""
    pairs = (text.partition(":") for text in request.POST.getlist("evaluasi")[:MOST])
    wanted = {int(key): int(seen) for key, _colon, seen in pairs if key.isdecimal() and seen.isdecimal()}
    if not wanted:
        return compare_page(request, _("Belum ada pegawai yang dipilih."))
    mine = Evaluation.objects.filter(pk__in=wanted, plan__rater=viewer_of(request).employee_id)
    if mine.count() != len(wanted):
        raise NotFound
    try:
        sent = send_many(actor=viewer_of(request).actor, editions=wanted, now=timezone.now())
    except Invalid as refusal:
        return compare_page(request, refusal.message)
    words_of = ngettext("%(n)s evaluasi terkirim.", "%(n)s evaluasi terkirim.", len(sent))
    messages.success(request, words_of % {"n": len(sent)})
    return redirect("evaluation_team")
