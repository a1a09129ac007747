"""Systems that send facts: the list, registering one, its tokens, closing it. A token is shown once, on the answer."""

import secrets

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.errors import Invalid
from betang.ledger import kinds
from betang.ledger.actions.sources import PREFIX, source_close, source_entrust, source_register, token_renew
from betang.ledger.forms.sources import CloseForm, SourceForm, TokenForm, UnitForm
from betang.ledger.models import Source
from betang.ledger.queries.sources import received, source_found, sources_listed
from betang.ledger.views.parts import refused, trail
from betang.ui.parts import Link

READERS = roles(Role.ADMIN, Role.AUDITOR, Role.BKPSDM)
KEEPERS = roles(Role.ADMIN)


def new_token() -> str:
    """Draw a token: 256 random bits behind a mark by which a leaked one is recognised."""
    return PREFIX + secrets.token_urlsafe(32)


@access(READERS)
@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """List the registered systems."""
    context = {
        "sources": sources_listed(),
        "may_keep": viewer_of(request).has(Role.ADMIN),
        "may_import": viewer_of(request).has(Role.BKPSDM),
        "now": timezone.now(),
        "trail": trail(),
    }
    return render(request, "ledger/sources.html", context)


@access(KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source_new(request: HttpRequest) -> HttpResponse:
    """Register a system and show its token."""
    form = SourceForm(request.POST) if request.method == "POST" else SourceForm()
    if form.is_valid():
        token, fields = new_token(), form.cleaned_data
        named = {"uri": fields["uri"], "name": fields["name"], "allowed": fields["kinds"], "days": fields["days"],
                 "unit": fields["unit"]}  # fmt: skip
        try:
            made = source_register(actor=viewer_of(request).actor, token=token, now=timezone.now(), **named)
            return token_shown(request, made, token)
        except Invalid as error:
            refused(form, error)
    context = {"form": form, "trail": trail(Link(_("Daftarkan sumber")))}
    return render(request, "ledger/source_new.html", context, status=422 if form.errors else 200)


def token_shown(request: HttpRequest, source: Source, token: str) -> HttpResponse:
    """Show a new token; it stands on no other page and is kept nowhere."""
    context = {"source": source, "token": token, "trail": trail(Link(source.name))}
    return render(request, "ledger/token.html", context)


@access(READERS)
@require_safe
def source_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a system: what it may send, what it sent, its tokens."""
    return source_shown(request, source_found(pk))


def source_shown(
    request: HttpRequest, source: Source, *, renew: Form | None = None, close: Form | None = None
) -> HttpResponse:
    """Draw the page of a system, with forms that were refused in place of empty ones."""
    titles = {kind.name: kind.title for kind in kinds.kinds()}
    sent = {str(row["kind"]): row for row in received(source)}
    names = [*source.kinds, *(name for name in sent if name not in source.kinds)]
    context = {
        "source": source,
        "rows": [(titles.get(name, name), name, sent.get(name), name in source.kinds) for name in names],
        "may_keep": viewer_of(request).has(Role.ADMIN) and not source.closed_at,
        "entrust": UnitForm(initial={"unit": source.unit.code if source.unit else ""}),
        "renew": renew or TokenForm(),
        "close": close or CloseForm(),
        "now": timezone.now(),
        "trail": trail(Link(source.name)),
    }
    return render(request, "ledger/source.html", context, status=422 if renew or close else 200)


@access(KEEPERS)
@never_cache
@require_POST
def source_renewed(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a system a new token and show it; the old one ends at once."""
    source, form, token = source_found(pk), TokenForm(request.POST), new_token()
    if not form.is_valid():
        return source_shown(request, source, renew=form)
    days, now = form.cleaned_data["days"], timezone.now()
    token_renew(actor=viewer_of(request).actor, source=source, days=days, token=token, now=now)
    return token_shown(request, source, token)


@access(KEEPERS)
@require_POST
def source_closed(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a system; what it sent stays."""
    source, form = source_found(pk), CloseForm(request.POST)
    if not form.is_valid():
        return source_shown(request, source, close=form)
    source_close(actor=viewer_of(request).actor, source=source, reason=form.cleaned_data["reason"], now=timezone.now())
    return redirect("source", pk=pk)


@access(KEEPERS)
@require_POST
def source_entrusted(request: HttpRequest, pk: int) -> HttpResponse:
    """Set which unit answers for a system."""
    source, form = source_found(pk), UnitForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Pilih unit yang masih ada."))
    source_entrust(actor=viewer_of(request).actor, source=source, unit=form.cleaned_data["unit"], now=timezone.now())
    return redirect("source", pk=pk)
