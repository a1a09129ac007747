"""Adding up the ballots about one person: blocks of groups large enough, means to half a level, comments shuffled.

Pure. A mean is given to half a level only: so that a full mark does not say that everybody gave it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from betang.regulation.eksp2022.levels import NILAI, RATING
from betang.regulation.merged_groups import merged


class Answer(NamedTuple):
    """One filled ballot: from which group, a rating for each value that could be judged, a comment or none."""

    group: str
    ratings: Mapping[str, str]
    comment: str


class Summed(NamedTuple):
    """What may be kept about a person."""

    blocks: list[dict[str, Any]]
    comments: list[str]


def summed(answers: Sequence[Answer], *, least: int, least_comments: int, chance: Random) -> Summed:
    """Add up the answers about one person by the rule of groups; nothing at all when they are too few."""
    counts = Counter(answer.group for answer in answers)
    blocks = [
        {"groups": list(names), "n": sum(counts[name] for name in names), "values": _values(answers, names, least)}
        for names in merged(counts, least=least)
    ]
    comments = [answer.comment for answer in answers if answer.comment] if blocks else []
    chance.shuffle(comments)
    return Summed(blocks, comments if len(answers) >= least_comments else [])


def _values(answers: Sequence[Answer], groups: Sequence[str], least: int) -> dict[str, float | None]:
    """Give each value's mean in a block, 0 lowest and 2 highest, to half a level; None when too few could judge it."""
    found: dict[str, float | None] = {}
    for name in NILAI.names:
        given = [RATING.code(one.ratings[name]) for one in answers if one.group in groups and name in one.ratings]
        found[name] = round(2 * sum(given) / len(given)) / 2 if len(given) >= least else None
    return found
