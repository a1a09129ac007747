"""The key file: who reads it, what becomes of it when it is changed, and that nothing starts without it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from betang.kernel import environment
from betang.kernel.crypto import keyfile
from betang.kernel.crypto.keyring import KeyFileError, KeyMissing, Purpose, keyring
from betang.kernel.crypto.startup import refuse_without_keys
from tests.kernel.crypto.samples import NOW

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "keys.json"


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_it_stands_where_the_environment_says_else_in_the_writable_folder(tmp_path):
    assert environment.keys_file(tmp_path, {}) == tmp_path / "keys.json"
    assert environment.keys_file(tmp_path, {"BETANG_KEYS": "/etc/betang/keys.json"}) == Path("/etc/betang/keys.json")


def test_it_is_made_once_with_a_key_for_each_purpose_that_its_owner_alone_reads(path):
    assert keyfile.create(path, now=NOW)
    ring = keyfile.load(path)
    assert {key.purpose for key in ring} == set(Purpose)
    assert len({key.secret for key in ring}) == len(Purpose)
    assert all(len(key.secret) == 32 for key in ring)
    assert mode(path) == 0o600
    assert not keyfile.create(path, now=NOW)
    assert list(keyfile.load(path)) == list(ring)
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]


def test_processes_that_start_at_once_share_one_file(path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: keyfile.create(path, now=NOW), range(16)))
    assert made.count(True) == 1
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]


def test_keys_added_at_once_are_all_kept_and_the_mode_stays(keys):
    keys.path.chmod(0o640)
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda _: keys.add(Purpose.FIELD), range(8)))
    ring = keyfile.load(keys.path)
    assert {key.id for key in ring.all(Purpose.FIELD)} == {"field-tests", *(key.id for key in added)}
    assert ring.get(Purpose.FIELD, added[0].id) == added[0]
    assert ring.current(Purpose.FILE).id == "file-tests"
    assert mode(keys.path) == 0o640


def test_a_new_key_is_current_in_a_running_process_at_once(keys):
    assert keyring().current(Purpose.FIELD).id == "field-tests"
    assert keyring() is keyring()
    added = keys.add(Purpose.FIELD)
    assert keyring().current(Purpose.FIELD) == added


def test_a_key_that_is_not_there_is_named(keys):
    with pytest.raises(KeyMissing, match=r"Kunci field-x \(field\) tidak ada"):
        keyring().get(Purpose.FIELD, "field-x")
    keys.drop(Purpose.SEAL)
    with pytest.raises(KeyMissing, match="betang keys add seal"):
        keyring().current(Purpose.SEAL)


def test_secrets_are_not_printed(keys):
    key = keyring().current(Purpose.FIELD)
    assert repr(key.secret)[2:-1] not in repr(key)
    assert "secret" not in repr(key)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content | {"version": 2},
        lambda content: {"keys": content["keys"]},
        lambda content: content | {"keys": [content["keys"][0] | {"secret": "c2VjcmV0"}]},
        lambda content: content | {"keys": [content["keys"][0] | {"secret": "§§"}]},
        lambda content: content | {"keys": [content["keys"][0] | {"purpose": "door"}]},
        lambda content: content | {"keys": [content["keys"][0] | {"id": "a.b"}]},
        lambda content: [content],
    ],
)
def test_a_damaged_file_is_refused_without_quoting_it(keys, change):
    content = json.loads(keys.path.read_text())
    keys.path.write_text(json.dumps(change(content)))
    with pytest.raises(KeyFileError, match=r"rusak\. Pulihkan dari cadangan") as caught:
        keyfile.load(keys.path)
    assert content["keys"][0]["secret"] not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_cut_file_and_two_keys_of_one_name_are_refused(keys):
    whole = keys.path.read_text()
    keys.path.write_text(whole[:-20])
    assert "rusak" in keyfile.problem(keys.path)
    content = json.loads(whole)
    keys.path.write_text(json.dumps(content | {"keys": [*content["keys"], content["keys"][0]]}))
    assert "dua kunci dengan nama yang sama" in keyfile.problem(keys.path)


def test_production_refuses_to_start_without_a_key_file_and_says_how_to_make_one(settings, path):
    settings.BETANG_KEYS, settings.BETANG_MODE = path, "production"
    with pytest.raises(KeyFileError, match=r"tidak ada\. .* betang keys init"):
        refuse_without_keys()
    assert not path.exists()


@pytest.mark.parametrize("chosen", ["demo", "development"])
def test_elsewhere_the_key_file_is_made_at_the_first_start(settings, path, chosen):
    settings.BETANG_KEYS, settings.BETANG_MODE = path, chosen
    refuse_without_keys()
    assert mode(path) == 0o600


def test_a_file_that_anybody_reads_or_that_lacks_a_purpose_stops_the_start(keys):
    keys.path.chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        refuse_without_keys()
    keys.path.chmod(0o600)
    refuse_without_keys()
    keys.drop(Purpose.SUBJECT)
    with pytest.raises(KeyFileError, match="betang keys add subject"):
        refuse_without_keys()


def start(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    kept: dict[str, Any] = {name: os.environ[name] for name in ("PATH", "HOME", "DATABASE_URL") if name in os.environ}
    env = {**kept, "BETANG_VAR": str(folder), "PORT": "0"}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_the_web_server_does_not_start_in_production_without_keys(tmp_path):
    gunicorn = ["-m", "gunicorn", "--config=python:betang.kernel.http.gunicorn", "betang.wsgi"]
    ended = start([sys.executable, *gunicorn], tmp_path / "empty")
    assert ended.returncode == 1
    assert "betang keys init" in ended.stderr
    assert "Traceback" not in ended.stderr
