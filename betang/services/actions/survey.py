"""Inviting to the satisfaction survey, and taking an answer.

An answer is the one change without an entry in the trail: an entry has a number and a moment, and would tell whose
answer it is. For the same reason nothing here counts the tries of somebody who has a valid link.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import SystemRandom
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.audit import Change, record_many
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.services.flow import DONE, LAPSED, REJECTED
from betang.services.models import Request, SurveyAnswer, SurveyComment, SurveyInvite
from betang.services.models.survey import ELEMENTS
from betang.services.office import office_code
from betang.services.survey_figures import days_open
from betang.services.survey_tokens import new_token, token_digest, token_digests
from betang.services.telling import tell_survey

INVITED = (DONE, REJECTED, LAPSED)
LONGEST = 2000  # characters of the free text


def survey_invite(*, request: Request, now: datetime) -> SurveyInvite | None:
    """Invite the applicant of a finished request, once; late, rejected and lapsed ones too. Audited.

    The invitation there is when there is one already; None while the request is open, when it was cancelled, and when
    the days to answer are over.
    """
    with transaction.atomic():
        row = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
        found = SurveyInvite.objects.filter(request=row).first()
        if found or row.state not in INVITED or row.closed_at is None:
            return found
        closed = timezone.localdate(row.closed_at)
        last = closed + timedelta(days=days_open(closed))
        if timezone.localdate(now) > last:
            return None
        uid = uuid4()
        token = new_token(uid)
        made = SurveyInvite.objects.create(
            uid=uid, request=row, digest=token_digest(token), service=row.service, month=closed.replace(day=1),
            channel=row.channel, last_day=last,
        )  # fmt: skip
        tell_survey(row, token, last, now=now)
        change = Change(action="services.survey_invite", target=row, subject=row.subject)
        record_many([change], actor=None, now=now)
    return made


def invite_of(*, token: str) -> SurveyInvite:
    """Find the invitation of a link; NotFound for whatever is none."""
    found = SurveyInvite.objects.filter(digest__in=token_digests(token)).first() if token else None
    if found is None:
        raise NotFound(_("Tautan survei ini tidak kami kenal. Periksa pesan yang Anda terima."))
    return found


def survey_answer(*, token: str, scores: Mapping[str, int], text: str, today: date) -> None:
    """Take one answer; the link is used up. Not audited, and no moment is kept: see above.

    `scores` maps columns (u1 to u9) to 1 to 4; a blank one is left out. NotFound for an unknown link, Conflict for one
    that is used or over, Invalid without any score or with one out of range.
    """
    invite = invite_of(token=token)
    wrong = [name for name, score in scores.items() if name not in ELEMENTS or not 1 <= score <= 4]
    if wrong or not scores:
        raise Invalid(_("Pilih paling sedikit satu jawaban, dari pilihan yang ada."))
    if len(text) > LONGEST:
        raise Invalid(_("Tulisan paling banyak %(most)d huruf.") % {"most": LONGEST})
    if today > invite.last_day:
        raise Conflict(_("Masa mengisi survei ini sudah lewat."))
    with transaction.atomic():
        if not SurveyInvite.objects.filter(pk=invite.pk, used=False).update(used=True):
            raise Conflict(_("Survei ini sudah diisi. Terima kasih."))
        SurveyAnswer.objects.create(
            service=invite.service, month=invite.month, unit=office_code(), channel=invite.channel, **scores
        )
        if text.strip():
            SurveyComment.objects.create(month=invite.month, text=text.strip())


def survey_shuffle(*, today: date) -> int:
    """Lay the rows of the months that may still be answered anew, in the order of their random keys; return how many.

    A database keeps rows in the order in which they came. Beside the order in which invitations were changed, that
    order would tell a person with the bare files whose answer is whose.
    """
    since = (today.replace(day=1) - timedelta(days=days_open(today) + 31)).replace(day=1)
    moved = 0
    for table in (SurveyAnswer, SurveyComment):
        with transaction.atomic():
            rows: list[Any] = list(table.objects.select_for_update().filter(month__gte=since))
            table.objects.filter(pk__in=[row.pk for row in rows]).delete()
            SystemRandom().shuffle(rows)
            table._default_manager.bulk_create(rows, batch_size=500)
        moved += len(rows)
    return moved
