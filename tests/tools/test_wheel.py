"""The wheel is whole, and its `betang` command works in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.health.sources import ROOT, project_files

BIN = Path(sys.executable).parent


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DJANGO"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(BIN / "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("betang-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own with the wheel; the dependencies are lent by this one, so no network is needed."""
    folder = tmp_path_factory.mktemp("env") / "venv"
    venv.create(folder, with_pip=False)
    run(BIN / "python", "-m", "pip", "--python", folder, "install", "--no-deps", "--no-index", wheel, cwd=ROOT)
    site = next(folder.glob("lib/python*/site-packages"))
    # A path file of another folder is not followed, so this clone's own editable install stays out.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def test_every_file_of_the_package_is_inside(wheel: Path):
    inside = set(zipfile.ZipFile(wheel).namelist())
    own = {path for path in project_files() if path.startswith("betang/")}
    assert own - inside == set()
    assert {Path(path).suffix for path in own} >= {".py", ".toml", ".css", ".html"}


def test_translations_are_inside_compiled(wheel: Path):
    inside = set(zipfile.ZipFile(wheel).namelist())
    catalogues = [path for path in project_files() if path.startswith("betang/") and path.endswith(".po")]
    assert catalogues
    assert {path.removesuffix(".po") + ".mo" for path in catalogues} - inside == set()


def test_nothing_else_is_inside(wheel: Path):
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"betang"}


def test_the_command_works_in_an_empty_folder(installed: Path, tmp_path: Path):
    where = run(installed / "bin" / "python", "-c", "import betang; print(betang.__file__)", cwd=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(installed)
    printed = run(installed / "bin" / "betang", "--help", cwd=tmp_path).stdout
    for command in ("appraise", "satisfaction"):
        assert command in printed
    assert list(tmp_path.iterdir()) == []
