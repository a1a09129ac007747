"""Every parameter has cases, and no public wording needs an insider to read it."""

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


def law_texts() -> dict[str, str]:
    folders = (files.PARAMETERS, files.CASES)
    paths = [folder + name for folder in folders for name in files.below(project_files(), folder)]
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in [*paths, files.INSTRUMENTS]}


def test_every_source_is_named_for_a_reader():
    holds(files.research_codes(law_texts()))
    bad = '[[value]]\nsource = { id = "Lihat S14", en = "Public code" }\n[[value]]\nsource = "PP 30/2019"\n'
    assert files.research_codes({"a.toml": bad}) == ["a.toml: 'Lihat S14' names no publication"]


def test_the_prose_on_rules_names_its_sources():
    prose = [path for path in project_files() if path.startswith("docs/regulation/")]
    assert prose
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in prose}
    holds([f"{path}: a research code" for path, text in texts.items() if files.RESEARCH_CODE_IN_PROSE.search(text)])
    assert files.RESEARCH_CODE_IN_PROSE.search("as S19 says")
    assert not files.RESEARCH_CODE_IN_PROSE.search("S2 20, S1/D4 15")


def test_wording_for_the_public_holds_no_keys_codes_or_tags():
    holds(files.insiders_words(law_texts()))
    about, note = '{ id = "Lebih dari `batas`.", en = "More." }', '{ id = "Benar.", en = "Ours (INFER)." }'
    bad = f"about = {about}\n[[value]]\nnote = {note}\n"
    assert files.insiders_words({"a.toml": bad}) == [
        "a.toml: 'Lebih dari `batas`.' is written for insiders",
        "a.toml: 'Ours (INFER).' is written for insiders",
    ]
