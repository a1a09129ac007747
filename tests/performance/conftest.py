"""Fixtures of this folder."""

import pytest

from tests.at_once import own_connection
from tests.people import build as people
from tests.workers import database, start

__all__ = ["database", "own_connection", "start"]


@pytest.fixture(autouse=True)
def today(time_machine):
    """Every test of performance happens on the same day."""
    time_machine.move_to(people.NOW, tick=False)


@pytest.fixture
def city():
    """The small city."""
    return people.city()
