"""`make lock` writes hashes and versions, wheels only, and no address."""

from __future__ import annotations

import pytest

from tools import lock


@pytest.mark.parametrize("name", lock.LOCKS)
def test_the_lock_names_no_index_and_takes_wheels_with_hashes(name: str):
    command = lock.compile_command(uv="uv", lock=name, upgrade=False)
    wanted = {"--universal", "--python-version=3.11", "--generate-hashes", "--only-binary=:all:"}
    assert wanted | {"--no-emit-index-url", "--no-emit-find-links"} <= set(command)
    assert command[-1] == name
    assert "--upgrade" not in command
    assert "--upgrade" in lock.compile_command(uv="uv", lock=name, upgrade=True)


def test_the_tools_are_bound_to_the_versions_that_run_betang():
    command = lock.compile_command(uv="uv", lock="requirements-dev.lock", upgrade=False)
    assert command[command.index("--constraint") + 1] == "requirements.lock"
    assert list(lock.LOCKS) == ["requirements.lock", "requirements-dev.lock"]
