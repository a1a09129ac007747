"""Thanks between colleagues: what one received and gave, the unit's wall, thanking, letting read, taking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.people.queries.directory import Search, page_of, people_found
from betang.performance.actions import recognition as actions
from betang.performance.forms.recognition import ThanksForm
from betang.performance.queries import recognition as queries
from betang.performance.queries.feedback import near, plan_on
from betang.performance.views.feedback import results_shown
from betang.performance.views.plan_parts import refused
from betang.ui.parts import Link

PER_PAGE = 20


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    return [Link(_("Beranda"), reverse("desk")), Link(_("Apresiasi"), reverse("thanks") if links else ""), *links]


@access(staff)
@require_safe
def thanks_list(request: HttpRequest) -> HttpResponse:
    """List what one received, what one gave, or what is public in the unit."""
    return list_page(request)


def list_page(request: HttpRequest, error: str = "") -> HttpResponse:
    """Draw one of the three lists, with a refusal above it when there was one."""
    viewer, part = viewer_of(request), request.GET.get("bagian", "diterima")
    words = {"diterima": _("Diterima"), "diberikan": _("Diberikan"), "unit": _("Unit saya")}
    part = part if part in words else "diterima"
    sources = {"diberikan": queries.thanks_given, "unit": queries.thanks_around}
    page = Paginator(sources.get(part, queries.thanks_received)(viewer), PER_PAGE).get_page(request.GET.get("h"))
    queries.shown(page.object_list, viewer)
    tabs = [Link(word, f"{reverse('thanks')}?bagian={name}", current=name == part) for name, word in words.items()]
    context = {"page": page, "part": part, "tabs": tabs, "error": error, "trail": trail()}
    return render(request, "performance/recognition/list.html", context, status=422 if error else 200)


@access(staff)
@require_safe
def thanks_choose(request: HttpRequest) -> HttpResponse:
    """Choose whom to thank: those near, or by name anybody who serves the city."""
    viewer, query = viewer_of(request), request.GET.get("q", "")[:60]
    wide = len(query.strip()) > 2
    people = people_found(Search(words=query), day=viewer.today) if wide else near(viewer)
    page, places = page_of(people.exclude(pk=viewer.employee_id or 0), request.GET.get("h"), day=viewer.today)
    left = queries.left_today(viewer.employee_id, viewer.today)
    context = {
        "page": page, "places": places, "query": query, "left": left, "trail": trail(Link(_("Beri ucapan"))),
    }  # fmt: skip
    return render(request, "performance/recognition/choose.html", context)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def thanks_to(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Thank somebody."""
    viewer = viewer_of(request)
    receiver = queries.colleague(viewer, uid)
    plan = plan_on(receiver.pk, viewer.today)
    form = ThanksForm(request.POST or None).offer(results_shown(viewer, receiver, plan))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"topic": form.topic_given, "text": form.cleaned_data["text"]}
        try:
            actions.thanks_give(actor=viewer.actor, receiver=receiver, now=timezone.now(), **given)
            messages.success(request, _("Ucapan untuk %(name)s terkirim.") % {"name": receiver.full_name})
            return redirect(f"{reverse('thanks')}?bagian=diberikan")
        except (Invalid, Conflict) as error:
            refused(form, error)
    left = queries.left_today(viewer.employee_id, viewer.today)
    context = {"form": form, "receiver": receiver, "left": left, "trail": trail(Link(_("Beri ucapan")))}
    return render(request, "performance/recognition/write.html", context, status=422 if form.errors else 200)


@access(staff)
@require_POST
def thanks_show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let the unit read what one received, or no longer."""
    viewer = viewer_of(request)
    row, public = queries.thanks_seen(viewer, uid), request.POST.get("public") == "1"
    actions.thanks_show(actor=viewer.actor, thanks=row, public=public, now=timezone.now())
    words = _("Unit Anda sekarang dapat membaca ucapan ini."), _("Ucapan ini kembali hanya terbaca Anda berdua.")
    messages.success(request, words[0] if public else words[1])
    return redirect("thanks")


@access(staff)
@require_POST
def thanks_withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back what one gave."""
    viewer = viewer_of(request)
    row = queries.thanks_seen(viewer, uid)
    actions.thanks_withdraw(actor=viewer.actor, thanks=row, now=timezone.now())
    messages.success(request, _("Ucapan ditarik; teksnya dihapus."))
    return redirect(f"{reverse('thanks')}?bagian=diberikan")


@access(staff)
@require_POST
def thanks_hide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take what is public off the wall, as the unit's administrator."""
    viewer = viewer_of(request)
    row, reason = queries.thanks_seen(viewer, uid), request.POST.get("reason", "")[:300]
    try:
        actions.thanks_hide(viewer=viewer, thanks=row, reason=reason, now=timezone.now())
    except Invalid as refusal:
        return list_page(request, refusal.message)
    messages.success(request, _("Ucapan disembunyikan. Pemberi dan penerimanya diberi tahu."))
    return redirect(f"{reverse('thanks')}?bagian=unit")
