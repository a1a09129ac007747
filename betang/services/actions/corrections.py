"""Putting right what an applicant told: asked for by who holds the request, accepted or refused by the counter."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.services.answering import NotAnAnswer, answer
from betang.services.content import WRITTEN, answers_of, answers_put
from betang.services.models import DataCorrection, Request
from betang.services.queries.corrections import due_of, may_settle, question_correctable
from betang.services.telling import tell_corrected


def correction_ask(
    *,
    actor: User | None,
    request: Request,
    key: str,
    text: str,
    today: date,
    kelurahan: Container[str] = (),
    now: datetime,
) -> DataCorrection:
    """Ask to have an answer put right; asking again replaces what was asked. Invalid for what is no answer. Audited."""
    with transaction.atomic():
        row = Request.objects.select_for_update(of=("self",)).select_related("definition").get(pk=request.pk)
        try:
            value = answer(question_correctable(row, key), text, today=today, kelurahan=kelurahan).value
        except NotAnAnswer as error:
            raise Invalid(str(error), fields={"jawaban": str(error)}) from error
        # What is recorded already is asked for like anything else: to say so would confirm a guess.
        asked = {"value": value, "asked_at": now, "asked_by": actor}
        wish, _made = DataCorrection.objects.update_or_create(
            request=row, key=key, accepted=None, defaults=asked, create_defaults={**asked, "due_at": due_of(now)}
        )
        changes = {key: (None, None)}
        record(actor=actor, action="services.correction_ask", target=row, subject=row.subject, changes=changes, now=now)
    return wish


def correction_open(*, viewer: Viewer, correction: DataCorrection, now: datetime) -> tuple[str, str]:
    """Return what is recorded and what it should be, in the clear; who looked is entered in the trail."""
    row = correction.request
    with transaction.atomic():
        record(
            actor=viewer.actor, action="services.correction_open", target=row, subject=row.subject,
            changes={correction.key: (None, None)}, now=now,
        )  # fmt: skip
    return answers_of(row).get(correction.key, ""), correction.value.reveal()


def correction_settle(
    *, viewer: Viewer, correction: DataCorrection, seen: str, accepted: bool, words: str, now: datetime
) -> DataCorrection:
    """Put the answer right, or refuse with a reason, and tell the applicant. Audited.

    `seen` is when the wish that was opened had been asked: Conflict when it was asked anew since, or is settled.
    Forbidden for who asked: staff who wrote a request down hold it, too.
    """
    if not DataCorrection.objects.filter(may_settle(viewer), pk=correction.pk).exists():
        raise Forbidden
    if correction.asked_by_id == viewer.user_id:
        raise Forbidden(_("Yang meminta pembetulan tidak dapat memutuskannya sendiri."))
    if not accepted and not words.strip():
        raise Invalid(_("Tulis alasan penolakannya."), fields={"words": _("Tulis alasannya.")})
    with transaction.atomic():
        row = Request.objects.select_for_update(of=("self",)).select_related("definition").get(pk=correction.request_id)
        wish = DataCorrection.objects.select_for_update().get(pk=correction.pk)
        if wish.accepted is not None or row.erased_at:
            raise Conflict(_("Permintaan ini sudah dijawab."))
        if wish.asked_at.isoformat() != seen:
            raise Conflict(_("Isinya berubah sejak Anda membukanya. Buka lagi, lalu putuskan."))
        before = answers_of(row)
        if accepted:
            answers_put(row, {**before, wish.key: wish.value.reveal()})
            row.revision += 1  # whoever has the request open sees it anew before going on
            row.save(update_fields=[*WRITTEN, "revision"])
        wish.accepted, wish.settled_at, wish.settled_by, wish.words = accepted, now, viewer.actor, words.strip()[:300]
        wish.save(update_fields=["accepted", "settled_at", "settled_by", "words"])
        tell_corrected(row, accepted=accepted, now=now)
        action = "services.correction_accept" if accepted else "services.correction_refuse"
        changes = {wish.key: (before.get(wish.key), wish.value.reveal() if accepted else before.get(wish.key))}
        record(actor=viewer.actor, action=action, target=row, subject=row.subject, changes=changes, now=now)
    return wish
