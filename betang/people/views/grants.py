"""Who holds which right; giving one and ending one, dated and with a reason."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import GRANTED, Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.people.actions import grants as actions
from betang.people.forms.grants import GrantForm
from betang.people.queries import grants
from betang.people.views.changes import refused
from betang.people.views.trails import trail
from betang.ui.parts import Link

READERS = roles(Role.ADMIN, Role.AUDITOR)
GIVERS = roles(Role.ADMIN)


@access(READERS)
@require_safe
def grant_list(request: HttpRequest) -> HttpResponse:
    """List the rights that hold, or all there ever were."""
    past = request.GET.get("semua") == "1"
    role = request.GET.get("peran", "")
    found = grants.grants_listed(day=viewer_of(request).today, role=role, past=past)
    context = {
        "page": Paginator(found, 50).get_page(request.GET.get("h")),
        "roles": GRANTED,
        "role": role,
        "past": past,
        "may_give": viewer_of(request).has(Role.ADMIN),
        "trail": trail(Link(_("Wewenang"))),
    }
    return render(request, "people/grants.html", context)


@access(GIVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def grant_new(request: HttpRequest) -> HttpResponse:
    """Give a right to an account."""
    form = GrantForm(request.POST or None, initial={"from_date": viewer_of(request).today})
    if form.is_bound and form.is_valid() and given(request, form):
        return redirect("grants")
    context = {"form": form, "title": _("Beri wewenang"), "trail": trail(Link(_("Beri wewenang")))}
    return render(request, "people/grant.html", context, status=422 if form.is_bound else 200)


def given(request: HttpRequest, form: GrantForm) -> bool:
    """Give the right that a form asks for; False with the reason in the form when it is refused."""
    fields = dict(form.cleaned_data)
    user = grants.account_named(fields.pop("username"))
    if user is None:
        form.add_error("username", _("Tidak ada akun aktif dengan nama ini."))
        return False
    try:
        role = Role(fields.pop("role"))
        actions.grant_give(actor=viewer_of(request).actor, user=user, role=role, now=timezone.now(), **fields)
    except (Invalid, Conflict, Forbidden) as error:
        refused(form, error)
        return False
    return True


@access(GIVERS)
@require_POST
def grant_ended(request: HttpRequest, pk: int) -> HttpResponse:
    """End a right today; it is gone at once."""
    reason = request.POST.get("reason", "")
    if not reason.strip():
        raise Invalid(_("Alasan mengakhiri wewenang harus diisi."))
    actions.grant_end(
        actor=viewer_of(request).actor,
        grant=grants.grant_found(pk),
        last_day=viewer_of(request).today - timedelta(days=1),
        reason=reason,
        now=timezone.now(),
    )
    return redirect("grants")
