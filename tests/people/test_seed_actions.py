"""The demo city, written in bulk, is the one that the actions would have made: row for row, entry for entry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from betang.kernel.accounts.actions import NewAccount
from betang.people.actions import absences, assignments, employees, teams, units
from betang.people.models import AbsenceKind, Employee, Team, TeamRole
from betang.people.seed import steps
from betang.people.seed.catalogue import Size
from betang.people.seed.persons import STRUCTURE_SINCE, Person
from betang.people.seed.writing import bulk
from betang.people.seed.writing.books import Books, Stamp
from betang.people.seed.writing.bulk import RISE
from betang.people.seed.writing.dispatch import write
from tests.people import dump

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def foundation(books: Books, step: steps.Foundation, stamp: Stamp) -> None:
    for office in step.offices:
        books.units[office.code] = units.unit_open(
            actor=stamp.actor,
            unit=bulk.unit(office, books),
            from_date=STRUCTURE_SINCE,
            reason=stamp.reason,
            now=stamp.now,
        )
    for post in step.posts:
        row = bulk.position(post, books)
        books.posts[post.code] = units.position_open(
            actor=stamp.actor, position=row, reason=stamp.reason, now=stamp.now
        )
    bulk.accounts(books, bulk.outsiders(step), stamp)


def joining(books: Books, step: steps.Joining, stamp: Stamp) -> None:
    rows = [NewAccount(username=person.username, email=person.email, subject=person.uid) for person in step.people]
    bulk.accounts(books, rows, stamp)
    for person in step.people:
        books.people[person.username] = join(books, person, stamp)


def join(books: Books, person: Person, stamp: Stamp) -> Employee:
    shared: dict[str, Any] = {"actor": stamp.actor, "reason": stamp.reason, "now": stamp.now}
    row = employees.employee_add(employee=bulk.employee(person, books, stamp), from_date=person.service, **shared)
    known = [(grade, since) for grade, since in person.grades if since <= person.joins]
    for grade, since in known[-1:]:
        employees.grade_set(employee=row, grade=grade, from_date=since, **shared)
    for held in person.posts:
        assignments.assignment_open(
            employee=row,
            position=books.posts[held.post.code],
            from_date=held.from_date,
            to_date=held.to_date,
            **shared,
        )
    return row


def promotions(books: Books, step: steps.Promotions, stamp: Stamp) -> None:
    for name, grade in step.grades:
        employees.grade_set(
            actor=stamp.actor,
            employee=books.people[name],
            grade=grade,
            from_date=step.day,
            reason=RISE,
            now=stamp.now,
        )


def teams_formed(books: Books, step: steps.TeamsFormed, stamp: Stamp) -> None:
    for plan in step.teams:
        team = Team(unit=books.units[plan.unit], name=plan.name, purpose=plan.purpose, from_date=step.day)
        books.teams[plan.name] = teams.team_open(actor=stamp.actor, team=team, now=stamp.now)
        for index, name in enumerate(plan.members):
            teams.team_join(
                actor=stamp.actor,
                team=team,
                employee=books.people[name],
                role=TeamRole.LEADER if index == 0 else TeamRole.MEMBER,
                from_date=step.day,
                now=stamp.now,
            )


def absent(books: Books, step: steps.Absences, stamp: Stamp) -> None:
    for row in step.rows:
        absences.absence_add(
            actor=stamp.actor,
            employee=books.people[row.person],
            kind=AbsenceKind(row.kind),
            from_date=row.from_date,
            to_date=row.to_date,
            now=stamp.now,
        )


# Steps with few rows are carried out by actions anyway, and what is imported by the import itself.
BY_ACTIONS: dict[type[steps.Step], Any] = {
    steps.Foundation: foundation,
    steps.Joining: joining,
    steps.Promotions: promotions,
    steps.TeamsFormed: teams_formed,
    steps.Absences: absent,
}


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def cut(done: tuple[steps.Step, ...], main: str) -> tuple[steps.Step, ...]:
    """Keep the bulk steps of one perangkat daerah, of the mayor's office and of those who act in the steps."""
    kept = [step for step in done if type(step) in BY_ACTIONS]
    everyone = [person for step in kept if isinstance(step, steps.Joining) for person in step.people]
    people = {p.username: p for p in everyone if p.post and (p.post.unit == "kota" or p.post.unit.startswith(main))}
    people |= {person.username: person for person in everyone if person.username in {step.actor for step in kept}}
    posts = {held.post.code: held.post for person in people.values() for held in person.posts}
    units = {unit for post in posts.values() for unit in with_parents(post.unit, done[0])}
    return tuple(filter(None, (part(step, set(people), set(posts), units) for step in kept)))


def with_parents(code: str, found: Any) -> list[str]:
    parents = {office.code: office.parent for office in found.offices}
    units = []
    while code:
        units.append(code)
        code = parents[code]
    return units


def part(step: Any, people: set[str], posts: set[str], units: set[str]) -> steps.Step | None:
    """Keep of a step what is about people, posts and units that are kept; None when nothing is left."""
    if isinstance(step, steps.Foundation):
        offices = tuple(office for office in step.offices if office.code in units)
        return replace(step, offices=offices, posts=tuple(post for post in step.posts if post.code in posts))
    if isinstance(step, steps.TeamsFormed):
        teams = [team for team in step.teams if team.unit in units and team.members[0] in people]
        own = [replace(team, members=tuple(name for name in team.members if name in people)) for team in teams]
        return replace(step, teams=tuple(own))
    name, key = {steps.Joining: ("people", "username"), steps.Absences: ("rows", "person")}.get(
        type(step), ("grades", "")
    )
    rows = tuple(row for row in getattr(step, name) if (getattr(row, key) if key else row[0]) in people)
    return replace(step, **{name: rows}) if rows else None


def test_a_seeded_city_equals_one_made_through_the_actions(cities):
    done = cut(cities(Size.TINY).city.steps, "disdukcapil")
    assert {type(step) for step in done} == BY_ACTIONS.keys()
    with taken_back():
        write(Books(password="!"), done)
        seeded = dump.tables()
    write(Books(password="!"), done, BY_ACTIONS)
    made = dump.tables()
    assert seeded.keys() == made.keys()
    assert len(seeded["people.employee"]) > 25
    for name, rows in seeded.items():
        assert len(rows) == len(made[name]), name
        for seeded_row, made_row in zip(rows, made[name], strict=True):
            assert seeded_row == made_row, name
