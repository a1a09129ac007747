"""The document that SIAK issued: attached as it is, delivered as it is. Betang neither signs nor judges it."""

from __future__ import annotations

import io
from datetime import datetime

from django.db import transaction
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit import record
from betang.kernel.crypto.files import file_kept_by, file_response, file_written
from betang.kernel.errors import Conflict, Invalid
from betang.services import flow
from betang.services.content import definition_of
from betang.services.models import Request, Result
from betang.services.screening import pdf, screen

LONGEST = 60


def result_attach(*, viewer: Viewer, request: Request, content: bytes, number: str = "", now: datetime) -> Result:
    """Keep the PDF of SIAK byte for byte, in the place of an earlier one until the document is sent. Audited.

    Invalid, with a sentence, for what is no PDF or could do more than be read; Conflict in other states.
    """
    if len(number) > LONGEST:
        raise Invalid(_("Nomor ini terlalu panjang."), fields={"number": _("Paling banyak 60 huruf.")})
    signed = _signed(content)
    name = f"{request.service}_{request.number}.pdf"  # neither name nor NIK
    # Before the transaction: nobody else's should wait until the disk has it.
    file = file_written(content=io.BytesIO(content), name=name, media_type="application/pdf", now=now)
    with file_kept_by(file), transaction.atomic():
        row = Request.objects.select_for_update(of=("self",)).select_related("definition").get(pk=request.pk)
        if row.state not in flow.ATTACHABLE or not definition_of(row).digital:
            raise Conflict(_("Dokumen hasil tidak dapat dilampirkan pada langkah ini."))
        before = row.results.filter(replaced_at__isnull=True).first()
        row.results.filter(replaced_at__isnull=True).update(replaced_at=now)
        file.save(force_insert=True)
        made = Result.objects.create(
            request=row, file=file, sha256=file.sha256, number=number.strip(), signed=signed, added_at=now,
            added_by=viewer.actor,
        )  # fmt: skip
        changes = {"sha256": (before.sha256 if before else None, made.sha256), "signed": (None, signed)}
        record(
            actor=viewer.actor, action="services.result_attach", target=row, subject=row.subject, changes=changes,
            now=now,
        )  # fmt: skip
    return made


def _signed(content: bytes) -> bool:
    """Look at a PDF and say whether it carries a signature; Invalid, with a sentence, for what is not taken."""
    if not pdf.is_pdf(content):
        raise Invalid(_("Ini bukan PDF."), fields={"file": _("Pilih PDF yang diunduh dari SIAK.")})
    try:
        screen(content, name="siak.pdf")
    except Invalid as error:
        raise Invalid(error.message, fields={"file": error.message}) from error
    return pdf.signed(content)


def result_open(*, viewer: Viewer, result: Result, now: datetime) -> StreamingHttpResponse:
    """Hand the document to who works on the request and enter who took it."""
    response = file_response(result.file)
    with transaction.atomic():
        record(
            actor=viewer.actor, action="services.result_open", target=result.request, subject=result.request.subject,
            changes={"sha256": (None, result.sha256)}, now=now,
        )  # fmt: skip
    return response
