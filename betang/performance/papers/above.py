"""The superior's results that results serve, as they stood at a moment: what a form prints in its second column."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from betang.performance.models import Result, VersionState

DECIDED = (VersionState.AGREED, VersionState.REPLACED)


class Above:
    """The results above some results, of all agreed versions; one question."""

    def __init__(self, results: Sequence[Result]) -> None:
        self._found: dict[UUID, list[Result]] = defaultdict(list)
        rows = Result.objects.filter(
            lineage__in={row.parent_lineage for row in results if row.parent_lineage}, version__state__in=DECIDED
        )
        for row in rows.select_related("version").order_by("version__decided_at", "id"):
            self._found[row.lineage].append(row)

    def text(self, result: Result, moment: datetime) -> str:
        """Give the text of the result above, in the version agreed by a moment; else of the goal that is served."""
        rows = self._found[result.parent_lineage] if result.parent_lineage else []
        before = [row for row in rows if row.version.decided_at and row.version.decided_at <= moment]
        if rows:
            return (before[-1] if before else rows[0]).text
        goal = result.goal.text if result.goal else ""
        return goal if goal != result.text else ""
