"""Which writer carries out which step, and at what moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from betang.people.seed import steps
from betang.people.seed.plan import BROUGHT_IN
from betang.people.seed.writing import bulk, single
from betang.people.seed.writing.books import Books, Stamp

Writer = Callable[[Books, Any, Stamp], None]
OFFICE_OPENS = time(8)

WRITERS: Mapping[type[steps.Step], Writer] = {
    steps.Foundation: bulk.foundation,
    steps.Joining: bulk.joining,
    steps.Promotions: bulk.promotions,
    steps.TeamsFormed: bulk.teams,
    steps.Absences: bulk.absent,
    steps.LinesImported: bulk.lines_imported,
    steps.Renaming: single.renaming,
    steps.StatusChange: single.status_change,
    steps.Ending: single.ending,
    steps.Appointment: single.appointment,
    steps.Refresh: single.refresh,
    steps.LineSet: single.line_set,
    steps.Granting: single.granting,
    steps.TeamLeft: single.team_left,
    steps.Correction: single.correction,
    steps.PostCorrection: single.post_correction,
}
REASONS: Mapping[type[steps.Step], str] = {steps.Foundation: BROUGHT_IN}


def write(books: Books, done: tuple[steps.Step, ...], writers: Mapping[type[steps.Step], Writer] = WRITERS) -> None:
    """Carry out steps in their order, those of one day a minute after another."""
    minutes = 0
    for number, step in enumerate(done):
        minutes = minutes + 1 if number and done[number - 1].day == step.day else 0
        now = timezone.make_aware(datetime.combine(step.day, OFFICE_OPENS)) + timedelta(minutes=minutes)
        reason = getattr(step, "reason", REASONS.get(type(step), ""))
        writers[type(step)](books, step, Stamp(actor=books.account(step.actor), now=now, reason=reason))
