"""Contesting a fact, the list of those who decide, one contest with its decision."""

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

from betang.kernel.access.rows import require
from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.ledger import rules
from betang.ledger.actions.contests import contest_accept, contest_decline, contest_open
from betang.ledger.forms.contests import ContestForm, DecisionForm
from betang.ledger.models import Contest, ContestState, Fact
from betang.ledger.queries import contests as queries
from betang.ledger.queries.imports import values_said
from betang.ledger.views.parts import refused
from betang.people.models import Employee
from betang.ui.parts import Link

PER_PAGE = 25


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    here = Link(_("Sanggahan fakta"), reverse("contests") if links else "")
    return [Link(_("Beranda"), reverse("desk")), here, *links]


@access(staff)
@require_safe
def contest_list(request: HttpRequest) -> HttpResponse:
    """List the contests that wait for oneself, one's own, and what was decided."""
    viewer = viewer_of(request)
    waiting = Paginator(queries.contests_waiting(viewer), PER_PAGE).get_page(request.GET.get("h"))
    context = {
        "answers": rules.answers(viewer),
        "waiting": [(row, queries.age_days(row, viewer.today)) for row in waiting],
        "page": waiting,
        "own": queries.contests_own(viewer),
        "decided": list(queries.contests_decided(viewer)[:PER_PAGE]),
        "trail": trail(),
    }
    return render(request, "ledger/contests.html", context)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def contest_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Contest a fact."""
    viewer = viewer_of(request)
    fact = queries.fact_contestable(viewer, pk)
    form = ContestForm(request.POST if request.method == "POST" else None, fact=fact, shown=fact.data)
    if form.is_bound and form.is_valid():
        given = {"reason": form.cleaned_data["reason"], "link": form.cleaned_data["link"], "proposed": form.proposed}
        by = Employee.objects.get(user=viewer.actor)
        try:
            made = contest_open(actor=viewer.actor, fact=fact, by=by, now=timezone.now(), **given)
        except (Invalid, Conflict) as error:
            refused(form, error)
        else:
            messages.success(request, _("Sanggahan terkirim kepada penanggung jawab sumbernya."))
            return redirect("contest", made.uid)
    context = {
        "fact": fact,
        "values": values_said(fact.kind, fact.data),
        "form": form,
        "trail": trail(Link(_("Sanggah"))),
    }
    return render(request, "ledger/contest_new.html", context, status=422 if form.errors else 200)


@access(staff)
@require_safe
def contest_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a contest, with the decision or the form for it."""
    viewer = viewer_of(request)
    return contest_shown(request, viewer, queries.contest_seen(viewer, uid))


def contest_shown(
    request: HttpRequest, viewer: Viewer, contest: Contest, form: DecisionForm | None = None
) -> HttpResponse:
    """Draw a contest, with a refused form in place of a fresh one."""
    fact, last = contest.fact, queries.last_of(contest.fact)
    may_decide = contest.state == ContestState.OPEN and queries.decides(viewer, contest)
    kind = fact.kind
    context: dict[str, Any] = {
        "contest": contest,
        "values": values_said(kind, fact.data),
        "proposed": values_said(kind, contest.proposed or {}),
        "corrected": values_said(kind, contest.correction.data) if contest.correction else [],
        "meanwhile": values_said(kind, last.data) if may_decide and last.pk != fact.pk else [],
        "age": queries.age_days(contest, viewer.today),
        "form": (form or fresh(None, contest, last)) if may_decide else None,
        "trail": trail(Link(fact.subject.full_name)),
    }
    return render(request, "ledger/contest.html", context, status=422 if form else 200)


def fresh(data: Any, contest: Contest, last: Fact) -> DecisionForm:
    """Build the form of the decision, with the proposed values, else those that hold."""
    made = DecisionForm(data, fact=contest.fact, shown=contest.proposed or last.data)
    made.initial["day"] = last.day
    return made


@access(staff)
@require_POST
def contest_decided(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Accept a contest with the correction, or decline it."""
    viewer = viewer_of(request)
    contest = queries.contest_seen(viewer, uid)
    require(contest, rules.may_decide_contest(viewer), _("Sanggahan diputus oleh penanggung jawab sumbernya."))
    form = fresh(request.POST, contest, queries.last_of(contest.fact))
    accept = request.POST.get("aksi") == "terima"
    given: dict[str, Any] = {"actor": viewer.actor, "contest": contest}
    if not form.is_valid():
        return contest_shown(request, viewer, contest, form)
    reason, now = form.cleaned_data["reason"], timezone.now()
    try:
        if accept:
            contest_accept(values=form.values, day=form.cleaned_data["day"], reason=reason, now=now, **given)
        else:
            contest_decline(reason=reason, now=now, **given)
    except Invalid as error:
        refused(form, error)
        return contest_shown(request, viewer, contest, form)
    messages.success(request, _("Keputusan tercatat; kedua pihak diberi tahu."))
    return redirect("contest", uid)
