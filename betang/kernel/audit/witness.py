"""The witness: a small file outside the database that remembers the newest sealed head this machine has seen.

The seal alone does not notice that the whole database was put back to an older state: the older head carries a good
seal too. The witness only goes forward, and only along the chain it knows. Where the trail does not contain what the
witness saw, it stays where it is, so that the disagreement can be found for good.
"""

import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from betang.kernel.audit.chain import Head

log = logging.getLogger(__name__)
MOST_BYTES = 4096


class WitnessUnreadable(Exception):  # noqa: N818  reads as what happened
    """The witness file holds something else than a head."""


def witness_path() -> Path | None:
    """Return where the witness stands (setting BETANG_WITNESS); None when there is none, as in tests."""
    return Path(settings.BETANG_WITNESS) if settings.BETANG_WITNESS else None


def witness_read() -> Head | None:
    """Return what the witness saw last; None when it has seen nothing yet. WitnessUnreadable when damaged."""
    path = witness_path()
    if path is None or not path.exists():
        return None
    with _locked(path, fcntl.LOCK_SH) as handle:
        return _seen(handle)


def witness_advance(head: Head, *, was: Head, hash_of: Callable[[int], str | None]) -> None:
    """Let the witness see a head that was committed; `was` is the head before, `hash_of` asks the trail for a hash.

    The file is written in place and not forced to disk: SQLite in WAL mode does not force its own commits either, and
    a witness that survived a power cut which the newest entries did not would raise a false alarm.
    """
    path = witness_path()
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path, fcntl.LOCK_EX) as handle:
        seen = _seen(handle)
        if seen is not None and seen.seq >= head.seq:
            return  # another process saw a later head first, or the trail is behind: verify() tells which
        known = was.hash if seen and seen.seq == was.seq else None
        if seen is not None and (known or hash_of(seen.seq)) != seen.hash:
            log.error("audit: the trail does not contain entry %s as the witness saw it", seen.seq)
            return
        data = json.dumps([head.seq, head.hash, head.seal]).encode()
        os.pwrite(handle, data, 0)
        os.ftruncate(handle, len(data))


def witness_set_aside(*, now: datetime) -> Path:
    """Move the witness aside, kept as evidence under its time; the next entry begins a new one. Returns where it is."""
    path = witness_path()
    if path is None:
        raise FileNotFoundError("There is no witness file.")
    return path.rename(path.with_name(f"{path.name}.{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"))


@contextmanager
def _locked(path: Path, mode: int) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, mode)
        yield handle
    finally:
        os.close(handle)


def _seen(handle: int) -> Head | None:
    data = os.pread(handle, MOST_BYTES, 0)
    if not data:
        return None
    try:
        seq, digest, seal = json.loads(data)
        return Head(int(seq), str(digest), str(seal))
    except (TypeError, ValueError) as error:
        raise WitnessUnreadable(str(error)) from error
