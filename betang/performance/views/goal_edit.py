"""Writing the tree of goals: by who governs the city for its goals, by heads for those of their units."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from betang.kernel.access.rules import access
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.people.forms.person import ReasonForm
from betang.people.views.changes import refused
from betang.performance.actions import goals as act
from betang.performance.forms.goals import GoalForm, GoalIndicatorForm, MeasurementForm
from betang.performance.models import Goal, GoalIndicator, GoalLevel
from betang.performance.queries import goals
from betang.performance.queries.cycles import periods_of
from betang.performance.rules import may_change_goal
from betang.performance.views.goals import WRITERS, goal_trail, trail
from betang.ui.parts import Link

BOTH = ["GET", "HEAD", "POST"]


def page(request: HttpRequest, form: Form, title: str, *, goal: Goal | None = None, **more: Any) -> HttpResponse:
    """Show one form; 422 when it was refused."""
    links = goal_trail(goal, Link(title)) if goal else trail(Link(title))
    back = reverse("goal", args=[goal.pk]) if goal else reverse("goals")
    context = {"form": form, "title": title, "trail": links, "back": back, **more}
    return render(request, "people/form.html", context, status=422 if form.is_bound and form.errors else 200)


@access(WRITERS)
@require_http_methods(BOTH)
def goal_new(request: HttpRequest) -> HttpResponse:
    """Add a goal, below the one that `induk` names if any."""
    viewer, years = viewer_of(request), goals.cycles_known()
    above = Goal.objects.filter(pk=number(request.GET.get("induk"))).select_related("cycle", "unit").first()
    cycle = above.cycle if above else goals.cycle_chosen(years, request.GET.get("tahun"))
    if cycle is None:
        raise NotFound(_("Belum ada siklus; BKPSDM membukanya lebih dulu."))
    levels = list(GoalLevel)
    level = levels[min(levels.index(GoalLevel(above.level)) + 1, len(levels) - 1)] if above else levels[0]
    initial = {"parent": above, "level": level, "unit": above.unit.code if above else None}
    form = GoalForm(request.POST or None, initial=initial)
    form.offer(goals.units_offered(viewer), Goal.objects.filter(cycle=cycle, retired_at__isnull=True), new=True)
    if form.is_bound and form.is_valid():
        goal = Goal(cycle=cycle, **form.fields_of_goal)
        try:
            act.goal_add(
                actor=viewer.actor, reach=may_change_goal(viewer), goal=goal, today=viewer.today, now=timezone.now()
            )
            return redirect("goal", goal.pk)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, form, _("Tujuan baru"), goal=above)


def number(text: str | None) -> int:
    """Read an id from an address; 0, which is nobody's, when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0


@access(WRITERS)
@require_http_methods(BOTH)
def goal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a goal."""
    viewer = viewer_of(request)
    goal = goals.goal_kept(viewer, pk)
    initial = {name: getattr(goal, name) for name in GoalForm.NAMES} | {"unit": goal.unit.code}
    form = GoalForm(request.POST or None, initial=initial)
    others = Goal.objects.filter(cycle=goal.cycle, retired_at__isnull=True).exclude(pk=goal.pk)
    form.offer(goals.units_offered(viewer), others, new=False)
    if form.is_bound and form.is_valid():
        try:
            act.goal_change(
                actor=viewer.actor, reach=may_change_goal(viewer), goal=goal, changes=form.fields_of_goal,
                reason=form.cleaned_data["reason"], today=viewer.today, now=timezone.now(),
            )  # fmt: skip
            return redirect("goal", pk)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, form, _("Ubah tujuan"), goal=goal)


@access(WRITERS)
@require_http_methods(BOTH)
def goal_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Retire a goal, with a reason."""
    viewer = viewer_of(request)
    goal = goals.goal_kept(viewer, pk)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            act.goal_retire(actor=viewer.actor, goal=goal, reason=reason, today=viewer.today, now=timezone.now())
            return redirect("goals")
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, form, _("Hentikan tujuan"), goal=goal)


@access(WRITERS)
@require_http_methods(BOTH)
def indicator_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an indicator to a goal."""
    viewer = viewer_of(request)
    goal = goals.goal_kept(viewer, pk)
    form = GoalIndicatorForm.of(None, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = GoalIndicator(goal=goal, **form.fields_of_indicator)
            act.indicator_add(actor=viewer.actor, indicator=made, now=timezone.now())
            return redirect("goal", pk)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, form, _("Indikator baru"), goal=goal)


@access(WRITERS)
@require_http_methods(BOTH)
def indicator_edit(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Change an indicator."""
    viewer = viewer_of(request)
    found = goals.indicator_kept(viewer, pk, indicator)
    form = GoalIndicatorForm.of(found, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            act.indicator_change(
                actor=viewer.actor, indicator=found, changes=form.fields_of_indicator,
                reason=form.cleaned_data["reason"], now=timezone.now(),
            )  # fmt: skip
            return redirect("goal", pk)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, form, _("Ubah indikator"), goal=found.goal)


@access(WRITERS)
@require_http_methods(BOTH)
def indicator_end(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Retire an indicator, with a reason."""
    viewer = viewer_of(request)
    found = goals.indicator_kept(viewer, pk, indicator)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            act.indicator_retire(actor=viewer.actor, indicator=found, reason=reason, now=timezone.now())
            return redirect("goal", pk)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, form, _("Hentikan indikator"), goal=found.goal)


@access(WRITERS)
@require_http_methods(BOTH)
def measurement_new(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Record what an indicator came to."""
    viewer = viewer_of(request)
    found = goals.indicator_kept(viewer, pk, indicator)
    running = [period for period in periods_of(found.goal.cycle) if period.from_date <= viewer.today]
    form = MeasurementForm(request.POST or None, initial={"period": running[0].pk if running else None})
    form.offer(running)
    if form.is_bound and form.is_valid():
        try:
            act.measurement_record(actor=viewer.actor, indicator=found, now=timezone.now(), **form.cleaned_data)
            return redirect("goal", pk)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, form, _("Catat realisasi"), goal=found.goal)
