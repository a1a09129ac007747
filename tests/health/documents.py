"""What the documents promise is there: links lead somewhere, commands exist, the changelog knows the version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND = re.compile(r"\bmake ([a-z]+)\b")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
SETTING = re.compile(r"""["'](BETANG_[A-Z_]+|DATABASE_URL|PORT|SECRET_KEY|WEB_CONCURRENCY)["']""")
PATH = re.compile(r"`((?:bench|betang|docs|tests|tools)/[\w./-]*)`")
# Sentences use the word too ("make sure"): a command is looked for in code only.
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def dead_links(texts: Mapping[str, str], *, root: Path) -> list[str]:
    """Find links to files that do not exist; addresses of the web are not followed."""
    found = []
    for path, text in texts.items():
        for link in LINK.findall(text):
            target = link.partition("#")[0]
            outside = link.startswith(("http:", "https:", "mailto:"))
            if target and not outside and not (root / path).parent.joinpath(target).exists():
                found.append(f"{path}: {link}")
    return found


def dead_paths(texts: Mapping[str, str], *, root: Path) -> list[str]:
    """Find files and folders of the project that a document names and that are not there."""
    named = [(path, target) for path, text in texts.items() for target in PATH.findall(text)]
    return [f"{path}: {target}" for path, target in named if not (root / target).exists()]


def unknown_commands(texts: Mapping[str, str], *, makefile: str) -> list[str]:
    """Find make commands that a document names and the Makefile does not have."""
    targets = set(TARGET.findall(makefile))
    return [
        f"{path}: make {name}"
        for path, text in texts.items()
        for code in CODE.findall(text)
        for name in COMMAND.findall(code)
        if name not in targets
    ]


def unlisted_version(changelog: str, *, version: str) -> list[str]:
    """Find out whether the changelog has neither a heading for the version nor one for what is not released."""
    headings = re.findall(r"^## (\S+)", changelog, re.MULTILINE)
    return [] if {version, "Unreleased"} & set(headings) else [f"CHANGELOG.md has no heading for {version}"]


def undocumented_settings(texts: Mapping[str, str], *, document: str) -> list[str]:
    """Find settings that the code reads from the environment and the document does not list."""
    names = {name for text in texts.values() for name in SETTING.findall(text)}
    return [f"{name} is not documented" for name in sorted(names) if f"`{name}`" not in document]
