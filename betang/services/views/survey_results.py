"""The survey's results for heads of units and those who govern or examine, and what the office does about them.

All see the same published figures, which name nobody; only the head of the office decides what is done about them.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.crypto.files import file_response
from betang.kernel.documents.actions import document_issue
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.services.actions import survey_plan as actions
from betang.services.forms.survey import FollowUpForm, ResultForm
from betang.services.models import SurveyAnswer
from betang.services.office import leads_office, office_name
from betang.services.papers.survey import survey_paper
from betang.services.queries import survey as queries
from betang.services.queries.catalogue import services_on
from betang.services.survey_questions import questions
from betang.services.views.applying import language
from betang.ui.parts import Link

READERS = roles(Role.UNIT_HEAD, Role.BKPSDM, Role.LEADERSHIP, Role.MAYOR, Role.AUDITOR)


def head(request: HttpRequest) -> Viewer:
    """Return the head of the office; NotFound for anybody else."""
    viewer = viewer_of(request)
    if not leads_office(viewer):
        raise NotFound
    return viewer


def year_of(value: str | None, viewer: Viewer) -> int:
    """Read a year; this one when none is given, NotFound for what cannot be one."""
    if not value:
        return viewer.today.year
    if not (value.isascii() and value.isdecimal() and 2000 <= int(value) <= viewer.today.year):
        raise NotFound
    return int(value)


@access(READERS)
@require_safe
def survey_results(request: HttpRequest) -> HttpResponse:
    """Show a year quarter by quarter: the office, its services, what is done about it, what was written."""
    viewer = viewer_of(request)
    return results_page(request, viewer, year_of(request.GET.get("tahun"), viewer))


def results_page(
    request: HttpRequest, viewer: Viewer, year: int, form: FollowUpForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw the results of a year with the form as it stands."""
    found, asked, leads = queries.survey_year(year, viewer.today), questions(viewer.today), leads_office(viewer)
    reviewing = viewer.has(Role.BKPSDM)
    initial = {"from_date": viewer.today}
    if leads and form is None:
        form = FollowUpForm(asked, queries.owners(viewer), language=language(), initial=initial)
    context: dict[str, Any] = {
        "year": found, "years": [Link(str(each), f"?tahun={each}", current=each == year)
                                 for each in range(viewer.today.year - 2, viewer.today.year + 1)],
        "names": {code: each.name.text(language()) for code, each in services_on(viewer.today).items()},
        "channels": dict(SurveyAnswer._meta.get_field("channel").flatchoices),
        "elements": {each.code: each.name.text(language()) for each in asked},
        "follow_ups": queries.follow_ups(year), "today": viewer.today,
        "comments": opened(found, reviewing=False), "waiting": opened(found, reviewing=True) if reviewing else [],
        "form": form if leads else None,
        "trail": [Link(_("Beranda"), reverse("desk")), Link(_("Survei kepuasan"))],
    }  # fmt: skip
    return render(request, "services/survey/results.html", context, status=status)


def opened(year: queries.Year, *, reviewing: bool) -> list[tuple[UUID, str]]:
    """Give the keys and the words of what was written."""
    return [(row.pk, row.text.reveal()) for row in queries.comments(year.quarters, reviewing=reviewing)]


@access(READERS)
@require_POST
def survey_report(request: HttpRequest) -> HttpResponseBase:
    """Hand out the report of a year as a PDF; Conflict while none of its quarters is published."""
    viewer = viewer_of(request)
    year = queries.survey_year(year_of(request.POST.get("tahun"), viewer), viewer.today)
    if not any(one.office for one in year.quarters):
        raise Conflict(_("Belum ada triwulan yang hasilnya dapat ditampilkan. Laporan terbit sesudah ada."))
    paper = survey_paper(
        year, office=office_name(), services=services_on(viewer.today), follow_ups=queries.follow_ups(year.year),
        today=viewer.today,
    )  # fmt: skip
    return file_response(document_issue(actor=viewer.actor, paper=paper, now=timezone.now()).file)


@access(roles(Role.UNIT_HEAD))
@require_POST
def follow_up_add(request: HttpRequest) -> HttpResponse:
    """Decide on a follow-up; what does not hold comes back with 422."""
    viewer = head(request)
    form = FollowUpForm(questions(viewer.today), queries.owners(viewer), request.POST, language=language())
    if form.is_valid():
        try:
            actions.follow_up_add(actor=viewer.actor, **form.cleaned_data, now=timezone.now())
        except Invalid as error:
            for name, words in (error.fields or {"": error.message}).items():
                form.add_error(name or None, words)
        else:
            messages.success(request, _("Tindak lanjut disimpan."))
            return redirect("survey_results")
    return results_page(request, viewer, viewer.today.year, form, status=422)


@access(roles(Role.UNIT_HEAD))
@require_POST
def follow_up_end(request: HttpRequest, follow_up: int) -> HttpResponse:
    """Say that a follow-up is done, or take it back (`langkah=batal`)."""
    viewer, form = head(request), ResultForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    act = actions.follow_up_void if request.POST.get("langkah") == "batal" else actions.follow_up_done
    act(actor=viewer.actor, follow_up=follow_up, words=words, now=timezone.now())
    messages.success(request, _("Tindak lanjut diperbarui."))
    return redirect("survey_results")


@access(roles(Role.BKPSDM))
@require_POST
def comment_review(request: HttpRequest, comment: UUID) -> HttpResponse:
    """Let free text be read (`tampil=ya`), or not."""
    shown = request.POST.get("tampil") == "ya"
    actions.comment_review(actor=viewer_of(request).actor, comment=comment, shown=shown, now=timezone.now())
    messages.success(request, _("Tulisan ditampilkan.") if shown else _("Tulisan tidak ditampilkan."))
    return redirect("survey_results")
