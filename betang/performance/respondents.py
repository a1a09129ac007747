"""Who is asked about whom in a round of 360-degree feedback. Pure: chance comes in as an argument.

Each pair of people stands once: as superior before team leader before subordinate before peer. Peers are drawn on a
ring of each unit, so that everybody is asked about as many as ask about them, and nobody about more than `most`.
"""

from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import NamedTuple


class Asked(NamedTuple):
    """Somebody is asked about somebody, as what."""

    subject: int
    giver: int
    group: str


def asked(
    *,
    raters: Mapping[int, int],
    leaders: Iterable[tuple[int, int]],
    units: Mapping[int, int],
    most: int,
    chance: Random,
) -> dict[int, list[Asked]]:
    """Give for each subject who is asked.

    `raters`: subject → superior. `leaders`: (member, leader of a team). `units`: subject → unit. Who may be asked
    includes people who are no subjects themselves.
    """
    pairs = [Asked(subject, rater, "atasan") for subject, rater in raters.items()]
    pairs += [Asked(member, leader, "ketua_tim") for member, leader in leaders]
    pairs += [Asked(rater, subject, "bawahan") for subject, rater in raters.items()]
    found: dict[int, dict[int, Asked]] = {subject: {} for subject in units}
    for one in pairs:
        if one.subject != one.giver and one.subject in found:
            found[one.subject].setdefault(one.giver, one)
    for one in _peers(units, found, most, chance):
        found[one.subject][one.giver] = one
    return {subject: list(rows.values()) for subject, rows in found.items()}


def _peers(
    units: Mapping[int, int], known: Mapping[int, Mapping[int, Asked]], most: int, chance: Random
) -> Iterator[Asked]:
    """Let everybody of a unit be asked about the next `most` people on its ring who are not known otherwise."""
    rings: dict[int, list[int]] = {}
    for subject in sorted(units):
        rings.setdefault(units[subject], []).append(subject)
    for ring in rings.values():
        chance.shuffle(ring)
        for place, giver in enumerate(ring):
            around = [*ring[place + 1 :], *ring[:place]]
            yield from [Asked(one, giver, "rekan") for one in around if giver not in known[one]][:most]
