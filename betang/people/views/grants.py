"""Who holds which right; giving one and ending one, dated and with a reason."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import OFFERED, Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.people.actions import grants as actions
from betang.people.actions.appointing import account_named_open
from betang.people.forms.grants import AccountForm, GrantForm
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
        "roles": OFFERED,
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
    form = GrantForm(
        request.POST or None, initial={"from_date": viewer_of(request).today, "username": request.GET.get("akun", "")}
    )
    if form.is_bound and form.is_valid() and given(request, form):
        messages.success(request, _("Wewenang sudah diberikan."))
        return redirect("grants")
    context = {
        "form": form,
        "title": _("Beri wewenang"),
        "trail": trail(Link(_("Wewenang"), "../"), Link(_("Beri wewenang"))),
    }
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
    messages.success(request, _("Wewenang sudah diakhiri."))
    return redirect("grants")


@access(GIVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    """Make an account for a partner or another who is no employee; a right and a code come next."""
    form = AccountForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actor, now = viewer_of(request).actor, timezone.now()
        try:
            user = account_named_open(actor=actor, now=now, **form.cleaned_data)
            messages.success(request, _("Akun sudah dibuat. Beri perannya di sini, lalu buatkan kode masuknya."))
            return redirect(f"{reverse('grant_new')}?{urlencode({'akun': user.username})}")
        except (Invalid, Conflict) as error:
            refused(form, error)
    lead = _("Untuk mitra dan pejabat yang bukan pegawai. Akun pegawai dibuat oleh impor pegawai.")
    context = {"form": form, "title": _("Buat akun"), "lead": lead, "back": "../"}
    context["trail"] = trail(Link(_("Wewenang"), "../"), Link(_("Buat akun")))
    return render(request, "people/form.html", context, status=422 if form.is_bound else 200)
