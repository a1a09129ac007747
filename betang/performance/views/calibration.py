"""Sittings of calibration: the list, opening one, its page with figures and cases, handing in, locking."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles, staff
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, Invalid
from betang.people.models import Unit
from betang.performance import words
from betang.performance.actions import calibration as actions
from betang.performance.forms.calibration import ConclusionForm, OpenForm
from betang.performance.models import Calibration, CalibrationCase, Period
from betang.performance.queries import calibration as queries
from betang.performance.queries.sitting_choices import members_grouped, narrowed, units_grouped
from betang.performance.views.calibration_figures import leanings, spread
from betang.ui.parts import Link

KEEPERS = roles(Role.BKPSDM)
AT_ONCE = 40
DRAWN = 4  # units drawn as figures; further ones are listed


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of these screens."""
    return [Link(_("Beranda"), reverse("desk")), Link(_("Kalibrasi"), reverse("calibrations") if links else ""), *links]


@access(staff)
@require_safe
def calibration_list(request: HttpRequest) -> HttpResponse:
    """List the sittings one may read."""
    viewer = viewer_of(request)
    context = {"rows": queries.calibrations_seen(viewer), "may_open": KEEPERS.allows(viewer), "trail": trail()}
    return render(request, "performance/calibration/list.html", context)


@access(KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def calibration_new(request: HttpRequest) -> HttpResponse:
    """Open a sitting over some units in a period."""
    viewer = viewer_of(request)
    form, error = open_form(viewer, request.POST), ""
    if form.is_bound and form.is_valid():
        try:
            made = actions.calibration_open(actor=viewer.actor, now=timezone.now(), **form.wanted)
        except (Conflict, Invalid) as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Sidang dibuka. Anggota dan penilai sudah diberi tahu."))
            return redirect("calibration", made.uid)
    context = {"form": form, "error": error, "trail": trail(Link(_("Sidang baru")))}
    return render(request, "performance/calibration/new.html", context, status=422 if form.is_bound else 200)


def open_form(viewer: Viewer, data: QueryDict) -> OpenForm:
    """Build the form with the periods that have begun, the units that are there, and those who lead one.

    Without data, or when only the lists are to be narrowed ("saring"), nothing is checked yet.
    """
    ticked = {name: data.getlist(name) for name in ("units", "members")}
    first = {**data.dict(), **ticked} if "saring" in data else {}
    form = OpenForm(None if first or not data else data, initial=first)
    periods = Period.objects.select_related("cycle").filter(from_date__lte=viewer.today).order_by("-to_date", "number")
    form.fields["period"].queryset = periods  # type: ignore[attr-defined]
    form.fields["units"].queryset = Unit.objects.filter(closed_date=None)  # type: ignore[attr-defined]
    form.fields["members"].queryset = queries.can_sit(viewer.today)  # type: ignore[attr-defined]
    words = data.get("cari", "")
    for name, groups in (("units", units_grouped()), ("members", members_grouped(viewer.today))):
        form.offer(name, narrowed(groups, words, ticked=ticked[name]), opened=bool(words.strip()))
    return form


@access(staff)
@require_safe
def calibration_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a sitting with the cases one may read."""
    viewer = viewer_of(request)
    return sitting_page(request, viewer, queries.calibration_seen(viewer, uid))


def sitting_page(request: HttpRequest, viewer: Viewer, calibration: Calibration, error: str = "") -> HttpResponse:
    """Draw a sitting, with a refusal above it when there was one."""
    cases = queries.cases_seen(viewer, calibration)
    page = Paginator(cases, AT_ONCE).get_page(request.GET.get("h"))
    keeps, is_open = KEEPERS.allows(viewer), calibration.locked_at is None
    members = list(calibration.members.all())
    weighs = keeps or (viewer.has(Role.CALIBRATION) and any(one.pk == viewer.employee_id for one in members))
    context = {
        "calibration": calibration,
        "page": page,
        "rows": [drawn(case) for case in page],
        "numbers": numbers(cases),
        "units": list(calibration.units.all()),
        "members": members,
        "expected": queries.plans_in(calibration).count() if weighs else 0,
        **spreads(calibration, cases),
        "leaning": leanings(queries.leaning(cases, calibration.period.to_date)) if weighs else None,
        "over": is_open and viewer.today > calibration.due_date,
        "to_hand": queries.own_open(viewer, calibration) if is_open else 0,
        "lock_form": ConclusionForm(request.POST or None) if keeps and is_open else None,
        "error": error,
        "trail": trail(Link(str(calibration.period))),
    }
    return render(request, "performance/calibration/sitting.html", context, status=422 if error else 200)


def spreads(calibration: Calibration, cases: list[CalibrationCase]) -> dict[str, Any]:
    """Give the units beside their patterns: some drawn, further ones in words."""
    patterns = queries.patterns_in(calibration, cases)
    figures = [spread(one, calibration.period) for one in patterns[:DRAWN]]
    return {"figures": figures, "patterns": patterns[DRAWN:]}


def drawn(case: CalibrationCase) -> dict[str, Any]:
    """Give a case with its marks."""
    return {
        "case": case,
        "plan": case.evaluation.plan,
        "result": words.rating(case.result),
        "behaviour": words.rating(case.behaviour),
        "measured": words.rating(case.by_indicators),
        "predicate": words.predicate(case.predicate),
        "stale": case.edition != case.evaluation.edition and case.evaluation.sent_at is None,
    }


def numbers(cases: list[CalibrationCase]) -> dict[str, int]:
    """Count cases, those with a proposal, those that wait for the rater, those accepted."""
    counted = ("proposed", "waiting", "accepted")
    return {"cases": len(cases), **{name: sum(bool(getattr(one, name)) for one in cases) for name in counted}}


@access(staff)
@require_POST
def calibration_hand_in(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Lay one's finished ratings before the sitting."""
    viewer = viewer_of(request)
    calibration = queries.calibration_seen(viewer, uid)
    try:
        number = actions.calibration_hand_in(actor=viewer.actor, calibration=calibration, now=timezone.now())
    except (Conflict, Invalid) as refusal:
        return sitting_page(request, viewer, calibration, refusal.message)
    text = ngettext("%(n)s penilaian diserahkan.", "%(n)s penilaian diserahkan.", number) % {"n": number}
    messages.success(request, text if number else _("Semua penilaian Anda yang lengkap sudah diserahkan."))
    return redirect("calibration", uid)


@access(KEEPERS)
@require_POST
def calibration_lock(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End the sitting."""
    viewer = viewer_of(request)
    calibration = queries.calibration_seen(viewer, uid)
    form = ConclusionForm(request.POST)
    if not form.is_valid():
        return sitting_page(request, viewer, calibration, _("Kesimpulan terlalu panjang."))
    try:
        actions.calibration_lock(actor=viewer.actor, calibration=calibration, now=timezone.now(), **form.cleaned_data)
    except (Conflict, Invalid) as refusal:
        return sitting_page(request, viewer, calibration, refusal.message)
    messages.success(request, _("Sidang dikunci. Penilai dapat mengirim evaluasinya."))
    return redirect("calibration", uid)
