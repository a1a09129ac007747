"""Every test function that stands in the tree is run: none is lost by its file's name or place."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.health.sources import ROOT, Source

COLLECTED = pytest.StashKey[set[tuple[str, str]]]()  # what this run of pytest found, as (path, name)


def written(files: Iterable[Source]) -> set[tuple[str, str]]:
    """List the test functions that the files define, as (path, name); methods of test classes too."""
    return {(file.path, name) for file in files for name in test_names(file.tree.body)}


def test_names(body: Iterable[ast.stmt]) -> Iterator[str]:
    """Walk over the names of tests in a module or a test class; `Test…` classes are followed."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            if not any("fixture" in ast.unparse(decorator) for decorator in node.decorator_list):
                yield node.name
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from test_names(node.body)


# pytest must not take this function of the checker for a test.
test_names.__test__ = False  # type: ignore[attr-defined]


def is_whole(config: pytest.Config) -> bool:
    """Tell whether a run of pytest looked through all of tests/, leaving out nothing."""
    option = config.option
    places = {(config.invocation_params.dir / argument).resolve() for argument in config.args}
    return places == {ROOT / "tests"} and not (option.ignore or option.ignore_glob or option.lf)


def collected(root: Path) -> set[tuple[str, str]]:
    """Ask pytest which tests it finds in a folder, as (path, name)."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 5):
        raise AssertionError(f"pytest cannot collect the tests:\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    nodes = [line.split("::") for line in done.stdout.splitlines() if "::" in line]
    return {(parts[0], parts[-1].partition("[")[0]) for parts in nodes}


def lost(*, defined: set[tuple[str, str]], found: set[tuple[str, str]]) -> list[str]:
    """Name the tests that are written but not run."""
    return [f"{path}: {name} is not collected" for path, name in sorted(defined - found)]
