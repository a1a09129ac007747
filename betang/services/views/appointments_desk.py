"""Appointments at the counter: who is expected on a day, and who came. And the places, which the head decides."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Invalid, NotFound
from betang.services.actions import places as actions
from betang.services.actions.attending import appointment_mark
from betang.services.content import definition_of
from betang.services.forms.appointments import PlacesForm
from betang.services.models import AppointmentState
from betang.services.office import leads_office
from betang.services.queries import appointments as queries
from betang.services.views.applying import language
from betang.services.views.counter import workers
from betang.ui.parts import Link

MARKS = {"hadir": True, "absen": False}


@workers
@require_safe
@never_cache
def desk_slots(request: HttpRequest) -> HttpResponse:
    """List who is expected on a day: today, unless another one is asked for."""
    viewer, now = viewer_of(request), timezone.now()
    day = day_of(request.GET.get("hari"), viewer.today)
    found = queries.appointments_on(viewer, day)
    rows = [
        {
            "one": each,
            "service": definition_of(each.request).name.text(language()),
            "name": each.request.name.reveal(),
            "begun": each.begins_at <= now,
        }
        for each in found
    ]
    context = {
        "rows": rows, "day": day, "today": viewer.today, "counts": Counter(each.state for each in found),
        "states": AppointmentState, "before": day - timedelta(days=1), "after": day + timedelta(days=1),
    }  # fmt: skip
    return render(request, "services/slots/desk.html", context)


def day_of(text: str | None, today: date) -> date:
    """Read a day; today when none is given, NotFound for what is none."""
    try:
        found = parse_date(text) if text else today
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2999:
        raise NotFound
    return found


@workers
@require_POST
@never_cache
def desk_slot_mark(request: HttpRequest, appointment: int, mark: str) -> HttpResponse:
    """Say that somebody came, which takes the request to hand, or that nobody did."""
    viewer = viewer_of(request)
    found = queries.appointment_received(viewer, appointment)
    if mark not in MARKS:
        raise NotFound
    taken = appointment_mark(viewer=viewer, appointment=found, attended=MARKS[mark], now=timezone.now())
    given = {"number": found.request.number}
    if MARKS[mark]:
        said = _("%(number)s: hadir. Permohonan ini Anda pegang.") if taken else _("%(number)s: hadir.")
        messages.success(request, said % given)
        return redirect(f"{reverse('desk_request', args=[found.request.uid])}#rincian")
    messages.success(request, _("%(number)s: tidak hadir. Pemohon dapat memesan jam lain.") % given)
    return redirect(f"{reverse('desk_slots')}?hari={timezone.localdate(found.begins_at).isoformat()}")


def head(request: HttpRequest) -> Viewer:
    """Return the head of the office; NotFound for anybody else."""
    viewer = viewer_of(request)
    if not leads_office(viewer):
        raise NotFound
    return viewer


@access(roles(Role.UNIT_HEAD))
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def slot_places(request: HttpRequest) -> HttpResponse:
    """Show the places and what is booked of them, and decide how many there are."""
    viewer, now = head(request), timezone.now()
    form = PlacesForm(request.POST or None, initial={"from_date": viewer.today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.places_add(actor=viewer.actor, **form.cleaned_data, now=now)
            messages.success(request, _("Jadwal janji temu disimpan."))
            return redirect("slot_places")
        except Invalid as error:
            form.refuse(error.fields)
    context = {
        "form": form, "days": queries.ahead(now, whole=True), "history": queries.places_history(),
        "today": viewer.today,
        "trail": [Link(_("Beranda"), reverse("desk")), Link(_("Jadwal janji temu"))],
    }  # fmt: skip
    return render(request, "services/slots/places.html", context, status=422 if form.errors else 200)


@access(roles(Role.UNIT_HEAD))
@require_POST
def slot_places_void(request: HttpRequest, row: int) -> HttpResponse:
    """Take a decision on places back."""
    viewer = head(request)
    actions.places_void(
        actor=viewer.actor, row=row, reason=str(request.POST.get("reason", "")), now=timezone.now()
    )  # fmt: skip
    messages.success(request, _("Jadwal dibatalkan. Yang berlaku sebelumnya berlaku lagi."))
    return redirect("slot_places")
