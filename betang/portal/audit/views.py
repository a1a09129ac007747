"""The auditor's screens under /audit/: nobody else opens them, and nothing on them changes what was recorded."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.audit.actions import values_reveal
from betang.kernel.audit.jobs import KEY, last_check, running_check, trail_check
from betang.kernel.audit.verification import examine
from betang.kernel.crypto.keyring import KeyFileError
from betang.kernel.errors import Invalid
from betang.kernel.exchange.safe_cells import csv_lines
from betang.kernel.jobs import job_start
from betang.portal.audit import queries
from betang.portal.audit.addresses import address, kept, pager
from betang.portal.audit.detail import Detail, detail
from betang.portal.audit.forms import PageForm, RevealForm, SampleForm, TrailForm
from betang.ui.parts import Link

AT_ONCE = 20_000  # entries that are checked while the page waits, about two seconds

auditor = access(roles(Role.AUDITOR))


def _crumbs(*links: Link) -> list[Link]:
    return [Link(_("Jejak audit"), reverse("audit")), *links]


@auditor
@require_safe
@never_cache
def trail(request: HttpRequest) -> HttpResponse:
    """List the trail, the newest first: filtered, page by page, or a repeatable sample; 422 for a bad filter."""
    form = TrailForm(request.GET)
    sample = SampleForm(request.GET if "contoh" in request.GET else None)
    last = queries.newest()
    context: dict[str, Any] = {"form": form, "sample": sample, "last": last, "kept": kept(request.GET)}
    if not form.is_valid() or (sample.is_bound and not sample.is_valid()):
        return render(request, "portal/audit/trail.html", context, status=422)
    shown = _sampled(request, form, sample, last=last) if sample.is_bound else _paged(request, form)
    context |= {
        "without_person": address(request.GET, without=("orang",)),
        "without_object": address(request.GET, without=("objek",)),
    }
    return render(request, "portal/audit/trail.html", context | shown)


def _paged(request: HttpRequest, form: TrailForm) -> dict[str, Any]:
    """Give the page of the list that the address asks for, and the ways to the pages beside it."""
    place = PageForm(request.GET)
    place.is_valid()
    found = queries.page_of(
        queries.entries(form.wanted),
        below=place.cleaned_data.get("sebelum"),
        above=place.cleaned_data.get("sesudah"),
    )
    pages = pager(request.GET, newer=found.newer, older=found.older)
    return {"lines": queries.lines(found.entries), "pages": pages, "download": address(request.GET)}


def _sampled(request: HttpRequest, form: TrailForm, sample: SampleForm, *, last: int) -> dict[str, Any]:
    """Give a sample, and the address that repeats it even after the trail has grown."""
    wanted = sample.wanted
    until = last if wanted.last is None else min(wanted.last, last)
    again = address(request.GET, contoh=wanted.count, benih=wanted.seed, hingga=until)
    chosen = queries.sampled(form.wanted, wanted, last=until)
    return {"lines": queries.lines(chosen), "sampled_until": until, "again": again, "download": again}


@auditor
@require_safe
@never_cache
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """Show one entry, its values hidden."""
    return _entry_page(request, detail(queries.entry_of(seq)), form=RevealForm())


@auditor
@require_POST
@never_cache
def reveal(request: HttpRequest, seq: int) -> HttpResponse:
    """Show one entry with its values, once a reason was given; the reading is recorded."""
    found = queries.entry_of(seq)
    form = RevealForm(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["alasan"]
            values = values_reveal(actor=viewer_of(request).actor, entry=found.entry, reason=reason, now=timezone.now())
        except Invalid as error:
            form.add_error("alasan", error.message)
        else:
            return _entry_page(request, detail(found, revealed=values), form=form)
    return _entry_page(request, detail(found), form=form, status=422)


def _entry_page(request: HttpRequest, shown: Detail, *, form: RevealForm, status: int = 200) -> HttpResponse:
    title = _("Catatan %(number)s") % {"number": shown.line.entry.seq}
    context = {"shown": shown, "entry": shown.line.entry, "form": form, "title": title, "trail": _crumbs(Link(title))}
    return render(request, "portal/audit/entry.html", context, status=status)


@auditor
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Show the last check of the whole trail (GET), or run it (POST): at once, or as a job where it takes long."""
    last = queries.newest()
    if request.method == "POST" and last > AT_ONCE:
        job_start(trail_check, actor=viewer_of(request).actor, key=KEY, url=reverse("audit_check"), now=timezone.now())
        return redirect("audit_check")
    context: dict[str, Any] = {"trail": _crumbs(Link(_("Periksa keutuhan"))), "running": running_check()}
    if request.method == "POST":
        try:
            context |= {"report": examine(), "checked_at": timezone.now()}
        except KeyFileError as error:
            context["problem"] = str(error)
    elif found := last_check():
        context |= {"report": found[0], "checked_at": found[1]}
    return render(request, "portal/audit/check.html", context)


@auditor
@require_safe
@never_cache
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Download what the list shows, filtered or sampled, as a CSV file of at most 100,000 entries."""
    form = TrailForm(request.GET)
    sample = SampleForm(request.GET if "contoh" in request.GET else None)
    if not form.is_valid() or (sample.is_bound and not sample.is_valid()):
        raise Invalid(_("Saringan untuk unduhan tidak dapat dibaca. Kembali ke daftar, lalu perbaiki isiannya."))
    rows = queries.exported(form.wanted, sample.wanted if sample.is_bound else None)
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="jejak-audit.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
