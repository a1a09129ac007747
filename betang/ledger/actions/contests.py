"""Contesting a fact and deciding on it. An accepted contest adds a correction; no fact is ever changed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices import notice_send
from betang.ledger import kinds
from betang.ledger.actions.taking import facts_take
from betang.ledger.closing import closed_spans, within
from betang.ledger.drafts import Draft
from betang.ledger.models import Contest, ContestState, Fact
from betang.ledger.queries.contests import RELATED, deciders_of, last_of
from betang.people.models import Employee

KIND = "ledger.contest"
Values = Mapping[str, Any]


def contest_open(
    *, actor: User, fact: Fact, by: Employee, reason: str, proposed: Values | None, link: str, now: datetime
) -> Contest:
    """Say that a fact is wrong, and why; whoever answers for its source is told, and whom it is about.

    `proposed`: the values it should hold, None when none are named. Conflict when it was contested or replaced already,
    or its time is closed; Invalid without a reason or with values that its kind does not allow.
    """
    if not reason.strip():
        raise Invalid(_("Tulis apa yang salah."), fields={"reason": _("Tulis apa yang salah pada fakta ini.")})
    clean = _clean(fact, proposed) if proposed is not None else None
    if within(fact.day, closed_spans()):
        raise Conflict(_("Periode fakta ini sudah ditutup; faktanya tidak dapat dikoreksi lagi."))
    if Fact.objects.filter(replaces=fact).exists():
        raise Conflict(_("Fakta ini sudah diganti oleh koreksi. Buka fakta yang terbaru."))
    try:
        with transaction.atomic():
            given = {"reason": reason.strip(), "proposed": clean, "link": link}
            made = Contest.objects.create(fact=fact, filed_at=now, filed_by=by, **given)
            changes = {name: (None, value) for name, value in given.items() if value}
            _send(
                made,
                deciders_of(made, localdate(now)),
                gettext_lazy("Satu fakta disanggah dan menunggu keputusan Anda."),
                now,
            )
            if fact.subject.user_id and fact.subject_id != by.pk:
                _send(made, [fact.subject.user_id], gettext_lazy("Satu fakta tentang Anda disanggah."), now)
            _record(made, "open", changes, actor=actor, now=now)
    except IntegrityError as error:
        raise Conflict(_("Fakta ini sudah disanggah.")) from error
    return made


def contest_accept(*, actor: User, contest: Contest, values: Values, day: date, reason: str, now: datetime) -> Contest:
    """Correct the fact: a new one replaces it. Both sides are told.

    When the source itself has sent the very correction meanwhile, that one is taken. Conflict when somebody decided
    first; Invalid when nothing would change, or the ledger refuses the correction.
    """
    with transaction.atomic():
        row = _held(contest, actor)
        last = last_of(row.fact)
        clean = _clean(last, values)
        changed = (clean, day) != (last.data, last.day)
        if not changed and last.pk == row.fact_id:
            raise Invalid(_("Isinya sama dengan fakta sekarang. Bila faktanya sudah benar, tolak sanggahannya."))
        row.correction = _corrected(row, last, clean, day, actor=actor, now=now) if changed else last
        changes = {"data": (row.fact.data, row.correction.data), "day": (row.fact.day, row.correction.day)}
        words = gettext_lazy("Sanggahan diterima: faktanya dikoreksi.")
        return _decided(row, ContestState.ACCEPTED, changes, words, actor=actor, reason=reason, now=now)


def contest_decline(*, actor: User, contest: Contest, reason: str, now: datetime) -> Contest:
    """Uphold the fact, with the reason. Both sides are told. Conflict when somebody decided first."""
    if not reason.strip():
        raise Invalid(_("Tulis mengapa fakta ini benar."), fields={"reason": _("Tulis alasan penolakan.")})
    with transaction.atomic():
        row = _held(contest, actor)
        words = gettext_lazy("Sanggahan ditolak: faktanya dinyatakan benar. Alasannya tertulis di sana.")
        return _decided(row, ContestState.DECLINED, {}, words, actor=actor, reason=reason, now=now)


def _held(contest: Contest, actor: User) -> Contest:
    """Take a contest until the transaction ends; Forbidden for its parties, Conflict when it was decided."""
    row = Contest.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=contest.pk)
    if actor.pk in {row.filed_by.user_id, row.fact.subject.user_id}:
        raise Forbidden(_("Sanggahan Anda sendiri, atau atas fakta tentang Anda, diputus oleh orang lain."))
    if row.state != ContestState.OPEN:
        raise Conflict(_("Sanggahan ini sudah diputus oleh orang lain. Muat ulang untuk membaca keputusannya."))
    return row


def _clean(fact: Fact, values: Values) -> dict[str, Any]:
    """Check values by the kind of the fact; Invalid says what does not hold."""
    kind = kinds.find(fact.kind)
    if kind is None:
        raise Invalid(_("Jenis fakta ini tidak dikenal lagi."))
    try:
        return kind.clean(values)
    except ValueError as error:
        raise Invalid(_("Nilai tidak sesuai: %(faults)s.") % {"faults": error}) from error


def _corrected(row: Contest, last: Fact, values: Values, day: date, *, actor: User, now: datetime) -> Fact:
    """Add the correction to the ledger by its one door; Invalid in its words when it refuses."""
    moment = localtime(last.happened_at)
    moment = moment.replace(year=day.year, month=day.month, day=day.day)
    draft = Draft(
        event_id=f"sanggahan-{row.uid}", kind=last.kind, nip=last.subject.nip or "", happened_at=moment, data=values,
        corrects=last.event_id,
    )  # fmt: skip
    outcome = facts_take(actor=actor, source=last.source, drafts=[draft], now=now)[0]
    if outcome.fact is None:
        raise Invalid(outcome.reason)
    return outcome.fact


def _decided(
    row: Contest, state: ContestState, changes: Mapping[str, tuple[Any, Any]], words: Promise, *, actor: User,
    reason: str, now: datetime,
) -> Contest:  # fmt: skip
    """Write a decision down, tell both sides, and enter it in the trail."""
    row.state, row.decided_at, row.decided_by, row.decision_reason = state, now, actor, reason.strip()
    row.save(update_fields=["state", "decided_at", "decided_by", "decision_reason", "correction"])
    sides = {one for one in (row.filed_by.user_id, row.fact.subject.user_id) if one}
    _send(row, sorted(sides), words, now)
    others = set(deciders_of(row, localdate(now))) - {actor.pk}
    _send(row, sorted(others), gettext_lazy("Satu sanggahan fakta yang menunggu Anda sudah diputus."), now)
    verb = "accept" if state == ContestState.ACCEPTED else "decline"
    _record(
        row, verb, {"state": (ContestState.OPEN.value, state.value), **changes}, actor=actor, reason=reason, now=now
    )
    return row


def _send(row: Contest, to: list[int], words: Promise, now: datetime) -> None:
    notice_send(to=to, kind=KIND, text=words, url=reverse("contest", args=[row.uid]), now=now)


def _record(
    row: Contest, verb: str, changes: Mapping[str, tuple[Any, Any]], *, actor: User, reason: str = "", now: datetime
) -> None:
    record(
        actor=actor, action=f"ledger.contest_{verb}", target=row, subject=row.fact.subject.uid, changes=changes,
        reason=reason, now=now,
    )  # fmt: skip
