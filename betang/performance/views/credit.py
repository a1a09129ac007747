"""Angka kredit and the performance part of IP ASN: one's own, somebody's within reach, everybody's with the file."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import NotFound
from betang.kernel.exchange.safe_cells import csv_lines
from betang.performance import words
from betang.performance.derivations import steps
from betang.performance.queries import credit
from betang.performance.queries.evaluations import Calendar, calendar_of
from betang.performance.rules import READERS
from betang.regulation.parameters import book
from betang.ui.parts import Link

PER_PAGE = 25


@access(staff)
@require_safe
def credit_own(request: HttpRequest) -> HttpResponse:
    """Show one's own years."""
    subject = viewer_of(request).subject
    if subject is None:
        return drawn(request, None, [])
    try:
        return drawn(request, *credit.years_of(viewer_of(request), subject))
    except NotFound:  # no plan yet
        return drawn(request, None, [])


@access(staff)
@require_safe
def credit_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the years of somebody within reach."""
    return drawn(request, *credit.years_of(viewer_of(request), uid))


def drawn(request: HttpRequest, who: Any, years: list[credit.Year]) -> HttpResponse:
    """Draw years: each row with its predikat and how its figures came about."""
    language, mine = words.language(), who is None or who.uid == viewer_of(request).subject
    shown = [
        (year, [(row, words.predicate(row.decision.predicate), steps(row.lines(language))) for row in year.rows])
        for year in years
    ]
    context = {
        "who": who, "mine": mine, "years": shown,
        "trail": trail(*([] if mine else [Link(who.full_name)])),
    }  # fmt: skip
    return render(request, "performance/credit/person.html", context)


@access(roles(*READERS))
@require_safe
def credit_city(request: HttpRequest) -> HttpResponse:
    """List everybody who was decided in a period."""
    found, asked = chosen(request), {"q": request.GET.get("q", "")[:100], "jf": bool(request.GET.get("jf"))}
    page, rows = None, []
    if found.chosen:
        listed = credit.of_period(found.chosen, words=asked["q"], functional=asked["jf"])  # type: ignore[arg-type]
        page = Paginator(listed, PER_PAGE).get_page(request.GET.get("h"))
        law = book().on(found.chosen.to_date)
        rows = [(row, words.predicate(row.decision.predicate)) for row in credit.credits(list(page.object_list), law)]
    context = {
        "calendar": found, "page": page, "rows": rows, "asked": asked,
        "may_export": EXPORTERS.allows(viewer_of(request)), "trail": trail(Link(_("Seluruh kota"))),
    }  # fmt: skip
    return render(request, "performance/credit/city.html", context)


EXPORTERS = roles(Role.BKPSDM)


@access(EXPORTERS)
@require_safe
@never_cache
def credit_export(request: HttpRequest) -> StreamingHttpResponse:
    """Hand over a period of the whole city as a CSV file; NotFound where there is no period."""
    period = chosen(request).chosen
    if period is None:
        raise NotFound
    response = StreamingHttpResponse(csv_lines(credit.exported(period)), content_type="text/csv; charset=utf-8")
    name = f"angka-kredit-{period.cycle.year}-{period.number}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def chosen(request: HttpRequest) -> Calendar:
    """Read which period is looked at."""
    day = viewer_of(request).today
    return calendar_of(day, year=request.GET.get("tahun", ""), number=request.GET.get("periode", ""))


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    here = Link(_("Angka kredit dan IP ASN"), reverse("credit_own") if links else "")
    return [Link(_("Beranda"), reverse("desk")), here, *links]
