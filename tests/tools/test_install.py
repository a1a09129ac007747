"""`make install`: what it needs, when it does nothing, and what it says when it cannot."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tools import install


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up clone with lock files, in which pip only writes down what it was asked."""
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")

    def create(folder: Path, *, with_pip: bool, clear: bool) -> None:
        folder.mkdir(exist_ok=True)
        (tmp_path / "asked").write_text("venv\n", encoding="utf-8")

    def pip(*arguments: str) -> None:
        with (tmp_path / "asked").open("a", encoding="utf-8") as asked:
            asked.write(" ".join(arguments) + "\n")

    monkeypatch.setattr("venv.create", create)
    monkeypatch.setattr(install, "pip", pip)
    return tmp_path


def asked(clone: Path) -> list[str]:
    path = clone / "asked"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return lines


LOCKED = "--require-hashes --only-binary=:all: --requirement requirements.lock"
ITSELF = "--no-deps --no-build-isolation --editable ."


def test_a_fresh_clone_gets_everything_once(clone: Path):
    assert install.main([]) == 0
    assert asked(clone) == ["venv", LOCKED, ITSELF]
    assert install.main(["run"]) == 0
    assert asked(clone) == []


def test_a_changed_lock_installs_again(clone: Path):
    install.main([])
    asked(clone)
    (clone / "requirements.lock").write_text("changed", encoding="utf-8")
    install.main([])
    assert LOCKED in asked(clone)


def test_the_tools_include_what_runs_betang(clone: Path):
    install.main(["dev"])
    assert asked(clone)[1].endswith("requirements-dev.lock")
    install.main(["run"])
    assert asked(clone) == []


def test_an_unreadable_stamp_counts_as_none(clone: Path):
    install.main([])
    (clone / ".venv" / "betang-installed.json").write_text("[half", encoding="utf-8")
    assert install.stamp_read(clone / ".venv") == {}
    (clone / ".venv" / "betang-installed.json").write_text(json.dumps(["list"]), encoding="utf-8")
    assert install.stamp_read(clone / ".venv") == {}


def test_a_moved_clone_builds_its_environment_anew(clone: Path, monkeypatch: pytest.MonkeyPatch):
    install.main([])
    asked(clone)
    monkeypatch.setattr(install, "environment_python", lambda _folder: tuple(sys.version_info[:3]))
    (clone / "requirements.lock").write_text("changed", encoding="utf-8")
    install.main([])
    assert asked(clone) == [LOCKED, ITSELF]
    moved = clone.with_name("moved")
    clone.rename(moved)
    monkeypatch.setattr(install, "ROOT", moved)
    monkeypatch.setattr(install, "VENV", moved / ".venv")
    clone.mkdir()
    install.main([])
    assert asked(clone) == ["venv", LOCKED, ITSELF]


def test_an_environment_of_another_python_is_another_one(clone: Path, tmp_path: Path):
    first = install.fingerprint(clone, "requirements.lock", (3, 11, 2))
    assert install.fingerprint(clone, "requirements.lock", (3, 12, 0)) != first
    assert install.environment_python(tmp_path / "none") == ()


def test_a_machine_that_lacks_something_gets_a_sentence(clone: Path, capsys: pytest.CaptureFixture[str]):
    assert "3.11 or newer, this is 3.9" in install.missing_means((3, 9, 1), has_ensurepip=True)
    assert "apt-get install python3-venv" in install.missing_means((3, 11, 2), has_ensurepip=False)
    assert install.missing_means((3, 14, 0), has_ensurepip=True) == ""


def test_an_old_python_stops_before_anything_is_written(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(install, "OLDEST", (4, 0))
    assert install.main([]) == 1
    assert "Betang needs Python" in capsys.readouterr().err
    assert asked(clone) == []
