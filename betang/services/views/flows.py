"""The flow of requests as a drawing: of one service or all, over some days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.services.actions.board import flow_renew
from betang.services.flow import flow_on
from betang.services.flow_words import flow_chart
from betang.services.forms.flows import FlowForm
from betang.services.process.graph import Graph
from betang.services.queries import board
from betang.services.queries.board_flow import flow_kept
from betang.services.queries.catalogue import services_on
from betang.services.rules import COUNTER
from betang.services.views.applying import language
from betang.ui.parts import Figure, Link


@access(roles(*COUNTER, Role.UNIT_HEAD, *board.GOVERN))
@require_safe
@never_cache
def service_flow(request: HttpRequest) -> HttpResponse:
    """Draw which step follows which, how often, and how long people wait; what is asked otherwise is not heeded."""
    now = timezone.now()
    names = {code: each.name.text(language()) for code, each in services_on(timezone.localdate(now)).items()}
    form = FlowForm(request.GET, names=names)
    service, days = form.service, form.days
    found, computed_at = flow_kept(service, days, now) or (flow_renew(service=service, days=days, now=now), now)
    context = {
        "form": form,
        "chart": chart(found, names.get(service, _("Semua layanan"))) if found.nodes else None,
        "computed_at": computed_at,
        "trail": [Link(_("Papan layanan"), reverse("service_board")), Link(_("Gambar alur"))],
    }
    return render(request, "services/flow.html", context)


def chart(found: Graph, title: str) -> Figure:
    """Draw the flow with the names of the states."""
    words, states = language(), flow_on(timezone.localdate()).states
    source = _(
        "Angka pada panah: berapa kali, lalu median waktu menunggu + dikerjakan dalam jam kerja. Hijau maju, kuning "
        "kembali; makin tebal makin sering. Waktu kerja adalah batas atas."
    )
    return flow_chart(found, lambda code: states[code].name.text(words), words, title=title, source=source)
