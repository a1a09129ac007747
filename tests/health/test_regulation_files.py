"""Every parameter has cases."""

from __future__ import annotations

from tests.health import regulation_files as files
from tests.health.sources import ROOT, holds, project_files


def test_parameters_and_cases_stand_in_pairs():
    assert files.below(project_files(), files.PARAMETERS)
    parameters = [files.PARAMETERS + name for name in files.below(project_files(), files.PARAMETERS)]
    unset = [path for path in parameters if "\n[unset]" in (ROOT / path).read_text(encoding="utf-8")]
    holds(files.unpaired(project_files(), unset))


def test_every_case_file_holds_a_case():
    paths = [files.CASES + name for name in files.below(project_files(), files.CASES)]
    holds(files.empty_cases({path: (ROOT / path).read_text(encoding="utf-8") for path in paths}))
    assert files.empty_cases({"a.toml": "# nothing yet\n"}) == ["a.toml holds no [[case]]"]


def test_a_lonely_file_is_found():
    paths = [f"{files.PARAMETERS}eksp2022/quadrant.toml", f"{files.CASES}skm/index.toml", "betang/ui/a.toml"]
    assert files.unpaired(paths) == [
        f"{files.PARAMETERS}eksp2022/quadrant.toml has no cases",
        f"{files.CASES}skm/index.toml has no parameters",
    ]
    assert files.unpaired(paths[:1], paths[:1]) == []
