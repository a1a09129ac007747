"""The mode, the writable folder and the secret key."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from betang.kernel import environment


def test_the_mode_is_production_unless_told():
    assert environment.mode({}) == "production"
    assert environment.mode({"BETANG_MODE": "demo"}) == "demo"


def test_an_unknown_mode_is_refused_with_the_choices():
    with pytest.raises(ValueError, match="demo, development, production"):
        environment.mode({"BETANG_MODE": "test"})


def test_papers_are_signed_in_a_demo_only_unless_told():
    assert (environment.signature({}), environment.signature({"BETANG_MODE": "demo"})) == ("", "development")
    assert environment.signature({"BETANG_MODE": "demo", "BETANG_SIGNATURE": "none"}) == ""
    with pytest.raises(ValueError, match="none, development"):
        environment.signature({"BETANG_SIGNATURE": "bsre"})


def test_the_folder_is_the_given_one_else_in_the_checkout(tmp_path):
    assert environment.var_folder({"BETANG_VAR": str(tmp_path)}) == tmp_path
    assert environment.var_folder({}) == Path(__file__).resolve().parents[2] / "var"


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    folder = tmp_path / "new"
    key = environment.secret_key(folder)
    assert len(key) > 60
    assert environment.secret_key(folder) == key
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_processes_that_start_at_once_share_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(environment.secret_key, [tmp_path] * 32))
    assert len(keys) == 1


def test_switches_and_lists():
    assert environment.flag("A", {"A": "1"})
    assert not environment.flag("A", {"A": "0"})
    assert environment.words("A", "x", {"A": " b ,, c"}) == ["b", "c"]
    assert environment.words("A", "x,y", {}) == ["x", "y"]
    assert [environment.whole("A", {"A": said}) for said in ("", "0", "10")] == [None, 0, 10]
    with pytest.raises(ValueError, match="A is 'ten'"):
        environment.whole("A", {"A": "ten"})
