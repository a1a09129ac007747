"""A key file whose keys are the same in every run, so that no test depends on chance or on what stands in var/."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from betang.kernel.crypto.keys import Purpose


def key_file(path: Path) -> Path:
    """Write a key file with one fixed key for each purpose."""
    path.write_text(json.dumps({"version": 1, "keys": [_entry(purpose) for purpose in Purpose]}))
    path.chmod(0o600)
    return path


def _entry(purpose: Purpose) -> dict[str, str]:
    secret = hashlib.sha256(f"a key for tests: {purpose}".encode()).digest()
    return {
        "id": f"{purpose}-tests",
        "purpose": purpose.value,
        "secret": base64.b64encode(secret).decode(),
        "created_at": "2026-01-01T00:00:00+00:00",
    }
