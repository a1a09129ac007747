"""Purity: rules of law take the day, the numbers and nothing else; no clock, no chance, no environment."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tests.health.sources import PURE, Source

# Names that make the same call give different answers. A module is forbidden whole, or one of its attributes.
MODULES = {"random", "secrets", "time", "uuid", "socket", "subprocess", "requests", "urllib.request"}
ATTRIBUTES = {"now", "today", "utcnow", "localdate", "localtime", "environ", "getenv", "urandom", "default_rng"}


def pure_sources(files: Iterable[Source]) -> list[Source]:
    """Keep the files of the packages that must be pure."""
    return [file for file in files if any(file.path.startswith(f"betang/{folder}/") for folder in PURE)]


def impurities(files: Iterable[Source]) -> list[str]:
    """Find reads of the clock, of chance, of the environment or of the network."""
    return [f"{file.path}:{line}: {what}" for file in files for line, what in sorted(file_impurities(file))]


def file_impurities(file: Source) -> set[tuple[int, str]]:
    """Find them in one file, as (line, name)."""
    found = set()
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            found |= {(node.lineno, alias.name) for alias in node.names if alias.name in MODULES}
        elif isinstance(node, ast.ImportFrom):
            names = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            plain = {alias.name for alias in node.names} & ATTRIBUTES
            found |= {(node.lineno, str(name)) for name in (names & MODULES) | plain}
        elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            found.add((node.lineno, node.attr))
    return found


def missing_days(files: Iterable[Source]) -> list[str]:
    """Find default values that are taken from the clock when the module is loaded."""
    found = []
    for file in files:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.arguments):
                defaults = [default for default in [*node.defaults, *node.kw_defaults] if default is not None]
                calls = [part for default in defaults for part in ast.walk(default) if isinstance(part, ast.Call)]
                names = [call.func.attr for call in calls if isinstance(call.func, ast.Attribute)]
                found += [f"{file.path}: a default taken from {name}()" for name in names if name in ATTRIBUTES]
    return found
