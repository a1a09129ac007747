"""The key file: a small JSON file beside the database, never in it, that only its owner may read.

It is replaced whole (write, flush to disk, rename), so that a crash leaves the old file or the new one; changes wait
for one another, so that no key gets lost that something is encrypted under already.
"""

import base64
import fcntl
import json
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from betang.kernel.crypto.keys import SECRET_BYTES, Key, KeyFileError, Keyring, Purpose

VERSION = 1


def key_made(purpose: Purpose, *, now: datetime) -> Key:
    """Make a new random key; its name says what it is for and is never used twice."""
    return Key(
        id=f"{purpose}-{secrets.token_hex(4)}",
        purpose=purpose,
        secret=secrets.token_bytes(SECRET_BYTES),
        created_at=now.astimezone(UTC).isoformat(timespec="seconds"),
    )


def load(path: Path) -> Keyring:
    """Read the key file; KeyFileError with a sentence when it is missing, unreadable or malformed."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise ValueError("version")
        keys = [_key(entry) for entry in content["keys"]]
    except FileNotFoundError:
        raise KeyFileError(
            f"Berkas kunci {path} tidak ada. Pulihkan dari cadangannya; pada pemasangan baru jalankan: betang keys init"
        ) from None
    except OSError as error:
        raise KeyFileError(f"Berkas kunci {path} tidak dapat dibaca: {error.strerror}.") from None
    except (KeyError, TypeError, ValueError):
        # Never quote what was read: it may be a secret.
        raise KeyFileError(f"Berkas kunci {path} rusak. Pulihkan dari cadangan; jangan membuat yang baru.") from None
    if len({key.id for key in keys}) != len(keys):
        raise KeyFileError(f"Berkas kunci {path} memuat dua kunci dengan nama yang sama.")
    return Keyring(keys)


def _key(entry: dict[str, Any]) -> Key:
    secret = base64.b64decode(entry["secret"], validate=True)
    if len(secret) != SECRET_BYTES or not str(entry["id"]) or "." in entry["id"]:
        raise ValueError("key")
    return Key(str(entry["id"]), Purpose(entry["purpose"]), secret, str(entry.get("created_at", "")))


def create(path: Path, *, now: datetime) -> bool:
    """Make the key file with one key for each purpose; False when there is one already, which stays as it is.

    Several processes may start at the same moment: each writes its own file and links it into place, the first link
    wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    name = _written(path, [key_made(purpose, now=now) for purpose in Purpose])
    try:
        os.link(name, path)
    except FileExistsError:
        return False
    finally:
        name.unlink()
    _flush_folder(path.parent)
    return True


def add(path: Path, purpose: Purpose, *, now: datetime) -> Key:
    """Add a new key, which is current from now on, and keep all others."""
    with _changing(path) as ring:
        key = key_made(purpose, now=now)
        _replace(path, [*ring, key])
    return key


def remove(path: Path, key: Key) -> None:
    """Take one key out of the file. The caller makes sure that nothing needs it."""
    with _changing(path) as ring:
        _replace(path, [other for other in ring if other.id != key.id])


def problem(path: Path) -> str:
    """Say in one sentence why the key file cannot be used; empty when it can."""
    try:
        ring = load(path)
        for purpose in Purpose:
            ring.current(purpose)
    except KeyFileError as error:
        return str(error)
    if path.stat().st_mode & 0o007:
        return f"Berkas kunci {path} dapat dibaca siapa pun di mesin ini. Jalankan: chmod 600 {path}"
    return ""


@contextmanager
def _changing(path: Path) -> Iterator[Keyring]:
    """Give what the file holds while no other process changes it."""
    load(path)  # a lock beside a missing file would only be litter
    with (path.parent / f".{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield load(path)


def _replace(path: Path, keys: Iterable[Key]) -> None:
    name = _written(path, keys)
    old = path.stat()
    if os.geteuid() == 0:  # run by root, the service must still be able to read it
        os.chown(name, old.st_uid, old.st_gid)
    name.chmod(old.st_mode & 0o770)
    name.replace(path)
    _flush_folder(path.parent)


def _written(path: Path, keys: Iterable[Key]) -> Path:
    """Write keys to a new file in the same folder, down to the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mkstemp creates with mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"version": VERSION, "keys": [_entry(key) for key in keys]}, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _entry(key: Key) -> dict[str, str]:
    secret = base64.b64encode(key.secret).decode("ascii")
    return {"id": key.id, "purpose": key.purpose.value, "secret": secret, "created_at": key.created_at}


def _flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
