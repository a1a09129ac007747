"""Every value of law has examples: a parameter file and a case file stand at the same path."""

from __future__ import annotations

from collections.abc import Iterable

PARAMETERS = "betang/regulation/parameters/"
CASES = "betang/regulation/cases/"


def below(paths: Iterable[str], folder: str) -> set[str]:
    """Keep the TOML files below a folder, as paths inside it."""
    return {path.removeprefix(folder) for path in paths if path.startswith(folder) and path.endswith(".toml")}


def unpaired(paths: Iterable[str], without_value: Iterable[str] = ()) -> list[str]:
    """Find parameters without cases and cases without parameters; one `without_value` (unset) has nothing to try."""
    listed, unset = list(paths), below(without_value, PARAMETERS)
    parameters, cases = below(listed, PARAMETERS), below(listed, CASES)
    lonely = [f"{PARAMETERS}{name} has no cases" for name in sorted(parameters - cases - unset)]
    return lonely + [f"{CASES}{name} has no parameters" for name in sorted(cases - parameters)]


def empty_cases(texts: dict[str, str]) -> list[str]:
    """Find case files that hold no case."""
    return [f"{path} holds no [[case]]" for path, text in sorted(texts.items()) if "[[" not in text]
