"""A post that ends or was never right, and a new grade; each with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from betang.kernel.access.rules import access
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.people.actions import assignments, employees
from betang.people.forms.person import EndForm, GradeForm
from betang.people.grades import grade_choices
from betang.people.queries import choices
from betang.people.views.changes import KEEPERS, correctable, page, refused


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def post_ended(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Let a post end after a day."""
    employee = correctable(request, uid)
    post = choices.post_of(employee, pk)
    form = EndForm(request.POST or None, initial={"to_date": viewer_of(request).today})
    if form.is_bound and form.is_valid():
        last_day, reason = form.cleaned_data["to_date"], form.cleaned_data["reason"]
        actor, now = viewer_of(request).actor, timezone.now()
        try:
            assignments.post_end(actor=actor, assignment=post, last_day=last_day, reason=reason, now=now)
            messages.success(request, _("Akhir jabatan sudah dicatat."))
            return redirect("person_history", uid=uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, employee, form, _("Akhiri jabatan: %(post)s") % {"post": post.position.name})


@access(KEEPERS)
@require_POST
def post_voided(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Void an entry of a post that was never right."""
    post = choices.post_of(correctable(request, uid), pk)
    reason = request.POST.get("reason", "")
    assignments.assignment_void(actor=viewer_of(request).actor, assignment=post, reason=reason, now=timezone.now())
    messages.success(request, _("Catatan jabatan sudah dibatalkan; catatan lamanya tetap terbaca."))
    return redirect("person_history", uid=uid)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def grade_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record a new grade."""
    employee = correctable(request, uid)
    today = viewer_of(request).today
    form = GradeForm(request.POST or None, initial={"from_date": today})
    form.offer(grade_choices(employee.kind, today))
    if form.is_bound and form.is_valid():
        actor, now = viewer_of(request).actor, timezone.now()
        try:
            employees.grade_set(actor=actor, employee=employee, now=now, **form.cleaned_data)
            messages.success(request, _("Golongan sudah dicatat."))
            return redirect("person_history", uid=uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, employee, form, _("Golongan baru"))
