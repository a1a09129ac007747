"""Names written as text lead somewhere: jobs, settings, template loaders and everything else below betang."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable

from tests.health.sources import Source

# At least three parts, as every job has: `betang.sqlite3` is a file.
DOTTED = re.compile(r"betang(\.[A-Za-z_][A-Za-z0-9_]*){2,}")


def dotted_names(file: Source) -> set[tuple[int, str]]:
    """List the dotted names of the project that stand as text in a file, as (line, name)."""
    return {
        (node.lineno, node.value)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value)
    }


def resolves(name: str) -> bool:
    """Tell whether a dotted name leads to a module or to something in one."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        module = ".".join(parts[:cut])
        try:
            target: object = importlib.import_module(module)
        except ImportError:
            continue
        for part in parts[cut:]:
            target = getattr(target, part, None)
        return target is not None
    return False


def unresolved(files: Iterable[Source]) -> list[str]:
    """Find names in text that lead nowhere: a job that is queued under such a name would never run."""
    return [
        f"{file.path}:{line}: {name} leads nowhere"
        for file in files
        for line, name in sorted(dotted_names(file))
        if not resolves(name)
    ]
