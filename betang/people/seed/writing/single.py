"""Steps with few rows: each goes through the very action that a screen uses."""

from __future__ import annotations

from datetime import timedelta

from betang.kernel.access.roles import Role
from betang.kernel.accounts.actions import account_close
from betang.people.actions import assignments, employees, grants, lines, teams, units
from betang.people.models import Assignment, AssignmentKind, StatusKind, TeamMember, Unit
from betang.people.models.employees import LEFT
from betang.people.seed.steps import (
    Appointment,
    Correction,
    Ending,
    Granting,
    LineSet,
    PostCorrection,
    Refresh,
    Renaming,
    StatusChange,
    TeamLeft,
)
from betang.people.seed.writing.books import Books, Stamp


def renaming(books: Books, step: Renaming, stamp: Stamp) -> None:
    """Give a unit another name."""
    unit = Unit.objects.select_related("parent").get(code=step.unit)
    units.unit_change(
        actor=books.actor(step.actor),
        unit=unit,
        name=step.name,
        abbreviation=unit.abbreviation,
        parent=unit.parent,
        from_date=step.day,
        reason=step.reason,
        now=stamp.now,
    )


def status_change(books: Books, step: StatusChange, stamp: Stamp) -> None:
    """Let somebody leave, which closes the account too, or be away for long."""
    person, actor, kind = books.people[step.person], books.actor(step.actor), StatusKind(step.kind)
    employees.status_set(actor=actor, employee=person, kind=kind, from_date=step.day, reason=step.reason, now=stamp.now)
    if kind in LEFT and person.user:
        account_close(actor=actor, user=person.user, now=stamp.now)


def ending(books: Books, step: Ending, stamp: Stamp) -> None:
    """Let an acting post end."""
    held = Assignment.objects.get(
        employee=books.people[step.person], position=books.posts[step.post], to_date__isnull=True
    )
    last = step.day - timedelta(days=1)
    assignments.assignment_end(
        actor=books.actor(step.actor), assignment=held, last_day=last, reason=step.reason, now=stamp.now
    )


def appointment(books: Books, step: Appointment, stamp: Stamp) -> None:
    """Put somebody into a post."""
    assignments.assignment_open(
        actor=books.actor(step.actor),
        employee=books.people[step.person],
        position=books.posts[step.post],
        kind=AssignmentKind(step.kind),
        from_date=step.day,
        to_date=step.to_date,
        reason=step.reason,
        now=stamp.now,
    )


def refresh(books: Books, step: Refresh, stamp: Stamp) -> None:
    """Bring lines in step with the structure."""
    lines.lines_refresh(actor=books.account(step.actor), day=step.day, now=stamp.now)


def line_set(books: Books, step: LineSet, stamp: Stamp) -> None:
    """Set a superior by hand."""
    lines.line_set(
        actor=books.actor(step.actor),
        employee=books.people[step.person],
        superior=books.people[step.superior],
        from_date=step.day,
        reason=step.reason,
        now=stamp.now,
    )


def granting(books: Books, step: Granting, stamp: Stamp) -> None:
    """Give a right to an account."""
    grants.grant_give(
        actor=books.account(step.actor),
        user=books.accounts[step.account],
        role=Role(step.role),
        unit=books.units[step.unit] if step.unit else None,
        from_date=step.day,
        to_date=step.to_date,
        reason=step.reason,
        now=stamp.now,
    )


def team_left(books: Books, step: TeamLeft, stamp: Stamp) -> None:
    """Let somebody leave a team."""
    member = TeamMember.objects.get(
        team=books.teams[step.team], employee=books.people[step.person], to_date__isnull=True
    )
    teams.team_leave(actor=books.actor(step.actor), member=member, last_day=step.day, reason=step.reason, now=stamp.now)


def correction(books: Books, step: Correction, stamp: Stamp) -> None:
    """Correct what is recorded of a person."""
    employees.employee_correct(
        actor=books.actor(step.actor),
        employee=books.people[step.person],
        changes=dict(step.changes),
        reason=step.reason,
        now=stamp.now,
    )


def post_correction(books: Books, step: PostCorrection, stamp: Stamp) -> None:
    """Correct the first day of a post: the wrong row stays readable, voided."""
    held = Assignment.objects.select_related("position").get(
        employee=books.people[step.person], kind=AssignmentKind.HOLDER, to_date__isnull=True, voided_at__isnull=True
    )
    assignments.assignment_correct(
        actor=books.actor(step.actor),
        assignment=held,
        position=held.position,
        kind=AssignmentKind.HOLDER,
        from_date=step.from_date,
        to_date=None,
        reason=step.reason,
        now=stamp.now,
    )
