"""Drafts of residents: begun, answered question by question, papers added; nothing is in the trail until it is sent.

A draft belongs to who began it: an account, a browser's session, or the officer who writes it down for somebody.
"""

from __future__ import annotations

import io
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.crypto.files import file_kept_by, file_written
from betang.kernel.errors import Conflict, Invalid
from betang.people.models import Employee
from betang.services.answering import Answer, NotAnAnswer, answer
from betang.services.content import WRITTEN, answers_of, answers_put, definition_of
from betang.services.definition import Definition, Question
from betang.services.earlier import taken_over
from betang.services.flow import WITH_APPLICANT
from betang.services.lacking import paper_of, question_of
from betang.services.models import Attachment, Channel, DefinitionVersion, Request
from betang.services.screening import screen
from betang.services.secrets import new_code, resume_digest
from betang.services.stored import as_json, digest

MOST_FILES = 40  # of one request, those replaced included


@dataclass(frozen=True, slots=True)
class Begun:
    """A new draft, and the code with which it goes on elsewhere: told once."""

    request: Request
    code: str


def draft_begin(
    *,
    user: User | None,
    definition: Definition,
    channel: Channel,
    filed_by: Employee | None = None,
    language: str = "id",
    now: datetime,
) -> Begun:
    """Begin a request. `user` owns it (a resident with an account), `filed_by` writes it down for somebody."""
    code, content = new_code(), as_json(definition)
    key = digest(content)
    with transaction.atomic():
        DefinitionVersion.objects.get_or_create(
            digest=key, defaults={"service": definition.id, "content": content, "kept_at": now}
        )
        made = Request.objects.create(
            service=definition.id,
            definition_id=key,
            channel=channel,
            user=user,
            filed_by=filed_by,
            language=language,
            resume_digest=resume_digest(code),
            begun_at=now,
        )
    return Begun(made, code)


def draft_answer(
    *, request: Request, key: str, text: str, today: date, kelurahan: Container[str] = (), now: datetime
) -> Answer:
    """Keep one answer; Invalid with a sentence when it is none, NotFound for a question that is not asked."""
    with transaction.atomic():
        row = _held(request)
        definition, answers = definition_of(row), answers_of(row)
        given = _answered(question_of(definition, answers, key), text, today, kelurahan)
        answers_put(row, definition.applying({**answers, key: given.value}))
        row.save(update_fields=WRITTEN)
    return given


def draft_take_over(
    *, request: Request, earlier: Request, today: date, kelurahan: Container[str], now: datetime
) -> None:
    """Fill a new draft with what its maker told in an own request before; the caller has looked whose that is."""
    with transaction.atomic():
        row = _held(request)
        definition = definition_of(row)
        answers_put(row, taken_over(definition, answers_of(earlier), today=today, kelurahan=kelurahan))
        row.save(update_fields=WRITTEN)


def _answered(question: Question, text: str, today: date, kelurahan: Container[str]) -> Answer:
    try:
        return answer(question, text, today=today, kelurahan=kelurahan)
    except NotAnAnswer as error:
        raise Invalid(str(error), fields={"jawaban": str(error)}) from error


def attachment_add(
    *, actor: User | None, request: Request, paper: str, content: bytes, name: str, now: datetime
) -> Attachment:
    """Keep a file for a paper, in the place of an earlier one; Invalid with a sentence for what is not taken."""
    paper_of(request, paper)
    found = screen(content, name=name)
    # Both before the transaction: SQLite has one writer, who should not wait for a decoder and twice for the disk.
    file = file_written(content=io.BytesIO(found.content), name=found.name, media_type=found.media_type, now=now)
    with file_kept_by(file), transaction.atomic():
        row = _held(request)
        if row.attachments.count() >= MOST_FILES:
            raise Invalid(_("Terlalu banyak berkas pada permohonan ini. Hubungi loket."))
        file.save(force_insert=True)
        row.attachments.filter(paper=paper, replaced_at__isnull=True).update(replaced_at=now)
        return Attachment.objects.create(
            request=row, paper=paper, file=file, added_at=now, added_by=actor, warnings=found.warnings
        )


def attachment_remove(*, request: Request, paper: str, now: datetime) -> None:
    """Take the file of a paper out; repeating changes nothing."""
    with transaction.atomic():
        _held(request).attachments.filter(paper=paper, replaced_at__isnull=True).update(replaced_at=now)


def _held(request: Request) -> Request:
    """Take a request until the transaction ends; Conflict once it is not in the applicant's hands."""
    row = Request.objects.select_for_update(of=("self",)).select_related("definition").get(pk=request.pk)
    if row.state not in WITH_APPLICANT:
        raise Conflict(_("Permohonan ini sudah dikirim dan sedang diperiksa. Isinya tidak dapat diubah sekarang."))
    return row
