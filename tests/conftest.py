"""What all tests share: no network, a clock that can be stopped, the same examples in every run."""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.models.signals import post_migrate
from hypothesis import HealthCheck, settings

from tests import template
from tests.health import collection
from tests.people.city import cities, small_city, tiny_city

__all__ = ["cities", "small_city", "tiny_city"]  # the demo city, for any test that asks for one

from tests.fixed_keys import key_file

settings.register_profile(
    "betang",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("betang")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what was collected, before marks and words choose from it; tests.health asks whether it is everything."""
    config.stash[collection.COLLECTED] = {
        (item.nodeid.partition("::")[0], getattr(item, "originalname", "")) for item in items
    }


def pytest_collection_finish() -> None:
    """Take what was imported and collected out of the collector's sight, and let it look less often.

    All of it stays to the end, and each full round would walk over it again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


class NetworkForbiddenError(RuntimeError):
    """A test reached for the network."""


def is_local(address: Any) -> bool:
    """Tell whether a socket address stays on this machine: a Unix socket, or the loopback network."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_unless_local(address: Any) -> None:
    """Raise when an address is not on this machine."""
    if not is_local(address):
        raise NetworkForbiddenError(f"A test tried to reach {address!r}; tests run without network.")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Keep every test of this process off the network; connections on the machine itself stay possible."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            original = getattr(socket.socket, name)

            def guarded(self: socket.socket, address: Any, *, _original: Any = original) -> Any:
                refuse_unless_local(address)
                return _original(self, address)

            patch.setattr(socket.socket, name, guarded)
        resolve = socket.getaddrinfo

        def guarded_resolve(host: Any, *arguments: Any, **named: Any) -> Any:
            text = host.decode() if isinstance(host, bytes) else host
            refuse_unless_local((text or "", 0))
            return resolve(host, *arguments, **named)

        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_witness() -> None:
    """Keep the audit trail's witness file away: a test's database is thrown away, and would look tampered with."""
    django_settings.BETANG_WITNESS = None


@pytest.fixture(autouse=True, scope="session")
def own_var(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let tests write to a folder of their own, with keys that never change: var/ is neither read nor written."""
    folder = tmp_path_factory.mktemp("var")
    django_settings.BETANG_VAR = folder
    django_settings.BETANG_SIGNATURE = ""
    django_settings.BETANG_HOLD_SECONDS = 0  # a step is taken when it is pressed
    django_settings.BETANG_KEYS = key_file(folder / "keys.json")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> Iterator[Path | None]:
    """Let SQLite's test database begin as the one that was kept for the same code; give the file that is to be kept."""
    if connection.vendor != "sqlite" or request.config.cache is None:
        yield None
        return
    file = request.config.cache.mkdir("database") / f"{template.key()}.sqlite3"
    if not file.exists():
        yield file
        return
    with closing(template.start_from(connection, file)):
        yield None


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings: Path | None, django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep a test database that was made anew, and make it cheap to empty."""
    if django_db_modify_db_settings:
        with django_db_blocker.unblock():
            template.keep(connection, django_db_modify_db_settings)
    # Emptied after a test with real transactions, the database would get these rows again; Betang reads none of them.
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture
def freeze() -> Iterator[Callable[[datetime], None]]:
    """Stop the clock at a moment with a zone: `freeze(datetime(2026, 11, 24, 8, tzinfo=WIB))`."""
    with ExitStack() as stack:

        def stop(moment: datetime) -> None:
            if moment.tzinfo is None:
                raise ValueError("A moment without a zone means different times on different machines.")
            stack.enter_context(time_machine.travel(moment, tick=False))

        yield stop
