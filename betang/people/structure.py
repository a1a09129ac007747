"""Who is whose superior by the structure of the units alone: pure, for the whole city at once.

The rule: the superior is whoever leads the unit one works in; for the leader, whoever leads the unit above. A unit
without a leader is passed over, upwards. Nobody is his own superior, not even when acting for the post above
(PermenPANRB 6/2022: the direct superior, or the superior's superior where there is none).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key", int, str)


def superiors(
    *, parents: Mapping[int, int | None], leaders: Mapping[int, int], home: Mapping[int, int]
) -> dict[int, int]:
    """Find everybody's superior.

    `parents` gives the unit above each unit (None for the root), `leaders` who leads a unit, `home` the unit each
    person works in; all ids. People for whom no superior can be found, such as the mayor, are left out.
    """
    found: dict[int, int] = {}
    nearest: dict[int, int | None] = {}
    for person, unit in home.items():
        if unit not in nearest:
            nearest[unit] = climb(None, unit=unit, parents=parents, leaders=leaders)
        superior = nearest[unit]
        if superior == person:  # a leader looks further up, past every unit that he leads himself
            superior = climb(person, unit=unit, parents=parents, leaders=leaders)
        if superior is not None:
            found[person] = superior
    return found


def climb(
    person: int | None, *, unit: int, parents: Mapping[int, int | None], leaders: Mapping[int, int]
) -> int | None:
    """Walk up from a unit to the first one that anybody but `person` leads; None at the top."""
    led = (leaders.get(step) for step in (unit, *upwards(unit, parents)))
    return next((leader for leader in led if leader is not None and leader != person), None)


def upwards(start: Key, above: Mapping[Key, Key | None]) -> Iterator[Key]:
    """Give what stands above something, step by step, up to the top or to where a ring closes.

    `above` maps each to the next, None or "" at the top. In a ring the start comes up again: `x in upwards(x, above)`.
    """
    seen: set[Key] = set()
    step = above.get(start)
    while step is not None and step != "" and step not in seen:
        seen.add(step)
        yield step
        step = above.get(step)


def ringed(above: Mapping[Key, Key | None]) -> set[Key]:
    """Give everything that stands above itself, in one walk over all."""
    found: set[Key] = set()
    walked: set[Key] = set()
    for start in above:
        path: dict[Key, int] = {}
        step: Key | None = start
        while step is not None and step not in walked and step not in path:
            path[step] = len(path)
            step = above.get(step)
        if step is not None and step in path:
            found.update(list(path)[path[step] :])
        walked.update(path)
    return found


def below(units: Iterable[int], *, parents: Mapping[int, int | None]) -> set[int]:
    """Give the units themselves and every unit below them."""
    wanted = set(units)
    children: dict[int | None, list[int]] = {}
    for unit, parent in parents.items():
        children.setdefault(parent, []).append(unit)
    found: set[int] = set()
    waiting = list(wanted)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children.get(unit, ()))
    return found
