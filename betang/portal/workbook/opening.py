"""Uploaded files where the reader of workbooks finds them: in memory, behind paths of our own making.

The reader wants paths. The folder holds links to memory only, so that nothing of a file stands readable on the disk,
not even when the process is killed; and no name that somebody sent ever becomes a path.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

Parts = Iterable[tuple[str, Iterable[bytes]]]
"""Names of ours, such as "pegawai.csv", with the content in pieces."""


@contextmanager
def opened(parts: Parts) -> Iterator[Path]:
    """Give the path of a workbook, or of the folder of csv files, for as long as it is read."""
    with TemporaryDirectory(prefix="betang-") as name, ExitStack() as held:
        folder = Path(name)
        paths = [_hold(folder / part, pieces, held) for part, pieces in parts]
        yield folder if paths[0].suffix == ".csv" else paths[0]


def _hold(path: Path, pieces: Iterable[bytes], held: ExitStack) -> Path:
    """Put content into memory and let `path` lead to it; where the system knows no such memory, into a file."""
    if not hasattr(os, "memfd_create"):
        path.write_bytes(b"".join(pieces))
        return path
    memory = os.memfd_create("betang")
    held.callback(os.close, memory)
    with os.fdopen(os.dup(memory), "wb") as file:
        file.writelines(pieces)
    path.symlink_to(f"/proc/self/fd/{memory}")
    return path
