"""Plans to do better: one's list, a new one, one with its steps and outcome, the leadership's watch list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Forbidden, Invalid
from betang.performance import words
from betang.performance.actions import improvement as actions
from betang.performance.forms.improvement import ImprovementForm, OutcomeForm, StepForm
from betang.performance.models import ImprovementPlan
from betang.performance.queries import evaluations
from betang.performance.queries import improvement as queries
from betang.performance.views.plan_parts import pressed, refused
from betang.ui.parts import Link

PER_PAGE = 25
WATCHERS = roles(Role.LEADERSHIP, Role.MAYOR, Role.BKPSDM)


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    here = Link(_("Rencana perbaikan"), reverse("improvements") if links else "")
    return [Link(_("Beranda"), reverse("desk")), here, *links]


@access(staff)
@require_safe
def improvement_list(request: HttpRequest) -> HttpResponse:
    """List one's own plans and those of people one rates, and who of these still needs one."""
    viewer = viewer_of(request)
    plans = list(queries.improvements_seen(viewer)[:100])
    context = {
        "own": [row for row in plans if row.evaluation.plan.employee_id == viewer.employee_id],
        "led": [row for row in plans if row.evaluation.plan.employee_id != viewer.employee_id],
        "needing": [(row, words.predicate(row.predicate)) for row in queries.needing(viewer)[:50]],
        "may_watch": WATCHERS.allows(viewer),
        "trail": trail(),
    }
    return render(request, "performance/improvement/list.html", context)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def improvement_new(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Make the plan that follows a low predikat; for whoever rated it."""
    viewer = viewer_of(request)
    evaluation = evaluations.rated_by(viewer, uid, number)
    form = ImprovementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"need": form.cleaned_data["need"], "support": form.cleaned_data["support"], "steps": form.steps}
        try:
            made = actions.improvement_open(actor=viewer.actor, evaluation=evaluation, now=timezone.now(), **given)
        except Invalid as error:
            refused(form, error)
        else:
            messages.success(request, _("Rencana perbaikan dibuat dan diberitahukan."))
            return redirect("improvement", made.uid)
    context = {"evaluation": evaluation, "form": form, "trail": trail(Link(evaluation.plan.employee.full_name))}
    return render(request, "performance/improvement/new.html", context, status=422 if form.errors else 200)


@access(staff)
@require_safe
def improvement_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one plan with its steps."""
    viewer = viewer_of(request)
    found = queries.improvement_seen(viewer, uid)
    of, running = found.evaluation.plan, found.closed_at is None
    mine = of.employee_id == viewer.employee_id
    rates = of.rater_id == viewer.employee_id and viewer.employee_id is not None and not mine
    context: dict[str, Any] = {
        "improvement": found,
        "steps": list(found.steps.all()),
        "today": viewer.today,
        "mine": mine and running,
        "rates": rates and running,
        "step_form": StepForm(),
        "outcome_form": OutcomeForm(),
        "trail": trail(Link(of.employee.full_name)),
    }
    return render(request, "performance/improvement/one.html", context)


@access(staff)
@require_POST
def improvement_step_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add a step."""
    viewer = viewer_of(request)
    found, form = queries.improvement_seen(viewer, uid), StepForm(request.POST)

    def act(now: Any) -> None:
        given = valid(form, _("Tulis langkah dan tanggalnya."))
        actions.improvement_step_add(actor=viewer.actor, plan=found, now=now, **given)

    led(request, found)
    return pressed(request, act, done=_("Langkah ditambahkan."), to="improvement", uid=uid)


@access(staff)
@require_POST
def improvement_step(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Report a step as done, confirm it, or give it back."""
    viewer = viewer_of(request)
    found = queries.improvement_seen(viewer, uid)
    step = get_object_or_404(found.steps, pk=pk)
    step.improvement = found
    given: dict[str, Any] = {"actor": viewer.actor, "step": step, "note": request.POST.get("catatan", "")[:300]}
    wanted = request.POST.get("aksi")

    def act(now: Any) -> None:
        if wanted in {"terima", "kembali"}:
            actions.improvement_step_judge(accept=wanted == "terima", now=now, **given)
        else:
            actions.improvement_step_done(now=now, **given)

    return pressed(request, act, done=_("Tercatat."), to="improvement", uid=uid)


@access(staff)
@require_POST
def improvement_close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End the plan with its outcome."""
    viewer = viewer_of(request)
    found, form = queries.improvement_seen(viewer, uid), OutcomeForm(request.POST)

    def act(now: Any) -> None:
        given = valid(form, _("Pilih hasil dan tulis alasannya."))
        actions.improvement_close(actor=viewer.actor, plan=found, now=now, **given)

    led(request, found)
    return pressed(request, act, done=_("Rencana perbaikan ditutup."), to="improvement", uid=uid)


def valid(form: Any, words_: str) -> dict[str, Any]:
    """Give what a form read; Invalid when it could not."""
    if not form.is_valid():
        raise Invalid(words_)
    return dict(form.cleaned_data)


def led(request: HttpRequest, found: ImprovementPlan) -> None:
    """Refuse whoever does not lead through the plan, before looking at what was sent."""
    plan, me = found.evaluation.plan, viewer_of(request).employee_id
    if me is None or plan.rater_id != me or plan.employee_id == me:
        raise Forbidden(_("Rencana perbaikan diubah oleh atasan yang menilai."))


@access(WATCHERS)
@require_safe
def improvement_watch(request: HttpRequest) -> HttpResponse:
    """List the low predikat of a period with what became of each; for the leadership by role only."""
    viewer = viewer_of(request)
    calendar = evaluations.calendar_of(
        viewer.today, year=request.GET.get("tahun", ""), number=request.GET.get("periode", "")
    )
    page, rows = None, []
    if calendar.chosen:
        page = Paginator(queries.watched(calendar.chosen), PER_PAGE).get_page(request.GET.get("h"))
        found = list(page.object_list)
        plans = [row.evaluation.improvement for row in found if hasattr(row.evaluation, "improvement")]
        late = queries.overdue_of([plan.pk for plan in plans if not plan.closed_at], viewer.today)
        rows = [(row, words.predicate(row.predicate), getattr(row.evaluation, "improvement", None)) for row in found]
        rows = [(*row, late.get(row[2].pk, 0) if row[2] else 0) for row in rows]  # type: ignore[misc]
    context = {"calendar": calendar, "page": page, "rows": rows, "trail": trail(Link(_("Daftar pantau")))}
    return render(request, "performance/improvement/watch.html", context)
