"""Awards to teams: the list, publishing one, its page with results and decision, and how a team's result came about."""

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

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles, staff
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.performance.actions import awards as actions
from betang.performance.criteria import criterion_from_json
from betang.performance.forms.awards import AwardForm, DecisionForm
from betang.performance.jobs_awards import award_start
from betang.performance.models import Award
from betang.performance.queries import awards as queries
from betang.performance.views.award_parts import state_of, team_lines
from betang.performance.views.plan_parts import refused
from betang.performance.views.recognition import trail
from betang.ui.parts import Link

KEEPERS = roles(Role.BKPSDM)
PER_PAGE = 20


def awards_trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    return trail(Link(_("Penghargaan"), reverse("awards") if links else ""), *links)


@access(staff)
@require_safe
def award_list(request: HttpRequest) -> HttpResponse:
    """List the awards."""
    viewer = viewer_of(request)
    page = Paginator(queries.awards(), PER_PAGE).get_page(request.GET.get("h"))
    rows = [(award, *state_of(award, viewer.today)) for award in page]
    context = {"page": page, "rows": rows, "may_open": KEEPERS.allows(viewer), "trail": awards_trail()}
    return render(request, "performance/awards/list.html", context)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def award_new(request: HttpRequest) -> HttpResponse:
    """Publish an award."""
    form = AwardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given: dict[str, Any] = {"announced": form.announced, "criteria": form.criteria}
            made = actions.award_publish(actor=viewer_of(request).actor, now=timezone.now(), **given)
            messages.success(request, _("Penghargaan diumumkan. Kriterianya tidak dapat diubah lagi."))
            return redirect("award", made.uid)
        except Invalid as error:
            refused(form, error)
    context = {"form": form, "trail": awards_trail(Link(_("Penghargaan baru")))}
    return render(request, "performance/awards/new.html", context, status=422 if form.errors else 200)


@access(staff)
@require_safe
def award_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show an award: how it is judged, and who improved."""
    return one_page(request, queries.award_seen(uid), DecisionForm())


def one_page(request: HttpRequest, award: Award, form: DecisionForm, error: str = "") -> HttpResponse:
    """Draw an award with what the reader may see and do."""
    viewer = viewer_of(request)
    improved = queries.teams_improved(viewer, award) if award.computed_at else []
    keeps = KEEPERS.allows(viewer) and not (award.decided_at or award.cancelled_at)
    state, tone = state_of(award, viewer.today)
    context = {
        "award": award,
        "state": state,
        "tone": tone,
        "criteria": [criterion_from_json(kept) for kept in award.criteria],
        "improved": improved,
        "own": queries.own_teams(viewer, award) if award.decided_at else [],
        "shown": bool(award.decided_at) or (keeps and award.computed_at),
        "keeps": keeps,
        "may_compute": keeps and viewer.today > award.to_date,
        "form": form.offer(improved) if keeps and award.computed_at else None,
        "error": error,
        "trail": awards_trail(Link(award.name)),
    }
    return render(request, "performance/awards/one.html", context, status=422 if error or form.errors else 200)


@access(KEEPERS)
@require_POST
def award_compute(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let a worker compute an award whose period is over."""
    viewer, award = viewer_of(request), queries.award_seen(uid)
    if viewer.today <= award.to_date or award.decided_at or award.cancelled_at:
        raise Conflict(_("Hasil dihitung sesudah hari terakhir periodenya, dan sebelum diputuskan."))
    return redirect("job", award_start(actor=viewer.actor, award=award, now=timezone.now()).pk)


@access(KEEPERS)
@require_POST
def award_decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Decide which teams are recognised."""
    viewer, award = viewer_of(request), queries.award_seen(uid)
    form = DecisionForm(request.POST).offer(queries.teams_improved(viewer, award))
    if form.is_valid():
        given = {"teams": list(form.cleaned_data["teams"]), "reason": form.cleaned_data["reason"]}
        try:
            actions.award_decide(actor=viewer.actor, award=award, now=timezone.now(), **given)
        except Invalid as error:
            refused(form, error)
        else:
            messages.success(request, _("Keputusan tersimpan dan dapat dibaca semua pegawai."))
            return redirect("award", uid)
    return one_page(request, award, form)


@access(KEEPERS)
@require_POST
def award_cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Call an award off."""
    viewer, award = viewer_of(request), queries.award_seen(uid)
    reason = request.POST.get("reason", "")[:2000]
    try:
        actions.award_cancel(actor=viewer.actor, award=award, reason=reason, now=timezone.now())
    except Invalid as refusal:
        return one_page(request, award, DecisionForm(), refusal.message)
    messages.success(request, _("Penghargaan dibatalkan; alasannya dibaca semua pegawai."))
    return redirect("award", uid)


@access(staff)
@require_safe
def award_team(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Show how the result of a team came about."""
    award = queries.award_seen(uid)
    team = queries.team_seen(viewer_of(request), award, pk)
    links = [Link(award.name, reverse("award", args=[uid])), Link(team.unit.name)]
    context = {"award": award, "team": team, "trail": awards_trail(*links), **team_lines(award, team)}
    return render(request, "performance/awards/team.html", context)
