"""Shape: how long files, functions, views and templates may be, and names that are not used."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.health.sources import Source, functions

FILE_LINES = 400
MEDIAN_LINES = 100
FUNCTION_LINES = 60
VIEW_LINES = 25
TEMPLATE_LINES = 150
# A drawer for everything, and formats that turn a key `on:` into True and `no` into False.
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py"}
FORBIDDEN_SUFFIXES = {".yaml", ".yml"}


def long_files(files: Iterable[Source]) -> list[str]:
    """Find Python files that nobody reads in one sitting; migrations are written by Django, not by people."""
    long = [file for file in files if file.lines > FILE_LINES and "/migrations/" not in file.path]
    return [f"{file.path}: {file.lines} lines, at most {FILE_LINES}" for file in long]


def long_median(files: Iterable[Source]) -> list[str]:
    """Find out whether half of the files are too long; empty files do not make the others shorter."""
    lengths = [file.lines for file in files if file.lines > 5]
    median = statistics.median(lengths) if lengths else 0
    return [f"the median file has {median} lines, at most {MEDIAN_LINES}"] if median > MEDIAN_LINES else []


def long_functions(files: Iterable[Source], *, limit: int = FUNCTION_LINES) -> list[str]:
    """Find functions that do more than one thing."""
    found = []
    for file in files:
        for node in functions(file):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                found.append(f"{file.path}:{node.lineno}: {node.name} has {length} lines, at most {limit}")
    return found


def long_views(files: Iterable[Source]) -> list[str]:
    """Find views that hold work which belongs into an action or a query."""
    return long_functions((file for file in files if file.name == "views"), limit=VIEW_LINES)


def long_templates(texts: Mapping[str, str]) -> list[str]:
    """Find templates that should be split into parts; `texts` maps paths to contents."""
    lengths = {path: len(text.splitlines()) for path, text in texts.items()}
    return [f"{path}: {n} lines, at most {TEMPLATE_LINES}" for path, n in lengths.items() if n > TEMPLATE_LINES]


def bad_names(paths: Iterable[str]) -> list[str]:
    """Find files whose name or format the architecture rules out."""
    found = [Path(path) for path in paths]
    wrong = [path for path in found if path.name in FORBIDDEN_NAMES or path.suffix in FORBIDDEN_SUFFIXES]
    return [f"{path}: a name or format that is not used here" for path in wrong]
