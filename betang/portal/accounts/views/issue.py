"""Codes issued by an administrator: one for somebody who lost the password, slips for a whole unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.accounts.actions import code_issue, codes_issue, codes_send, factors_clear
from betang.kernel.accounts.models import Purpose, User
from betang.kernel.accounts.names import login_name
from betang.kernel.errors import DomainError, NotFound
from betang.kernel.mail import site_url
from betang.portal.accounts import queries
from betang.portal.accounts.forms import CodeIssueForm
from betang.portal.accounts.rules import may_issue_code

ISSUERS = roles(Role.ADMIN, Role.UNIT_ADMIN)


@access(ISSUERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_new(request: HttpRequest) -> HttpResponse:
    """Issue a code for one account within reach, and show its slip, this once."""
    viewer = viewer_of(request)
    if request.method != "POST":
        form = CodeIssueForm(initial={"username": queries.username_of(viewer, request.GET.get("pegawai", ""))})
        context = {"form": form, "units": queries.units_offered(viewer)}
        return render(request, "portal/accounts/code_issue.html", context)
    form = CodeIssueForm(request.POST)
    problem, status = "", 422
    if form.is_valid():
        try:
            return slip(request, viewer, form)
        except DomainError as error:
            problem, status = error.message, error.status
    return render(request, "portal/accounts/code_issue.html", {"form": form, "problem": problem}, status=status)


def slip(request: HttpRequest, viewer: Viewer, form: CodeIssueForm) -> HttpResponse:
    """Issue the code; NotFound, in the same words, for an account out of reach and one that does not exist."""
    data, now = form.cleaned_data, timezone.now()
    user = User.objects.filter(may_issue_code(viewer), username=login_name(data["username"])).first()
    if user is None:
        raise NotFound(_("Akun ini tidak ada, atau di luar wewenang Anda. Akun sendiri tidak dapat diberi kode."))
    if data["what"] == CodeIssueForm.FACTORS:
        factors_clear(actor=viewer.actor, user=user, reason=data["reason"], now=now)
    purpose = Purpose.RESET if user.has_usable_password() else Purpose.FIRST
    code = code_issue(actor=viewer.actor, user=user, purpose=purpose, reason=data["reason"], now=now)
    rows = queries.slip_rows({user.pk: code})
    context = {"slips": rows, "purpose": purpose, "address": site_url(reverse("code_open"))}
    return render(request, "portal/accounts/slips.html", context)


@access(ISSUERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: HttpRequest, code: str) -> HttpResponse:
    """Print first codes for everybody of a unit who never signed in; making new ones withdraws the old."""
    viewer = viewer_of(request)
    found = queries.unit_within(viewer, code)
    waiting = queries.never_signed_in(viewer, found)
    if request.method != "POST":
        return render(request, "portal/accounts/slips_ask.html", {"unit": found, "count": waiting.count()})
    users = list(waiting)
    by_mail = request.POST.get("surel") == "1"
    codes = (codes_send if by_mail else codes_issue)(actor=viewer.actor, users=users, now=timezone.now())
    context = {
        "slips": queries.slip_rows(codes),
        "mailed": len(users) - len(codes) if by_mail else 0,
        "purpose": Purpose.FIRST,
        "unit": found,
        "address": site_url(reverse("code_open")),
    }
    return render(request, "portal/accounts/slips.html", context)
