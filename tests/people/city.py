"""The demo city for tests, without requests: drawn and written once a session, then put into each test's database.

`tiny_city` has 60 people (all demo accounts among them), `small_city` 300. Both stop the clock at NOW, on the day the
city was seen. Passwords: every account has `betang-demo`; `city.client("kepala")` is signed in without typing it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client

from betang.kernel.access.viewer import Viewer
from betang.kernel.accounts.models import User
from betang.people.models import Employee, Unit
from betang.people.seed.catalogue import Size
from betang.people.seed.plan import City
from betang.people.viewer import load as viewer_of
from betang.portal.seed import seed

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # 09.00 WIB
NUMBER = 1
PARTS = ("betang.people.seed.load", "betang.performance.seed.load")  # without requests


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was written: the drawn city, and the rows of every table that it filled."""

    city: City
    tables: dict[str, tuple[str, list[tuple[Any, ...]]]]

    def restore(self) -> None:
        """Put the rows into the database as they were, ids included."""
        # Foreign keys are checked when a transaction ends, so that the order of tables does not matter.
        with transaction.atomic(), connection.cursor() as cursor:
            for insert, rows in self.tables.values():
                cursor.executemany(insert, rows)
            for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
                cursor.execute(statement)


@dataclass(frozen=True, slots=True)
class TestCity:
    """A demo city in the database of a test."""

    __test__ = False
    city: City
    day: date = DAY
    now: datetime = NOW

    def user(self, name: str) -> User:
        """Give an account: "pegawai", "kepala", … or a NIP."""
        return User.objects.get(username=name)

    def employee(self, name: str) -> Employee:
        """Give the employee behind an account."""
        return Employee.objects.get(user__username=name)

    def unit(self, code: str) -> Unit:
        """Give a unit by its code: "disdukcapil", "disdukcapil-piak", …"""
        return Unit.objects.get(code=code)

    def viewer(self, name: str) -> Viewer:
        """Give what an account may see on the day."""
        return viewer_of(self.user(name), self.day)

    def client(self, name: str) -> Client:
        """Give a browser signed in as an account."""
        client = Client()
        client.force_login(self.user(name))
        return client


def snapshot(size: Size) -> Snapshot:
    """Write a city, keep its rows, and take everything back."""
    with transaction.atomic():
        (city, *_others) = seed(size=size, number=NUMBER, day=DAY)
        tables = {}
        with connection.cursor() as cursor:
            for model in apps.get_models(include_auto_created=True):
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"SELECT * FROM {table}")
                names = [connection.ops.quote_name(column[0]) for column in cursor.description]
                rows = cursor.fetchall()
                values = ", ".join(["%s"] * len(names))
                if rows and model._meta.app_label not in {"contenttypes", "auth"}:
                    tables[table] = (f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})", rows)
        transaction.set_rollback(True)
    return Snapshot(city, tables)


@pytest.fixture(scope="session")
def cities(django_db_setup: None, django_db_blocker: Any) -> Callable[[Size], Snapshot]:
    """Cities that were written in this session, each once."""
    found: dict[Size, Snapshot] = {}

    def give(size: Size) -> Snapshot:
        if size not in found:
            with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
                patch.setattr("django.conf.settings.BETANG_MODE", "demo")
                patch.setattr("betang.portal.seed.PARTS", PARTS)
                found[size] = snapshot(size)
        return found[size]

    return give


def in_test(kept: Snapshot, freeze: Callable[[datetime], None]) -> TestCity:
    """Put a city into a test's database and stop the clock on its day."""
    kept.restore()
    freeze(NOW)
    return TestCity(kept.city)


@pytest.fixture
def tiny_city(cities: Callable[[Size], Snapshot], db: None, freeze: Callable[[datetime], None]) -> TestCity:
    """A city of 60 people."""
    return in_test(cities(Size.TINY), freeze)


@pytest.fixture
def small_city(cities: Callable[[Size], Snapshot], db: None, freeze: Callable[[datetime], None]) -> TestCity:
    """A city of 300 people."""
    return in_test(cities(Size.SMALL), freeze)
