"""The tree of units, and one unit: who leads it, who led it on another day, who works there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.people.forms.lists import DayForm
from betang.people.models import Unit
from betang.people.queries import away, directory, units
from betang.people.views.trails import directory_tabs, trail, unit_trail
from betang.ui.parts import Link


@access(staff)
@require_safe
def unit_tree(request: HttpRequest) -> HttpResponse:
    """Show all units as a tree with how many work in each."""
    context = {"roots": units.tree(viewer_of(request).today), "trail": trail(), "tabs": directory_tabs("units")}
    return render(request, "people/units.html", context)


def hands_out_codes(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether somebody hands out the codes for signing in of a unit: its administrator, or the system's."""
    if viewer.has(Role.ADMIN):
        return True
    scope = viewer.scopes.get(Role.UNIT_ADMIN)
    return viewer.has(Role.UNIT_ADMIN) and (scope is None or unit.pk in scope)


@access(staff)
@require_safe
def unit_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit on a day: leader, people, the units below, and its history."""
    unit, children = units.unit_found(code)
    form = DayForm(request.GET or None)
    day = (form.cleaned_data["tanggal"] if form.is_valid() else None) or viewer_of(request).today
    leaders = units.leaders_of(unit)
    page, places = directory.page_of(units.working_here(unit, day), request.GET.get("h"), day=day)
    context = {
        "unit": unit,
        "hands_out_codes": hands_out_codes(viewer_of(request), unit),
        "form": form if form.errors else DayForm(initial={"tanggal": day}),
        "day": day,
        "leaders": leaders,
        "leader": units.leader_then(leaders, day),
        "periods": units.periods_of(unit),
        "children": children,
        "page": page,
        "places": places,
        "trail": unit_trail(unit),
    }
    return render(request, "people/unit.html", context)


@access(staff)
@require_safe
def unit_absences(request: HttpRequest, code: str) -> HttpResponse:
    """Show who of a unit is away in a month (`bulan`), without the reason for who does not need it."""
    viewer = viewer_of(request)
    unit, _children = units.unit_found(code)
    month = away.month_of(request.GET.get("bulan", ""), today=viewer.today)
    context = {
        "unit": unit,
        "month": month,
        "away": away.away_in(viewer, unit, month),
        "trail": [*unit_trail(unit, linked=True), Link(_("Ketidakhadiran"))],
    }
    return render(request, "people/unit_absences.html", context)
