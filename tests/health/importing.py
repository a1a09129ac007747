"""Imports that the layers cannot express: one door for a package, late loading, packages that stay out."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tests.health.sources import Source

# The batch commands use the pure packages and the door for spreadsheets, nothing else of the house.
BATCH_MAY_USE = (
    "betang.batch", "betang.regulation", "betang.kernel.exchange", "betang.kernel.errors", "betang.services.process",
    "betang.learning.optimise", "betang.insight.estimate", "betang.ui.charts",
)  # fmt: skip
# A package that may be replaced one day has one file that knows it.
ONE_DOOR = {"django_tasks": "betang/kernel/jobs", "django_tasks_db": "betang/kernel/jobs"}
# These take seconds to load: only the function that needs them imports them.
LATE = {"statsmodels", "scipy", "highspy", "altair", "vl_convert"}
# AGPL; pulls SciPy back; brings its own browser; a licence or a size that does not fit.
KEPT_OUT = {"viewflow", "dowhy", "pytest_playwright"}


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Walk over what is imported, as (line, dotted name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def within(name: str, package: str) -> bool:
    """Tell whether a dotted name is a package or lies in it."""
    return name == package or name.startswith(f"{package}.")


def batch_reaches_up(files: Iterable[Source]) -> list[str]:
    """Find batch commands that use a part of the house which needs the database."""
    return [
        f"{file.path}:{line}: batch must not use {name}"
        for file in files
        if file.path.startswith("betang/batch/")
        for line, name in imported(file.tree)
        if within(name, "betang") and not any(within(name, allowed) for allowed in BATCH_MAY_USE)
    ]


def side_doors(files: Iterable[Source]) -> list[str]:
    """Find uses of a replaceable package beside its one door."""
    return [
        f"{file.path}:{line}: {name} belongs to {door}"
        for file in files
        for line, name in imported(file.tree)
        for package, door in ONE_DOOR.items()
        if within(name, package) and not file.path.startswith(door)
    ]


def early_loads(files: Iterable[Source]) -> list[str]:
    """Find slow packages that are imported when a module is loaded."""
    return [
        f"{file.path}:{line}: import {name} inside the function that needs it"
        for file in files
        for statement in file.tree.body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        for line, name in imported(statement)
        if name.partition(".")[0] in LATE
    ]


def kept_out(files: Iterable[Source]) -> list[str]:
    """Find packages that were weighed and left out."""
    return [
        f"{file.path}:{line}: {name} is kept out"
        for file in files
        for line, name in imported(file.tree)
        if name.partition(".")[0] in KEPT_OUT
    ]


def relative_imports(files: Iterable[Source]) -> list[str]:
    """Find relative imports, which the other checks (and a search for a name) would miss."""
    return [
        f"{file.path}:{node.lineno}: a relative import"
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
