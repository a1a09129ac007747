"""Changing what is recorded of a person: corrections, superior, post, status, absences; each with a reason."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, DomainError, Forbidden, Invalid
from betang.people.actions import absences, assignments, employees, lines
from betang.people.forms.person import AbsenceForm, CorrectForm, PostForm, StatusForm, SuperiorForm
from betang.people.models import AssignmentKind, Employee, StatusKind
from betang.people.queries import choices, directory, person
from betang.people.views.trails import person_tabs, person_trail
from betang.ui.parts import Link

KEEPERS = roles(Role.BKPSDM, Role.UNIT_ADMIN)


def correctable(request: HttpRequest, uid: UUID) -> Employee:
    """Find a person whose file the viewer keeps; NotFound when unknown, Forbidden when out of reach."""
    seen = person.person_seen(viewer_of(request), uid)
    if not seen.correct:
        raise Forbidden(_("Data pegawai ini dikelola oleh unit lain, atau ini data Anda sendiri."))
    return seen.employee


def refused(form: Form, error: DomainError) -> None:
    """Put an action's refusal beside the fields it names, or above the form."""
    fields = error.fields if isinstance(error, Invalid) else {}
    named = {name: text for name, text in fields.items() if name in form.fields}
    for name, text in named.items():
        form.add_error(name, text)
    if not named:
        form.add_error(None, error.message)


def page(request: HttpRequest, employee: Employee, form: Form, title: str, **more: object) -> HttpResponse:
    """Show one form about a person; 422 when it was refused."""
    context = {"employee": employee, "form": form, "title": title, "trail": person_trail(employee, Link(title)), **more}
    return render(request, "people/change.html", context, status=422 if form.is_bound and form.errors else 200)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def person_correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Correct names, education or contact data."""
    employee = correctable(request, uid)
    form = CorrectForm.of(employee, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            employees.employee_correct(
                actor=viewer_of(request).actor,
                employee=employee,
                changes=form.changes(),
                reason=reason,
                now=timezone.now(),
            )
            messages.success(request, _("Koreksi sudah dicatat."))
            return redirect("person", uid=uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, employee, form, _("Koreksi data"))


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def superior_set(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Set another superior: search, choose, say why. It waits for nobody."""
    employee = correctable(request, uid)
    words = request.GET.get("q", "")
    form = SuperiorForm(request.POST or None, initial={"from_date": viewer_of(request).today})
    form.offer(choices.superiors(employee, words, day=viewer_of(request).today, picked=form.data))
    if form.is_bound and form.is_valid():
        try:
            lines.line_set(actor=viewer_of(request).actor, employee=employee, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Atasan sudah ditetapkan."))
            return redirect("person", uid=uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    place = directory.places([employee], day=viewer_of(request).today)[0]
    return page(request, employee, form, _("Tetapkan atasan"), words=words, search=_("Cari atasan"), place=place)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def post_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put somebody into a post, or let somebody act for one."""
    employee = correctable(request, uid)
    words = request.GET.get("q", "")
    form = PostForm(request.POST or None, initial={"from_date": viewer_of(request).today})
    form.offer(choices.positions(viewer_of(request), words, picked=form.data))
    if form.is_bound and form.is_valid():
        fields = {**form.cleaned_data, "kind": AssignmentKind(form.cleaned_data["kind"])}
        try:
            assignments.post_change(actor=viewer_of(request).actor, employee=employee, now=timezone.now(), **fields)
            messages.success(request, _("Jabatan sudah dicatat."))
            return redirect("person_history", uid=uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, employee, form, _("Jabatan baru"), words=words, search=_("Cari jabatan"))


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def status_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record that somebody leaves, studies, returns."""
    employee = correctable(request, uid)
    form = StatusForm(request.POST or None, initial={"from_date": viewer_of(request).today})
    if form.is_bound and form.is_valid():
        fields = {**form.cleaned_data, "kind": StatusKind(form.cleaned_data["kind"])}
        try:
            employees.status_change(actor=viewer_of(request).actor, employee=employee, now=timezone.now(), **fields)
            messages.success(request, _("Status sudah dicatat."))
            return redirect("person_history", uid=uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return page(request, employee, form, _("Status baru"))


@access(staff)
@require_safe
def person_absences(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show when somebody was or will be away; the kind only to who needs it."""
    seen = person.person_seen(viewer_of(request), uid)
    if not (seen.file or seen.absence):
        raise Forbidden(
            _("Ketidakhadiran hanya dapat dilihat oleh yang bersangkutan, atasannya, dan pengelola datanya.")
        )
    return absence_page(request, seen, AbsenceForm() if seen.correct else None)


def absence_page(request: HttpRequest, seen: person.Seen, form: AbsenceForm | None) -> HttpResponse:
    """Show the absences of a person, with the form for another one to who may add one."""
    context = {
        "seen": seen,
        "employee": seen.employee,
        "absences": person.absences_of(seen.employee)[:200],
        "form": form,
        "tabs": person_tabs(seen.employee, "person_absences", file=True),
        "trail": person_trail(seen.employee, Link(_("Ketidakhadiran"))),
    }
    return render(request, "people/absences.html", context, status=422 if form and form.errors else 200)


@access(KEEPERS)
@require_POST
def absence_new(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record an absence."""
    employee = correctable(request, uid)
    form = AbsenceForm(request.POST)
    if form.is_valid():
        try:
            absences.absence_add(
                actor=viewer_of(request).actor, employee=employee, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Ketidakhadiran sudah dicatat."))
            return redirect("person_absences", uid=uid)
        except (Invalid, Conflict) as error:
            refused(form, error)
    return absence_page(request, person.person_seen(viewer_of(request), uid), form)


@access(KEEPERS)
@require_POST
def absence_voided(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Void an absence that did not happen."""
    employee = correctable(request, uid)
    absence = choices.absence_of(employee, pk)
    absences.absence_void(
        actor=viewer_of(request).actor, absence=absence, reason=request.POST.get("reason", ""), now=timezone.now()
    )
    messages.success(request, _("Ketidakhadiran sudah dibatalkan; catatan lamanya tetap terbaca."))
    return redirect("person_absences", uid=uid)
