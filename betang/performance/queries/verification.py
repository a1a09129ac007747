"""Checking everything that was frozen: recompute all sent evaluations and name the first difference.

Set-based: some hundreds of evaluations are read and recomputed at a time. What is compared: the rows with the snapshot,
the snapshot with its digest, the rules' proposals with those stored, each decision with its digest, its quadrant and
its place in the chain, and the digests with those that the trail keeps under its own seal.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.reading import values_of
from betang.performance import frozen
from betang.performance.models import Decision, Evaluation, EvaluationState, ItemRating, Objection
from betang.performance.queries.contents import Asked, contents
from betang.performance.queries.proposals import law_of, name_of, predicate_of, propose
from betang.regulation.eksp2022.levels import PREDIKAT, RATING
from betang.regulation.eksp2022.quadrant import quadrant

AT_ONCE = 500
SENT = "performance.evaluation_send"
DECIDED = "performance.objection_decide"
CALIBRATED = "performance.calibration_apply"


@dataclass(frozen=True, slots=True)
class Difference:
    """An evaluation that is not as it was frozen: its id, and in a sentence what differs."""

    evaluation: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How many evaluations and decisions were recomputed, and the first difference (None: all is whole)."""

    evaluations: int
    decisions: int
    difference: Difference | None


def verify() -> Checked:
    """Recompute every evaluation that was sent, in the order they were made; stop at the first difference."""
    keys = list(Evaluation.objects.exclude(state=EvaluationState.OPEN).order_by("pk").values_list("pk", flat=True))
    decisions = 0
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        rows = list(Evaluation.objects.select_related("plan", "period__cycle").filter(pk__in=part).order_by("pk"))
        chains = decisions_of(part)
        found = next(differences(rows, chains), None)
        if found:
            return Checked(start, decisions, found)
        decisions += sum(map(len, chains.values()))
    return Checked(len(keys), decisions, unsent_again(set(keys)))


def decisions_of(evaluations: Sequence[int]) -> dict[int, list[Decision]]:
    """Read the decisions on some evaluations, in their order."""
    found: dict[int, list[Decision]] = defaultdict(list)
    for row in Decision.objects.filter(evaluation__in=evaluations).order_by("id"):
        found[row.evaluation_id].append(row)
    return found


def differences(rows: Sequence[Evaluation], chains: dict[int, list[Decision]]) -> Iterator[Difference]:
    """Name what differs, the cheapest checks first."""
    for row in rows:
        if sentence := stored_differs(row, chains[row.pk]):
            yield Difference(row.pk, sentence)
    stored = [frozen_of(row)["content"] for row in rows]
    asked = [Asked(row, one["version"], moment(row)) for row, one in zip(rows, stored, strict=True)]
    kept = proposals_kept([row.pk for row in rows])
    for row, before, now in zip(rows, stored, contents(asked), strict=True):
        if before != now:
            yield Difference(row.pk, f"baris di basis data berbeda dari yang dibekukan: {path_of(before, now)}")
        of_rules = dict(
            zip((item["lineage"] for item in before["items"]), frozen_of(row)["proposed"]["items"], strict=True)
        )
        if kept[row.pk] != of_rules:
            yield Difference(row.pk, "usulan pada butir hasil kerja berbeda dari yang dibekukan")
    yield from recomputed(rows, chains)
    yield from untrailed(rows, chains)


def frozen_of(row: Evaluation) -> dict[str, Any]:
    """Give the snapshot of a sent evaluation; the database holds none without."""
    snapshot: dict[str, Any] = row.snapshot or {}
    return snapshot


def moment(row: Evaluation) -> datetime:
    """Give the moment at which an evaluation was sent, as it was frozen."""
    return datetime.fromisoformat(frozen_of(row)["sent_at"])


def stored_differs(row: Evaluation, chain: Sequence[Decision]) -> str:
    """Hold a snapshot against its digest and the decisions against theirs; "" when all fits."""
    if frozen.digest(row.snapshot) != row.snapshot_digest:
        return "snapshot tidak cocok dengan sidiknya"
    if row.sent_at != moment(row):
        return "waktu kirim berbeda dari yang dibekukan"
    if not chain:
        return "keputusannya tidak ada"
    before = ""
    for number, decision in enumerate(chain):
        if decision.replaces_id != (chain[number - 1].pk if number else None):
            return f"keputusan {decision.pk} tidak menggantikan keputusan sebelumnya"
        if frozen.decision_digest(decision, snapshot=row.snapshot_digest, before=before) != decision.digest:
            return f"keputusan {decision.pk} tidak cocok dengan sidiknya"
        before = decision.digest
    return ""


def path_of(before: Any, now: Any, path: str = "") -> str:
    """Say where two contents differ first: "items.0.rating"."""
    if isinstance(before, dict) and isinstance(now, dict) and before.keys() == now.keys():
        return next(
            (path_of(before[key], now[key], f"{path}.{key}") for key in before if before[key] != now[key]), path
        )
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now, strict=True))
        return next((path_of(old, new, f"{path}.{place}") for place, (old, new) in pairs if old != new), path)
    return path.lstrip(".") or "semua"


def proposals_kept(evaluations: Sequence[int]) -> dict[int, dict[str, str]]:
    """Read what the rules proposed for each item, as it stands beside the ratings."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = ItemRating.objects.filter(evaluation__in=evaluations).values_list("evaluation_id", "lineage", "proposed")
    for evaluation, lineage, proposed in rows:
        found[evaluation][str(lineage)] = proposed
    return found


def recomputed(rows: Sequence[Evaluation], chains: dict[int, list[Decision]]) -> Iterator[Difference]:
    """Let the rules propose again from the snapshots, day of law by day of law, and take each quadrant anew."""
    days: dict[str, list[Evaluation]] = defaultdict(list)
    for row in rows:
        days[frozen_of(row)["content"]["day"]].append(row)
    for group in days.values():
        every = [frozen_of(row)["content"] for row in group]
        law = law_of(every[0])
        proposed = propose(every, law=law)
        used = frozen.values_used(law)
        for place, row in enumerate(group):
            found = {
                "items": proposed.items_of(place),
                "result": name_of(int(proposed.result[place])),
                "behaviour": name_of(int(proposed.behaviour[place])),
                "predicate": predicate_of(int(proposed.predicate[place])),
            }
            if found != frozen_of(row)["proposed"]:
                yield Difference(
                    row.pk, f"usulan yang dihitung ulang berbeda: {path_of(frozen_of(row)['proposed'], found)}"
                )
            if used != frozen_of(row)["values"]:
                yield Difference(row.pk, "nilai hukum yang berlaku pada hari itu sudah bukan yang dibekukan")
        decisions = [decision for row in group for decision in chains[row.pk]]
        table = quadrant(
            result=RATING.array([one.result for one in decisions]),
            behaviour=RATING.array([one.behaviour for one in decisions]),
            law=law,
        )
        wanted = PREDIKAT.array([one.predicate for one in decisions])
        for one in (decisions[int(place)] for place in (table != wanted).nonzero()[0]):
            yield Difference(one.evaluation_id, f"predikat keputusan {one.pk} bukan yang menurut kuadran")


def untrailed(rows: Sequence[Evaluation], chains: dict[int, list[Decision]]) -> Iterator[Difference]:
    """Hold the digests against those that the trail keeps; what was erased with a person's key cannot be held."""
    keys = {str(row.pk): row for row in rows}
    entries = list(AuditEntry.objects.filter(action=SENT, object_id__in=keys).order_by("seq"))
    opened = values_of(entries)
    seen = set()
    for entry in entries:
        row, values = keys[entry.object_id], opened.get(entry.seq)
        seen.add(row.pk)
        if values is None:
            continue
        kept = values.changes["snapshot_digest"][1], values.changes["decision"][1]
        if kept != (row.snapshot_digest, chains[row.pk][0].digest):
            yield Difference(row.pk, f"sidiknya berbeda dari yang ada di jejak audit (catatan {entry.seq})")
    for row in rows:
        if row.pk not in seen:
            yield Difference(row.pk, "jejak audit tidak memuat pengirimannya")
    yield from decided_otherwise(chains)


def decided_otherwise(chains: dict[int, list[Decision]]) -> Iterator[Difference]:
    """Hold decisions after calibration and on objections against those that the trail keeps: none more, none less."""
    of_objections = Objection.objects.filter(evaluation__in=chains).values_list("pk", "evaluation_id")
    targets = {(DECIDED, str(key)): evaluation for key, evaluation in of_objections}
    targets |= {(CALIBRATED, str(key)): key for key in chains}
    of_either = Q(action=DECIDED, object_id__in=[key for action, key in targets if action == DECIDED])
    of_either |= Q(action=CALIBRATED, object_id__in=[str(key) for key in chains])
    entries = list(AuditEntry.objects.filter(of_either).order_by("seq"))
    opened = values_of(entries)
    trailed: dict[int, set[str]] = defaultdict(set)
    erased = set()
    for entry in entries:
        evaluation, values = targets[entry.action, entry.object_id], opened.get(entry.seq)
        if values is None:
            erased.add(evaluation)
        else:
            trailed[evaluation].add(values.changes["decision"][1])
    for evaluation, chain in chains.items():
        stored = {one.digest for one in chain[1:]}
        if evaluation not in erased and stored != trailed[evaluation]:
            yield Difference(evaluation, "keputusan sesudah yang pertama bukan yang ada di jejak audit")


def unsent_again(sent: set[int]) -> Difference | None:
    """Find an evaluation that the trail says was sent, and that is open again or gone."""
    keys = AuditEntry.objects.filter(action=SENT).order_by("seq").values_list("object_id", flat=True)
    lost = next((int(key) for key in keys if int(key) not in sent), None)
    return (
        None
        if lost is None
        else Difference(lost, "menurut jejak audit sudah dikirim, tetapi sekarang terbuka atau hilang")
    )
