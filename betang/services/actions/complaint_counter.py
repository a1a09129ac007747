"""Taking a complaint from somebody who stands at the counter: the same rules and limits as on the web."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.services.actions.complaints import Said, complaint_file
from betang.services.models import Channel, Complaint, Request
from betang.services.queries.complaints import handled_by


def complaint_take(
    *, viewer: Viewer, said: Said, number: str, uid: UUID, language: str, now: datetime
) -> tuple[Complaint, str]:
    """Write down what somebody says; return the complaint with its PIN, which is told here and nowhere else. Audited.

    `number` of a request proves itself by the person who stands there, not by a PIN. `uid` is random and the same when
    a form is sent twice: Conflict then. Forbidden for whoever handled that request, Invalid for an unknown number and
    for whatever is refused on the web.
    """
    request = _request(number)
    if request is not None and handled_by(viewer, request):
        raise Forbidden(_("Anda menangani permohonan yang diadukan. Minta petugas lain mencatat pengaduannya."))
    try:
        return complaint_file(
            said=said, request=request, language=language, actor=viewer.actor, channel=Channel.COUNTER, uid=uid, now=now
        )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(_("Pengaduan ini sudah dicatat. Lihat daftar pengaduan masuk.")) from error


def _request(number: str) -> Request | None:
    given = "".join(number.split()).upper()
    if not given:
        return None
    found = Request.objects.filter(number=given).first()
    if found is None:
        words = _("Nomor permohonan ini tidak kami kenal.")
        raise Invalid(words, fields={"nomor": words})
    return found
