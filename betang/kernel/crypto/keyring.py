"""The keys of the running Betang: `keyring().current(Purpose.FIELD)`.

A key that an operator adds is used by all running processes at once: the file is looked at each time (one system call)
and read again when it was replaced.
"""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from betang.kernel.crypto import keyfile
from betang.kernel.crypto.keys import Key, KeyFileError, KeyMissing, Keyring, Purpose

__all__ = ["Key", "KeyFileError", "KeyMissing", "Keyring", "Purpose", "keyring"]


class _Loaded(NamedTuple):
    path: str
    inode: int
    changed: int
    size: int
    ring: Keyring


_loaded: list[_Loaded] = []


def keyring() -> Keyring:
    """Return the keys; outside production the key file is made when there is none. KeyFileError when it is unusable."""
    path = Path(settings.BETANG_KEYS)
    try:
        found = path.stat()
    except FileNotFoundError:
        if settings.BETANG_MODE != "production":
            keyfile.create(path, now=timezone.now())
        return keyfile.load(path)
    if _loaded and _loaded[0][:4] == (str(path), found.st_ino, found.st_mtime_ns, found.st_size):
        return _loaded[0].ring
    ring = keyfile.load(path)
    _loaded[:] = [_Loaded(str(path), found.st_ino, found.st_mtime_ns, found.st_size, ring)]
    return ring
