"""The names of jobs: what rows in the database hold must lead to the code of today."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from tests.health.sources import Source

CALLS = {"job", "nightly"}
NAME = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")


def declared(files: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """List (place, name) of every job that a file declares; "" for a name that is not plain text."""
    for file in files:
        if not any(f"@{call}(" in file.text for call in CALLS):  # to parse all of them would take seconds
            continue
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef):
                for call in node.decorator_list:
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS:
                        yield f"{file.path}:{call.lineno}", _name(call)


def _name(call: ast.Call) -> str:
    given = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "name")]
    return str(given[0].value) if given and isinstance(given[0], ast.Constant) else ""


def faults(found: Collection[tuple[str, str]], *, known: Collection[str]) -> list[str]:
    """Name each job that no process would find, or not surely: a name twice, badly formed, or never loaded."""
    times = Counter(name for _place, name in found)
    said = []
    for place, name in found:
        if not NAME.fullmatch(name):
            said.append(f"{place}: {name!r} is no name of a job: <module>.<noun>_<verb>, as plain text")
        elif times[name] > 1:
            said.append(f"{place}: {name} names {times[name]} jobs")
        elif name not in known:
            said.append(f"{place}: {name} is not loaded; jobs stand in a file jobs.py of an installed app")
    return said
