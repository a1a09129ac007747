"""Whether evaluations can be sent: what the rules propose for each, and what is still missing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext_lazy

from betang.performance.models import Evaluation
from betang.performance.queries.contents import Asked, Content, contents
from betang.performance.queries.proposals import Proposed, complete, law_of, propose
from betang.regulation.eksp2022.practice import decision_needs_reason

MISSING = {
    "unit": gettext_lazy("capaian kinerja unitnya belum ditetapkan"),
    "version": gettext_lazy("SKP-nya belum disepakati"),
    "items": gettext_lazy("ada hasil kerja yang belum diberi rating"),
    "behaviours": gettext_lazy("ketujuh nilai perilaku belum semuanya diberi rating"),
    "feedback": gettext_lazy("rating yang berbeda dari usulan indikator memerlukan umpan balik"),
    "head": gettext_lazy("rating hasil kerja kepala unit adalah capaian unitnya"),
    "reason": gettext_lazy("keputusan yang berbeda dari usulan memerlukan alasan"),
}


@dataclass(frozen=True, slots=True)
class Ready:
    """An evaluation with what the rules propose for it: its contents, its place in the proposals, what is missing."""

    evaluation: Evaluation
    content: Content
    proposed: Proposed
    place: int
    missing: tuple[str, ...]


def ready(evaluations: Sequence[Evaluation], *, year: bool = True) -> list[Ready]:
    """Read evaluations with what the rules propose and what is missing before each can be sent; `year` as in Asked."""
    every = contents([Asked(one, year=year) for one in evaluations])
    days: dict[str, list[int]] = defaultdict(list)
    for place, content in enumerate(every):
        days[content["day"]].append(place)
    found: dict[int, Ready] = {}
    for places in days.values():
        group = [every[place] for place in places]
        rows = [evaluations[place] for place in places]
        law = law_of(group[0])
        proposed = propose(group, law=law, chosen=[(row.chosen_result, row.chosen_behaviour) for row in rows])
        annual = np.array([row.period.annual for row in rows], dtype=bool)
        apart = annual & decision_needs_reason(
            proposed=proposed.proposed_predicate, decided=proposed.predicate, law=law
        )
        for at, place in enumerate(places):
            missing = _missing_of(rows[at], group[at], proposed, at, far=bool(apart[at]))
            found[place] = Ready(rows[at], group[at], proposed, at, missing)
    return [found[place] for place in range(len(every))]


def _missing_of(
    evaluation: Evaluation, content: Content, proposed: Proposed, place: int, *, far: bool
) -> tuple[str, ...]:
    """Name what is missing before an evaluation can be sent, as keys of MISSING."""
    missing = complete(content)
    pairs = zip(content["items"], proposed.items_of(place), strict=True)
    if any(item["rating"] and wanted and item["rating"] != wanted and not item["feedback"].strip()
           for item, wanted in pairs):  # fmt: skip
        missing.append("feedback")
    result, behaviour = int(proposed.result[place]), int(proposed.behaviour[place])
    other_result = proposed.chosen_result[place] != result
    if content["head"] and other_result:
        missing.append("head")
    differs = other_result or proposed.chosen_behaviour[place] != behaviour
    if (differs or far) and not evaluation.reason.strip():
        missing.append("reason")
    return tuple(missing)
