"""How what was decided is frozen: canonical text, digests, what a digest covers. Pure: no database, no clock.

The snapshot of a sent evaluation holds its inputs, what the rules proposed, by which dated values, and the decision. A
decision has a digest of its own over every column and over the one it replaces, so that later ones are covered too.
"""

import json
from collections.abc import Mapping
from datetime import UTC
from hashlib import sha256
from typing import Any

from betang.regulation.eksp2022.quadrant import KEPALA_UNIT, KUADRAN
from betang.regulation.eksp2022.ratings import AMBANG, USULAN_RATING
from betang.regulation.parameters import InForce

USED = (USULAN_RATING, AMBANG, KEPALA_UNIT, KUADRAN)
DECIDED = (
    "by", "proposed_result", "proposed_behaviour", "result", "behaviour", "predicate", "reason", "note",
    "decided_by_id",
)  # fmt: skip


def canonical(content: Any) -> str:
    """Write plain data in the one way in which its digest is taken."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(content: Any) -> str:
    """Give the SHA-256 of plain data, 64 hex digits."""
    return sha256(canonical(content).encode()).hexdigest()


def values_used(law: InForce) -> dict[str, str]:
    """Name the values of law an evaluation rests on, each with the day since when it holds."""
    return {name: law[name].start.isoformat() for name in USED}


def decision_digest(decision: Any, *, snapshot: str, before: str) -> str:
    """Give the digest of a decision; `snapshot` is that of its evaluation, `before` that of the one it replaces."""
    columns: Mapping[str, Any] = {name: getattr(decision, name) for name in DECIDED}
    moment = decision.decided_at.astimezone(UTC).isoformat()  # as the database gives it back, whatever zone `now` had
    return digest({**columns, "decided_at": moment, "snapshot": snapshot, "before": before})
