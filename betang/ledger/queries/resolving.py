"""What is needed to judge many drafts at once: who they speak of, where those worked, what is recorded already.

A fixed number of queries for each 500 drafts, whatever they say.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.utils import timezone

from betang.ledger.closing import Span, closed_spans
from betang.ledger.drafts import Draft
from betang.ledger.models import Fact, Source
from betang.people.models import Assignment, AssignmentKind, Employee
from betang.people.queries.structure import PRECEDENCE

PIECE = 500  # SQLite takes a limited number of values in one statement
Item = TypeVar("Item")
Record = tuple[str, str]  # name of the record, kind


def pieces(items: Collection[Item]) -> Iterator[list[Item]]:
    """Cut a collection into lists of at most 500."""
    listed = list(items)
    for start in range(0, len(listed), PIECE):
        yield listed[start : start + PIECE]


@dataclass(slots=True)
class Known:
    """What is recorded about drafts. `chain` and `facts` grow while drafts are taken."""

    people: dict[str, Employee]
    posts: dict[int, list[Assignment]]
    facts: dict[str, Fact]  # by their own id: those of the drafts, and those that they correct
    chain: dict[Record, Fact] = field(default_factory=dict)  # the last revision of each record
    closed: Sequence[Span] = ()

    def unit_on(self, employee: Employee, day: date) -> int | None:
        """Give the unit somebody worked in on a day: that of the own post, else of one acted for; None without any."""
        held = [post for post in self.posts.get(employee.pk, ()) if post.holds(day)]
        best = min(held, key=lambda post: PRECEDENCE[AssignmentKind(post.kind)], default=None)
        return best.position.unit_id if best else None


def known_about(drafts: Sequence[Draft], source: Source) -> Known:
    """Look up everything that judging some drafts of a source needs."""
    people = _people({draft.nip for draft in drafts})
    facts = _facts(source, {name for draft in drafts for name in (draft.event_id, draft.corrects) if name})
    days = [timezone.localdate(draft.happened_at) for draft in drafts]
    posts = _posts(people.values(), min(days), max(days)) if days else {}
    return Known(people, posts, facts, _last(source, facts.values()), closed_spans())


def _people(nips: Collection[str]) -> dict[str, Employee]:
    found = [one for piece in pieces(nips) for one in Employee.objects.filter(nip__in=piece).only("id", "nip", "uid")]
    return {one.nip: one for one in found if one.nip}


def _posts(people: Collection[Employee], first: date, last: date) -> dict[int, list[Assignment]]:
    posts: dict[int, list[Assignment]] = {}
    for piece in pieces([one.pk for one in people]):
        rows = Assignment.objects.overlapping(first=first, last=last).filter(employee__in=piece)
        for row in rows.select_related("position"):
            posts.setdefault(row.employee_id, []).append(row)
    return posts


def _facts(source: Source, names: Collection[str]) -> dict[str, Fact]:
    return {
        fact.event_id: fact
        for piece in pieces(names)
        for fact in Fact.objects.filter(source=source, event_id__in=piece).select_related("subject")
    }


def _last(source: Source, facts: Collection[Fact]) -> dict[Record, Fact]:
    chain: dict[Record, Fact] = {}
    for piece in pieces({fact.record for fact in facts}):
        for fact in Fact.objects.filter(source=source, record__in=piece).order_by("revision"):
            chain[fact.record, fact.kind] = fact
    return chain
