"""Nothing of one machine stands in the tree, and the lock files are whole."""

from __future__ import annotations

import pytest

from tests.health import hygiene
from tests.health.sources import ROOT, holds, project_files

HASH = "    --hash=sha256:" + "a" * 64
LOCKS = ("requirements.lock", "requirements-dev.lock")


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tree() -> dict[str, str]:
    mine = ("tests/health/hygiene.py", "tests/health/test_hygiene.py", "tools/lock.py")
    return {path: read(path) for path in hygiene.text_files(project_files()) if path not in mine}


def test_no_path_of_a_machine():
    holds(hygiene.machine_paths({p: t for p, t in tree().items() if p != "tools/postgres.py"}))
    assert hygiene.machine_paths({"docs/a.md": "see /home/siti/betang and ~/home/x"}) == ["docs/a.md: /home/siti"]
    assert hygiene.machine_paths({"betang/a.py": "/tmp/x", "tests/a.py": "/tmp/x"}) == ["betang/a.py: /tmp/x"]


def test_no_address_of_a_package_index():
    holds(hygiene.index_addresses(tree()))
    assert len(hygiene.index_addresses({"a.lock": f"https://files.{hygiene.INDEXES[1]}/x.whl"})) == 1


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str):
    text = read(lock)
    assert len(hygiene.locked(text)) > 20
    holds(hygiene.loose_requirements(text))
    assert "://" not in text


@pytest.mark.parametrize(
    "entry", ["django==5.2", "django>=5.2 \\\n" + HASH, "https://x/y.whl", "a==1 \\\n    --hash=md5:00", "-i http://x"]
)
def test_a_loose_requirement_is_found(entry: str):
    good = "# made by\nnumpy==2.4.6 ; python_full_version < '3.12' \\\n" + HASH + " \\\n" + HASH
    assert hygiene.loose_requirements(good) == []
    assert len(hygiene.loose_requirements(f"{good}\n{entry}\n")) == 1


def test_the_locks_hold_the_projects_dependencies():
    holds(hygiene.unlocked(read("pyproject.toml"), read(LOCKS[0])))
    assert hygiene.unlocked('[project]\ndependencies = ["Django>=5", "numpy"]', "django==5.2") == [
        "numpy is not locked"
    ]


def test_the_tools_lock_agrees_with_the_runtime_lock():
    holds(hygiene.differing(read(LOCKS[0]), read(LOCKS[1])))
    assert hygiene.differing("a==1\nb==2\n", "a==1\nb==3\n") == ["b differs"]
