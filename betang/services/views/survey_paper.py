"""The survey on paper: a blank form to print, and the page on which staff type in what came back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import DomainError
from betang.services.actions.survey_paper import sheets_add
from betang.services.forms.sheets import SheetsForm
from betang.services.office import office_name
from betang.services.queries.catalogue import services_on
from betang.services.survey_questions import questions
from betang.services.views.applying import language
from betang.ui.parts import Link

TYPISTS = roles(Role.OFFICER, Role.VERIFIER, Role.BKPSDM)


@access(TYPISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_sheets(request: HttpRequest) -> HttpResponse:
    """Take up to ten sheets of a service and a day; the page comes again for the next ones."""
    viewer, status = viewer_of(request), 200
    services, kept = services_on(viewer.today), {"day": viewer.today}
    form = SheetsForm(services, request.POST or None, language=language(), initial=kept)
    if request.method == "POST":
        status = 422
        if form.is_valid() and (count := keep(request, form)):
            said = ngettext("%(n)d lembar dimasukkan.", "%(n)d lembar dimasukkan.", count) % {"n": count}
            messages.success(request, said)
            # Drawn at once: an address with service and day would stand in the web server's log.
            kept, status = {name: form.cleaned_data[name] for name in ("service", "day")}, 200
            form = SheetsForm(services, language=language(), initial=kept)
    trail = [Link(_("Beranda"), reverse("desk")), Link(_("Lembar survei"))]
    context = {"form": form, "questions": questions(viewer.today), "trail": trail}
    return render(request, "services/survey/sheets.html", context, status=status)


def keep(request: HttpRequest, form: SheetsForm) -> int:
    """Take what was typed; 0, with the sentences at their fields, when it does not hold."""
    data, now = form.cleaned_data, timezone.now()
    try:
        return sheets_add(
            actor=viewer_of(request).actor, service=data["service"], day=data["day"], sheets=data["sheets"],
            texts=form.written, batch=data["batch"], now=now,
        )  # fmt: skip
    except DomainError as error:
        for name, words in (getattr(error, "fields", None) or {"": error.message}).items():
            form.add_error(name if name in form.fields else None, words)
        return 0


@access(TYPISTS)
@require_safe
def survey_blank(request: HttpRequest) -> HttpResponse:
    """Show the questionnaire for printing, in both languages; of a service, or with a line to write it on."""
    viewer = viewer_of(request)
    found = services_on(viewer.today).get(request.GET.get("layanan", ""))
    context = {
        "questions": questions(viewer.today),
        "office": office_name(),
        "service": found.name if found else None,
        "trail": [Link(_("Lembar survei"), reverse("survey_sheets")), Link(_("Formulir kosong"))],
    }
    return render(request, "services/survey/blank.html", context)
