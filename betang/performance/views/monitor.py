"""Who is late with a step of the year, and since when: per unit and by name."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import NotFound
from betang.performance.jobs_closing import period_close_start
from betang.performance.models import Cycle, Step
from betang.performance.queries import closing, cycles, monitor
from betang.performance.rules import READERS
from betang.ui.parts import Link

PER_PAGE = 25
MONITORS = roles(*READERS, Role.UNIT_HEAD)
KEEPERS = roles(Role.BKPSDM)


@access(MONITORS)
@require_safe
def monitor_page(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Show a step per unit, and who has not done it."""
    viewer = viewer_of(request)
    cycle, periods = cycles.year_of(year)
    task = cycles.task_of(cycles.tasks_of(cycle, periods), key)
    lines = monitor.by_unit(cycle, task, viewer, whole=viewer.has(*READERS))
    line = next((line for line in lines if line.unit.code == request.GET.get("unit")), None)
    units = None if line is None else monitor.units_under(line.unit, whole=viewer.has(*READERS))
    sheets = Paginator(monitor.waiting(cycle, task, viewer, units=units), PER_PAGE)
    sheets.count = sum(one.progress.open for one in ([line] if line else lines))  # counted above already
    closes = KEEPERS.allows(viewer) and closing.closable(task, viewer.today) and cycle.closed_at is None
    context = {
        "cycle": cycle,
        "task": task,
        "closes": closes,
        "rated": closing.rated(task.period, actor=viewer.actor).count() if closes and task.period else 0,
        "lacking": closing.lacking(task.period, actor=viewer.actor) if closes and task.period else [],
        "late": task.late(viewer.today),
        "lines": lines,
        "chosen": line.unit if line else None,
        "page": sheets.get_page(request.GET.get("h")),
        "trail": trail(cycle),
    }
    return render(request, "performance/monitor.html", context)


@access(KEEPERS)
@require_POST
def period_close(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Freeze and send what raters rated in a period whose deadline has passed."""
    cycle, periods = cycles.year_of(year)
    task = cycles.task_of(cycles.tasks_of(cycle, periods), key)
    if task.period is None or task.step != Step.EVALUATE:
        raise NotFound
    run = period_close_start(actor=viewer_of(request).actor, period=task.period, now=timezone.now())
    return redirect("job", run.pk)


def trail(cycle: Cycle) -> list[Link]:
    """Give the breadcrumbs of the monitor."""
    return [
        Link(_("Beranda"), reverse("desk")),
        Link(_("Siklus kinerja"), reverse("cycles")),
        Link(str(cycle.year), reverse("cycle", args=[cycle.year])),
        Link(_("Pantauan")),
    ]
