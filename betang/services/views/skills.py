"""Who may work on what: seen and set by the heads of the sections, each for their own staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from betang.services.actions import skills as actions
from betang.services.forms.skills import SkillEndForm, SkillForm, SkillRuleForm
from betang.services.office import Led, units_led
from betang.services.queries.skills import skills_on
from betang.services.queries.staff import Member, staff_of
from betang.services.skills_page import choices, covered, held_by
from betang.services.views.applying import language
from betang.ui.parts import Link

heads = access(roles(Role.UNIT_HEAD))


def head_of(request: HttpRequest) -> tuple[Viewer, Led]:
    """Return who leads a section of the office, and what they lead; NotFound for anybody else."""
    viewer = viewer_of(request)
    led = units_led(viewer)
    if not led.units:
        raise NotFound
    return viewer, led


def views_of(current: str) -> list[Link]:
    """List the two pages of the heads of sections."""
    names = (("skills", _("Keahlian")), ("sharing", _("Beban dan pembagian")))
    return [Link(label, reverse(name), current=name == current) for name, label in names]


@heads
@require_safe
@never_cache
def skills(request: HttpRequest) -> HttpResponse:
    """Show who is competent for what until when, and what happens with the others."""
    return page(request, *head_of(request))


def page(request: HttpRequest, viewer: Viewer, led: Led, *, status: int = 200, **more: Any) -> HttpResponse:
    """Draw the page with its forms as they stand."""
    staff, found = staff_of(viewer, led.units), skills_on(viewer.today)
    context = {
        "staff": held_by(staff, found, language()),
        "covered": covered(found, language()),
        "blocking": found.blocking,
        "form": form_of(staff, viewer),
        "rule_form": SkillRuleForm(initial={"mode": found.mode}, prefix="aturan") if led.whole else None,
        "views": views_of("skills"),
        "trail": [Link(_("Beranda"), reverse("desk")), Link(_("Keahlian petugas"))],
        **more,
    }
    return render(request, "services/skills/page.html", context, status=status)


def form_of(staff: Sequence[Member], viewer: Viewer, data: Any = None) -> SkillForm:
    """Make the form for a competence of one of the staff, never of oneself."""
    people = [(each.employee.pk, each.employee.full_name) for each in staff if each.employee.pk != viewer.employee_id]
    return SkillForm(people, choices(language()), data, initial={"from_date": viewer.today})


@heads
@require_POST
@never_cache
def skill_add(request: HttpRequest) -> HttpResponse:
    """Record a competence; what does not hold comes back with 422."""
    viewer, led = head_of(request)
    form = form_of(staff_of(viewer, led.units), viewer, request.POST)
    if form.is_valid():
        try:
            actions.skill_add(viewer=viewer, **form.cleaned_data, now=timezone.now())
        except (Invalid, Conflict) as error:
            refused(form, error)
        else:
            messages.success(request, _("Keahlian dicatat."))
            return redirect("skills")
    return page(request, viewer, led, status=422, form=form)


@heads
@require_POST
@never_cache
def skill_end(request: HttpRequest, skill: int) -> HttpResponse:
    """Give a competence its last day, or take it back as recorded by mistake (`langkah=batal`)."""
    (viewer, led), form, now = head_of(request), SkillEndForm(request.POST), timezone.now()
    to_date, reason = (form.cleaned_data["to_date"], form.cleaned_data["reason"]) if form.is_valid() else (None, "")
    try:
        if request.POST.get("langkah") == "batal":
            actions.skill_void(viewer=viewer, skill=skill, reason=reason, now=now)
        else:
            actions.skill_end(viewer=viewer, skill=skill, to_date=to_date, reason=reason, now=now)
    except Invalid as error:
        words = " ".join(error.fields.values()) or error.message
        return page(request, viewer, led, status=422, end_error={"skill": skill, "words": words})
    messages.success(request, _("Keahlian diperbarui."))
    return redirect("skills")


@heads
@require_POST
@never_cache
def skill_rule(request: HttpRequest) -> HttpResponse:
    """Decide what happens with who is not competent; for the head of the office."""
    (viewer, led), form = head_of(request), SkillRuleForm(request.POST, prefix="aturan")
    if not led.whole:
        raise Forbidden(_("Hanya kepala dinas yang menetapkan aturan ini."))
    if not form.is_valid():
        return page(request, viewer, led, status=422, rule_form=form)
    actions.skill_rule_set(viewer=viewer, **form.cleaned_data, now=timezone.now())
    messages.success(request, _("Aturan disimpan dan berlaku mulai hari ini."))
    return redirect("skills")


def refused(form: SkillForm, error: DomainError) -> None:
    """Put an action's refusal beside the fields it names, or above the form."""
    fields = error.fields if isinstance(error, Invalid) else {}
    for name, words in (fields or {"": error.message}).items():
        form.add_error(name if name in form.fields else None, words)
