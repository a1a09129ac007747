"""The answers of a request as they are kept: one encrypted text of JSON, and the definition they answer to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from betang.services.definition import Definition
from betang.services.models import Request
from betang.services.stored import from_json


def answers_of(request: Request) -> dict[str, str]:
    """Return the answers given so far."""
    text = request.answers.reveal()
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def answers_put(request: Request, answers: Mapping[str, str]) -> None:
    """Set the answers of a row that is not saved yet, and what stands beside them to be found by."""
    request.answers = json.dumps(answers, ensure_ascii=False, sort_keys=True)
    request.name = answers.get("nama", "")
    request.nik = answers.get("nik", "")
    request.email = answers.get("surel", "")
    request.phone = answers.get("ponsel", "")


WRITTEN = ["answers", "name", "nik", "nik_index", "email", "email_index", "phone", "phone_index"]
"""The columns that `answers_put` sets."""


def definition_of(request: Request) -> Definition:
    """Return the definition under which somebody applied; one query unless `definition` was selected with it."""
    return _read(request.definition_id, request.definition.content)


@lru_cache(maxsize=256)
def _read(digest: str, content: str) -> Definition:
    return from_json(content)
