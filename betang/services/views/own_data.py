"""Data of one's own: what is stored, who looked, until when it is kept, how it is put right, and all of it to take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import access, roles
from betang.kernel.access.viewer import viewer_of
from betang.kernel.accounts.credentials import password_confirmed
from betang.kernel.accounts.locks import TooManyTries
from betang.kernel.crypto.aead import SealBroken
from betang.kernel.crypto.files import file_read
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.exchange.packing import packed
from betang.kernel.limits.visitor import visitor
from betang.services.actions.own_data import own_data_take
from betang.services.forms.residents import LeaveForm
from betang.services.queries.own_data import looks_at, own_files, reported_of, stored_of
from betang.services.views.applying import language


@access(roles(Role.RESIDENT))
@never_cache
@sensitive_post_parameters("sandi")
@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: HttpRequest) -> HttpResponseBase:
    """Show what is stored, masked; after the password, hand all of it out in the clear as a file."""
    form, status = LeaveForm(request.POST if request.method == "POST" else None), 200
    user, now = viewer_of(request).actor, timezone.now()
    if request.method == "POST":
        status = 422
        try:
            given = form.cleaned_data["sandi"] if form.is_valid() else ""
            if given and password_confirmed(user=user, password=given, address=visitor(request), now=now):
                return taken(own_data_take(actor=user, language=language(), now=now), own_files(user))
            form.add_error("sandi", _("Kata sandi ini tidak cocok."))
        except TooManyTries as error:
            form.add_error("sandi", error.message)
            status = error.status
    context = {"form": form, "account": user, "stored": stored_of(user, language()), "looks": looks_at(user)}
    context["reported"] = reported_of(user)
    return render(request, "services/account/own_data.html", context, status=status)


def taken(data: dict[str, object], files: Sequence[tuple[str, EncryptedFile]]) -> StreamingHttpResponse:
    """Answer with the data and the files as one zip file, written while it is read."""
    response = StreamingHttpResponse(packed(contents(data, files), timezone.now()), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="data-saya.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def contents(data: dict[str, object], files: Sequence[tuple[str, EncryptedFile]]) -> Iterator[tuple[str, bytes]]:
    """Give the data as JSON, then file after file; of one that is damaged a note stands in its place."""
    yield "data-saya.json", json.dumps(data, ensure_ascii=False, indent=1).encode()
    for name, file in files:
        try:
            content = file_read(file)
        except SealBroken:
            yield f"{name}.txt", _("Berkas ini rusak di penyimpanan kami. Laporkan ke loket.").encode()
        else:
            yield name, content
