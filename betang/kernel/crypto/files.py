"""Uploaded and issued files, encrypted on the disk: store, open, hand over, erase.

Every file has a key of its own. It stands in the file's row, wrapped by a key of the key file: erasing the row is
enough to make the content unreadable, also in copies of the folder.
"""

import hashlib
import re
import secrets
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.http import StreamingHttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from betang.kernel.crypto import folder
from betang.kernel.crypto.aead import SealBroken, as_text, from_text, seal, unseal
from betang.kernel.crypto.frames import opened_frames, sealed_frames, sealed_size
from betang.kernel.crypto.keyring import Purpose, keyring
from betang.kernel.crypto.keys import SECRET_BYTES
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.errors import Conflict, Invalid

NAME_LENGTH = 150
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,90}")
UNKNOWN_TYPE = "application/octet-stream"
ORPHAN_AGE = timedelta(days=1)
ORPHANS_ALLOWED = 100
SWEEP_CHUNK = 500


class SweepRefused(Conflict):
    """The files on the disk do not belong to this database."""


class FileLost(SealBroken):
    """The row is there but its file is not, or has another length."""


def file_store(
    *, content: BinaryIO, name: str, media_type: str, now: datetime, limit_bytes: int | None = None
) -> EncryptedFile:
    """Store a stream under a new id and return its row; Invalid past `limit_bytes`, and then nothing is kept.

    `name` is only ever shown: path, control characters and excess are cut off. The media type is what the sender says;
    check the content before relying on it. When the caller's transaction fails, `files_sweep` clears the disk later.
    """
    row = file_written(content=content, name=name, media_type=media_type, now=now, limit_bytes=limit_bytes)
    row.save(force_insert=True)
    return row


def file_written(
    *, content: BinaryIO, name: str, media_type: str, now: datetime, limit_bytes: int | None = None
) -> EncryptedFile:
    """Write a stream to the disk as `file_store` does and return its row unsaved; the database is not touched.

    For who stores many: each waits for the disk twice, which may happen in threads and before the transaction.
    """
    file_id = uuid.uuid4()
    measured = _Measured(content, limit_bytes)
    secret = secrets.token_bytes(SECRET_BYTES)
    folder.write(file_id, sealed_frames(measured, secret=secret, place=_place(file_id)))
    key = keyring().current(Purpose.FILE)
    return EncryptedFile(
        id=file_id,
        name=shown_name(name),
        media_type=media_type if MEDIA_TYPE.fullmatch(media_type) else UNKNOWN_TYPE,
        size=measured.size,
        sha256=measured.digest.hexdigest(),
        key_id=key.id,
        wrapped=as_text(seal(key.secret, secret, _place(file_id))),
        created_at=now,
    )


@contextmanager
def file_kept_by(file: EncryptedFile) -> Iterator[None]:
    """Take a written file from the disk again when the block, in which its row is saved, fails."""
    try:
        yield
    except BaseException:
        folder.erase(file.id)
        raise


def file_open(file: EncryptedFile) -> Iterator[bytes]:
    """Return the plain content in pieces; SealBroken when anything of it was altered, FileLost when it is not there.

    Length and key are checked before the first piece; each piece is proven before it is given.
    """
    file_present(file)
    return _opened(file, file_secret(file))


def file_present(file: EncryptedFile) -> None:
    """Raise FileLost when the file of a row is not on the disk or has another length."""
    path = folder.path_of(file.id)
    if not path.is_file() or path.stat().st_size != sealed_size(file.size):
        raise FileLost(f"Berkas {file.id} tidak ada di penyimpanan atau panjangnya berubah. Pulihkan dari cadangan.")


def file_read(file: EncryptedFile) -> bytes:
    """Return the plain content whole; for files that fit into memory."""
    return b"".join(file_open(file))


def file_check(file: EncryptedFile) -> None:
    """Read a file to its end; raises like `file_open` when it is not what was stored."""
    for _piece in file_open(file):
        pass


def file_response(file: EncryptedFile) -> StreamingHttpResponse:
    """Answer with a file as a download. It is proven to its end first: nobody gets half of a damaged file.

    Always an attachment of just the type that was stored: a page, a drawing or a script inside never runs here.
    """
    file_check(file)
    response = StreamingHttpResponse(file_open(file), content_type=file.media_type)
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = content_disposition_header(True, file.name.reveal())
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def file_erase(file: EncryptedFile) -> None:
    """Erase a file: its key at once, its bytes when the transaction holds. ProtectedError while a row points to it."""
    file_id = file.id
    with transaction.atomic():
        file.delete()
        transaction.on_commit(partial(folder.erase, file_id), robust=True)


def files_sweep(*, now: datetime) -> int:
    """Remove what uploads left on the disk that failed or were rolled back more than a day ago; return how many.

    SweepRefused, and nothing is removed, when so many are unknown that the database must be another one.
    """
    left = list(folder.standing(before=(now - ORPHAN_AGE).timestamp()))
    orphans: list[Path] = []
    for start in range(0, len(left), SWEEP_CHUNK):
        chunk = left[start : start + SWEEP_CHUNK]
        found = EncryptedFile.objects.filter(id__in=[file_id for _path, file_id in chunk if file_id])
        known = set(found.values_list("id", flat=True))
        orphans += [path for path, file_id in chunk if file_id not in known]
    if len(orphans) > max(ORPHANS_ALLOWED, len(left) // 10):
        raise SweepRefused(
            _(
                "%(unknown)s dari %(all)s berkas tidak dikenal basis data; tidak ada yang dihapus. "
                "Periksa apakah basis data dan folder berkas berasal dari waktu yang sama."
            )
            % {"unknown": len(orphans), "all": len(left)}
        )
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def file_secret(file: EncryptedFile) -> bytes:
    """Unwrap the key of a file; KeyMissing or SealBroken when that cannot be done."""
    key = keyring().get(Purpose.FILE, file.key_id)
    return unseal(key.secret, from_text(file.wrapped, _place(file.id)), _place(file.id))


def file_rewrap(file: EncryptedFile) -> None:
    """Wrap the key of a file anew under the current key; the caller saves the row."""
    key = keyring().current(Purpose.FILE)
    file.wrapped = as_text(seal(key.secret, file_secret(file), _place(file.id)))
    file.key_id = key.id


def shown_name(name: str) -> str:
    """Return the last part of a name without control characters and marks that turn the direction of writing."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    clean = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if len(clean) > NAME_LENGTH and dot and len(ending) <= 10:
        clean = f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}"
    return clean[:NAME_LENGTH] or _("berkas")


@dataclass
class _Measured:
    """Counts and digests a stream while it is read."""

    content: BinaryIO
    limit: int | None
    size: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def read(self, length: int = -1) -> bytes:
        part = self.content.read(length)
        self.size += len(part)
        if self.limit is not None and self.size > self.limit:
            raise Invalid(_("Berkas ini lebih besar dari %(size)s.") % {"size": filesizeformat(self.limit)})
        self.digest.update(part)
        return part


def _opened(file: EncryptedFile, secret: bytes) -> Iterator[bytes]:
    digest = hashlib.sha256()
    with folder.path_of(file.id).open("rb") as stream:
        for piece in opened_frames(stream, secret=secret, place=_place(file.id)):
            digest.update(piece)
            yield piece
    if digest.hexdigest() != file.sha256:
        raise SealBroken(f"Isi berkas {file.id} tidak cocok dengan sidiknya di basis data.")


def _place(file_id: uuid.UUID) -> bytes:
    return b"file|%s" % str(file_id).encode()
