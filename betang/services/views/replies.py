"""The answers that officers pick, kept by the head of their section."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.people.models import Unit
from betang.services.actions import replies as actions
from betang.services.forms.replies import STEPS, ReplyForm
from betang.services.queries import replies as queries
from betang.ui.parts import Link


def part_of(viewer: Viewer) -> Unit:
    """Return the part of the office that somebody leads; NotFound for anybody else."""
    unit = queries.unit_led(viewer)
    if unit is None:
        raise NotFound
    return unit


@access(roles(Role.UNIT_HEAD))
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def replies(request: HttpRequest) -> HttpResponse:
    """List the answers that hold for one's section, and change one or add one."""
    viewer, now = viewer_of(request), timezone.now()
    unit = part_of(viewer)
    lines = queries.lines(unit.pk, viewer.today)
    form = ReplyForm(request.POST or None, initial=initial(request, viewer, lines))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.reply_add(actor=viewer.actor, unit=unit, **form.cleaned_data, now=now)
            messages.success(request, _("Jawaban “%(title)s” disimpan.") % {"title": row.title})
            return redirect("replies")
        except (Invalid, Conflict) as error:
            for name, words in (getattr(error, "fields", {}) or {None: error.message}).items():
                form.add_error(name, words)
    context = {
        "unit": unit, "lines": lines, "form": form, "history": queries.history(unit), "steps": dict(STEPS),
        "editing": form["code"].value(),
        "trail": [Link(_("Beranda"), reverse("desk")), Link(_("Jawaban siap pakai"))],
    }  # fmt: skip
    return render(request, "services/replies.html", context, status=422 if form.errors else 200)


def initial(request: HttpRequest, viewer: Viewer, lines: list[queries.Line]) -> dict[str, Any]:
    """Fill the form with the answer that is to be changed; empty for a new one."""
    asked = request.GET.get("kode", "")
    found = next((line.reply for line in lines if line.reply.code == asked), None)
    blank = {"from_date": viewer.today}
    if found is None:
        return blank
    text = found.text
    return {
        **blank, "code": found.code, "to": found.to, "title": found.title.id, "text": text.id, "text_en": text.en,
    }  # fmt: skip


@access(roles(Role.UNIT_HEAD))
@require_POST
def reply_void(request: HttpRequest, row: int) -> HttpResponse:
    """Take a decision on an answer back."""
    viewer = viewer_of(request)
    reason = str(request.POST.get("reason", ""))
    actions.reply_void(
        actor=viewer.actor, unit=part_of(viewer), row=row, reason=reason, now=timezone.now()
    )  # fmt: skip
    messages.success(request, _("Perubahan dibatalkan. Yang berlaku sebelumnya berlaku lagi."))
    return redirect("replies")
