"""One result of the draft with its indicators on one page; a button asks for another row, and saves nothing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.performance.actions import content as writing
from betang.performance.forms.plans import MOST_INDICATORS, IndicatorSet, ResultForm, indicator_rows
from betang.performance.models import Approach, Plan, PlanVersion, Result
from betang.performance.queries.plans import goals_for, result_of, superior_results
from betang.performance.views.plan_edit import writable
from betang.performance.views.plan_parts import plan_trail, refused
from betang.performance.wording import result_hints
from betang.ui.parts import Link

PREFIX = "indikator"


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_result_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add a result."""
    plan, version = writable(viewer_of(request), uid)
    return result_page(request, plan, version, None)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_result(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Change a result."""
    plan, version = writable(viewer_of(request), uid)
    return result_page(request, plan, version, result_of(version, pk))


def result_page(request: HttpRequest, plan: Plan, version: PlanVersion, row: Result | None) -> HttpResponse:
    """Show one result with its indicators, and save it when asked to."""
    data = request.POST if request.method == "POST" else None
    form, measures = forms_for(plan, row, data)
    if data is not None and "tambah" not in data and form.is_valid() and (measures is None or measures.is_valid()):
        try:
            save(request, version, row, form, measures)
            return redirect("plan_edit", uid=plan.uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    failed = data is not None and "tambah" not in data
    title = _("Rencana hasil kerja") if row else _("Rencana hasil kerja baru")
    context = {
        "plan": plan,
        "form": form,
        "measures": measures,
        "more": measures is not None and len(measures.forms) < MOST_INDICATORS,
        "failed": failed,
        "hints": result_hints(row, approach=plan.approach, linkable=False) if row and not failed else [],
        "title": title,
        "trail": plan_trail(plan, Link(_("Susun"), "../../susun/"), Link(title)),
    }
    return render(request, "performance/plans/result.html", context, status=422 if failed else 200)


def forms_for(plan: Plan, row: Result | None, data: Any) -> tuple[ResultForm, Any]:
    """Make the form of a result and those of its indicators; one row more when the button asked for it."""
    initial = ResultForm.initial_of(row) if row else {"kind": "UTAMA"}
    form = ResultForm(data, initial=initial).offer(plan, superior_results(plan), goals_for(plan))
    if plan.approach == Approach.QUALITATIVE:
        return form, None
    known = indicator_rows(row.indicators.all()) if row else []
    if data is not None and "tambah" in data:
        data = data.copy()
        total = f"{PREFIX}-TOTAL_FORMS"
        given = data.get(total, "")
        data[total] = str(min(MOST_INDICATORS, (int(given) if given.isdecimal() else len(known)) + 1))
    measures = IndicatorSet(data, initial=known, prefix=PREFIX)
    if data is None and not known:
        measures.extra = 1
    for one in measures.extra_forms:
        one.empty_permitted = True
    return form, measures


def save(request: HttpRequest, version: PlanVersion, row: Result | None, form: ResultForm, measures: Any) -> None:
    """Hand what was written to the action."""
    actor, drafts = viewer_of(request).actor, measures.drafts() if measures is not None else []
    values = dict(form.cleaned_data)
    if row is None:
        writing.result_add(actor=actor, version=version, values=values, indicators=drafts, now=timezone.now())
    else:
        writing.result_change(actor=actor, result=row, values=values, indicators=drafts, now=timezone.now())
