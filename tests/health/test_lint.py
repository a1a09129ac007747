"""What ruff and mypy are asked to find, each shown on one line that breaks the rule."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.health.sources import ROOT

BIN = Path(sys.executable).parent
DOC = '"""A module."""\n'
EXAMPLES = {
    "D100 a module without a docstring": ("x = 1\n", "betang/people/rules.py"),
    "D101 a class without a docstring": (DOC + "\n\nclass Unit:\n    size = 1\n", "betang/people/models.py"),
    "D103 a function without a docstring": (DOC + "\n\ndef f() -> None:\n    return\n", "betang/ui/a.py"),
    "DTZ a time without a zone": (DOC + "import datetime\n\nX = datetime.datetime(2026, 1, 1)\n", "betang/ui/a.py"),
    "T20 print outside the commands": (DOC + "print(1)\n", "betang/people/queries.py"),
    "S a query put together from text": (DOC + 'X = f"SELECT * FROM t WHERE a = {DOC}"\n', "betang/people/q.py"),
    "PTH a path as text": (DOC + "import os\n\nX = os.path.join('a', 'b')\n", "betang/people/q.py"),
    "N a name in the wrong case": (DOC + '\n\ndef F() -> None:\n    """Do."""\n', "betang/people/q.py"),
    "E501 a line that is too long": (DOC + f'X = "{"x" * 120}"\n', "betang/people/q.py"),
    "F401 an import that is not used": (DOC + "import json\n", "betang/people/q.py"),
}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_linter_finds_it(rule: str):
    text, path = EXAMPLES[rule]
    command = [str(BIN / "ruff"), "check", "--no-cache", "--output-format=concise", "--stdin-filename", path, "-"]
    done = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f" {rule.split()[0]}" in done.stdout
