"""Teams: the list, one team, forming one, joining and leaving."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rows import require
from betang.kernel.access.rules import access, roles, staff
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.people.actions.teams import team_join, team_leave, team_open
from betang.people.forms.teams import MemberForm, TeamForm
from betang.people.models import Team, TeamRole
from betang.people.queries import choices, teams
from betang.people.views.changes import refused
from betang.people.views.trails import trail
from betang.ui.parts import Link

KEEPERS = roles(Role.BKPSDM, Role.UNIT_ADMIN, Role.UNIT_HEAD)


@access(staff)
@require_safe
def team_list(request: HttpRequest) -> HttpResponse:
    """List the teams of today."""
    viewer = viewer_of(request)
    words = request.GET.get("q", "")
    found = teams.teams_listed(day=viewer.today, words=words)
    context = {
        "page": Paginator(found, 25).get_page(request.GET.get("h")),
        "words": words,
        "may_form": KEEPERS.allows(viewer),
        "trail": trail(Link(_("Tim"))),
    }
    return render(request, "people/teams.html", context)


@access(staff)
@require_safe
def team_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a team: its task, who is in it and who was."""
    team = teams.team_found(pk)
    keeps = KEEPERS.allows(viewer_of(request)) and Team.objects.filter(teams.may_keep_team(viewer_of(request)), pk=pk)
    context = {
        "team": team,
        "members": teams.members_of(team),
        "keeps": bool(keeps),
        "trail": trail(Link(_("Tim"), "../"), Link(team.name)),
    }
    return render(request, "people/team.html", context)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def team_new(request: HttpRequest) -> HttpResponse:
    """Form a team in a unit that one keeps or leads."""
    viewer = viewer_of(request)
    form = TeamForm(request.POST or None, initial={"from_date": viewer.today})
    form.offer(choices.units_kept(viewer))
    if form.is_bound and form.is_valid():
        fields = dict(form.cleaned_data)
        reason = fields.pop("reason")
        try:
            team = team_open(actor=viewer.actor, team=Team(**fields), reason=reason, now=timezone.now())
            messages.success(request, _("Tim sudah dibentuk. Tambahkan anggotanya di sini."))
            return redirect("team", pk=team.pk)
        except (Invalid, Conflict) as error:
            refused(form, error)
    context = {"form": form, "title": _("Bentuk tim"), "back": "../"}
    context["trail"] = trail(Link(_("Tim"), "../"), Link(_("Bentuk tim")))
    return render(request, "people/form.html", context, status=422 if form.is_bound else 200)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody join a team."""
    viewer = viewer_of(request)
    team = kept(viewer, pk)
    words = request.GET.get("q", "")
    form = MemberForm(request.POST or None, initial={"from_date": viewer.today})
    form.offer(choices.people(words, day=viewer.today, picked=form.data.get("employee")))
    if form.is_bound and form.is_valid():
        fields = {**form.cleaned_data, "role": TeamRole(form.cleaned_data["role"])}
        try:
            team_join(actor=viewer.actor, team=team, now=timezone.now(), **fields)
            messages.success(request, _("Anggota sudah ditambahkan."))
            return redirect("team", pk=pk)
        except (Invalid, Conflict) as error:
            refused(form, error)
    context = {"form": form, "title": _("Tambah anggota"), "words": words, "search": _("Cari pegawai"), "back": "../"}
    context["trail"] = trail(Link(_("Tim"), "../../"), Link(team.name, "../"), Link(_("Tambah anggota")))
    return render(request, "people/form.html", context, status=422 if form.is_bound else 200)


def kept(viewer: Viewer, pk: int) -> Team:
    """Find a team that somebody keeps; NotFound when unknown, Forbidden when another unit's."""
    team = teams.team_found(pk)
    require(team, teams.may_keep_team(viewer), _("Tim ini dikelola oleh unit lain."))
    return team


@access(KEEPERS)
@require_POST
def member_left(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Let a membership end today."""
    viewer = viewer_of(request)
    found = teams.member_of(kept(viewer, pk), member)
    reason = request.POST.get("reason", "")
    team_leave(actor=viewer.actor, member=found, last_day=viewer.today, reason=reason, now=timezone.now())
    messages.success(request, _("Keanggotaan berakhir hari ini."))
    return redirect("team", pk=pk)
