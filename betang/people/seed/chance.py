"""Chance that repeats itself: each topic has its own stream, so that a change in one moves nothing in another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

Item = TypeVar("Item")


def stream(seed: int, topic: str) -> Random:
    """Return the chance of one topic, the same for the same seed on every machine and Python."""
    return Random(f"{seed}/{topic}")  # noqa: S311  nothing secret hangs on it


def uid(chance: Random) -> UUID:
    """Draw a UUID of version 4."""
    return UUID(int=chance.getrandbits(128), version=4)


def between(chance: Random, first: date, last: date) -> date:
    """Draw a day of a span, both ends included; the first when there is no span."""
    return first + timedelta(days=chance.randint(0, max(0, (last - first).days)))


def percent(chance: Random, share: int) -> bool:
    """Say yes in `share` of a hundred cases."""
    return chance.randrange(100) < share


def weighted(chance: Random, items: Sequence[Item], weights: Sequence[int]) -> Item:
    """Draw one item by whole weights."""
    return chance.choices(items, weights)[0]
