"""One person: where somebody stands, how it came about, when away; contact data masked, revealed with a reason."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Forbidden
from betang.people.actions.reveal import person_reveal
from betang.people.forms.person import RevealForm
from betang.people.queries import directory, person
from betang.people.views.trails import person_tabs, person_trail
from betang.ui.parts import Link


@access(staff)
@require_safe
def person_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show where somebody stands today: post, unit, superior, reports, teams."""
    seen = person.person_seen(viewer_of(request), uid)
    return render(request, "people/person.html", summary(request, seen))


def summary(request: HttpRequest, seen: person.Seen) -> dict[str, object]:
    """Collect what the summary of a person shows."""
    day = viewer_of(request).today
    return {
        "seen": seen,
        "employee": seen.employee,
        "place": directory.places([seen.employee], day=day)[0],
        "reports": person.reports_of(seen.employee, day)[:50],
        "teams": person.teams_of(seen.employee, day),
        "reveal_form": RevealForm() if seen.reveal else None,
        "issues_codes": viewer_of(request).has(Role.ADMIN, Role.UNIT_ADMIN),
        "tabs": person_tabs(seen.employee, "person", file=seen.file),
        "trail": person_trail(seen.employee),
    }


@access(staff)
@require_safe
def person_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the posts, superiors, grades and statuses somebody had, voided rows too."""
    seen = person.person_seen(viewer_of(request), uid)
    if not seen.file:
        raise Forbidden(_("Riwayat seseorang hanya dapat dilihat oleh yang bersangkutan dan pengelola datanya."))
    context = {
        "seen": seen,
        "employee": seen.employee,
        "posts": person.posts_of(seen.employee),
        "lines": person.lines_of(seen.employee),
        "grades": person.grades_of(seen.employee),
        "statuses": person.statuses_of(seen.employee),
        "tabs": person_tabs(seen.employee, "person_history", file=True),
        "trail": person_trail(seen.employee, Link(_("Riwayat"))),
    }
    return render(request, "people/history.html", context)


@access(staff)
@require_POST
def person_revealed(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one masked datum once, after a reason that stands in the trail."""
    seen = person.person_seen(viewer_of(request), uid)
    if not seen.reveal:
        raise Forbidden(_("Data pribadi ini hanya dapat dibuka oleh pengelola datanya."))
    form = RevealForm(request.POST)
    context = summary(request, seen)
    if form.is_valid():
        name = form.cleaned_data["field"]
        plain = person_reveal(
            actor=viewer_of(request).actor,
            employee=seen.employee,
            field=name,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        context["revealed"] = form.FIELDS[name], plain
    context["reveal_form"] = form
    response = render(request, "people/person.html", context, status=200 if form.is_valid() else 422)
    response["Cache-Control"] = "no-store"
    return response
