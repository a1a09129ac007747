"""Editions of services: read by those who keep and examine, written by the administrator."""

from __future__ import annotations

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
from betang.kernel.errors import Conflict, DomainError, Invalid
from betang.services.actions import editions as actions
from betang.services.forms.editions import EditionForm, VoidForm
from betang.services.queries import editions as queries
from betang.services.queries.catalogue import definition_on, services_on
from betang.services.service_page import say
from betang.services.views.catalogue import page_context
from betang.ui.confidence import confidence
from betang.ui.parts import Link


@access(roles(Role.ADMIN, Role.AUDITOR))
@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """List all services with what is in force and what comes."""
    lines = queries.lines(viewer_of(request).today)
    context = {
        "lines": [(line, confidence(line.definition.confidence)) for line in lines],
        "trail": [Link(_("Beranda"), reverse("desk")), Link(_("Edisi layanan"))],
    }
    return render(request, "services/editions.html", context)


@access(roles(Role.ADMIN, Role.AUDITOR))
@require_safe
def edition_history(request: HttpRequest, service: str) -> HttpResponse:
    """Show the editions of one service, and the form for a new one with the text in force in it."""
    today = viewer_of(request).today
    definition_on(service, today)
    initial = {"from_date": today, "content": queries.text_on(service, today)}
    return history_page(request, service, EditionForm(initial=initial))


def history_page(request: HttpRequest, service: str, form: EditionForm, *, status: int = 200) -> HttpResponse:
    """Draw the editions of a service with the form as it stands."""
    viewer = viewer_of(request)
    shown = definition_on(service, viewer.today)
    context = {
        "service": shown, "form": form, "history": queries.history(service), "today": viewer.today,
        "may_change": viewer.has(Role.ADMIN),
        "trail": [
            Link(_("Beranda"), reverse("desk")), Link(_("Edisi layanan"), reverse("editions")), Link(say(shown.name)),
        ],
    }  # fmt: skip
    return render(request, "services/edition.html", context, status=status)


@access(roles(Role.ADMIN))
@require_POST
def edition_add(request: HttpRequest, service: str) -> HttpResponse:
    """Show how the public page would look, go back to the text, or save it; what does not hold comes back with 422."""
    form, step = EditionForm(request.POST), request.POST.get("langkah", "")
    definition_on(service, viewer_of(request).today)
    if step == "ubah":
        return history_page(request, service, EditionForm(initial=request.POST.dict()))
    if not form.is_valid():
        return history_page(request, service, form, status=422)
    try:
        return preview(request, service, form) if step == "pratinjau" else saved(request, service, form)
    except (Invalid, Conflict) as error:
        refused(form, error)
        return history_page(request, service, form, status=422)


def preview(request: HttpRequest, service: str, form: EditionForm) -> HttpResponse:
    """Show the public page as it would be; nothing is written."""
    made, day = (
        actions.definition_of(service=service, content=form.cleaned_data["content"]),
        form.cleaned_data["from_date"],
    )
    context = page_context(made, {**services_on(day), service: made}, day)
    return render(request, "services/edition_preview.html", {**context, "form": form, "day": day})


def saved(request: HttpRequest, service: str, form: EditionForm) -> HttpResponse:
    """Save the edition and go back to the service."""
    row = actions.edition_add(
        actor=viewer_of(request).actor, service=service, **form.cleaned_data, now=timezone.now()
    )  # fmt: skip
    messages.success(request, _("Edisi disimpan dan berlaku sejak %(day)s.") % {"day": row.from_date.isoformat()})
    return redirect("edition_history", service=service)


@access(roles(Role.ADMIN))
@require_POST
def edition_void(request: HttpRequest, edition: int) -> HttpResponse:
    """Take an edition back."""
    form = VoidForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    row = actions.edition_void(actor=viewer_of(request).actor, edition=edition, reason=reason, now=timezone.now())
    messages.success(request, _("Edisi dibatalkan. Yang berlaku sebelumnya berlaku lagi."))
    return redirect("edition_history", service=row.service)


def refused(form: EditionForm, error: DomainError) -> None:
    """Put an action's refusal beside the fields it names, or above the form."""
    fields = error.fields if isinstance(error, Invalid) else {}
    for name, words in (fields or {"": error.message}).items():
        form.add_error(name or None, words)
