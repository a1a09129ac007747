"""The service board for who works there and who oversees it, and the log of steps for process analysis."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import NotFound
from betang.services import board_words, flow
from betang.services.actions.board import summary_renew
from betang.services.actions.logs import KINDS, log_export
from betang.services.board_figures import Summary
from betang.services.board_services import by_service
from betang.services.board_today import kept, load_words, on_time_words
from betang.services.office import office_code
from betang.services.process.load import Forecast
from betang.services.queries import board
from betang.services.queries.board import Standing
from betang.services.queries.catalogue import services_on
from betang.services.queries.replies import unit_led
from betang.services.rules import COUNTER
from betang.services.views.applying import language
from betang.ui.parts import Link

SPANS = ("hari", "minggu")


@access(roles(*COUNTER, Role.UNIT_HEAD, *board.GOVERN))
@require_safe
@never_cache
def service_board(request: HttpRequest) -> HttpResponse:
    """Show what waits, what came and went, where time is lost, and what the next open day brings."""
    viewer, now = viewer_of(request), timezone.now()
    span = request.GET.get("rentang", "")
    span = span if span in SPANS else SPANS[0]
    led = unit_led(viewer)
    leads = led is not None and led.code == office_code()
    context = {**figures(span, now), "leads": leads, "led": led, "oversees": leads or viewer.has(*board.GOVERN)}
    context |= {"span": span, "tabs": tabs(span)}
    return render(request, "services/board.html", context)


def figures(span: str, now: datetime) -> dict[str, Any]:
    """Read the board; five queries while the kept figures are fresh."""
    today, words = timezone.localdate(now), language()
    first = today if span == "hari" else today - timedelta(days=board.WEEK - 1)
    found = board.summary_kept(now) or summary_renew(now=now)
    standing, issued = board.standing(now), board.issued(first, now)
    came, came_today = board.came(first, now)
    names = {code: each.name.text(words) for code, each in services_on(today).items()}
    states = {each: flow.flow_on(today).states[each].name.text(words) for each in board.OPEN}
    whole = board.together(standing.values())
    return {
        "said": said(found, whole.count, came_today, names, now),
        "whole": whole,
        "came": sum(came.values()),
        "issued": sum(issued.values()),
        "states": by_state(standing, states),
        "services": by_service(names, states, standing, came, issued, kept(found.on_time, now)),
        "computed_at": found.computed_at,
        **course(found, today, words),
    }


def said(found: Summary, waiting: int, came: int, names: Mapping[str, str], now: datetime) -> list[str]:
    """Say in two sentences how today compares."""
    local, words = timezone.localtime(now), language()
    return [
        load_words(found, waiting=waiting, today=came, now=local, language=words),
        on_time_words(found.on_time, names, local, words),
    ]


def by_state(standing: Mapping[tuple[str, str], Standing], states: Mapping[str, str]) -> list[tuple[str, Standing]]:
    """Give what is open by step, in the order of the steps; steps without any are there too."""
    return [
        (name, board.together(row for (_service, at), row in standing.items() if at == state))
        for state, name in states.items()
    ]


def course(found: Summary, today: date, words: str) -> dict[str, Any]:
    """Give where time is lost, and the next open day with the officers it needs."""
    ahead, staff = found.ahead, board_words.need(found.work, found.ahead, today)
    return {
        "chart": board_words.flow_figure(board_words.in_order(found.steps), words) if found.steps else None,
        "lost": board_words.lost(found.lost, words) if found.steps else None,
        "ahead": ahead,
        **dict(zip(("low", "mean", "high"), rounded(ahead), strict=True)),
        "staff": staff,
        "why": board_words.why(staff, ahead, words) if staff and ahead else None,
    }


def rounded(ahead: Forecast | None) -> list[int]:
    """Give the ends of the range, outwards, and the mean, in whole requests."""
    if ahead is None or ahead.mean is None:
        return [0, 0, 0]
    return [math.floor(ahead.low or 0), round(ahead.mean), math.ceil(ahead.high or 0)]


def tabs(span: str) -> list[Link]:
    """Name the spans of days."""
    words = {"hari": _("Hari ini"), "minggu": _("Tujuh hari")}
    return [Link(words[each], f"{reverse('service_board')}?rentang={each}", current=each == span) for each in SPANS]


@access(roles(Role.UNIT_HEAD, *board.GOVERN))
@require_POST
@never_cache
def service_log(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """Hand out the steps of a year as XES or CSV; a POST, since it is written down."""
    viewer, now = viewer_of(request), timezone.now()
    if kind not in KINDS or not board.may_oversee(viewer):
        raise NotFound
    response = StreamingHttpResponse(log_export(viewer=viewer, kind=kind, now=now), content_type=KINDS[kind][0])
    name = f"peristiwa-layanan-{timezone.localdate(now):%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
