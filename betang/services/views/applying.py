"""Applying: what is needed, one question a screen, one paper a screen, a look at everything, and the receipt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, public
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.kernel.limits.counting import Limit, hit
from betang.kernel.limits.visitor import visitor
from betang.people.models import Employee
from betang.services import walking
from betang.services.actions import drafts, submitting
from betang.services.actions.appointments import SlotGone, appointment_forget
from betang.services.actions.steps import request_resubmit
from betang.services.content import answers_of, definition_of
from betang.services.earlier import Earlier, earlier_of
from betang.services.flow import CORRECTING
from betang.services.forms.answers import AnswerForm
from betang.services.lacking import paper_of, question_of
from betang.services.models import Channel, Request
from betang.services.passes import made_here, pass_give, passes, tell, told
from betang.services.queries.appointments import appointment_booked, attends
from betang.services.queries.catalogue import definition_on, services_on
from betang.services.queries.requests import kelurahan_names, request_held
from betang.services.rules import channel_of

# Mobile networks put thousands of phones behind one address.
BEGUN = Limit("services_begun", amount=600, seconds=3600)
FILES = Limit("services_files", amount=3000, seconds=3600)


def language() -> str:
    """Return the language of the page, as definitions name it."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def held(request: HttpRequest, uid: UUID) -> Request:
    """Return a request that this visitor holds; NotFound for any other."""
    return request_held(viewer_of(request), passes(request), uid)


def unhurried(request: HttpRequest, limit: Limit) -> None:
    """Count one try of a visitor; Conflict, with a sentence, past the limit."""
    if not hit(limit, visitor(request), timezone.now()).allowed:
        raise Conflict(_("Terlalu banyak percobaan dari jaringan ini. Coba lagi dalam satu jam."))


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def apply(request: HttpRequest, service: str) -> HttpResponse:
    """Say what is needed before the first step; begin a draft."""
    definition = definition_on(service, timezone.localdate())
    viewer = viewer_of(request)
    earlier = earlier_of(viewer, made_here(request), language()) if channel_of(viewer) == Channel.ONLINE else []
    if request.method == "POST":
        unhurried(request, BEGUN)
        begun = begin(request, viewer, definition)
        fill(begun.request, earlier, request.POST.get("dari", ""))
        return redirect("draft", begun.request.uid)
    context = {
        "service": definition, "papers": definition.papers, "channel": channel_of(viewer), "Channel": Channel,
        "earlier": earlier, "chosen": request.GET.get("dari", ""),
    }  # fmt: skip
    return render(request, "services/apply/begin.html", context)


def begin(request: HttpRequest, viewer: Viewer, definition: Any) -> drafts.Begun:
    """Begin a draft for whoever asks: their own, or one that staff write down for a resident."""
    channel = channel_of(viewer)
    helper = None if channel == Channel.ONLINE else Employee.objects.filter(user=viewer.user).first()
    owner = viewer.user if viewer.has(Role.RESIDENT) else None
    begun = drafts.draft_begin(
        user=owner, definition=definition, channel=channel, filed_by=helper, language=language(), now=timezone.now()
    )
    pass_give(request, begun.request.uid)
    tell(request, begun.request.uid, code=begun.code)
    return begun


def fill(row: Request, earlier: Iterable[Earlier], chosen: str) -> None:
    """Take over what was told in one of the own requests that the page offered; anything else fills in nothing."""
    found = next((each.row for each in earlier if str(each.row.uid) == chosen), None)
    if found is not None:
        now = timezone.now()
        drafts.draft_take_over(
            request=row, earlier=found, today=timezone.localdate(now), kelurahan=kelurahan_names(), now=now
        )


@access(public)
@require_safe
@never_cache
def draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Lead to the first question or paper that is still open, else to the look at everything."""
    row = held(request, uid)
    if row.submitted_at and row.state != CORRECTING:
        return redirect("tracked", uid)
    return redirect(walking.next_step(row).url)


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft_question(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Ask one question and keep the answer."""
    row = held(request, uid)
    definition, answers = definition_of(row), answers_of(row)
    question = question_of(definition, answers, key)
    names = kelurahan_names() if question.kind == "kelurahan" else {}
    form = AnswerForm(
        question, request.POST or None, language=language(), kelurahan=names, initial={"jawaban": answers.get(key, "")}
    )
    if request.method == "POST" and form.is_valid():
        today, text = timezone.localdate(), form.cleaned_data["jawaban"]
        try:
            drafts.draft_answer(request=row, key=key, text=text, today=today, kelurahan=names, now=timezone.now())
            return redirect(walking.after(held(request, uid), key).url)
        except Invalid as error:
            form.add_error("jawaban", error.message)
    step = walking.step_of(row, "question", key)
    context = {"row": row, "service": definition, "question": question, "form": form, "step": step}
    return draw(request, "services/apply/question.html", context, bad=bool(form.errors))


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft_paper(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Ask for one paper and keep the file."""
    row = held(request, uid)
    paper, error = paper_of(row, key), ""
    if request.method == "POST":
        unhurried(request, FILES)
        sent = request.FILES.get("berkas")
        try:
            if sent is None:
                raise Invalid(_("Pilih foto atau berkas lebih dahulu."))
            keep(request, row, key, sent)
            return redirect("draft_paper", uid, key)
        except Invalid as refusal:
            error = refusal.message
    context = {
        "row": row,
        "service": definition_of(row),
        "paper": paper,
        "error": error,
        "file": (file := walking.file_of(row, key)),
        "file_name": file.file.name.reveal() if file else "",
        "step": walking.step_of(row, "paper", key),
        "after": walking.after(row, key, paper=True),
    }
    return draw(request, "services/apply/paper.html", context, bad=bool(error))


def keep(request: HttpRequest, row: Request, key: str, sent: Any) -> None:
    """Keep an uploaded file for a paper."""
    viewer, content = viewer_of(request), b"" if sent.size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 4 else sent.read()
    if sent.size > len(content):
        raise Invalid(_("Berkas ini lebih besar dari 5 MB. Ambil foto dengan ukuran lebih kecil, atau pindai ulang."))
    drafts.attachment_add(
        actor=viewer.user, request=row, paper=key, content=content, name=sent.name or "", now=timezone.now()
    )


@access(public)
@require_POST
@never_cache
def draft_paper_remove(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Take the file of a paper out."""
    drafts.attachment_remove(request=held(request, uid), paper=key, now=timezone.now())
    return redirect("draft_paper", uid, key)


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft_review(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show everything once more, and send it."""
    row = held(request, uid)
    if request.method == "POST" and row.state == CORRECTING:
        return mended(request, row)
    if request.method == "POST":
        try:
            receipt = submitting.request_submit(actor=viewer_of(request).user, request=row, now=timezone.now())
        except Conflict:
            return redirect("tracked", uid)  # sent twice, by a second press or another window
        except SlotGone:
            appointment_forget(request=row)  # else the next press would fail the same way
            return redirect(reverse("draft_slot", args=[uid]) + "?penuh=1")
        except Invalid:
            return redirect("draft", uid)
        tell(request, uid, pin=receipt.pin, link=receipt.link)
        return redirect("receipt", uid)
    context = {"row": row, "service": definition_of(row), "review": walking.review(row, language())}
    return draw(request, "services/apply/review.html", context)


def mended(request: HttpRequest, row: Request) -> HttpResponse:
    """Send a request back to the counter after it was put right; to the review while anything is missing."""
    try:
        request_resubmit(actor=viewer_of(request).user, request=row, now=timezone.now())
    except Invalid:
        return redirect("draft_review", row.uid)
    return redirect("tracked", row.uid)


@access(public)
@require_POST
@never_cache
def draft_cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a request back."""
    submitting.request_cancel(actor=viewer_of(request).user, request=held(request, uid), now=timezone.now())
    return redirect("tracked", uid)


@access(public)
@require_safe
@never_cache
def receipt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the receipt with number, PIN and QR, while this session lasts."""
    row, words = held(request, uid), told(request, uid)
    if "pin" not in words:
        raise NotFound
    link = settings.BETANG_ADDRESS + reverse("track_link", args=[words["link"]])
    definition = definition_of(row)
    offered = services_on(timezone.localdate())
    context = {
        "row": row, "service": definition, "pin": words["pin"], "link": link, "qr": on_white(link),
        "also": [offered[key] for key in definition.packages if key in offered],
        "must_come": attends(row, definition),
        "comes": appointment_booked(row) if attends(row, definition) else None,
    }  # fmt: skip
    return draw(request, "services/apply/receipt.html", context)


def on_white(link: str) -> str:
    """Draw a link as a QR code on white, which a phone reads off a dark page too."""
    return str(segno.make(link, error="m", micro=False).svg_inline(light="#fff", border=3, scale=4))


def draw(request: HttpRequest, template: str, context: dict[str, Any], *, bad: bool = False) -> HttpResponse:
    """Draw a page of a draft, with the code for going on elsewhere while it is known here."""
    code = told(request, context["row"].uid).get("code", "")
    return render(request, template, {**context, "code": code}, status=422 if bad else 200)
