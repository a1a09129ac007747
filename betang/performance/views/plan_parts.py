"""What the screens of plans share: where they stand, refusals beside fields, the results of a button."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.errors import DomainError, Invalid
from betang.performance.models import Plan
from betang.ui.parts import Link


def plan_trail(plan: Plan | None = None, *links: Link) -> list[Link]:
    """Give the breadcrumbs of one's own performance, of a plan, of a page of it."""
    trail = [Link(_("Beranda"), reverse("desk")), Link(_("Kinerja saya"), reverse("plan_mine") if plan else "")]
    if plan is not None:
        trail.append(Link(plan_name(plan), reverse("plan", args=[plan.uid]) if links else ""))
    return [*trail, *links]


def team_trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of one's team, of a page of it."""
    return [Link(_("Beranda"), reverse("desk")), Link(_("Tim saya"), reverse("plan_team") if links else ""), *links]


def plan_name(plan: Plan) -> str:
    """Name a plan by its year."""
    return _("SKP %(year)s") % {"year": plan.cycle.year}


def refused(form: Form, error: DomainError) -> None:
    """Put an action's refusal beside the fields it names, or above the form."""
    fields = error.fields if isinstance(error, Invalid) else {}
    named = {name: text for name, text in fields.items() if name in form.fields}
    for name, text in named.items():
        form.add_error(name, text)
    if not named:
        form.add_error(None, error.message)


def pressed(
    request: HttpRequest, act: Callable[[datetime], object], *, done: str, to: str, uid: UUID, otherwise: str = ""
) -> HttpResponse:
    """Do what a button says and say so; what does not hold is said on the page one comes back to."""
    try:
        act(timezone.now())
    except Invalid as error:
        messages.error(request, error.message)
        return redirect(otherwise or to, uid=uid)
    messages.success(request, done)
    return redirect(to, uid=uid)
