"""What is wrong on purpose, so that the reconcile screen has work: superiors missing, gone, in a ring, elsewhere."""

from __future__ import annotations

from collections import Counter

from betang.people.seed.office_life import other_head
from betang.people.seed.steps import LinesImported
from betang.people.seed.story import KEEPER, Story, in_unit, leads, settled, staff

REASON = "Garis atasan dari aplikasi nasional"
DAYS_BEFORE = 3


def wrong_lines(story: Story) -> dict[str, tuple[str, ...]]:
    """Bring in wrong superiors, last of all; return who is meant by each problem (names of `reconcile.Problem`)."""
    number = story.numbers.rounds
    found = {
        "atasan_pergi": gone(story, number),
        "lingkaran": rings(story, number),
        "beda_struktur": elsewhere(story, number),
    }
    lines = [line for pairs in found.values() for line in pairs]
    if lines:
        story.add(LinesImported(day=story.times.before(DAYS_BEFORE), actor=KEEPER, lines=tuple(lines), reason=REASON))
    late = [person for person in story.people.values() if person.joins > story.times.before(DAYS_BEFORE * 3)]
    return {
        **{problem: tuple(person for person, _superior in pairs) for problem, pairs in found.items()},
        "tanpa_atasan": tuple(person.username for person in late if person.posts),
        "tanpa_jabatan": tuple(person.username for person in late if not person.posts),
    }


def gone(story: Story, number: int) -> list[tuple[str, str]]:
    """Let people still report to a head who has retired."""
    left = [person for person in story.people.values() if person.leaves and person.post and person.post.is_head]
    pairs: list[tuple[str, str]] = []
    for head in left:
        main = story.main_of(head)
        people = [person for person in story.free(staff, settled) if story.main_of(person) == main]
        person = story.pick(people) if len(pairs) < number else None
        pairs += [(person.username, head.username)] if person else []
    return pairs


def rings(story: Story, number: int) -> list[tuple[str, str]]:
    """Let two colleagues report to each other."""
    pairs: list[tuple[str, str]] = []
    for _number in range(number):
        people = [person for person in story.free(staff, settled) if person.post]
        colleagues = Counter(person.post.unit for person in people if person.post)
        one = story.pick(person for person in people if person.post and colleagues[person.post.unit] > 1)
        two = story.pick(story.free(staff, settled, in_unit(one.post.unit))) if one and one.post else None
        if one and two:
            pairs += [(one.username, two.username), (two.username, one.username)]
    return pairs


def elsewhere(story: Story, number: int) -> list[tuple[str, str]]:
    """Let people report to the head of another unit."""
    pairs: list[tuple[str, str]] = []
    heads = [person for person in story.people.values() if leads(person) and person.leaves is None]
    divided = {main for main, number_of in Counter(map(story.main_of, heads)).items() if number_of > 2 and main}
    for _number in range(number):
        person = story.pick(story.free(staff, settled, lambda p: story.main_of(p) in divided))
        head = other_head(story, person) if person else None
        pairs += [(person.username, head.username)] if person and head else []
    return pairs
