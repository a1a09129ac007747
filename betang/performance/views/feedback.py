"""One's own feedback: what one received and gave, giving it, asking for it, answering a request."""

from collections.abc import Callable
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
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.people.models import Employee
from betang.people.queries.directory import page_of
from betang.performance.actions import feedback as actions
from betang.performance.feedback_wording import hints
from betang.performance.forms.feedback import PARTS, AskForm, FeedbackForm, topic_of
from betang.performance.models import Plan, Relation, Result
from betang.performance.queries import feedback as queries
from betang.performance.views.plan_parts import refused
from betang.ui.parts import Link

PER_PAGE = 20


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    here = Link(_("Umpan balik"), reverse("feedback") if links else "")
    return [Link(_("Beranda"), reverse("desk")), Link(_("Kinerja saya"), reverse("plan_mine")), here, *links]


@access(staff)
@require_safe
def feedback_list(request: HttpRequest) -> HttpResponse:
    """List what one received, what one gave, or the requests."""
    viewer, part = viewer_of(request), request.GET.get("bagian", "diterima")
    waiting = list(queries.requests_open(viewer)[:PER_PAGE])
    rows: Any = {"diberikan": queries.given, "permintaan": queries.requests_made}.get(part, queries.received)(viewer)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("h"))
    queries.with_topics([*page.object_list, *waiting])
    words = {"diterima": _("Diterima"), "diberikan": _("Diberikan"), "permintaan": _("Permintaan saya")}
    part = part if part in words else "diterima"
    tabs = [Link(word, f"{reverse('feedback')}?bagian={name}", current=name == part) for name, word in words.items()]
    context = {"page": page, "part": part, "tabs": tabs, "waiting": waiting, "trail": trail()}
    return render(request, "performance/feedback/list.html", context)


@access(staff)
@require_safe
def feedback_choose(request: HttpRequest) -> HttpResponse:
    """Choose whom to give feedback to, among those near."""
    viewer, query = viewer_of(request), request.GET.get("q", "")[:60]
    page, places = page_of(queries.near(viewer, query), request.GET.get("h"), day=viewer.today)
    context = {"page": page, "places": places, "query": query, "trail": trail(Link(_("Beri umpan balik")))}
    return render(request, "performance/feedback/choose.html", context)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_to(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give feedback to somebody near."""
    viewer = viewer_of(request)
    receiver = queries.receiver_of(viewer, uid)
    plan = queries.plan_on(receiver.pk, viewer.today)
    form = FeedbackForm(request.POST or None).offer(results_shown(viewer, receiver, plan))

    def give(**rest: Any) -> None:
        actions.feedback_give(receiver=receiver, topic=form.topic_given, **rest)

    return writing(request, form, give, receiver=receiver, plan=plan, title=_("Beri umpan balik"))


def results_shown(viewer: Viewer, receiver: Employee, plan: Plan | None) -> list[Result]:
    """Offer the results of somebody's plan to those who work on them: the superior and the leader of a team."""
    if viewer.employee_id is None:
        return []
    relation = queries.relation_of(viewer.employee_id, receiver.pk, plan, viewer.today)
    return queries.results_of(plan) if relation in {Relation.SUPERIOR, Relation.TEAM_LEADER} else []


def writing(
    request: HttpRequest, form: FeedbackForm, give: Callable[..., None], *, receiver: Employee, plan: Plan | None,
    title: str, **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form; look at the wording when that was asked; else give what was written."""
    checked = "periksa" in request.POST
    if request.method == "POST" and form.is_valid() and not checked:
        try:
            give(actor=viewer_of(request).actor, said=form.said, now=timezone.now())
            messages.success(request, _("Umpan balik untuk %(name)s terkirim.") % {"name": receiver.full_name})
            return redirect(f"{reverse('feedback')}?bagian=diberikan")
        except Invalid as error:
            refused(form, error)
    parts = {name: request.POST.get(name, "")[:4000] for name in PARTS}
    found = hints(parts) if request.method == "POST" else []
    context = {
        "form": form, "receiver": receiver, "plan": plan, "title": title, "hints": found, "checked": checked,
        "me": viewer_of(request).employee_id,
        "trail": trail(Link(title)), **more,
    }  # fmt: skip
    status = 422 if form.errors and not checked else 200
    return render(request, "performance/feedback/write.html", context, status=status)


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_request(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer a request for feedback."""
    asked = queries.request_seen(viewer_of(request), uid)
    if asked.closed_at and request.method != "POST":
        messages.info(request, _("Permintaan ini sudah ditutup."))
        return redirect("feedback")
    queries.with_topics([asked])
    plan = queries.plan_on(asked.asker_id, viewer_of(request).today)

    def give(**rest: Any) -> None:
        actions.feedback_give(receiver=asked.asker, topic=actions.Topic(), request=asked, **rest)

    form = FeedbackForm(request.POST or None).answering()
    title = _("Jawab permintaan")
    return writing(request, form, give, receiver=asked.asker, plan=plan, title=title, asked=asked)


@access(staff)
@require_POST
def feedback_decline(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that one cannot answer a request."""
    viewer = viewer_of(request)
    asked = queries.request_seen(viewer, uid)
    reason = request.POST.get("reason", "")[:300]
    actions.feedback_decline(actor=viewer.actor, request=asked, reason=reason, now=timezone.now())
    messages.success(request, _("Penanya diberi tahu bahwa Anda tidak dapat menjawab."))
    return redirect("feedback")


@access(staff)
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_ask(request: HttpRequest) -> HttpResponse:
    """Ask somebody for feedback."""
    viewer, query = viewer_of(request), request.GET.get("q", "")[:60]
    plan = queries.plan_on(viewer.employee_id, viewer.today) if viewer.employee_id else None
    form = AskForm(request.POST or None).offer(queries.askable(viewer, query), queries.results_of(plan))
    if request.method == "POST" and form.is_valid():
        given = {"giver": form.cleaned_data["giver"], "question": form.cleaned_data["question"]}
        topic = topic_of(form.cleaned_data["topic"])
        try:
            actions.feedback_ask(actor=viewer.actor, topic=topic, now=timezone.now(), **given)
            messages.success(request, _("Permintaan terkirim."))
            return redirect(f"{reverse('feedback')}?bagian=permintaan")
        except (Invalid, Conflict) as error:
            refused(form, error)
    context = {"form": form, "query": query, "trail": trail(Link(_("Minta umpan balik")))}
    return render(request, "performance/feedback/ask.html", context, status=422 if form.errors else 200)
