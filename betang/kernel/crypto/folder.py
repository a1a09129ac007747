"""Where stored files stand on the disk. Names are made of the file's own id: nothing a user sends reaches the disk.

A file is written beside its place, flushed to the disk and moved there at once, so that a name stands for a whole file.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

UNFINISHED = ".new-"


def root() -> Path:
    """Return the folder of all stored files."""
    return Path(settings.BETANG_VAR) / "files"


def path_of(file_id: UUID) -> Path:
    """Return where a file stands; 256 folders keep each of them short."""
    name = file_id.hex
    return root() / name[:2] / name


def write(file_id: UUID, parts: Iterable[bytes]) -> None:
    """Write a new file whole, or nothing of it when writing or making the parts fails."""
    path = path_of(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def erase(file_id: UUID) -> None:
    """Remove a file from the disk; nothing happens when it is gone already."""
    path_of(file_id).unlink(missing_ok=True)


def standing(*, before: float) -> Iterator[tuple[Path, UUID | None]]:
    """List the files last changed before a moment (seconds since 1970), with their id; None for an unfinished one."""
    for path in root().glob("??/*"):
        if path.stat().st_mtime < before:
            yield path, _id_of(path.name)


def _id_of(name: str) -> UUID | None:
    try:
        return None if name.startswith(UNFINISHED) else UUID(hex=name)
    except ValueError:
        return None
