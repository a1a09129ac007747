"""Years of performance: the list, opening one, its periods and deadlines."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.people.views.changes import refused
from betang.performance import calendar
from betang.performance.actions.cycles import deadline_set
from betang.performance.forms.cycles import CycleForm, DeadlineForm
from betang.performance.jobs import cycle_start, plans_start
from betang.performance.models import Cycle
from betang.performance.queries import cycles
from betang.performance.queries.cycles import Task
from betang.performance.queries.monitor import Progress, progress_of
from betang.performance.queries.plans_due import people_serving
from betang.performance.views.monitor import KEEPERS, MONITORS
from betang.regulation.parameters import book
from betang.ui.parts import Link


@dataclass(frozen=True, slots=True)
class Row:
    """A step as the page of a year shows it."""

    task: Task
    progress: Progress | None
    late: bool

    @property
    def label(self) -> str:
        """What the bar shows, in words."""
        return _("%(percent)s persen") % {"percent": self.progress.percent if self.progress else 0}

    @property
    def source(self) -> str:
        """The address of the parameter that a deadline rests on; empty when it was set by the agency."""
        name = self.task.deadline.reason.partition(":")[0] if self.task.deadline else ""
        topic, _slash, last = name.partition("/")
        known = name in book().parameters
        return reverse("value", args=[topic, last]) if known else ""


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of a screen of cycles."""
    return [Link(_("Beranda"), reverse("desk")), Link(_("Siklus kinerja"), reverse("cycles") if links else ""), *links]


@access(staff)
@require_safe
def cycle_list(request: HttpRequest) -> HttpResponse:
    """List the years, the latest first."""
    closed = Q(plans__closed_at__isnull=False)
    found = Cycle.objects.annotate(number=Count("plans"), ended=Count("plans", filter=closed))
    context = {"cycles": found, "may_open": KEEPERS.allows(viewer_of(request)), "trail": trail()}
    return render(request, "performance/cycles.html", context)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def cycle_new(request: HttpRequest) -> HttpResponse:
    """Open a year: choose, look at what it would make, open."""
    viewer = viewer_of(request)
    sent = request.POST if request.method == "POST" else request.GET or None
    form = CycleForm(sent, initial={"year": viewer.today.year})
    preview: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        try:
            if request.method == "POST":
                run = cycle_start(actor=viewer.actor, today=viewer.today, now=timezone.now(), **form.cleaned_data)
                return redirect("job", run.pk)
            preview = previewed(form, today=viewer.today)
        except (Invalid, Conflict) as error:
            refused(form, error)
    context = {"form": form, **preview, "trail": trail(Link(_("Buka siklus")))}
    return render(request, "performance/cycle_new.html", context, status=422 if form.is_bound and form.errors else 200)


def previewed(form: CycleForm, *, today: date) -> dict[str, Any]:
    """Give what opening a year would make: how many people, which periods, which deadlines are known."""
    year, rhythm = form.cleaned_data["year"], form.cleaned_data["rhythm"]
    cycles.refuse_year(year, today=today)
    parts = calendar.parts_of(year, rhythm)
    return {
        "people": people_serving(*calendar.year_days(year)),
        "parts": parts,
        "known": [cycles.described(known, year=year, rhythm=rhythm) for known in calendar.deadlines_known(year, parts)],
        "chosen": form.cleaned_data,
    }


@access(staff)
@require_safe
def cycle_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show a year: periods, deadlines, and for who may see them how many have done each step."""
    viewer = viewer_of(request)
    cycle, periods = cycles.year_of(year)
    tasks = cycles.tasks_of(cycle, periods)
    monitors = MONITORS.allows(viewer)
    counts = {task.key: found for task, found in progress_of(cycle, tasks, viewer)} if monitors else {}
    context = {
        "cycle": cycle,
        "periods": periods,
        "rows": [Row(task, counts.get(task.key), task.late(viewer.today)) for task in tasks],
        "monitors": monitors,
        "keeps": KEEPERS.allows(viewer),
        "trail": trail(Link(str(year))),
    }
    return render(request, "performance/cycle.html", context)


@access(KEEPERS)
@require_POST
def cycle_follow(request: HttpRequest, year: int) -> HttpResponse:
    """Bring the plans of a year in step with posts now, instead of at night."""
    run = plans_start(actor=viewer_of(request).actor, cycle=cycles.cycle_of(year), now=timezone.now())
    return redirect("job", run.pk)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def deadline_change(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Set or change a deadline; show those before it."""
    cycle, periods = cycles.year_of(year)
    task = cycles.task_of(cycles.tasks_of(cycle, periods), key)
    form = DeadlineForm(request.POST or None, initial={"due_date": task.due})
    if form.is_bound and form.is_valid():
        try:
            deadline_set(
                actor=viewer_of(request).actor, cycle=cycle, step=task.step, period=task.period,
                now=timezone.now(), **form.cleaned_data,
            )  # fmt: skip
            return redirect("cycle", year)
        except (Invalid, Conflict) as error:
            refused(form, error)
    links = Link(str(year), reverse("cycle", args=[year])), Link(_("Tenggat"))
    context = {"task": task, "form": form, "history": cycles.history_of(task, cycle), "cycle": cycle}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "performance/deadline.html", {**context, "trail": trail(*links)}, status=status)
