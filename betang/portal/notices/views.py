"""One's own notices: listed, opened, marked as read; somebody else's are not there."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from betang.kernel.access.rules import access, signed_in
from betang.kernel.access.viewer import viewer_of
from betang.kernel.notices import actions, queries
from betang.portal.notices.pages import rows

PER_PAGE = 30


@access(signed_in)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List one's own notices, the newest first; `?belum=1` keeps the unread ones."""
    actor = viewer_of(request).actor
    unread_only = request.GET.get("belum") == "1"
    page = Paginator(queries.notices_of(actor.pk, unread_only=unread_only), PER_PAGE).get_page(request.GET.get("h"))
    context = {
        "rows": rows(page.object_list),
        "page": page,
        "unread_only": unread_only,
        "digest": queries.digest_wanted(actor.pk),
        "address": actor.email,
    }
    return render(request, "portal/notices/notices.html", context)


@access(signed_in)
@require_POST
def notice_open(request: HttpRequest, notice: int) -> HttpResponse:
    """Mark one notice as read and go where it leads; back to the list when it leads nowhere, or with `tetap`."""
    found = actions.notice_read(actor=viewer_of(request).actor, notice=notice, now=timezone.now())
    if found.url and "tetap" not in request.POST:
        return HttpResponseRedirect(found.url)
    return redirect("notices")


@access(signed_in)
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark all of one's notices as read."""
    count = actions.notices_read(actor=viewer_of(request).actor, now=timezone.now())
    words = ngettext("%(n)s pemberitahuan ditandai dibaca.", "%(n)s pemberitahuan ditandai dibaca.", count)
    messages.success(request, words % {"n": count})
    return redirect("notices")


@access(signed_in)
@require_POST
def digest_set(request: HttpRequest) -> HttpResponse:
    """Keep whether the daily e-mail is wanted (`surel=ya` or `tidak`)."""
    wanted = request.POST.get("surel") == "ya"
    actions.digest_choose(actor=viewer_of(request).actor, wanted=wanted)
    messages.success(request, _("Surel harian akan dikirim.") if wanted else _("Surel harian tidak akan dikirim lagi."))
    return redirect("notices")
