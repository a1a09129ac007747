"""The history of a request without the steps that were taken back: what clocks and limits are read from."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from betang.kernel.access.viewer import Viewer
from betang.services import flow
from betang.services.models import Event

KEPT = (flow.OUTAGE,)
"""States whose pauses moved limits: a step into or out of them is corrected by the next step, not taken back."""
EFFECTIVE = Q(reverses=None, reversed_by=None)
"""Steps of a question that hold, as `effective` says of one request."""
OPERATES = {(flow.VERIFYING, flow.RECORDING), (flow.RECORDING, flow.VALIDATING)}
"""Steps whose taker has recorded the request."""


def effective(events: Sequence[Event]) -> list[Event]:
    """Return the steps that hold: neither taken back nor taking back."""
    gone = {each.reverses_id for each in events if each.reverses_id}
    return [each for each in events if each.pk not in gone and each.reverses_id is None]


def withdrawn(events: Sequence[Event], before: str) -> Event | None:
    """Return the last step out of a state that was taken back; None when there is none."""
    gone = {each.reverses_id for each in events if each.reverses_id}
    return next((each for each in reversed(events) if each.pk in gone and each.before == before), None)


def reversible(viewer: Viewer, events: Sequence[Event]) -> Event | None:
    """Return the last step when it is somebody's own and can be taken back; None otherwise."""
    last = events[-1] if events else None
    if last is None or last.reverses_id or last.employee_id is None or last.actor_id != viewer.user_id:
        return None
    return None if {last.state, last.before}.intersection(KEPT) else last
