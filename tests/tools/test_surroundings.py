"""What every test can rely on: no network, a clock that stops, the same examples in every run."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import settings


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_the_network_is_out_of_reach(host: str):
    with pytest.raises(RuntimeError, match="tests run without network"):
        socket.create_connection((host, 80), timeout=0.1)


def test_the_machine_itself_can_be_reached():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(("localhost", server.getsockname()[1]), timeout=2) as client:
            assert client.getpeername()[0] == "127.0.0.1"


def test_the_clock_stops_at_a_moment_with_a_zone(freeze):
    wib = timezone(timedelta(hours=7))
    freeze(datetime(2026, 11, 24, 8, 30, tzinfo=wib))
    assert datetime.now(UTC) == datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="without a zone"):
        freeze(datetime(2026, 11, 24, 8, 30))  # noqa: DTZ001 -- the refusal is the point


def test_properties_try_the_same_examples_in_every_run():
    profile = settings.default
    assert profile is not None
    assert (profile.derandomize, profile.deadline, profile.database) == (True, None, None)
