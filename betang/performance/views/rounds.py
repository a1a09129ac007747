"""360-degree feedback: what one is asked, answering without a trace, the summary, and the rounds of the agency."""

from random import SystemRandom
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.performance.actions import rounds as actions
from betang.performance.forms.rounds import AnswerForm, RoundForm
from betang.performance.jobs_rounds import round_start, seal_start
from betang.performance.queries import rounds as queries
from betang.performance.views.feedback import trail
from betang.performance.views.plan_parts import refused
from betang.performance.views.round_parts import blocks_shown, questions
from betang.ui.parts import Link

KEEPERS = roles(Role.BKPSDM)
PER_PAGE = 30


def round_trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    return trail(Link(_("360 derajat"), reverse("feedback360") if links else ""), *links)


@access(staff)
@require_safe
def round_home(request: HttpRequest) -> HttpResponse:
    """List what one is asked, and the summaries one may read."""
    viewer = viewer_of(request)
    page = Paginator(queries.results_seen(viewer), PER_PAGE).get_page(request.GET.get("h"))
    context = {
        "waiting": list(queries.invitations_open(viewer)[:100]),
        "page": page,
        "me": viewer.employee_id,
        "may_open": KEEPERS.allows(viewer),
        "trail": round_trail(),
    }
    return render(request, "performance/rounds/home.html", context)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def round_answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer about somebody, once and without a name."""
    viewer = viewer_of(request)
    row = queries.invitation_seen(viewer, uid)
    form = AnswerForm(request.POST or None).offer(questions(viewer.today))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.given
        try:
            actions.round_answer(actor=viewer.actor, invitation=row, chance=SystemRandom(), now=timezone.now(), **given)
            messages.success(request, _("Jawaban tersimpan tanpa nama dan tanpa waktu."))
            return redirect("feedback360")
        except (Invalid, Conflict) as error:
            refused(form, error)
    context = {"form": form, "row": row, "terms": row.round.terms, "trail": round_trail(Link(_("Isi")))}
    return render(request, "performance/rounds/answer.html", context, status=422 if form.errors else 200)


@access(staff)
@require_safe
def round_result(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the summary about somebody."""
    viewer = viewer_of(request)
    row = queries.result_seen(viewer, uid)
    name = row.subject.full_name
    context = {
        "row": row, "blocks": blocks_shown(row), "mine": row.subject_id == viewer.employee_id,
        "trail": round_trail(Link(name)),
    }  # fmt: skip
    return render(request, "performance/rounds/result.html", context)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def round_list(request: HttpRequest) -> HttpResponse:
    """List the rounds; open one for a year."""
    viewer = viewer_of(request)
    form = RoundForm(request.POST or None)
    form.fields["cycle"].queryset = queries.cycles_without_round()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            run = round_start(actor=viewer.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("job", run.pk)
        except (Invalid, Conflict) as error:
            refused(form, error)
    context = {
        "form": form, "rows": list(queries.rounds()[:PER_PAGE]), "today": viewer.today,
        "trail": round_trail(Link(_("Putaran"))),
    }  # fmt: skip
    return render(request, "performance/rounds/list.html", context, status=422 if form.errors else 200)


@access(KEEPERS)
@require_POST
def round_seal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Sum up a round that is over."""
    viewer, row = viewer_of(request), queries.round_seen(uid)
    if row.sealed_at or viewer.today <= row.to_date:
        raise Conflict(_("Putaran dirangkum sesudah hari terakhirnya, satu kali."))
    return redirect("job", seal_start(actor=viewer.actor, row=row, now=timezone.now()).pk)
