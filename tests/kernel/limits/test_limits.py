"""Limits hold: the amount, the window, across processes and threads; and no key can be read from the table."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import RequestFactory

from betang.kernel.jobs import job_start, run_now
from betang.kernel.limits.counting import Decision, Limit, failures, forgive, hit, peek
from betang.kernel.limits.jobs import limits_purge
from betang.kernel.limits.models import Counter
from betang.kernel.limits.visitor import visitor

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
LIMIT = Limit("sign_in", amount=3, seconds=60)

database = [pytest.mark.db, pytest.mark.django_db]


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


class TestWindow:
    pytestmark = database

    def test_the_amount_is_allowed_and_the_next_refused_with_the_seconds_to_wait(self):
        left = [hit(LIMIT, "a", after(second)).left for second in (0, 10, 20)]
        assert left == [2, 1, 0]
        assert hit(LIMIT, "a", after(20.5)) == Decision(allowed=False, retry_after=40, left=0)

    def test_a_window_begins_with_its_first_try_and_ends_on_the_second(self):
        for second in (0, 59, 59):
            assert hit(LIMIT, "a", after(second)).allowed
        assert not hit(LIMIT, "a", after(59.999)).allowed
        assert hit(LIMIT, "a", after(60)) == Decision(allowed=True, retry_after=0, left=2)

    def test_refused_tries_do_not_lengthen_the_wait(self):
        for second in (0, 1, 2, 30, 50, 59):
            hit(LIMIT, "a", after(second))
        assert failures(LIMIT, "a", after(59)) == 3
        assert hit(LIMIT, "a", after(61)).allowed

    def test_keys_and_limits_are_counted_apart(self):
        for _ in range(3):
            hit(LIMIT, "a", NOW)
        assert not hit(LIMIT, "a", NOW).allowed
        assert hit(LIMIT, "b", NOW).allowed
        assert hit(Limit("reset", amount=1, seconds=60), "a", NOW).allowed

    def test_looking_counts_nothing(self):
        hit(LIMIT, "a", NOW)
        assert peek(LIMIT, "a", NOW) == peek(LIMIT, "a", NOW) == Decision(allowed=True, retry_after=0, left=2)
        assert peek(LIMIT, "new", NOW).left == 3
        assert Counter.objects.count() == 1

    def test_success_forgives_what_came_before(self):
        for _ in range(3):
            hit(LIMIT, "a", NOW)
        forgive(LIMIT, "a")
        assert failures(LIMIT, "a", NOW) == 0
        assert hit(LIMIT, "a", NOW).left == 2

    def test_only_windows_that_are_over_are_purged_at_night(self):
        hit(LIMIT, "a", NOW)
        hit(LIMIT, "b", after(30))
        done = run_now(job_start(limits_purge, actor=None, now=NOW), clock=lambda: after(60))
        assert (done.status, done.done) == ("done", 1)
        assert failures(LIMIT, "b", after(60)) == 1

    def test_one_statement_counts_and_decides(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            hit(LIMIT, "a", NOW)


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("key", ["203.0.113.7", "198001012006041001", "pegawai@example.go.id"])
def test_no_key_stands_in_the_table_nor_a_hash_that_can_be_guessed(key, settings):
    hit(LIMIT, key, NOW)
    (row,) = Counter.objects.values_list("bucket", flat=True)
    assert key not in row
    settings.SECRET_KEY = "of another site"
    assert failures(LIMIT, key, NOW) == 0


@pytest.mark.parametrize("wrong", [("", 1, 1), ("a" * 61, 1, 1), ("a", 0, 1), ("a", 1, 0)])
def test_a_limit_that_limits_nothing_is_refused(wrong):
    with pytest.raises(ValueError, match="A limit needs"):
        Limit(*wrong)


def postgres_url() -> str:
    """The test database of this process, as a URL."""
    given = connection.settings_dict
    return f"postgres://{given['USER']}@{quote(given['HOST'], safe='')}/{given['NAME']}"


def hammer(url: str, *, tries: int, var: Path) -> subprocess.Popen[str]:
    """Start a process that tries from two threads at once, on a word."""
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("hammer.py")), url, str(tries), NOW.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "BETANG_VAR": str(var)},
        text=True,
    )


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_the_amount_holds_across_processes_and_threads(tmp_path):
    url = postgres_url() if connection.vendor == "postgresql" else f"sqlite:///{tmp_path / 'limits.sqlite3'}"
    if connection.vendor == "sqlite":
        assert hammer(url, tries=0, var=tmp_path).communicate(timeout=30)[0] == ""
    started = [hammer(url, tries=20, var=tmp_path) for _ in range(3)]
    assert all(process.stdout and process.stdout.readline() == "ready\n" for process in started)
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    assert sum(int(process.communicate(timeout=30)[0]) for process in started) == 10


class TestVisitor:
    def key(self, **meta: Any) -> str:
        return visitor(RequestFactory().get("/", **meta))

    def test_without_a_proxy_what_the_browser_sends_is_ignored(self):
        assert self.key(REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.1") == "203.0.113.7"

    def test_behind_a_proxy_the_last_entry_counts(self, settings):
        settings.BETANG_BEHIND_PROXY = True
        assert self.key(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.7") == "203.0.113.7"
        assert self.key(REMOTE_ADDR="203.0.113.9") == "203.0.113.9"

    def test_a_household_has_one_key(self):
        assert self.key(REMOTE_ADDR="2001:db8:1:2:a::1") == self.key(REMOTE_ADDR="2001:db8:1:2:b::9")
        assert self.key(REMOTE_ADDR="2001:db8:1:3::1") != self.key(REMOTE_ADDR="2001:db8:1:2::1")
        assert self.key(REMOTE_ADDR="::ffff:203.0.113.7") == "203.0.113.7"

    def test_nonsense_is_one_key(self):
        assert self.key(REMOTE_ADDR="'; drop table") == self.key(REMOTE_ADDR="") == "unknown"
