"""The directory: who works where today, found by name, unit and kind; four queries a page, whatever the rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from betang.people.models import Assignment, AssignmentKind, Employee, ReportingLine, Unit
from betang.people.nip import LENGTH, normalised
from betang.people.queries.structure import PRECEDENCE, serving

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: words of a name or a whole NIP, a unit and all below it, kinds; empty parts count nothing."""

    words: str = ""
    unit: Unit | None = None
    kind: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands on a day: the post held or acted for, and the superior."""

    employee: Employee
    assignment: Assignment | None = None
    superior: Employee | None = None

    @property
    def post(self) -> str:
        """The post, with Plt. or Plh. before it when it is only acted for; empty when there is none."""
        if self.assignment is None:
            return ""
        kind = AssignmentKind(self.assignment.kind)
        prefix = {AssignmentKind.ACTING: "Plt. ", AssignmentKind.DEPUTY: "Plh. "}.get(kind, "")
        return f"{prefix}{self.assignment.position.name}"

    @property
    def described(self) -> str:
        """The post and the unit, as a name is followed by: "Kepala Bidang, Disdukcapil"."""
        return ", ".join(filter(None, [self.post, self.unit.short if self.unit else ""]))

    @property
    def unit(self) -> Unit | None:
        """The unit of the post."""
        return self.assignment.position.unit if self.assignment else None


def by_words(words: str) -> Q:
    """Give the condition that a name holds every word, or that the whole text is somebody's NIP."""
    number = normalised(words)
    if number.isdecimal() and len(number) == LENGTH:
        return Q(nip=number)
    found = Q()
    for word in words.split()[:6]:
        found &= Q(name__icontains=word)
    return found


def people_found(search: Search, *, day: date) -> QuerySet[Employee]:
    """List who serves on a day and fits a search, by name."""
    found = Employee.objects.filter(serving(day), by_words(search.words))
    if search.kind:
        found = found.filter(kind=search.kind)
    posts = Assignment.objects.on(day)
    if search.unit:
        found = found.filter(pk__in=posts.filter(position__unit__path__startswith=search.unit.path).values("employee"))
    if search.type:
        found = found.filter(pk__in=posts.filter(position__type=search.type).values("employee"))
    return found.order_by("name", "id")


def page_of(people: QuerySet[Employee], number: str | int | None, *, day: date) -> tuple[Page[Employee], list[Place]]:
    """Give one page of people and where each of them stands."""
    page = Paginator(people, PER_PAGE).get_page(number)
    return page, places(list(page.object_list), day=day)


def places(people: Iterable[Employee], *, day: date) -> list[Place]:
    """Say where some people stand on a day, in their order, in two queries."""
    people = list(people)
    ids = [person.pk for person in people]
    posts = first_posts(Assignment.objects.on(day).filter(employee__in=ids).select_related("position__unit"))
    lines = ReportingLine.objects.on(day).filter(employee__in=ids).select_related("superior")
    superiors = {line.employee_id: line.superior for line in lines}
    return [Place(person, posts.get(person.pk), superiors.get(person.pk)) for person in people]


def first_posts(assignments: Iterable[Assignment]) -> dict[int, Assignment]:
    """Keep one assignment a person: the post held before one that is acted for."""
    best: dict[int, Assignment] = {}
    for found in sorted(assignments, key=lambda row: PRECEDENCE[AssignmentKind(row.kind)]):
        best.setdefault(found.employee_id, found)
    return best
