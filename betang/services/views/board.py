"""The service board for who works there and who oversees it, and the log of steps for process analysis."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
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
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.errors import NotFound
from betang.services import board_words, flow
from betang.services.actions.logs import KINDS, log_export
from betang.services.process.load import Forecast
from betang.services.queries import board
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
    context = {**figures(span, now), "oversees": board.may_oversee(viewer), "span": span, "tabs": tabs(span)}
    return render(request, "services/board.html", context)


def figures(span: str, now: datetime) -> dict[str, Any]:
    """Read the board; five queries."""
    today, calendar, words = timezone.localdate(now), calendar_now(), language()
    standing, came = board.standing(now), board.arrivals(now)
    found, ahead = board.course(now, calendar), board.coming(today, calendar, came)
    staff = board_words.need(found, ahead, today)
    states = flow.flow_on(today).states
    passed = board.passed(today if span == "hari" else today - timedelta(days=board.WEEK - 1), now, came)
    return {
        "standing": [(states[each.state].name.text(words), each) for each in standing],
        "waiting": sum(each.count for each in standing),
        "late": sum(each.late for each in standing),
        "oldest": min((each.oldest for each in standing if each.oldest), default=None),
        "passed": passed,
        "share": passed.in_time / passed.judged if passed.judged else 0,
        "chart": board_words.flow_figure(board_words.timed(found), words) if found else None,
        "lost": board_words.lost(found, words) if found else None,
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
