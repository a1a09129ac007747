"""A service as text that an office edits: the packaged one as it stands in its file, and what became of it. Pure."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from betang.regulation.text import Text
from betang.services.definition import Definition
from betang.services.groups import forms, groups
from betang.services.reading import FOLDER, BadDefinition, check_links, definition, fail, packaged

MARK = "[[service]]\n"


@cache
def packaged_texts(folder: Path = FOLDER) -> dict[str, str]:
    """Return the text of each packaged service, with its comments and line breaks, by id."""
    parts = [part for file in sorted(folder.glob("services/*.toml")) for part in file.read_text().split(MARK)[1:]]
    return {tomllib.loads(part)["id"]: f"{part.strip()}\n" for part in parts}


@cache
def shared(folder: Path = FOLDER) -> dict[str, Any]:
    """Return the questions and papers that services share."""
    return {name: tomllib.loads((folder / f"{name}.toml").read_text()) for name in ("common", "papers")}


def read(service: str, text: str) -> Definition:
    """Read the text of a service; BadDefinition with a sentence that says where it does not hold."""
    try:
        made = definition(tomllib.loads(text), **shared())
    except tomllib.TOMLDecodeError as error:
        raise fail(service, f"bukan TOML yang sah ({error})", f"no valid TOML ({error})") from error
    except BadDefinition:
        raise
    except KeyError as error:
        raise fail(service, f"belum ada {error}", f"{error} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise fail(
            service, f"ada isian yang bentuknya lain ({error})", f"a value has another form ({error})"
        ) from error
    check_whole(service, made)
    return made


def check_whole(service: str, made: Definition) -> None:
    """Refuse what names a group, a form or a service that there is not, another id, and a way that ends nowhere."""
    if made.id != service:
        raise fail(service, "id layanan tidak dapat diganti", "the id of a service cannot be changed")
    if made.group not in {group.id for group in groups()}:
        raise fail(service, f"kelompok {made.group} tidak ada", f"there is no group {made.group}")
    if unknown := [code for code in made.forms if code not in forms()]:
        raise BadDefinition(Text(f"formulir {unknown[0]} tidak ada", f"there is no form {unknown[0]}"))
    if made.fee_rupiah < 0:
        raise fail(service, "biaya kurang dari nol", "the fee is below zero")
    check_links({**packaged(), service: made})
