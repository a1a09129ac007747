"""Complaining, and following a complaint: without an account, without script."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, public
from betang.kernel.access.viewer import viewer_of
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.errors import DomainError, Forbidden, Invalid
from betang.kernel.limits.counting import Limit, forgive
from betang.kernel.limits.visitor import visitor
from betang.services.actions.complaint_contact import complaint_contact, complaint_keep
from betang.services.actions.complaints import Said, complaint_file, complaint_reply
from betang.services.complaint_clock import VERIFY, stage_due
from betang.services.forms.answers import TrackForm
from betang.services.forms.complaints import ComplaintForm, ContactForm, ReplyForm
from betang.services.models import Complaint, ComplaintState, Request, Secrecy
from betang.services.passes import pass_give, passes, tell, told
from betang.services.queries.complaints import complaint_held
from betang.services.secrets import pin_matches
from betang.services.settled import pin_limit
from betang.services.views.applying import language
from betang.services.views.tracking import OF_VISITOR, opened, too_often, wait_words
from betang.ui.parts import Event

OF_SENDER = Limit("services_complaint", amount=10, seconds=3600)
OF_NUMBER = "services_complaint_pin"
SAID = ("kind", "secrecy", "text", "name", "email", "phone")


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def complaint(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a complaint; the receipt is shown in the session that sent it."""
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        about = request_meant(request, form)
        if not form.errors:
            try:
                return taken(request, form, about)
            except Invalid as error:
                refused(form, error)
    due = stage_due(calendar_now(), stage=VERIFY, start=timezone.now())
    context = {"form": form, "due": due}
    return render(request, "services/complaints/form.html", context, status=422 if form.errors else 200)


def request_meant(request: HttpRequest, form: ComplaintForm) -> Request | None:
    """Return the request that number and PIN open; None when none is named. Says so at the form when they do not."""
    given = form.cleaned_data
    if not given["nomor"] and not given["pin"]:
        return None
    found = opened(request, given["nomor"], given["pin"])
    if isinstance(found, Request):
        return found
    form.add_error("nomor", found)
    return None


def taken(request: HttpRequest, form: ComplaintForm, about: Request | None) -> HttpResponse:
    """Take the complaint, unless this visitor sent too many; lead to its page, which tells the PIN once."""
    if too_often(request, OF_SENDER, visitor(request)):
        raise Invalid(_("Terlalu banyak laporan dari alamat ini. Coba lagi satu jam lagi."))
    said, viewer = Said(**{name: form.cleaned_data[name] for name in SAID}), viewer_of(request)
    user = viewer.actor if viewer.has(Role.RESIDENT) else None
    row, pin = complaint_file(said=said, request=about, language=language(), user=user, now=timezone.now())
    pass_give(request, row.uid)
    tell(request, row.uid, pin=pin)
    return redirect("complaint_one", row.uid)


def refused(form: forms.Form, error: DomainError) -> None:
    """Put a refusal beside the fields it names, or above the form."""
    fields = error.fields if isinstance(error, Invalid) else {}
    for name, words in (fields or {"": error.message}).items():
        form.add_error(name or None, words)


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def complaint_track(request: HttpRequest) -> HttpResponse:
    """Ask for number and PIN; lead to the complaint. A wrong number and a wrong PIN get the same answer."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number, of_number = "".join(form.cleaned_data["nomor"].split()).upper(), pin_limit(OF_NUMBER, timezone.now())
        if too_often(request, OF_VISITOR, visitor(request)) or too_often(request, of_number, number):
            form.add_error(None, wait_words(of_number))
        elif (row := Complaint.objects.filter(number=number).first()) and pin_matches(
            row.uid, form.cleaned_data["pin"], row.pin_digest
        ):
            forgive(of_number, number)
            pass_give(request, row.uid)
            return redirect("complaint_one", row.uid)
        else:
            form.add_error(None, _("Nomor dan PIN ini tidak cocok. Periksa tanda terima Anda."))
    return render(request, "services/complaints/find.html", {"form": form}, status=422 if form.errors else 200)


@access(public)
@require_safe
@never_cache
def complaint_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show where a complaint stands, and its receipt in the session that sent it."""
    return one(request, complaint_held(viewer_of(request), passes(request), uid), ReplyForm())


def one(
    request: HttpRequest, row: Complaint, form: ReplyForm, contact: ContactForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a complaint for its reporter."""
    named = row.secrecy != Secrecy.ANONYMOUS and row.erased_at is None
    waits = row.state == ComplaintState.ANSWERED and row.due_at is not None and row.due_at >= timezone.now()
    context = {
        "row": row, "text": row.text.reveal(), "events": history(row), "pin": told(request, row.uid).get("pin", ""),
        "form": form if waits else None, "again": not row.reopened,
        "contact": (contact or ContactForm()) if named else None,
        "keepable": named and row.user_id is None and viewer_of(request).has(Role.RESIDENT),
    }  # fmt: skip
    return render(request, "services/complaints/one.html", context, status=status)


def history(row: Complaint) -> list[Event]:
    """Show every step with what was written; no officer is named to the reporter. One query."""
    return [
        Event(
            title=str(ComplaintState(step.state).label).capitalize(),
            when=timezone.localtime(step.at).strftime("%d-%m-%Y %H.%M"),
            stamp=step.at.isoformat(),
            state="done",
            text=step.words.reveal(),
        )
        for step in row.steps.all()
    ]


@access(public)
@require_POST
@never_cache
def complaint_answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the reporter's reply: settled, or opened again (`langkah=buka`)."""
    row, form = complaint_held(viewer_of(request), passes(request), uid), ReplyForm(request.POST)
    again = request.POST.get("langkah") == "buka"
    words = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        complaint_reply(complaint=row, again=again, words=words, now=timezone.now())
    except Invalid as error:
        refused(form, error)
        return one(request, row, form, status=422)
    messages.success(request, _("Tanggapan Anda kami terima."))
    return redirect("complaint_one", row.uid)


@access(public)
@require_POST
@never_cache
def complaint_data(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put one's contact right, or keep the complaint in one's account (`langkah=simpan`)."""
    viewer, now = viewer_of(request), timezone.now()
    row, form = complaint_held(viewer, passes(request), uid), ContactForm(request.POST)
    if request.POST.get("langkah") == "simpan":
        if not viewer.has(Role.RESIDENT):
            raise Forbidden(_("Masuk dahulu dengan akun warga."))
        complaint_keep(actor=viewer.actor, complaint=row, now=now)
        messages.success(request, _("Pengaduan disimpan di akun Anda."))
        return redirect("complaint_one", row.uid)
    if not form.is_valid():
        return one(request, row, ReplyForm(), form, status=422)
    actor = viewer.actor if viewer.user_id is not None else None
    complaint_contact(actor=actor, complaint=row, **form.cleaned_data, now=now)
    messages.success(request, _("Kontak Anda diperbarui."))
    return redirect("complaint_one", row.uid)
