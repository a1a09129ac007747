"""The catalogue for everybody: all services with a search in everyday words, and one service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, public
from betang.kernel.errors import NotFound
from betang.services import service_page as page
from betang.services.definition import Definition
from betang.services.promise import components, pledge, promise_of
from betang.services.queries.catalogue import found, grouped, services_on
from betang.services.queries.figures import measured
from betang.ui.parts import Link

LONGEST = 100  # letters of a search


@access(public)
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """List the services by group; `q` searches in everyday words."""
    offered = services_on(timezone.localdate())
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    context = {
        "words": words,
        "found": [(each, page.where(each)[1]) for each in found(words, offered)],
        "groups": grouped(offered),
        "offered": offered.values(),
        "trail": [Link(_("Beranda"), reverse("home")), Link(_("Layanan"))],
    }
    return render(request, "services/catalogue.html", context)


@access(public)
@require_safe
def service(request: HttpRequest, service: str) -> HttpResponse:
    """Show one service: whether to come, what to have at hand, how long it takes, what it costs, what comes of it."""
    today = timezone.localdate()
    offered = services_on(today)
    if service not in offered:
        raise NotFound
    return render(request, "services/service.html", page_context(offered[service], offered, today))


def page_context(shown: Definition, offered: Mapping[str, Definition], day: date) -> dict[str, Any]:
    """Give what the page of a service shows; the preview of an edition shows the same."""
    promise = promise_of(shown.id, day)
    tone, first, then = page.where(shown)
    return {
        "service": shown,
        "tone": tone, "first": first, "then": then,
        "always": page.always(shown), "sometimes": page.sometimes(shown), "forms": page.form_names(shown),
        "limit": page.limit_said(promise), "target": page.target_said(promise), "deadline": page.deadline_said(promise),
        "measured": measured(shown.id),
        "standard": page.standard(shown, components(day), promise), "pledge": pledge(day),
        "elsewhere": page.elsewhere(shown, offered),
        "others": [each for each in offered.values() if each.group == shown.group and each.id != shown.id],
        "trail": [
            Link(_("Beranda"), reverse("home")), Link(_("Layanan"), reverse("services")), Link(page.say(shown.name)),
        ],
    }  # fmt: skip
