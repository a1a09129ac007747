"""A rater sends evaluations, one or several together: what was decided is frozen with its inputs and rule version."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.notices import notice_send
from betang.people.models import Unit
from betang.performance import frozen
from betang.performance.actions.calibrated import calibrated
from betang.performance.calibrating import not_in_calibration
from betang.performance.evaluating import RELATED, begun, on_last_plan, rater_only, unsent
from betang.performance.models import Decision, DecisionBy, Evaluation, EvaluationState, ItemRating
from betang.performance.queries.contents import Content
from betang.performance.queries.proposals import Proposed, law_of, name_of, predicate_of
from betang.performance.queries.readiness import MISSING, Ready, ready
from betang.regulation.eksp2022.levels import PREDIKAT

CHUNK = 200
FROZEN = ["state", "sent_at", "snapshot", "snapshot_digest", "edition"]


def evaluation_send(*, actor: User, evaluation: Evaluation, edition: int, now: datetime) -> Evaluation:
    """Send one evaluation to the employee; see `evaluations_send`."""
    return evaluations_send(actor=actor, editions={evaluation.pk: edition}, now=now)[0]


def evaluations_send(*, actor: User, editions: Mapping[int, int], now: datetime) -> list[Evaluation]:
    """Send evaluations (id: the edition that was seen), all of them or none.

    Forbidden for one of somebody else's, Conflict for one that changed or was sent, Invalid naming each that lacks
    something: the unit's achievement, a rating, or a reason where the decision is not the proposal.
    """
    sent: list[Evaluation] = []
    keys = sorted(editions)
    with transaction.atomic():
        for start in range(0, len(keys), CHUNK):
            sent += _send(actor, {key: editions[key] for key in keys[start : start + CHUNK]}, now)
    return sent


def _send(actor: User, editions: Mapping[int, int], now: datetime) -> list[Evaluation]:
    rows = list(
        Evaluation.objects.select_for_update(of=("self",)).select_related(*RELATED).filter(pk__in=editions).order_by("pk")
    )  # fmt: skip
    for row in rows:
        rater_only(row.plan, actor)
        unsent(row)
        begun(row.period, now)
        if row.edition != editions[row.pk]:
            raise Conflict(_("Penilaian ini berubah sejak Anda membukanya. Muat ulang, periksa, lalu kirim lagi."))
    on_last_plan(rows)
    not_in_calibration(rows, now)
    # Held so that no unit's achievement changes under what is sent (unit_achievement_set holds it, too).
    list(Unit.objects.select_for_update().filter(pk__in={row.plan.unit_id for row in rows}).order_by("pk"))
    found = ready(rows)
    _refuse_incomplete(found)
    decisions = [_freeze(one, actor, now) for one in found]
    Decision.objects.bulk_create(decisions)
    # An insert that meets the rows it replaces: many times quicker than a bulk update, whose statement grows with rows.
    Evaluation.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=FROZEN)
    _keep_proposals(found)
    replaced = calibrated(actor=actor, rows=rows, firsts=decisions, now=now)
    entries = [_entry(row, one) for row, one in zip(rows, decisions, strict=True)]
    record_many([*entries, *replaced], actor=actor, now=now)
    _tell(rows, now)
    return rows


def _refuse_incomplete(found: Sequence[Ready]) -> None:
    """Refuse to send what lacks something, naming who and what."""
    lacking = [one for one in found if one.missing]
    if lacking:
        lines = [
            f"{one.evaluation.plan.employee.full_name}: {', '.join(str(MISSING[key]) for key in one.missing)}."
            for one in lacking
        ]
        raise Invalid(_("Belum dapat dikirim. %(what)s") % {"what": " ".join(lines)})


def _freeze(one: Ready, actor: User, now: datetime) -> Decision:
    """Write the snapshot into the evaluation and return its decision, both unsaved."""
    row, place, proposed = one.evaluation, one.place, one.proposed
    if proposed.predicate[place] < 0:
        raise Invalid(_("Predikat belum dapat ditentukan."))
    snapshot = _snapshot_of(one.content, proposed, place)
    snapshot["sent_at"] = now.isoformat()
    snapshot["rater"] = str(row.plan.rater.uid) if row.plan.rater else ""
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
        decided_by=actor,
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
    people: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.plan.employee.user_id:
            people[str(row.period)].append(row.plan.employee.user_id)
    for period, users in people.items():
        text = format_lazy(gettext_lazy("Evaluasi kinerja Anda untuk {period} sudah dikirim."), period=period)
        notice_send(to=users, kind="performance.evaluation", text=text, url=reverse("evaluations"), now=now)
