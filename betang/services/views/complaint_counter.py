"""A complaint at the counter: the officer writes it down and hands out its receipt, which is shown this once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import DomainError
from betang.kernel.mail import site_url
from betang.services.actions.complaint_counter import complaint_take
from betang.services.actions.complaints import Said
from betang.services.forms.complaints import CounterForm
from betang.services.models import Complaint
from betang.services.views.applying import language
from betang.services.views.complaints import SAID, refused
from betang.ui.parts import Link


@access(roles(Role.OFFICER, Role.VERIFIER))
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def complaint_counter(request: HttpRequest) -> HttpResponse:
    """Show the form, or take what was filled in and show the receipt; the officer's browser holds nothing of it."""
    form, found = CounterForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        found = taken(request, form)
    listed = Link(_("Pengaduan masuk"), reverse("complaints"))
    context = {"form": form, "trail": [Link(_("Beranda"), reverse("desk")), listed, Link(_("Catat pengaduan"))]}
    if found is not None:
        row, pin = found
        context |= {"row": row, "pin": pin, "address": site_url(reverse("complaint_track"))}
        return render(request, "services/complaints/counter_receipt.html", context)
    return render(request, "services/complaints/counter.html", context, status=422 if form.errors else 200)


def taken(request: HttpRequest, form: CounterForm) -> tuple[Complaint, str] | None:
    """Take the complaint; None, with the sentences at the form, when it does not hold."""
    data = form.cleaned_data
    try:
        return complaint_take(
            viewer=viewer_of(request), said=Said(**{name: data[name] for name in SAID}), number=data["nomor"],
            uid=data["uid"], language=language(), now=timezone.now(),
        )  # fmt: skip
    except DomainError as error:
        refused(form, error)
        return None
