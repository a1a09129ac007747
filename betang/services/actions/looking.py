"""Looking at data of residents: a number in the clear, a paper; each look stands in the trail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record
from betang.kernel.crypto.files import file_response
from betang.kernel.errors import Invalid
from betang.services.content import answers_of
from betang.services.models import Attachment, Request


def answer_reveal(*, viewer: Viewer, request: Request, key: str, reason: str, now: datetime) -> str:
    """Return a masked answer in the clear and enter who saw it and why; Invalid without a reason or an answer."""
    value = answers_of(request).get(key, "")
    if not value:
        raise Invalid(_("Data ini tidak dapat dibuka."))
    if not reason.strip():
        raise Invalid(_("Alasan membuka data harus diisi."), fields={"reason": _("Tulis alasannya.")})
    with transaction.atomic():
        record(
            actor=viewer.actor,
            action="services.answer_reveal",
            target=request,
            subject=request.subject,
            changes={key: (None, None)},
            reason=reason,
            now=now,
        )
    return value


def attachment_open(*, viewer: Viewer, attachment: Attachment, now: datetime) -> StreamingHttpResponse:
    """Hand a paper out as a download and enter who took it."""
    response = file_response(attachment.file)
    with transaction.atomic():
        record(
            actor=viewer.actor,
            action="services.attachment_open",
            target=attachment.request,
            subject=attachment.request.subject,
            changes={"paper": (None, attachment.paper)},
            now=now,
        )
    return response
