"""Steps with many rows, by a fixed number of statements for each 500.

The rows, and their entries in the trail, come out as if each had gone through its action; a test proves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from betang.kernel.accounts.actions import NewAccount, accounts_create
from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record_many
from betang.people.actions import assignments, employees, units
from betang.people.imports.applying import Work, apply_lines
from betang.people.imports.plans.plan import Plan
from betang.people.imports.plans.plan import Step as PlanStep
from betang.people.imports.reading import Row
from betang.people.models import (
    Absence,
    Assignment,
    Employee,
    Grade,
    Position,
    ReportingLine,
    Status,
    StatusKind,
    Team,
    TeamMember,
    TeamRole,
    Unit,
    UnitPeriod,
)
from betang.people.seed.catalogue import ranks
from betang.people.seed.numbers import DOMAIN
from betang.people.seed.offices import Office
from betang.people.seed.persons import STRUCTURE_SINCE, Person
from betang.people.seed.seats import Post
from betang.people.seed.steps import Absences, Foundation, Joining, LinesImported, Promotions, TeamsFormed
from betang.people.seed.writing.books import BATCH, Books, Stamp, create

RISE = "Kenaikan pangkat"


def foundation(books: Books, step: Foundation, stamp: Stamp) -> None:
    """Open units, level by level, then posts, then the accounts of people outside the city's service."""
    waiting = list(step.offices)
    while waiting:
        level = [office for office in waiting if not office.parent or office.parent in books.units]
        made = create(Unit, (unit(office, books) for office in level))
        books.units.update({row.code: row for row in made})
        waiting = [office for office in waiting if office.code not in books.units]
    for office in step.offices:  # parents come first
        row = books.units[office.code]
        row.path = f"{row.parent.path if row.parent else '/'}{row.pk}/"
    opened = [books.units[office.code] for office in step.offices]
    Unit.objects.bulk_update(opened, ["path"], batch_size=BATCH)
    create(UnitPeriod, (period(row, stamp) for row in opened))
    posts = create(Position, (position(post, books) for post in step.posts))
    books.posts.update({row.code: row for row in posts})
    entries = [stamp.entry("people.unit_open", row, units.NAMES) for row in opened]
    entries += [stamp.entry("people.position_open", row, POST_NAMES) for row in posts]
    record_many(entries, actor=stamp.actor, now=stamp.now)
    accounts(books, outsiders(step), stamp)


POST_NAMES = ["code", "name", "type", "level", "grade_class", "unit", "is_head"]


def outsiders(step: Foundation) -> list[NewAccount]:
    """Give the accounts of people outside the city's service."""
    return [NewAccount(username=name, email=f"{name}@{DOMAIN}", subject=uid) for name, uid in step.outsiders]


def period(row: Unit, stamp: Stamp) -> UnitPeriod:
    """Build the dated row of a unit's name and place."""
    return UnitPeriod.of(row, from_date=STRUCTURE_SINCE, actor=stamp.actor, reason=stamp.reason, now=stamp.now)


def unit(office: Office, books: Books) -> Unit:
    """Build the row of a unit."""
    return Unit(
        code=office.code,
        kind=office.kind,
        name=office.name,
        abbreviation=office.abbreviation,
        parent=books.units[office.parent] if office.parent else None,
        main=office.code == office.main,
        confirmed=office.confirmed,
        source=office.source,
    )


def position(post: Post, books: Books) -> Position:
    """Build the row of a post."""
    rank = ranks()[post.rank]
    return Position(
        code=post.code,
        name=post.name,
        type=rank.type,
        level=rank.level,
        grade_class=rank.grade_class,
        unit=books.units[post.unit],
        is_head=post.is_head,
    )


def accounts(books: Books, wanted: list[NewAccount], stamp: Stamp) -> None:
    """Make accounts, all with the shared password of the demo city."""
    made = accounts_create(actor=stamp.actor, rows=wanted, now=stamp.now).made
    User.objects.filter(pk__in=[user.pk for user in made.values()]).update(password=books.password)
    for user in made.values():
        user.password = books.password
    books.accounts.update(made)


def joining(books: Books, step: Joining, stamp: Stamp) -> None:
    """Record people with account, status, grade and the posts held until then."""
    people = [NewAccount(username=person.username, email=person.email, subject=person.uid) for person in step.people]
    accounts(books, people, stamp)
    found = create(Employee, (employee(person, books, stamp) for person in step.people))
    books.people.update({person.username: row for person, row in zip(step.people, found, strict=True)})
    create(
        Status,
        (
            Status(employee=row, kind=StatusKind.ACTIVE, from_date=person.service, **stamp.marks)
            for person, row in zip(step.people, found, strict=True)
        ),
    )
    grades = by_person(create(Grade, (row for person in step.people for row in grades_of(books, person, stamp))))
    posts = by_person(create(Assignment, (row for person in step.people for row in posts_of(books, person, stamp))))
    entries: list[Change] = []
    for row in found:
        entries.append(stamp.entry("people.employee_add", row, employees.NAMES, subject=row.uid))
        for grade in grades.get(row.pk, ()):
            entries.append(stamp.entry("people.grade_set", grade, GRADE_NAMES, subject=row.uid))
        for held in posts.get(row.pk, ()):
            entries.append(stamp.entry("people.assignment_open", held, assignments.NAMES, subject=row.uid))
    record_many(entries, actor=stamp.actor, now=stamp.now)


GRADE_NAMES = ["grade", "from_date"]


def employee(person: Person, books: Books, stamp: Stamp) -> Employee:
    """Build the row of a person."""
    return Employee(
        uid=person.uid,
        user=books.accounts[person.username],
        nip=person.nip,
        kind=person.kind,
        name=person.name,
        front_title=person.front,
        back_title=person.back,
        education=person.education,
        nik=person.nik,
        phone=person.phone,
        email=person.email,
        address=person.address,
        created_at=stamp.now,
    )


def grades_of(books: Books, person: Person, stamp: Stamp) -> list[Grade]:
    """Build the row of the grade somebody has on joining."""
    known = [(grade, since) for grade, since in person.grades if since <= person.joins]
    row = books.people[person.username]
    return [Grade(employee=row, grade=grade, from_date=since, **stamp.marks) for grade, since in known[-1:]]


def posts_of(books: Books, person: Person, stamp: Stamp) -> list[Assignment]:
    """Build the rows of the posts somebody held until joining."""
    return [
        Assignment(
            employee=books.people[person.username],
            position=books.posts[held.post.code],
            from_date=held.from_date,
            to_date=held.to_date,
            **stamp.marks,
        )
        for held in person.posts
    ]


def by_person(listed: Iterable[Any]) -> dict[int, list[Any]]:
    """Group dated rows by employee."""
    found: dict[int, list[Any]] = {}
    for row in listed:
        found.setdefault(row.employee_id, []).append(row)
    return found


def promotions(books: Books, step: Promotions, stamp: Stamp) -> None:
    """Let people rise in grade: the grade before ends the day before."""
    stamp = Stamp(actor=stamp.actor, now=stamp.now, reason=RISE)
    wanted = {books.people[name].pk: (books.people[name], grade) for name, grade in step.grades}
    open_rows = Grade.objects.filter(employee__in=wanted, to_date__isnull=True, voided_at__isnull=True)
    held = {row.employee_id: row for row in open_rows}
    last = step.day - timedelta(days=1)
    for row in held.values():
        row.to_date = last
    Grade.objects.bulk_update(held.values(), ["to_date"], batch_size=BATCH)
    fresh = create(
        Grade,
        (Grade(employee=person, grade=grade, from_date=step.day, **stamp.marks) for person, grade in wanted.values()),
    )
    entries: list[Change] = []
    for row in fresh:
        subject = wanted[row.employee_id][0].uid
        ended = Change(
            action="people.grade_end", target=held[row.employee_id], subject=subject,
            changes={"to_date": (None, last)}, reason=RISE,
        )  # fmt: skip
        entries += [ended, stamp.entry("people.grade_set", row, GRADE_NAMES, subject=subject)]
    record_many(entries, actor=stamp.actor, now=stamp.now)


def teams(books: Books, step: TeamsFormed, stamp: Stamp) -> None:
    """Form teams and let their members join."""
    formed = create(
        Team,
        (
            Team(unit=books.units[plan.unit], name=plan.name, purpose=plan.purpose, from_date=step.day)
            for plan in step.teams
        ),
    )
    books.teams.update({row.name: row for row in reversed(formed)})
    members = create(
        TeamMember,
        (
            TeamMember(
                team=row,
                employee=books.people[name],
                role=TeamRole.LEADER if index == 0 else TeamRole.MEMBER,
                from_date=step.day,
                **stamp.marks,
            )
            for plan, row in zip(step.teams, formed, strict=True)
            for index, name in enumerate(plan.members)
        ),
    )
    joined: dict[int, list[Change]] = {}
    for row in members:
        entry = stamp.entry("people.team_join", row, MEMBER_NAMES, subject=row.employee.uid)
        joined.setdefault(row.team_id, []).append(entry)
    entries = [
        entry for row in formed for entry in (stamp.entry("people.team_open", row, TEAM_NAMES), *joined.get(row.pk, ()))
    ]
    record_many(entries, actor=stamp.actor, now=stamp.now)


TEAM_NAMES = ["name", "unit", "purpose", "from_date", "to_date"]
MEMBER_NAMES = ["team", "role", "from_date"]


def absent(books: Books, step: Absences, stamp: Stamp) -> None:
    """Record absences."""
    made = create(
        Absence,
        (
            Absence(
                employee=books.people[row.person],
                kind=row.kind,
                from_date=row.from_date,
                to_date=row.to_date,
                **stamp.marks,
            )
            for row in step.rows
        ),
    )
    entries = [stamp.entry("people.absence_add", row, ABSENCE_NAMES, subject=row.employee.uid) for row in made]
    record_many(entries, actor=stamp.actor, now=stamp.now)


ABSENCE_NAMES = ["kind", "from_date", "to_date"]


def lines_imported(books: Books, step: LinesImported, stamp: Stamp) -> None:
    """Bring in superiors as an import of lines does, which does not ask whether they are right."""
    people = [(books.people[name], books.people[superior]) for name, superior in step.lines]
    held = {
        line.employee_id: line
        for line in ReportingLine.objects.on(step.day).filter(employee__in=[p for p, _ in people])
    }
    plan = Plan(step.day)
    for person, superior in people:
        line = held[person.pk]
        changes = {"superior": (line.superior_id, superior.pk)}
        plan.steps.append(PlanStep("change", Row(0, {}), person.nip or "", person.name, changes, line))
    entries = apply_lines(plan, Work(stamp.actor, stamp.now, step.reason))
    record_many(entries, actor=stamp.actor, now=stamp.now)
