"""Keeps the English translation complete: texts are Indonesian in the code, English in one catalogue.

    python -m tools.messages            bring the catalogue up to date with the code and compile it
    python -m tools.messages --check    change nothing; list what is missing, fuzzy, stale or not compiled

The compiled catalogue is kept in git, so that running Betang needs no tool for translations.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "betang" / "locale" / "en" / "LC_MESSAGES" / "django.po"
# No dates and no tool's name: the same texts give the same file.
HEADER = {
    "Project-Id-Version": "betang",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def polib() -> Any:
    """Return the package that reads and writes catalogues; it is there for checks only, and has no type information."""
    return importlib.import_module("polib")


def empty() -> Any:
    """Return a catalogue without entries."""
    catalogue = polib().POFile(wrapwidth=100)
    catalogue.metadata = dict(HEADER)
    return catalogue


def load(path: Path = CATALOGUE) -> Any:
    """Return the catalogue, an empty one when there is none yet."""
    return polib().pofile(str(path), wrapwidth=100) if path.is_file() else empty()


def renewed(old: Any, root: Path = ROOT) -> Any:
    """Return a catalogue with exactly the texts of the code and the translations that `old` has for them."""
    from tools.message_sources import messages

    known = {(entry.msgid, entry.msgid_plural): entry for entry in old}
    places: dict[tuple[str, str], list[str]] = {}
    for message in messages(root):
        places.setdefault((message.text, message.plural), []).append(message.place.partition(":")[0])
    catalogue = empty()
    for (text, plural), where in sorted(places.items()):
        before = known.get((text, plural))
        entry = polib().POEntry(msgid=text, occurrences=[(place, "") for place in dict.fromkeys(where)])
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = dict(before.msgstr_plural) if before else {0: "", 1: ""}
        else:
            entry.msgstr = before.msgstr if before else ""
        if before and before.flags:
            entry.flags = [flag for flag in before.flags if flag == "fuzzy"]
        if "%(" in text:
            entry.flags.append("python-format")
        catalogue.append(entry)
    return catalogue


def placeholders(text: str) -> set[str]:
    """Return the named gaps of a text."""
    return {part.partition(")")[0] for part in text.split("%(")[1:]}


def problems(catalogue: Any, root: Path = ROOT) -> list[str]:
    """List what is wrong with a catalogue, each a sentence that names the text."""
    wanted = {(entry.msgid, entry.msgid_plural) for entry in renewed(catalogue, root)}
    found = [f"not in the catalogue: {text!r}" for text, plural in sorted(wanted - _keys(catalogue))]
    for entry in catalogue:
        translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if (entry.msgid, entry.msgid_plural) not in wanted:
            found.append(f"no longer in the code: {entry.msgid!r}")
        elif "fuzzy" in entry.flags:
            found.append(f"fuzzy: {entry.msgid!r}")
        elif not all(translations):
            found.append(f"not translated: {entry.msgid!r}")
        elif any(placeholders(text) != placeholders(entry.msgid) for text in translations):
            found.append(f"other gaps than the original: {entry.msgid!r}")
    return found


def _keys(catalogue: Any) -> set[tuple[str, str]]:
    return {(entry.msgid, entry.msgid_plural) for entry in catalogue}


def check(path: Path = CATALOGUE, root: Path = ROOT) -> list[str]:
    """List what is wrong with the catalogue and its compiled form."""
    catalogue = load(path)
    found = problems(catalogue, root)
    compiled = path.with_suffix(".mo")
    if not compiled.is_file() or compiled.read_bytes() != catalogue.to_binary():
        found.append("the compiled catalogue is not up to date")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Update, or with --check list the problems; 1 when there are any."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if importlib.util.find_spec("polib") is None:
        if CATALOGUE.with_suffix(".mo").is_file() and "--check" not in arguments:
            return 0  # an environment without the tools for checks: the compiled catalogue is in git
        print("Translations are maintained in the environment of `make dev`.")
        return 1
    if "--check" not in arguments:
        catalogue = renewed(load())
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(CATALOGUE))
        CATALOGUE.with_suffix(".mo").write_bytes(catalogue.to_binary())
    found = check()
    for sentence in found:
        print(sentence)
    if found:
        print("Complete betang/locale/en/LC_MESSAGES/django.po, then run: python -m tools.messages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
