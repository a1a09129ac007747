"""Opening a round of 360-degree feedback, answering without a trace, and summing up so that nothing traceable is left.

Answering writes no entry in the trail, no notice and no time: it is the exception that anonymous answers are.
"""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from betang.kernel.notices import notice_send
from betang.performance.models import Ballot360, Cycle, Invitation360, Result360, Round360
from betang.performance.respondents import Asked
from betang.performance.summing360 import Answer, summed
from betang.regulation.eksp2022.levels import NILAI, RATING
from betang.regulation.merged_groups import KELOMPOK_360
from betang.regulation.parameters import book

LONGEST_COMMENT = 1000
KIND = "performance.round360"


def round_open(*, actor: User, cycle: Cycle, last: date, now: datetime) -> Round360:
    """Switch 360-degree feedback on for a year, from today to a last day; callers check who may. Once a year."""
    today = localdate(now)
    if last <= today:
        words = _("Hari terakhir harus sesudah hari ini.")
        raise Invalid(words, fields={"last": words})
    with transaction.atomic():
        held = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if held.closed_at or Round360.objects.filter(cycle=held).exists():
            raise Conflict(_("Siklus ini sudah ditutup, atau putarannya sudah dibuka."))
        terms = dict(book().on(today)[KELOMPOK_360].value)
        made = Round360.objects.create(
            cycle=held, from_date=today, to_date=last, terms=terms, opened_at=now, opened_by=actor
        )
        changes = {"cycle": (None, held.year), "to_date": (None, last)}
        record(actor=actor, action="performance.round360_open", target=made, changes=changes, now=now)
    return made


def round_invite(*, row: Round360, asked: Mapping[int, list[Asked]], chance: Random) -> int:
    """Ask about some subjects and lay out their blank ballots in random order. Return how many are asked."""
    pairs = [one for rows in asked.values() for one in rows]
    blanks = [Ballot360(round=row, subject_id=one.subject, group=one.group) for one in pairs]
    chance.shuffle(blanks)
    with transaction.atomic():
        Invitation360.objects.bulk_create(
            [Invitation360(round=row, subject_id=one.subject, giver_id=one.giver, group=one.group) for one in pairs]
        )
        Ballot360.objects.bulk_create(blanks)
        Round360.objects.filter(pk=row.pk).update(asked=F("asked") + len(pairs))
    return len(pairs)


def round_ready(*, row: Round360, now: datetime) -> None:
    """Let answering begin and tell everybody who is asked; repeating changes nothing."""
    with transaction.atomic():
        if not Round360.objects.filter(pk=row.pk, ready_at=None).update(ready_at=now):
            return
        asked = Invitation360.objects.filter(round=row, giver__user__isnull=False)
        words = gettext_lazy("Anda diminta mengisi umpan balik 360 derajat, tanpa nama.")
        _tell(asked.values_list("giver__user", flat=True).distinct(), words, now)


def round_answer(
    *, actor: User, invitation: Invitation360, ratings: Mapping[str, str], comment: str, chance: Random, now: datetime
) -> None:
    """Fill a blank ballot at random. What is written cannot be found again, so it cannot be changed.

    Invalid without any rating; NotFound when it was answered already; Conflict when the round is over.
    """
    if set(ratings) - set(NILAI.names) or set(ratings.values()) - set(RATING.names):
        raise Invalid(_("Pilih jawaban dari daftar."))
    if not ratings or len(comment) > LONGEST_COMMENT:
        raise Invalid(_("Nilai paling sedikit satu perilaku; komentar paling panjang 1.000 huruf."))
    with transaction.atomic():
        row = Invitation360.objects.select_for_update(of=("self",)).filter(pk=invitation.pk, done=False).first()
        if row is None:
            raise NotFound
        if row.giver.user_id != actor.pk:
            raise Forbidden(_("Permintaan ini ditujukan kepada orang lain."))
        if row.round.sealed_at or not row.round.ready_at or localdate(now) > row.round.to_date:
            raise Conflict(_("Putaran ini sudah selesai."))
        content = json.dumps({"ratings": dict(ratings), "comment": comment.strip()}, sort_keys=True)
        _fill(row, content, chance)
        row.done = True
        row.save(update_fields=["done"])


def _fill(row: Invitation360, content: str, chance: Random) -> None:
    """Put an answer on a blank ballot of the group; another answer that was quicker leaves the next blank."""
    blanks = Ballot360.objects.filter(round=row.round_id, subject=row.subject_id, group=row.group, content="")
    names = list(blanks.values_list("pk", flat=True))
    chance.shuffle(names)
    if not any(Ballot360.objects.filter(pk=name, content="").update(content=content) for name in names):
        raise Conflict(_("Jawaban ini tidak dapat disimpan. Coba sekali lagi."))


def round_sum(*, row: Round360, subjects: Collection[int], chance: Random, now: datetime) -> int:
    """Sum up the ballots about some people and destroy them with the list of who was asked. Return how many answered.

    Conflict while the round runs: nothing is released before everybody's time is over.
    """
    if localdate(now) <= row.to_date:
        raise Conflict(_("Putaran ini masih berjalan."))
    with transaction.atomic():
        found: dict[int, list[Answer]] = {}
        for ballot in Ballot360.objects.filter(round=row, subject__in=subjects).exclude(content=""):
            kept = json.loads(ballot.content.reveal())
            answer = Answer(ballot.group, kept["ratings"], kept["comment"])
            found.setdefault(ballot.subject_id, []).append(answer)
        Result360.objects.bulk_create(
            [result for subject, answers in found.items() if (result := _result(row, subject, answers, chance))]
        )
        Ballot360.objects.filter(round=row, subject__in=subjects).delete()
        Invitation360.objects.filter(round=row, subject__in=subjects).delete()
        count = sum(len(answers) for answers in found.values())
        Round360.objects.filter(pk=row.pk).update(answered=F("answered") + count)
    return count


def _result(row: Round360, subject: int, answers: list[Answer], chance: Random) -> Result360 | None:
    """Give what is kept about somebody; None when there are too few answers to keep anything."""
    made = summed(answers, least=row.terms["kelompok"], least_comments=row.terms["komentar"], chance=chance)
    if not made.blocks:
        return None
    return Result360(round=row, subject_id=subject, blocks=made.blocks, comments=made.comments)


def round_seal(*, actor: User | None, row: Round360, now: datetime) -> None:
    """Release all results at once, when no ballot is left; one entry in the trail for the whole round."""
    with transaction.atomic():
        held = Round360.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if held.sealed_at or Ballot360.objects.filter(round=held).exists():
            return
        held.sealed_at = now
        held.save(update_fields=["sealed_at"])
        told = Result360.objects.filter(round=held, subject__user__isnull=False)
        words = gettext_lazy("Ringkasan umpan balik 360 derajat untuk Anda sudah ada.")
        _tell(told.values_list("subject__user", flat=True), words, now)
        changes = {"asked": (None, held.asked), "answered": (None, held.answered)}
        record(actor=actor, action="performance.round360_seal", target=held, changes=changes, now=now)


def _tell(users: Any, words: Any, now: datetime) -> None:
    notice_send(to=sorted(users), kind=KIND, text=words, url=reverse("feedback360"), now=now)
