"""The tests marked `db` run on the engine that the environment names, and PostgreSQL's is the throw-away one."""

from __future__ import annotations

import os

import dj_database_url
import pytest
from django.db import connection

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_the_engine_is_the_one_that_was_asked_for():
    url = os.environ.get("DATABASE_URL")
    vendor = "postgresql" if url and url.startswith("postgres") else "sqlite"
    assert connection.vendor == vendor
    if url:
        assert connection.settings_dict["HOST"] == dj_database_url.parse(url)["HOST"]


def test_a_statement_reaches_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 6 * 7")
        assert cursor.fetchone() == (42,)
