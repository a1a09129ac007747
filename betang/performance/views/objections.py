"""Objections: the list, one with its clock, what both sides say, the decision."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.people.models import Employee
from betang.performance import words
from betang.performance.actions import objections as actions
from betang.performance.forms.evaluations import DecisionForm, RaterForm, TextForm
from betang.performance.models import Objection
from betang.performance.queries import objections
from betang.performance.queries.raters import candidates
from betang.ui.formats import moment
from betang.ui.parts import Event, Link

KEEPERS = roles(Role.BKPSDM)
SIDES = {"penilai": "rater", "pegawai": "employee"}


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    return [
        Link(_("Beranda"), reverse("desk")),
        Link(_("Keberatan"), reverse("objections") if links else ""),
        *links,
    ]


@access(staff)
@require_safe
def objection_list(request: HttpRequest) -> HttpResponse:
    """List the objections one may read, open ones first."""
    viewer = viewer_of(request)
    rows = [(row, row.judge_id == viewer.employee_id) for row in objections.objections_seen(viewer)]
    return render(request, "performance/objections/list.html", {"rows": rows, "trail": trail()})


@access(staff)
@require_safe
def objection_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one objection."""
    return one_page(request, objections.objection_seen(viewer_of(request), uid))


def one_page(request: HttpRequest, objection: Objection, form: Any = None, error: str = "") -> HttpResponse:
    """Draw an objection, with a refusal above it when there was one."""
    decisions = objections.decisions_of(objection.evaluation)
    holds = decisions[-1]
    context: dict[str, Any] = {
        "objection": objection,
        "plan": objection.evaluation.plan,
        "decisions": [
            (row, words.predicate(row.predicate), words.rating(row.result), words.rating(row.behaviour))
            for row in decisions
        ],
        "holds": holds,
        "events": events(objection),
        "say_form": TextForm.called(_("Penjelasan")),
        "decision_form": form or DecisionForm(initial={"result": holds.result, "behaviour": holds.behaviour}),
        "error": error,
        "trail": trail(Link(objection.evaluation.plan.employee.full_name)),
        **within_reach(request, objection),
    }
    return render(request, "performance/objections/one.html", context, status=422 if error else 200)


def within_reach(request: HttpRequest, objection: Objection) -> dict[str, Any]:
    """Say what the viewer may do with an objection; nothing once it is decided."""
    viewer, plan = viewer_of(request), objection.evaluation.plan
    opened = objection.state in actions.OPEN
    judges = objection.judge_id == viewer.employee_id and plan.employee_id != viewer.employee_id
    may_name = opened and KEEPERS.allows(viewer) and plan.employee_id != viewer.employee_id
    return {
        "may_rater": opened and (judges or plan.rater_id == viewer.employee_id),
        "may_employee": opened and (judges or plan.employee_id == viewer.employee_id),
        "may_decide": opened and judges,
        "heard": bool(objection.rater_at and objection.employee_at),
        "judge_form": judge_form(objection, viewer.today, request) if may_name else None,
    }


def judge_form(objection: Objection, day: date, request: HttpRequest) -> RaterForm:
    """Build the form that names who hears the objection."""
    form = RaterForm(request.POST if "rater" in request.POST else None)
    people = candidates(objection.evaluation.plan, day=day, words=request.GET.get("q", ""))
    form.fields["rater"].label = _("Pemeriksa keberatan")
    form.fields["rater"].queryset = Employee.objects.filter(pk__in=people).order_by("name")  # type: ignore[attr-defined]
    return form


def events(objection: Objection) -> list[Event]:
    """Tell the course of an objection."""

    def event(title: str, at: Any) -> Event:
        when = moment(at, language=words.language()) if at else ""
        return Event(title=title, when=when, stamp=at.isoformat() if at else "", state="done" if at else "")

    return [
        event(_("Evaluasi diterima pegawai"), objection.evaluation.received_at),
        event(_("Keberatan diajukan"), objection.filed_at),
        event(_("Penjelasan pegawai"), objection.employee_at),
        event(_("Penjelasan pejabat penilai"), objection.rater_at),
        event(_("Putusan, bersifat final"), objection.decided_at),
    ]


@access(staff)
@require_POST
def objection_hear(request: HttpRequest, uid: UUID, side: str) -> HttpResponse:
    """Take down what a side explains."""
    objection = objections.objection_seen(viewer_of(request), uid)
    text = request.POST.get("text", "")[:4000]
    return done(request, objection, actions.objection_hear, side=SIDES.get(side, ""), text=text)


@access(staff)
@require_POST
def objection_decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Decide the objection for good."""
    objection = objections.objection_seen(viewer_of(request), uid)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return one_page(request, objection, form, _("Putusan belum lengkap."))
    return done(request, objection, actions.objection_decide, form=form, **form.cleaned_data)


@access(KEEPERS)
@require_POST
def objection_assign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Name who hears the objection."""
    viewer = viewer_of(request)
    objection = objections.objection_seen(viewer, uid)
    form = judge_form(objection, viewer.today, request)
    if not form.is_valid():
        return one_page(request, objection, None, _("Pilih pemeriksa dan tulis alasannya."))
    given = {"judge": form.cleaned_data["rater"], "reason": form.cleaned_data["reason"]}
    return done(request, objection, actions.objection_assign, **given)


def done(request: HttpRequest, objection: Objection, act: Any, *, form: Any = None, **given: Any) -> HttpResponse:
    """Do what was asked and return to the objection; an incomplete form comes back with the sentence why."""
    try:
        act(actor=viewer_of(request).actor, objection=objection, now=timezone.now(), **given)
    except Invalid as refusal:
        return one_page(request, objection, form, refusal.message)
    messages.success(request, _("Tercatat."))
    return redirect("objection", objection.uid)
