"""The tree speaks of the project alone: no path of a machine, no address of a package index, locks with hashes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping

# Written in parts, so that this file does not find itself.
INDEXES = ("py" + "pi.org", "python" + "hosted.org", "--index" + "-url", "--find" + "-links")
MACHINE = re.compile(r"(?<![\w.~/-])/(?:home|root|work|Users)/[\w.-]+")
TEMPORARY = re.compile(r"(?<![\w.~/-])/tmp/[\w.-]+")
TEXT = (
    ".py", ".toml", ".md", ".html", ".css", ".js", ".txt", ".lock", ".ini", ".po", ".svg", ".json", ".csv", ".sh",
    "Makefile", ".ci/run", ".gitignore",
)  # fmt: skip
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)")


def machine_paths(texts: Mapping[str, str]) -> list[str]:
    """Find paths that exist on one machine only; temporary folders are allowed in tests alone."""
    found = []
    for path, text in texts.items():
        hits = MACHINE.findall(text) + ([] if path.startswith("tests/") else TEMPORARY.findall(text))
        found += [f"{path}: {hit}" for hit in hits]
    return found


def index_addresses(texts: Mapping[str, str]) -> list[str]:
    """Find the address of a package index: which one is used is the machine's business."""
    return [f"{path}: {index}" for path, text in texts.items() for index in INDEXES if index in text]


def locked(text: str) -> dict[str, list[str]]:
    """Read a lock file: each package with its versions (there may be one for each range of Pythons)."""
    versions: dict[str, list[str]] = {}
    for line in text.splitlines():
        if match := REQUIREMENT.match(line):
            versions.setdefault(match[1], []).append(match[2])
    return versions


def loose_requirements(text: str) -> list[str]:
    """Find entries of a lock file without a hash, or with anything but a name, a version and hashes."""
    found = []
    for entry in re.split(r"\n(?=\S)", text):
        lines = [line for line in entry.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        hashes = [line for line in lines[1:] if re.match(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$", line)]
        if lines and (not REQUIREMENT.match(lines[0]) or not hashes or len(hashes) != len(lines) - 1):
            found.append(lines[0])
    return found


def unlocked(pyproject: str, lock: str) -> list[str]:
    """Find dependencies of pyproject.toml that the lock does not hold: somebody forgot `make lock`."""
    wanted = [re.split(r"[^A-Za-z0-9._-]", item)[0] for item in tomllib.loads(pyproject)["project"]["dependencies"]]
    return [f"{name} is not locked" for name in wanted if name.lower() not in locked(lock)]


def differing(smaller: str, larger: str) -> list[str]:
    """Find packages that the second lock holds at other versions, or not at all."""
    other = locked(larger)
    return [f"{name} differs" for name, versions in locked(smaller).items() if other.get(name) != versions]


def text_files(paths: Iterable[str]) -> list[str]:
    """Keep the files that people or tools read as text."""
    return [path for path in paths if path.endswith(TEXT)]
