"""A definition that is kept as text comes back as it was, and its digest tells any other definition from it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from betang.services.reading import packaged
from betang.services.stored import as_json, digest, from_json

SERVICES = packaged()


@pytest.mark.parametrize("code", SERVICES)
def test_a_definition_comes_back_from_its_text(code):
    service = SERVICES[code]
    content = as_json(service)
    assert from_json(content) == service
    assert as_json(from_json(content)) == content
    assert digest(content) == digest(service)


def test_the_text_is_canonical_and_leaves_defaults_out():
    service = SERVICES["kk-hilang-rusak"]
    content = as_json(service)
    raw = json.loads(content)
    assert list(raw) == sorted(raw)
    assert "stops" not in raw
    assert '": ' not in content
    assert all("help" not in row or row["help"]["id"] for row in raw["questions"])


def test_every_change_changes_the_digest():
    service = SERVICES["kk-hilang-rusak"]
    fewer = replace(service, papers=service.papers[:-1])
    other = replace(service, attendance=True)
    assert len({digest(service), digest(fewer), digest(other)}) == 3
    assert len(digest(service)) == 64
