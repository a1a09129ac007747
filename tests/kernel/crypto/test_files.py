"""Files: encrypted on the disk, proven frame by frame, handed over as downloads, erased with their key."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from betang.kernel.crypto import files, folder, frames, jobs
from betang.kernel.crypto.aead import PROOF_BYTES, SealBroken
from betang.kernel.crypto.files import (
    FileLost,
    SweepRefused,
    file_erase,
    file_open,
    file_read,
    file_response,
    file_store,
    files_sweep,
    shown_name,
)
from betang.kernel.crypto.keyring import KeyMissing, Purpose
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.errors import Invalid
from betang.kernel.jobs import job_start, run_now
from tests.kernel.crypto.samples import NOW, altered

pytestmark = [pytest.mark.db, pytest.mark.django_db]
FRAME = 1000
TEXT = b"Keputusan Wali Kota tentang contoh. "


@pytest.fixture(autouse=True)
def small_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "FRAME_BYTES", FRAME)


def store(content: bytes = TEXT * 100, *, name: str = "keputusan.pdf", media_type: str = "application/pdf"):
    return file_store(content=io.BytesIO(content), name=name, media_type=media_type, now=NOW)


def on_disk() -> list[Path]:
    return [path for path in folder.root().rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 7])
def test_content_of_any_length_comes_back(size):
    content = bytes(number % 251 for number in range(size))
    file = store(content)
    assert file_read(EncryptedFile.objects.get(pk=file.pk)) == content
    assert (file.size, file.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert folder.path_of(file.id).stat().st_size == frames.sealed_size(size)


def test_a_stream_that_gives_little_at_a_time_is_stored_whole():
    class Drops(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(7, size or 0))

    file = file_store(content=Drops(TEXT * 50), name="a", media_type="text/plain", now=NOW)
    assert file_read(file) == TEXT * 50


def test_nothing_of_a_file_is_readable_on_the_disk_or_in_its_row():
    file = store()
    (path,) = on_disk()
    assert b"Keputusan" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.relative_to(folder.root()).as_posix() == f"{file.id.hex[:2]}/{file.id.hex}"
    assert "keputusan" not in str(EncryptedFile.objects.values().get())


def test_altered_frames_are_refused():
    path = folder.path_of(store().id)
    content = bytearray(path.read_bytes())
    content[FRAME + 500] ^= 1
    path.write_bytes(content)
    with pytest.raises(SealBroken, match="telah diubah, terpotong"):
        file_read(EncryptedFile.objects.get())


def test_truncated_files_are_refused_before_the_first_byte():
    path = folder.path_of(store().id)
    path.write_bytes(path.read_bytes()[: 2 * (FRAME + PROOF_BYTES)])
    with pytest.raises(FileLost, match="panjangnya berubah"):
        file_open(EncryptedFile.objects.get())
    EncryptedFile.objects.update(size=2 * FRAME)  # whoever shortens the file may shorten the row too
    with pytest.raises(SealBroken, match="terpotong"):
        file_read(EncryptedFile.objects.get())


def test_reordered_repeated_and_foreign_frames_are_refused():
    length = FRAME + PROOF_BYTES
    file, other = store(), store()
    path = folder.path_of(file.id)
    content = path.read_bytes()
    pieces = [content[start : start + length] for start in range(0, len(content), length)]
    foreign = folder.path_of(other.id).read_bytes()[:length]
    for wrong in ([pieces[1], pieces[0]], [pieces[0], pieces[0]], [foreign, pieces[1]]):
        path.write_bytes(b"".join([*wrong, *pieces[2:]]))
        with pytest.raises(SealBroken):
            file_read(file)
    path.write_bytes(folder.path_of(other.id).read_bytes())
    with pytest.raises(SealBroken):
        file_read(file)


def test_an_altered_row_and_a_missing_key_are_refused(keys):
    file = store()
    EncryptedFile.objects.update(sha256="0" * 64)
    with pytest.raises(SealBroken, match="sidiknya"):
        file_read(EncryptedFile.objects.get())
    EncryptedFile.objects.update(wrapped=altered(file.wrapped))
    with pytest.raises(SealBroken):
        file_open(EncryptedFile.objects.get())
    keys.add(Purpose.FILE)
    keys.drop(Purpose.FILE)
    with pytest.raises(KeyMissing, match="file-tests"):
        file_open(file)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("/etc/cron.d/x", "x"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("laporan\0.pdf", "laporan.pdf"),
        ("lap\r\nSet-Cookie: a=b.pdf", "lapSet-Cookie: a=b.pdf"),
        ("laporan\u202efdp.exe", "laporanfdp.exe"),
        ("..", "berkas"),
        ("", "berkas"),
        ("a" * 300 + ".xlsx", "a" * 145 + ".xlsx"),
        ('Laporan "Q1".pdf', 'Laporan "Q1".pdf'),
    ],
)
def test_path_traversal_names_never_reach_the_disk(name, shown):
    file = store(b"isi", name=name)
    assert on_disk() == [folder.path_of(file.id)]
    assert file.name.reveal() == shown_name(name) == shown
    answer = file_response(file)
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment; filename")


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "text/html\r\nX: 1", "<script>", ""])
def test_a_download_is_an_attachment_that_no_browser_opens_in_place(media_type):
    answer = file_response(store(b"<script>alert(1)</script>", name="halaman.html", media_type=media_type))
    assert answer.getvalue() == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"] == 'attachment; filename="halaman.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Length"] == "25"
    proper = media_type in {"text/html", "image/svg+xml"}
    assert answer["Content-Type"] == (media_type if proper else "application/octet-stream")


def test_a_damaged_file_is_not_handed_over_in_part():
    path = folder.path_of(store().id)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(SealBroken):
        file_response(EncryptedFile.objects.get())


def test_a_file_past_the_limit_is_refused_and_leaves_nothing():
    with pytest.raises(Invalid, match=r"lebih besar dari 1,0\sMB"):
        file_store(content=io.BytesIO(bytes(2**20 + 1)), name="a", media_type="a/b", now=NOW, limit_bytes=2**20)
    assert (on_disk(), EncryptedFile.objects.count()) == ([], 0)


def test_an_erased_file_is_gone_from_the_table_and_the_disk(django_capture_on_commit_callbacks):
    file, kept = store(), store()
    with django_capture_on_commit_callbacks(execute=True):
        file_erase(file)
    assert on_disk() == [folder.path_of(kept.id)]
    assert EncryptedFile.objects.get() == kept


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_is_taken_back_keeps_the_file():
    file = store()
    with transaction.atomic():
        file_erase(EncryptedFile.objects.get())
        transaction.set_rollback(True)
    assert file_read(EncryptedFile.objects.get(pk=file.id)) == TEXT * 100


def age() -> None:
    """Let everything on the disk have been written at NOW."""
    for path in on_disk():
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))


def test_the_night_sweeps_what_failed_uploads_left():
    orphan, kept = store(), store()
    EncryptedFile.objects.filter(pk=orphan.pk).delete()
    age()
    run = job_start(jobs.files_sweep, actor=None, now=NOW)
    assert run_now(run, clock=lambda: NOW + timedelta(days=2)).status == "done"
    assert on_disk() == [folder.path_of(kept.id)]


def test_a_sweep_beside_another_database_removes_nothing(monkeypatch):
    monkeypatch.setattr(files, "ORPHANS_ALLOWED", 2)
    kept = [store() for _ in range(3)]
    age()
    EncryptedFile.objects.all().delete()
    with pytest.raises(SweepRefused, match="3 dari 3 berkas tidak dikenal"):
        files_sweep(now=NOW + timedelta(days=2))
    assert len(on_disk()) == len(kept)


def test_what_failed_uploads_left_on_the_disk_is_swept_after_a_day():
    kept, orphan = store(), store()
    EncryptedFile.objects.filter(pk=orphan.pk).delete()
    unfinished = folder.path_of(kept.id).with_name(".new-abc")
    unfinished.write_bytes(b"half")
    age()
    assert files_sweep(now=NOW + timedelta(hours=23)) == 0
    assert files_sweep(now=NOW + timedelta(hours=25)) == 2
    assert on_disk() == [folder.path_of(kept.id)]
