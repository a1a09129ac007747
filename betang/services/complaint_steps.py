"""Writing a step of a complaint down, for the actions of staff and of reporters alike."""

from __future__ import annotations

from datetime import datetime

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.services.models import Complaint, ComplaintState, ComplaintStep

LONGEST = 4000  # characters of what is written with a step


def entered(
    row: Complaint, state: ComplaintState, *, actor: User | None, words: str, due: datetime | None, now: datetime
) -> None:
    """Move a complaint into a state and write the step down; the caller saves the row."""
    row.state, row.due_at = state, due
    row.closed_at = None if state in (ComplaintState.ASSIGNED, ComplaintState.ANSWERED) else now
    ComplaintStep.objects.create(
        complaint=row, at=now, state=state, actor=actor, words=words.strip()[:LONGEST], due_at=due
    )  # fmt: skip


def noted(row: Complaint, action: str, before: str, *, actor: User | None, now: datetime) -> None:
    """Save a complaint and enter the step in the trail; what was written stays in the complaint."""
    row.revision += 1
    row.save()
    changes = {"state": (before, str(row.state)), "due_at": (None, row.due_at)}
    record(actor=actor, action=action, target=row, subject=row.subject, changes=changes, now=now)
