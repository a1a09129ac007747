"""Taking facts: each is judged for itself, what holds is added, what was there already stays, nothing is changed."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.ledger import closing, kinds
from betang.ledger.drafts import Draft, Outcome, Refusal
from betang.ledger.models import Fact, Source
from betang.ledger.queries.resolving import PIECE, Known, known_about


class Refused(Exception):  # noqa: N818  read where raised
    """A draft that is not taken, and why."""

    def __init__(self, refusal: Refusal, reason: str) -> None:
        super().__init__(reason)
        self.refusal, self.reason = refusal, reason


def facts_take(*, actor: User | None, source: Source, drafts: Sequence[Draft], now: datetime) -> list[Outcome]:
    """Take drafts of a source and say what became of each, in their order; one transaction, one entry in the trail.

    The same draft again is `repeated` and changes nothing. A draft that `corrects` an earlier one becomes the next
    revision of that record, also when it is in the same batch. Others wait for their turn at the source's row.
    """
    with transaction.atomic():
        source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
        outcomes = facts_judge(actor=actor, source=source, drafts=drafts, now=now)
        added = [outcome.fact for outcome in outcomes if outcome.fact and not outcome.repeated]
        _insert(added)
        if added:
            changes = {"facts": (None, len(added)), "digest": (None, _digest_of(added))}
            record(actor=actor, action="ledger.facts_take", target=source, changes=changes, now=now)
    return outcomes


def facts_judge(*, actor: User | None, source: Source, drafts: Sequence[Draft], now: datetime) -> list[Outcome]:
    """Say what would become of drafts, with facts that are not saved; nothing is written."""
    known = known_about(drafts, source)
    return [_judged(draft, source=source, known=known, actor=actor, now=now) for draft in drafts]


def _judged(draft: Draft, *, source: Source, known: Known, actor: User | None, now: datetime) -> Outcome:
    try:
        return _taken(draft, source=source, known=known, actor=actor, now=now)
    except Refused as refused:
        return Outcome(event_id=draft.event_id, refusal=refused.refusal, reason=refused.reason)


def _taken(draft: Draft, *, source: Source, known: Known, actor: User | None, now: datetime) -> Outcome:
    there = known.facts.get(draft.event_id)
    if there is not None:
        if _same(there, draft):
            return Outcome(event_id=draft.event_id, fact=there, repeated=True)
        raise Refused(Refusal.ID_REUSED, _("Id ini sudah dipakai untuk isi lain; kirim koreksi dengan id baru."))
    data = _clean_data(draft, source)
    subject = known.people.get(draft.nip)
    if subject is None:
        raise Refused(Refusal.UNKNOWN_NIP, _("NIP ini tidak tercatat."))
    day = _open_day(draft.happened_at, known, now)
    before = _corrected(draft, known)
    fact = Fact(
        kind=draft.kind,
        subject=subject,
        unit_id=known.unit_on(subject, day),
        happened_at=draft.happened_at,
        day=day,
        data=data,
        source=source,
        event_id=draft.event_id,
        record=before.record if before else draft.event_id,
        revision=before.revision + 1 if before else 1,
        replaces=before,
        recorded_at=now,
        recorded_by=actor,
    )
    known.facts[draft.event_id] = known.chain[fact.record, fact.kind] = fact
    return Outcome(event_id=draft.event_id, fact=fact)


def _clean_data(draft: Draft, source: Source) -> dict[str, Any]:
    """Check kind and values of a draft; Refused says what does not hold."""
    kind = kinds.find(draft.kind)
    if kind is None:
        raise Refused(Refusal.UNKNOWN_KIND, _("Jenis fakta ini tidak dikenal."))
    if draft.kind not in source.kinds:
        raise Refused(Refusal.KIND_NOT_ALLOWED, _("Sumber ini tidak terdaftar untuk jenis fakta ini."))
    try:
        return kind.clean(draft.data)
    except ValueError as error:
        raise Refused(Refusal.BAD_DATA, _("Nilai tidak sesuai: %(faults)s.") % {"faults": error}) from error


def _open_day(happened_at: datetime, known: Known, now: datetime) -> Any:
    """Give the day of a fact in the city's time; Refused when it lies ahead or is closed."""
    day = timezone.localdate(happened_at)
    if day > timezone.localdate(now):
        raise Refused(Refusal.FUTURE, _("Waktunya belum terjadi."))
    if closing.within(day, known.closed):
        raise Refused(Refusal.CLOSED_PERIOD, _("Periode itu sudah ditutup; faktanya tidak diterima lagi."))
    return day


def _corrected(draft: Draft, known: Known) -> Fact | None:
    """Find the fact that a draft replaces: the last revision of the record it names; None when it corrects nothing."""
    if not draft.corrects:
        return None
    named = known.facts.get(draft.corrects)
    if named is None:
        raise Refused(Refusal.UNKNOWN_CORRECTED, _("Fakta yang hendak digantikan tidak ada pada sumber ini."))
    if named.kind != draft.kind:
        raise Refused(Refusal.OTHER_KIND_CORRECTED, _("Fakta yang hendak digantikan berjenis lain."))
    last = known.chain[named.record, named.kind]
    if closing.within(last.day, known.closed):
        raise Refused(Refusal.CLOSED_PERIOD, _("Periode fakta yang hendak digantikan sudah ditutup."))
    return last


def _same(fact: Fact, draft: Draft) -> bool:
    """Say whether a draft repeats a recorded fact, rather than using its id for something else."""
    kind = kinds.find(draft.kind)
    try:
        data = kind.clean(draft.data) if kind else None
    except ValueError:
        return False
    again = (fact.kind, fact.subject.nip, fact.happened_at, fact.data) == (
        draft.kind, draft.nip, draft.happened_at, data,
    )  # fmt: skip
    return again and bool(draft.corrects) == (fact.revision > 1)


def _insert(facts: Iterable[Fact]) -> None:
    """Insert facts, those that are replaced before those that replace them."""
    waves: dict[int, list[Fact]] = {}
    for fact in facts:
        waves.setdefault(fact.revision, []).append(fact)
    for revision in sorted(waves):
        Fact.objects.bulk_create(waves[revision], batch_size=PIECE)


def _digest_of(facts: Sequence[Fact]) -> str:
    """Give the fingerprint of facts that the trail keeps: altering one later can be shown."""
    rows = [
        [fact.pk, fact.kind, fact.subject_id, fact.unit_id, fact.happened_at.isoformat(), fact.data, fact.event_id,
         fact.record, fact.revision]
        for fact in facts
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
