"""Setting what units achieved, and naming another rater."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import require, visible
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.people.models import Employee, Unit
from betang.performance import rules, words
from betang.performance.actions.achievements import rater_assign as assign
from betang.performance.actions.achievements import unit_achievement_set
from betang.performance.forms.evaluations import AchievementForm, RaterForm
from betang.performance.models import Period, Plan, UnitAchievement
from betang.performance.queries import evaluations
from betang.performance.queries.raters import candidates
from betang.ui.parts import Link

LEADERS = roles(Role.UNIT_HEAD, Role.LEADERSHIP, Role.MAYOR)
KEEPERS = roles(Role.BKPSDM)


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    url = reverse("evaluation_units") if links else ""
    return [Link(_("Beranda"), reverse("desk")), Link(_("Capaian unit"), url), *links]


@access(LEADERS)
@require_safe
def evaluation_units(request: HttpRequest) -> HttpResponse:
    """List the units whose achievement one sets in a period, with what was set and why."""
    viewer = viewer_of(request)
    found = evaluations.calendar_of(
        viewer.today, year=request.GET.get("tahun", ""), number=request.GET.get("periode", "")
    )
    units = list(Unit.objects.filter(rules.may_rate_unit(viewer)).order_by("path", "id").distinct())
    rows = UnitAchievement.objects.filter(period=found.chosen, unit__in=units).select_related("set_by").order_by("id")
    last = {row.unit_id: row for row in rows}
    marked = [
        (unit, row, words.achievement(row.level if row else None)) for unit in units for row in [last.get(unit.pk)]
    ]
    context = {"calendar": found, "rows": marked, "missing": len(units) - len(last), "trail": trail()}
    return render(request, "performance/evaluations/units.html", context)


@access(LEADERS)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_unit(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """Set what one unit achieved in a period."""
    viewer = viewer_of(request)
    unit = visible(Unit.objects.all(), rules.EVERYBODY, code=code)
    require(unit, rules.may_rate_unit(viewer), _("Capaian unit ini ditetapkan oleh pimpinan di atasnya."))
    period = Period.objects.select_related("cycle").filter(cycle__year=year, number=number).first()
    if period is None:
        raise NotFound
    rows = list(UnitAchievement.objects.filter(period=period, unit=unit).select_related("set_by").order_by("-id"))
    form = AchievementForm(request.POST or None, initial={"level": rows[0].level} if rows else None)
    if request.method == "POST" and form.is_valid():
        try:
            unit_achievement_set(actor=viewer.actor, unit=unit, period=period, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Capaian %(unit)s ditetapkan.") % {"unit": unit.short})
            return redirect(f"{reverse('evaluation_units')}?tahun={year}&periode={number}")
        except (Invalid, Conflict) as refusal:
            form.add_error(None, refusal.message)
    history = [(row, words.achievement(row.level)) for row in rows]
    context = {"unit": unit, "period": period, "form": form, "history": history, "trail": trail(Link(unit.short))}
    return render(request, "performance/evaluations/unit.html", context, status=422 if form.errors else 200)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_rater(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let somebody else rate a plan from now on."""
    viewer = viewer_of(request)
    plan = visible(
        Plan.objects.select_related("employee", "rater", "unit", "cycle"), rules.may_see_plan(viewer), uid=uid
    )
    form = RaterForm(request.POST or None)
    people = candidates(plan, day=viewer.today, words=request.GET.get("q", ""))
    form.fields["rater"].queryset = Employee.objects.filter(pk__in=people).order_by("name")  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            assign(actor=viewer.actor, plan=plan, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Pejabat penilai diganti."))
            return redirect("plan", uid)
        except (Invalid, Conflict) as refusal:
            form.add_error(None, refusal.message)
    changes = plan.rater_changes.select_related("before", "after")
    context = {
        "plan": plan,
        "form": form,
        "changes": changes,
        "query": request.GET.get("q", ""),
        "trail": trail(Link(_("Ganti penilai"))),
    }
    return render(request, "performance/evaluations/rater.html", context, status=422 if form.errors else 200)
