"""Only actions write, in the open: no signals, no overridden save, no transaction around a whole request."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tests.health.sources import Source, functions

# Roles of a Django module that read, decide or show; `update` is left out because dictionaries have it too.
READERS = {"urls", "views", "forms", "queries", "rules"}
WRITES = {
    "save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete",
}  # fmt: skip
SIGNAL_MODULES = {"django.db.models.signals", "django.dispatch", "django.core.signals"}


def outside_actions(files: Iterable[Source]) -> list[str]:
    """Find rows that are written elsewhere than in actions.py (or in a job, which calls actions)."""
    return [
        f"{file.path}:{node.lineno}: .{node.func.attr}() belongs into an action"
        for file in files
        if file.name in READERS
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]


def signals(files: Iterable[Source]) -> list[str]:
    """Find signal handlers: what they do cannot be read from the place that triggers it."""
    return [
        f"{file.path}:{node.lineno}: a signal"
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ImportFrom) and node.module in SIGNAL_MODULES
    ]


def overridden_saves(files: Iterable[Source]) -> list[str]:
    """Find classes that hide work in their own save()."""
    return [
        f"{file.path}:{node.lineno}: an own save()"
        for file in files
        for node in functions(file)
        if node.name == "save" and node.args.args and node.args.args[0].arg == "self"
    ]


def whole_request_transactions(files: Iterable[Source]) -> list[str]:
    """Find the setting that opens a transaction for every request, also for those that only read."""
    return [f"{file.path}: ATOMIC_REQUESTS" for file in files if "ATOMIC_REQUESTS" in file.text]


def positional_actions(files: Iterable[Source]) -> list[str]:
    """Find public actions with positional arguments, or with `actor` not first or `now` not last."""
    found = []
    for file in files:
        tops = [node for node in file.tree.body if isinstance(node, ast.FunctionDef)]
        for node in tops if file.name == "actions" else []:
            names = [argument.arg for argument in node.args.kwonlyargs]
            in_order = names[names.index("actor") :] == names if "actor" in names else True
            last = names[-1] == "now" if "now" in names else True
            if not node.name.startswith("_") and (node.args.args or not in_order or not last):
                found.append(f"{file.path}:{node.lineno}: {node.name}: keyword-only: actor, object, ..., now")
    return found
