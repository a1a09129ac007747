"""The throw-away PostgreSQL: where it is found, whom it runs as, what it leaves behind."""

from __future__ import annotations

import pwd
from pathlib import Path
from types import SimpleNamespace

import dj_database_url
import pytest

from tools import machine, postgres


def make_program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text("#!/bin/sh\necho 'no space left on the moon' >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def test_the_newest_packaged_version_is_taken(tmp_path: Path):
    for version in ("9.6", "15", "17"):
        make_program(tmp_path / version / "bin", "initdb")
    assert machine.postgres_bin(tmp_path) == tmp_path / "17" / "bin"


def test_the_search_path_comes_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    make_program(tmp_path / "elsewhere", "initdb")
    monkeypatch.setenv("PATH", str(tmp_path / "elsewhere"))
    assert machine.postgres_bin(tmp_path / "none") == tmp_path / "elsewhere"
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert machine.postgres_bin(tmp_path / "none") is None


def test_chromium_is_found_in_the_search_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.chromium() is None
    make_program(tmp_path, "google-chrome")
    assert machine.chromium() == tmp_path / "google-chrome"


@pytest.mark.parametrize(
    ("uid", "users", "taken"),
    [(1000, ["root", "postgres"], None), (0, ["root", "nobody"], "nobody"), (0, ["nobody", "postgres"], "postgres")],
)
def test_root_drops_to_another_user(uid: int, users: list[str], taken: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pwd, "getpwall", lambda: [SimpleNamespace(pw_name=name) for name in users])
    assert postgres.other_user(uid=uid) == taken


def test_root_without_another_user_gets_a_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pwd, "getpwall", list)
    with pytest.raises(postgres.ClusterError, match="one of: postgres, nobody"):
        postgres.other_user(uid=0)


def test_the_address_names_the_sockets_folder():
    parsed = dj_database_url.parse(postgres.database_url(Path("/tmp/betang-pg-1")))
    assert (parsed["HOST"], parsed["USER"], parsed["NAME"]) == ("/tmp/betang-pg-1", "betang", "postgres")


def test_a_cluster_that_cannot_be_made_says_why_and_leaves_nothing(tmp_path: Path):
    before = set(Path("/tmp").glob("betang-pg-*"))
    binaries = make_program(tmp_path / "bin", "initdb").parent
    with pytest.raises(postgres.ClusterError, match="initdb failed"), postgres.cluster(binaries):
        raise AssertionError("the block must not run")
    assert set(Path("/tmp").glob("betang-pg-*")) <= before
