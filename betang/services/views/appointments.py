"""Choosing a day and an hour to come: in a draft, and from the page on which a request is followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from betang.kernel.access.rules import access, public
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import NotFound
from betang.services import walking
from betang.services.actions import appointments as actions
from betang.services.content import definition_of
from betang.services.flow import DRAFT
from betang.services.models import Request
from betang.services.passes import told
from betang.services.queries import appointments as queries
from betang.services.views.applying import held


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft_slot(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose an hour for a draft; it is booked when the draft is sent."""
    row, error = held(request, uid), ""
    if row.state != DRAFT or not queries.attends(row, definition_of(row)):
        raise NotFound
    if request.method == "POST":
        try:
            actions.appointment_choose(request=row, begins_at=hour_of(request), now=timezone.now())
            return redirect("draft_review", uid)
        except actions.SlotGone as refusal:
            error = refusal.message
    elif request.GET.get("penuh"):
        error = _(
            "Jam yang Anda pilih tidak dapat dipesan lagi. Permohonan belum dikirim. Pilih jam lain, atau kirim dahulu "
            "dan pilih jamnya nanti."
        )
    chosen = queries.appointment_chosen(row)
    more = {
        "step": walking.step_of(row, "slot", ""),
        "later": reverse("draft_review", args=[uid]),
        "code": told(request, uid).get("code", ""),
    }
    return choose(request, row, chosen.begins_at if chosen else None, error, more)


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tracked_slot(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Book an hour for a request that was sent, or another one in its place."""
    row, now, error = held(request, uid), timezone.now(), ""
    found = queries.attendance_of(row, definition_of(row), now)
    if found is None or not found.may_book:
        raise NotFound
    if request.method == "POST":
        try:
            actions.appointment_book(
                actor=viewer_of(request).user, request=row, begins_at=hour_of(request), now=now
            )  # fmt: skip
            messages.success(request, _("Hari dan jam datang Anda sudah dipesan."))
            return redirect("tracked", uid)
        except actions.SlotGone as refusal:
            error = refusal.message
    booked = found.appointment.begins_at if found.appointment and found.booked else None
    return choose(request, row, booked, error, {"later": reverse("tracked", args=[uid])})


@access(public)
@require_POST
@never_cache
def tracked_slot_cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give a place back."""
    row = held(request, uid)
    actions.appointment_cancel(actor=viewer_of(request).user, request=row, now=timezone.now())
    messages.success(request, _("Janji temu Anda dibatalkan. Tempatnya kami berikan kepada orang lain."))
    return redirect("tracked", uid)


def hour_of(request: HttpRequest) -> datetime:
    """Read the hour that was chosen; SlotGone for what is none."""
    try:
        found = parse_datetime(str(request.POST.get("jam", ""))[:40])
        if found is not None and timezone.is_aware(found):
            return timezone.localtime(found)
    except (ValueError, OverflowError):  # no such day, or beyond the last year in the city's time
        pass
    raise actions.SlotGone(_("Pilih salah satu jam."))


def choose(
    request: HttpRequest, row: Request, chosen: datetime | None, error: str, more: dict[str, Any]
) -> HttpResponse:
    """Draw the days, and the hours of the one that is looked at."""
    days = queries.ahead(timezone.now())
    context = {
        "row": row, "service": definition_of(row), "days": days, "day": looked_at(days, request, chosen),
        "chosen": chosen, "error": error, **more,
    }  # fmt: skip
    return render(request, "services/slots/choose.html", context, status=422 if error and request.POST else 200)


def looked_at(days: Sequence[queries.Day], request: HttpRequest, chosen: datetime | None) -> queries.Day | None:
    """Return the day that was asked for, else that of the chosen hour, else the first with a place."""
    wanted = (request.GET.get("hari", ""), timezone.localdate(chosen).isoformat() if chosen else "")
    by_name = {each.day.isoformat(): each for each in days}
    named = next((by_name[name] for name in wanted if name in by_name), None)
    return named or next((each for each in days if each.free), None)
