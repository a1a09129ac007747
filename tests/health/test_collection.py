"""No test file and no test function is left uncollected."""

from __future__ import annotations

from pathlib import Path

from tests.health import collection
from tests.health.sources import ROOT, Source, holds, sources

LOST = "def test_a():\n    assert 1\n\nclass TestB:\n    def test_c(self):\n        assert 1\n"


def test_every_written_test_is_collected():
    files = [file for file in sources("tests") if file.path != "tests/health/collection.py"]
    holds(collection.lost(defined=collection.written(files), found=collection.collected(ROOT)))


def test_a_lost_file_is_found(tmp_path: Path):
    for name in ("test_kept.py", "lost.py"):
        (tmp_path / name).write_text(LOST, encoding="utf-8")
    files = [Source(name, LOST) for name in ("test_kept.py", "lost.py")]
    assert collection.lost(defined=collection.written(files), found=collection.collected(tmp_path)) == [
        "lost.py: test_a is not collected",
        "lost.py: test_c is not collected",
    ]
