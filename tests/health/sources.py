"""The project's own files, as the health checks read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Packages that know neither Django nor the clock, as paths below betang/; made when they are needed.
PURE = ("regulation", "services/process", "learning/optimise", "insight/estimate", "ui/charts")


@dataclass(frozen=True)
class Source:
    """A Python file: its path below the project's folder, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return parse(self.text)

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return len(self.text.splitlines())

    @property
    def name(self) -> str:
        """The file's role inside a Django module: `views` for betang/portal/views.py and betang/portal/views/."""
        parts = Path(self.path).with_suffix("").parts
        return parts[-2] if len(parts) > 3 and parts[-2] in ROLES else parts[-1]


ROLES = ("urls", "views", "forms", "jobs", "actions", "queries", "rules", "models")


@cache
def parse(text: str) -> ast.Module:
    """Parse a file once for all checks."""
    return ast.parse(text)


@cache
def project_files() -> tuple[str, ...]:
    """List the files that are, or would be, under version control; paths below the project's folder."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(sorted(path for path in listed.split("\0") if path and (ROOT / path).is_file()))


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """Read the Python files below one of the project's folders."""
    paths = [path for path in project_files() if path.startswith(f"{folder}/") and path.endswith(".py")]
    return tuple(Source(path=path, text=(ROOT / path).read_text(encoding="utf-8")) for path in paths)


def all_sources() -> tuple[Source, ...]:
    """Read every Python file of the project."""
    return tuple(source for folder in ("bench", "betang", "tests", "tools") for source in sources(folder))


def own_sources() -> tuple[Source, ...]:
    """Read the files of betang/ that people write; Django writes the migrations."""
    return tuple(source for source in sources("betang") if "/migrations/" not in source.path)


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Walk over all functions and methods of a file."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def module_name(path: str) -> str:
    """Give the dotted name of a file: betang/ui/__init__.py is betang.ui."""
    parts = Path(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def holds(violations: Sequence[str]) -> None:
    """Fail with every violation on a line of its own."""
    assert not violations, "\n".join(["this rule is broken:", *violations])
