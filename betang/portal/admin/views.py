"""What is not settled, and all values of law. They read no database beyond who is asking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.portal.admin import parameters as listing
from betang.portal.admin import questions
from betang.portal.admin.forms import ParameterFilter
from betang.portal.forms import FilterForm
from betang.regulation.parameters import book


@access(roles(Role.ADMIN, Role.BKPSDM, Role.AUDITOR, Role.LEADERSHIP))
@require_safe
def open_questions(request: HttpRequest) -> HttpResponse:
    """List what is uncertain, why, who can settle it and what is done meanwhile; `q` searches."""
    form = FilterForm(request.GET)
    words = form.chosen("q")
    sections, unset = questions.found(words), questions.unset(words)
    context = {
        "form": form,
        "sections": sections,
        "unset": unset,
        "count": sum(len(section.questions) for section in sections) + len(unset),
        "searched": bool(words),
    }
    return render(request, "portal/admin/open_questions.html", context)


@access(roles(Role.ADMIN, Role.BKPSDM, Role.AUDITOR))
@require_safe
def parameters(request: HttpRequest) -> HttpResponse:
    """List all values of law with dates, effect, confidence, and the pages that show them."""
    form = ParameterFilter(request.GET)
    search, topic, grade, state = (form.chosen(name) for name in ("q", "topik", "keyakinan", "keadaan"))
    groups = listing.groups(
        day=viewer_of(request).today, search=search, topic=topic, grade=grade, state=state
    )  # fmt: skip
    context = {
        "form": form,
        "groups": groups,
        "found": sum(len(group.rows) for group in groups),
        "total": len(book().parameters),
        "filtered": bool(search or topic or grade or state),
    }
    return render(request, "portal/admin/parameters.html", context)
