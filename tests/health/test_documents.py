"""README, docs and changelog say what is true."""

from __future__ import annotations

import tomllib

from tests.health import documents
from tests.health.sources import ROOT, holds, project_files, sources


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def texts() -> dict[str, str]:
    return {path: read(path) for path in project_files() if path.endswith(".md")}


def test_links_lead_somewhere():
    assert "docs/architecture.md" in texts()
    holds(documents.dead_links(texts(), root=ROOT))
    text = "[a](README.md) [b](docs/none.md#x) [c](https://example.org/x) [d](#part)"
    assert documents.dead_links({"a.md": text}, root=ROOT) == ["a.md: docs/none.md#x"]


def test_the_files_that_documents_name_are_there():
    holds(documents.dead_paths(texts(), root=ROOT))
    text = "`betang/kernel/` and `tools/no_such.py`"
    assert documents.dead_paths({"a.md": text}, root=ROOT) == ["a.md: tools/no_such.py"]


def test_the_commands_of_the_documents_exist():
    holds(documents.unknown_commands(texts(), makefile=read("Makefile")))
    text = "To make coffee, run `make run` and `make coffee`.\n```\nmake tea\n```\n"
    assert documents.unknown_commands({"a.md": text}, makefile="run: install\n") == [
        "a.md: make coffee",
        "a.md: make tea",
    ]


def test_the_readme_names_the_two_commands():
    for command in ("make run", "make test"):
        assert command in read("README.md")


def test_the_changelog_knows_the_version():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    holds(documents.unlisted_version(read("CHANGELOG.md"), version=version))
    assert documents.unlisted_version("## 0.0.9\n", version="0.1.0") == ["CHANGELOG.md has no heading for 0.1.0"]


def test_every_setting_is_documented():
    code = {file.path: file.text for file in sources("betang")}
    holds(documents.undocumented_settings(code, document=read("docs/operations/running.md")))
    text = "os.environ.get('BETANG_NEW') or flag(\"BETANG_OTHER\")"
    assert documents.undocumented_settings({"a.py": text}, document="`BETANG_OTHER`") == [
        "BETANG_NEW is not documented"
    ]
