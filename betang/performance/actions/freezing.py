"""Freezing evaluations that lack nothing: snapshot, decision, trail and notice, for some at a time.

Who may, and which, was settled before: by a rater who sends (`sending`), or at the end of a period (`closing`).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.kernel.errors import Invalid
from betang.kernel.notices import notice_send
from betang.performance import frozen
from betang.performance.actions.calibrated import calibrated
from betang.performance.models import Decision, DecisionBy, Evaluation, EvaluationState, ItemRating, Period
from betang.performance.queries.contents import Content
from betang.performance.queries.proposals import Proposed, law_of, name_of, predicate_of
from betang.performance.queries.readiness import Ready
from betang.performance.words import spoken
from betang.regulation.eksp2022.levels import PREDIKAT

FROZEN = ["state", "sent_at", "snapshot", "snapshot_digest", "edition"]


def evaluations_keep(*, actor: User | None, found: Sequence[Ready], now: datetime) -> None:
    """Freeze evaluations that are held and lack nothing, in one transaction; the decision is the rater's."""
    rows = [one.evaluation for one in found]
    with transaction.atomic():
        decisions = [_freeze(one, now) for one in found]
        Decision.objects.bulk_create(decisions)
        # An insert that meets the rows it replaces: many times quicker than a bulk update, whose statement grows.
        Evaluation.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=FROZEN)
        _keep_proposals(found)
        replaced = calibrated(rows=rows, firsts=decisions, now=now)
        entries = [_entry(row, one) for row, one in zip(rows, decisions, strict=True)]
        record_many([*entries, *replaced], actor=actor, now=now)
        _tell(rows, now)


def _freeze(one: Ready, now: datetime) -> Decision:
    """Write the snapshot into the evaluation and give its decision, both unsaved; the rater decided, whoever sends."""
    row, place, proposed = one.evaluation, one.place, one.proposed
    rater = row.plan.rater
    if proposed.predicate[place] < 0 or rater is None or rater.user_id is None:
        raise Invalid(_("Predikat belum dapat ditentukan."))
    snapshot = _snapshot_of(one.content, proposed, place)
    snapshot["sent_at"] = now.isoformat()
    snapshot["rater"] = str(rater.uid)
    row.snapshot, row.snapshot_digest = snapshot, frozen.digest(snapshot)
    row.state, row.sent_at, row.edition = EvaluationState.SENT, now, row.edition + 1
    decision = Decision(
        evaluation=row,
        by=DecisionBy.RATER,
        proposed_result=snapshot["proposed"]["result"],
        proposed_behaviour=snapshot["proposed"]["behaviour"],
        result=name_of(int(proposed.chosen_result[place])),
        behaviour=name_of(int(proposed.chosen_behaviour[place])),
        predicate=predicate_of(int(proposed.predicate[place])),
        reason=row.reason.strip(),
        note=row.note.strip(),
        decided_at=now,
        decided_by_id=rater.user_id,
    )
    decision.digest = frozen.decision_digest(decision, snapshot=row.snapshot_digest, before="")
    return decision


def _snapshot_of(content: Content, proposed: Proposed, place: int) -> dict[str, Any]:
    """Give the part of a snapshot that is computed: the inputs, the values of law, what the rules propose of them."""
    return {
        "content": content,
        "values": frozen.values_used(law_of(content)),
        "proposed": {
            "items": proposed.items_of(place),
            "result": name_of(int(proposed.result[place])),
            "behaviour": name_of(int(proposed.behaviour[place])),
            "predicate": predicate_of(int(proposed.proposed_predicate[place])),
        },
    }


def _keep_proposals(found: Sequence[Ready]) -> None:
    """Keep beside each item's rating what the rule proposed: one update for each rating there is."""
    wanted = {
        (one.evaluation.pk, item["lineage"]): name
        for one in found
        for item, name in zip(one.content["items"], one.proposed.items_of(one.place), strict=True)
    }
    rows = ItemRating.objects.filter(evaluation__in=[one.evaluation.pk for one in found])
    proposed: dict[str, list[int]] = defaultdict(list)
    for key, evaluation, lineage in rows.values_list("pk", "evaluation_id", "lineage"):
        proposed[wanted.get((evaluation, str(lineage)), "")].append(key)
    for name, keys in proposed.items():
        ItemRating.objects.filter(pk__in=keys).update(proposed=name)


def _entry(row: Evaluation, decision: Decision) -> Change:
    """Say in the trail that an evaluation was sent; the digests tie the trail to what was frozen."""
    changes = {
        "state": (EvaluationState.OPEN.value, row.state),
        "snapshot_digest": (None, row.snapshot_digest),
        "decision": (None, decision.digest),
        "predicate": (None, PREDIKAT.names[PREDIKAT.code(decision.predicate)]),
    }
    return Change(
        action="performance.evaluation_send", target=row, subject=row.plan.employee.uid, changes=changes,
        reason=decision.reason,
    )  # fmt: skip


def _tell(rows: Sequence[Evaluation], now: datetime) -> None:
    """Tell everybody whose evaluation was sent, period by period."""
    people: dict[Period, list[int]] = defaultdict(list)
    for row in rows:
        if row.plan.employee.user_id:
            people[row.period].append(row.plan.employee.user_id)
    for period, users in people.items():
        text = format_lazy(gettext_lazy("Evaluasi kinerja Anda untuk {period} sudah dikirim."), period=spoken(period))
        notice_send(to=users, kind="performance.evaluation", text=text, url=reverse("evaluations"), now=now)
