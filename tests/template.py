"""The empty database of the tests, made once: what all migrations come to, kept as a file for the next process.

To run every migration takes longer than a hundred tests, in each worker and each pass. The file's name says for which
code it was made: any change to a file of Betang, or to a package, makes it anew. PostgreSQL always migrates, on a
cluster of its own.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def key() -> str:
    """Name the code that the database is made from: Betang's, the packages', Python's and SQLite's."""
    found = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for path in [*sorted((ROOT / "betang").rglob("*.py")), ROOT / "requirements.lock"]:
        found.update(f"\n{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:32]


def start_from(connection: Any, file: Path) -> sqlite3.Connection:
    """Let the test database, which SQLite keeps in memory while anybody has it open, begin as a copy of the file."""
    kept = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    source.backup(kept)
    source.close()
    return kept


def keep(connection: Any, file: Path) -> None:
    """Write the migrated database to the file, and remove what was kept for other code."""
    written = file.with_name(f"{file.name}.{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(written)])
    written.replace(file)
    for other in file.parent.glob("*.sqlite3"):
        if other != file:
            other.unlink(missing_ok=True)
