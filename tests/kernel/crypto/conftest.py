"""Gives each test of encryption a key file and a folder of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from betang.kernel.crypto import keyfile
from betang.kernel.crypto.keys import Key, Purpose
from tests.fixed_keys import key_file
from tests.kernel.crypto.samples import NOW


class Keys:
    """The key file of one test."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, purpose: Purpose) -> Key:
        return keyfile.add(self.path, purpose, now=NOW)

    def drop(self, purpose: Purpose, key_id: str = "") -> None:
        """Lose a key, by default the one that tests begin with."""
        keyfile.remove(self.path, keyfile.load(self.path).get(purpose, key_id or f"{purpose}-tests"))


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings: Any) -> Keys:
    settings.BETANG_VAR = tmp_path
    settings.BETANG_KEYS = key_file(tmp_path / "keys.json")
    return Keys(settings.BETANG_KEYS)


@pytest.fixture
def now() -> datetime:
    return NOW
