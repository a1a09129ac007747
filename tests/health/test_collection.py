"""No test file and no test function is left uncollected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.health import collection
from tests.health.sources import ROOT, Source, holds, sources

LOST = "def test_a():\n    assert 1\n\nclass TestB:\n    def test_c(self):\n        assert 1\n"


def test_every_written_test_is_collected(pytestconfig: pytest.Config):
    files = [file for file in sources("tests") if file.path != "tests/health/collection.py"]
    # A run of everything has collected already; a run of a part asks pytest what everything would be.
    found = (
        pytestconfig.stash[collection.COLLECTED] if collection.is_whole(pytestconfig) else collection.collected(ROOT)
    )
    holds(collection.lost(defined=collection.written(files), found=found))


def test_tests_of_a_browser_stand_where_their_pass_looks():
    marked = [file.path for file in sources("tests") if "mark." + "browser" in file.text]
    assert marked
    assert [path for path in marked if not path.startswith("tests/browser/")] == []


def test_a_lost_file_is_found(tmp_path: Path):
    for name in ("test_kept.py", "lost.py"):
        (tmp_path / name).write_text(LOST, encoding="utf-8")
    files = [Source(name, LOST) for name in ("test_kept.py", "lost.py")]
    assert collection.lost(defined=collection.written(files), found=collection.collected(tmp_path)) == [
        "lost.py: test_a is not collected",
        "lost.py: test_c is not collected",
    ]
