"""What an office does about its survey, and letting free text be read: each step in the trail."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.people.models import Employee
from betang.services.models import SurveyComment, SurveyFollowUp
from betang.services.survey_questions import questions


def follow_up_add(
    *, actor: User, element: str, programme: str, owner: Employee, from_date: date, to_date: date, now: datetime
) -> SurveyFollowUp:
    """Decide what is done about an element, by whom and until when. Audited.

    Invalid for an element that is none, for nothing to do, and for an end before the beginning.
    """
    wrong = {}
    if element not in {each.code for each in questions(localdate(now))}:
        wrong["element"] = _("Pilih salah satu unsur survei.")
    if not programme.strip():
        wrong["programme"] = _("Tulis kegiatannya.")
    if to_date < from_date:
        wrong["to_date"] = _("Tanggal akhir tidak boleh mendahului tanggal mulai.")
    if wrong:
        raise Invalid(_("Tindak lanjut ini belum dapat disimpan."), fields=wrong)
    with transaction.atomic():
        row = SurveyFollowUp.objects.create(
            element=element, programme=programme.strip()[:300], owner=owner, from_date=from_date, to_date=to_date,
            recorded_at=now, recorded_by=actor,
        )  # fmt: skip
        changes = {
            "element": (None, element), "programme": (None, row.programme), "owner": (None, owner.pk),
            "from_date": (None, from_date), "to_date": (None, to_date),
        }  # fmt: skip
        record(actor=actor, action="services.follow_up_add", target=row, subject=owner.uid, changes=changes, now=now)
    return row


def follow_up_done(*, actor: User, follow_up: int, words: str, now: datetime) -> SurveyFollowUp:
    """Say that a follow-up is done, and what came of it. Audited; errors as `_open`."""
    with transaction.atomic():
        row = _open(follow_up, words)
        row.done_date, row.result = max(localdate(now), row.from_date), words.strip()[:300]
        row.save(update_fields=["done_date", "result"])
        changes = {"done_date": (None, row.done_date), "result": (None, row.result)}
        record(
            actor=actor, action="services.follow_up_done", target=row, subject=row.owner.uid, changes=changes,
            now=now,
        )  # fmt: skip
    return row


def follow_up_void(*, actor: User, follow_up: int, words: str, now: datetime) -> SurveyFollowUp:
    """Take a follow-up back. Audited; errors as `_open`."""
    with transaction.atomic():
        row = _open(follow_up, words)
        row.voided_at, row.voided_by, row.void_reason = now, actor, words.strip()[:300]
        row.save(update_fields=["voided_at", "voided_by", "void_reason"])
        record(
            actor=actor, action="services.follow_up_void", target=row, subject=row.owner.uid,
            changes={"voided_at": (None, now)}, reason=row.void_reason, now=now,
        )  # fmt: skip
    return row


def _open(follow_up: int, words: str) -> SurveyFollowUp:
    """Hold a follow-up; NotFound for none, Conflict when it ended, Invalid without words."""
    found = SurveyFollowUp.objects.select_for_update(of=("self",)).select_related("owner")
    row = found.filter(pk=follow_up).first()
    if row is None:
        raise NotFound
    if row.voided_at or row.done_date:
        raise Conflict(_("Tindak lanjut ini sudah selesai atau dibatalkan."))
    if not words.strip():
        raise Invalid(_("Tulis keterangannya."), fields={"words": _("Tulis keterangannya.")})
    return row


def comment_review(*, actor: User, comment: UUID, shown: bool, now: datetime) -> None:
    """Let free text be read, or not, once and for all; NotFound for none or one that was decided. Audited.

    A reviewer outside the office decides; text that names somebody is not shown.
    """
    with transaction.atomic():
        if not SurveyComment.objects.filter(pk=comment, shown=None).update(shown=shown):
            raise NotFound
        target = ("services.surveycomment", str(comment))
        record(actor=actor, action="services.comment_review", target=target, changes={"shown": (None, shown)}, now=now)
