"""What an indicator of one's draft is measured by: kind of facts, how they come to a number, what it would be today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid, NotFound
from betang.ledger.kinds import FactKind, find
from betang.ledger.measures import How, Measure
from betang.ledger.queries.measured import Ask, preview
from betang.ledger.ready import chosen_in
from betang.performance.actions.measuring import indicator_measure
from betang.performance.comparing import details_of, sure_of
from betang.performance.forms.measures import KindForm, MeasureForm
from betang.performance.forms.ready import ReadyForm
from betang.performance.measuring import measure_of, said
from betang.performance.models import Indicator, Plan, PlanVersion
from betang.performance.queries.evidence import read
from betang.performance.queries.facts import shortened
from betang.performance.views.plan_edit import writable
from betang.performance.views.plan_parts import plan_trail, refused
from betang.regulation.exact import round_half_up
from betang.ui.parts import Link


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_measure(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Choose the measure, look at what it gives, keep it; "by hand" takes it away."""
    plan, version = writable(viewer_of(request), uid)
    indicator = indicator_of(version, pk)
    given = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" and "tangan" in given:
        return keep(request, plan, indicator, None)
    kept = read(indicator.measure)
    if "siap" in given:
        return ready_made(request, plan, indicator, kept)
    picked = chosen_in(kept) if kept else None
    about = find(given.get("kind", "")) or (kept.about if kept and not picked and "kind" not in given else None)
    if about is None:
        ready = ReadyForm(initial=ReadyForm.initial_of(picked, kept) if picked and kept else {})
        forms = {"kind_form": KindForm(initial={"kind": ""}), "ready_form": ready}
        return draw(request, plan, indicator, {**forms, "kept": kept})
    form = MeasureForm(about, given if "how" in given else None, initial=MeasureForm.initial_of(kept) if kept else {})
    measure = chosen(form, about)
    if request.method == "POST" and measure is not None and "lihat" not in given:
        return keep(request, plan, indicator, measure)
    return draw(request, plan, indicator, {"about": about, "form": form, "kept": kept, "measure": measure})


def ready_made(request: HttpRequest, plan: Plan, indicator: Indicator, kept: Measure | None) -> HttpResponse:
    """Look at what a ready-made measure gives, or keep it."""
    form = ReadyForm(request.POST if request.method == "POST" else request.GET)
    measure = form.measure() if form.is_valid() else None
    if request.method == "POST" and measure is not None and "lihat" not in request.POST:
        return keep(request, plan, indicator, measure)
    return draw(request, plan, indicator, {"ready_form": form, "form": form, "kept": kept, "measure": measure})


def indicator_of(version: PlanVersion, pk: int) -> Indicator:
    """Find an indicator of a version; NotFound for one of another."""
    found = Indicator.objects.select_related("result__version").filter(pk=pk, result__version=version).first()
    if found is None:
        raise NotFound(_("Indikator ini tidak ditemukan."))
    return found


def chosen(form: MeasureForm, about: FactKind) -> Measure | None:
    """Read the measure that was filled in; None while it does not hold, with the sentences at its fields."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return measure_of({**form.cleaned_data, "kind": about.name})
    except Invalid as error:
        names = {"limit": "limit", "conditions": "only"}
        refused(form, Invalid(error.message, fields={names.get(k, k): v for k, v in error.fields.items()}))
        return None


def keep(request: HttpRequest, plan: Plan, indicator: Indicator, measure: Measure | None) -> HttpResponse:
    """Keep the measure and go back to the plan."""
    indicator_measure(actor=viewer_of(request).actor, indicator=indicator, measure=measure, now=timezone.now())
    messages.success(request, _("Cara mengukur indikator disimpan."))
    return redirect("plan_edit", uid=plan.uid)


def draw(request: HttpRequest, plan: Plan, indicator: Indicator, context: dict[str, Any]) -> HttpResponse:
    """Draw the page, with what the measure that was chosen would give."""
    measure = context.get("measure")
    if measure is not None:
        context |= previewed(plan, measure, viewer_of(request).today)
    kept = context.get("kept")
    context |= {"kept_words": said(kept) if kept else "", "plan": plan, "indicator": indicator}
    context["trail"] = plan_trail(plan, Link(_("Susun"), "../../../susun/"), Link(_("Ukuran otomatis")))
    form = context.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, "performance/plans/measure.html", context, status=status)


def previewed(plan: Plan, measure: Measure, today: date) -> dict[str, Any]:
    """Give what a measure comes to from the plan's first day to today, and how sure that is."""
    last = min(plan.to_date, today)
    ask = Ask(measure=measure, subject=plan.employee_id, unit=plan.unit_id, first=plan.from_date, last=last)
    found = preview(ask) if plan.from_date <= last else None
    shown: dict[str, Any] = {"said": said(measure), "preview": found, "sure": sure_of({})}
    if found is not None and found.value is not None:
        shown |= {"number": rounded(found.value), "sure": sure_of(details_of(measure, found, last))}
        shown["quality"] = None if found.quality is None else rounded(found.quality)
        field = measure.about.fields.get(measure.field)
        shown["unit"] = "%" if measure.how == How.SHARE else field.unit if field else ""
    return shown


def rounded(value: Decimal) -> Decimal:
    """Round for the page to two places, without noughts at the end."""
    return shortened(round_half_up(value, 2))
