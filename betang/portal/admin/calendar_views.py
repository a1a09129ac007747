"""The city's calendar: seen by those who keep and examine the rules, changed by the administrator."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.calendar import actions, queries
from betang.kernel.errors import Invalid
from betang.portal.admin import calendar_pages as pages
from betang.portal.admin.forms import DayForm, VoidForm
from betang.regulation.calendar.city import city_calendar, provisional_years


def chosen_year(text: str, today: dt.date, years: tuple[int, int]) -> int:
    """Return the year asked for, held within those the table knows; this year without one."""
    year = int(text) if text.isdecimal() and len(text) == 4 else today.year
    return min(max(year, years[0]), years[1])


def show(request: HttpRequest, form: DayForm, *, year: int, status: int = 200) -> HttpResponse:
    """Show a year of the calendar with the form as it stands."""
    viewer, local = viewer_of(request), queries.local_days()
    city = queries.overlaid(local)
    days = queries.days_of(year, local)
    context = {
        "form": form,
        "year": year,
        "years": range(city.years[0], city.years[1] + 1),
        "today": viewer.today,
        "months": pages.months(year, days),
        "lines": pages.lines(days),
        "working_days": pages.working_days(city, year),
        "version": city.version,
        "provisional": provisional_years().get(year),
        "history": queries.history(),
        "may_change": viewer.has(Role.ADMIN),
    }
    return render(request, "portal/admin/calendar.html", context, status=status)


@access(roles(Role.ADMIN, Role.BKPSDM, Role.AUDITOR))
@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Show one year; `hari` and `jenis` fill the form beforehand."""
    today, years = viewer_of(request).today, city_calendar().years
    year = chosen_year(request.GET.get("tahun", ""), today, years)
    filled = {"day": request.GET.get("hari", ""), "kind": request.GET.get("jenis", "libur")}
    return show(request, DayForm(initial=filled), year=year)


@access(roles(Role.ADMIN))
@require_POST
def day_new(request: HttpRequest) -> HttpResponse:
    """Record a local day; a form that does not hold is shown again with 422."""
    actor, form = viewer_of(request).actor, DayForm(request.POST)
    if form.is_valid():
        try:
            day = actions.day_add(actor=actor, **form.cleaned_data, now=timezone.now())
        except Invalid as refusal:
            for field, sentence in refusal.fields.items():
                form.add_error(field, sentence)
        else:
            messages.success(request, _("%(name)s dicatat pada kalender kota.") % {"name": day.name})
            return redirect(f"{reverse('calendar')}?tahun={day.day.year}")
    today, years = viewer_of(request).today, city_calendar().years
    return show(request, form, year=chosen_year(request.POST.get("day", "")[:4], today, years), status=422)


@access(roles(Role.ADMIN))
@require_POST
def day_voided(request: HttpRequest, day: int) -> HttpResponse:
    """Void a local day."""
    form = VoidForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    row = actions.day_void(actor=viewer_of(request).actor, day=day, reason=reason, now=timezone.now())
    messages.success(request, _("%(name)s dibatalkan. Tabel hari libur berlaku lagi.") % {"name": row.name})
    return redirect(f"{reverse('calendar')}?tahun={row.day.year}")
