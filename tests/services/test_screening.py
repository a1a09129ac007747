"""Hostile and poor uploads: each is refused with its sentence, or comes out harmless."""

from __future__ import annotations

import io
import socket
import struct
import threading
import zlib
from collections.abc import Callable

import numpy as np
import pikepdf
import pytest
from PIL import Image

from betang.kernel.errors import Conflict, Invalid
from betang.services.screening import MOST_BYTES, screen, warning_words


def picture(size: tuple[int, int] = (1000, 800), *, kind: str = "JPEG", light: int = 200, **options: object) -> bytes:
    """A page with letters on it, seen as stripes."""
    stripes = np.full((size[1], size[0]), light, dtype=np.uint8)
    stripes[::8] = 20
    out = io.BytesIO()
    Image.fromarray(stripes).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def document(
    change: Callable[[pikepdf.Pdf], object] = lambda pdf: None, encryption: pikepdf.Encryption | None = None
) -> bytes:
    """A PDF of one empty page."""
    made = pikepdf.new()
    made.add_blank_page()
    change(made)
    out = io.BytesIO()
    made.save(out, encryption=encryption or False)
    return out.getvalue()


def test_a_photo_comes_out_upright_without_what_the_phone_wrote_into_it():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Ponsel Rahasia"
    sent = picture((1200, 900), exif=exif)
    kept = screen(sent + b"<script>alert(1)</script>", name="../../etc/foto ktp.PNG")
    made = Image.open(io.BytesIO(kept.content))
    assert (made.format, made.size, kept.media_type, kept.name) == ("JPEG", (900, 1200), "image/jpeg", "foto ktp.jpg")
    assert b"Rahasia" in sent
    assert b"Rahasia" not in kept.content
    assert b"script" not in kept.content
    assert kept.warnings == []


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_formats_become_jpeg(kind):
    assert screen(picture(kind=kind), name="x").media_type == "image/jpeg"


def test_what_is_hard_to_read_is_said():
    assert screen(picture((300, 200)), name="x").warnings == ["small"]
    assert screen(picture(light=50), name="x").warnings == ["dark"]
    plain = io.BytesIO()
    Image.new("RGB", (1000, 800), (252, 252, 252)).save(plain, "JPEG")
    found = screen(plain.getvalue(), name="x").warnings
    assert found == ["blurred", "bright"]
    assert all(words.endswith(".") for words in warning_words(found))


def header_of(width: int, height: int) -> bytes:
    """A PNG that says it is enormous, in a hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return start + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def action(kind: str) -> Callable[[pikepdf.Pdf], None]:
    """A PDF that does something when it is opened."""

    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name(kind), JS="app.alert(1)")

    return change


def carry(made: pikepdf.Pdf) -> None:
    """Put a file into a PDF."""
    made.attachments["a.exe"] = pikepdf.AttachedFileSpec(made, b"MZ")


LOCKED = pikepdf.Encryption(owner="a", user="b")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kosong"),
        (b"x" * (MOST_BYTES + 1), "5 MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "tidak dapat dibaca"),
        (b"<!doctype html><script>alert(1)</script>", "tidak dapat dibaca"),
        (b"GIF89a" + bytes(40), "tidak dapat dibaca"),
        (picture()[:900], "tidak dapat dibaca"),
        (header_of(12_000, 9_000), "40 juta"),
        (header_of(60_000, 60_000), "40 juta"),
        (header_of(1000, 1000), "tidak dapat dibaca"),
        (b"<html>" + document(), "tidak dapat dibaca"),
        (document() + b"PK\x03\x04 a zip file", "tidak berakhir"),
        (document(action("/JavaScript")), "program"),
        (document(action("/Launch")), "program"),
        (document(carry), "berkas lain"),
        (document(encryption=LOCKED), "kata sandi"),
        (document(encryption=pikepdf.Encryption(owner="a", user="")), "kata sandi"),
        (document(lambda made: [made.add_blank_page() for _ in range(30)]), "30 halaman"),
        (b"%PDF-1.7\nnothing\n%%EOF", "rusak"),
    ],
)
def test_hostile_uploads_are_refused_with_a_sentence(content, said):
    with pytest.raises(Invalid, match=said) as refused:
        screen(content, name="surat.pdf")
    assert refused.value.message.endswith(".")


def test_a_plain_pdf_is_kept_byte_for_byte():
    sent = document()
    kept = screen(sent, name="surat")
    assert (kept.content, kept.media_type, kept.name) == (sent, "application/pdf", "surat.pdf")


def scanner(path: str, answer: bytes) -> threading.Thread:
    """A scanner that answers once."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(path)
    server.listen(1)

    def serve() -> None:
        line, _ = server.accept()
        with line, server:
            read = line.makefile("rb")
            assert read.read(10) == b"zINSTREAM\0"
            while size := struct.unpack(">I", read.read(4))[0]:
                read.read(size)
            line.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [(b"stream: OK\0", None), (b"stream: Eicar FOUND\0", Invalid), (b"INSTREAM size limit ERROR\0", Conflict)],
)
def test_the_machines_scanner_has_its_say(answer, refusal, settings, tmp_path):
    settings.BETANG_CLAMD = str(tmp_path / "s")
    thread = scanner(settings.BETANG_CLAMD, answer)
    if refusal:
        with pytest.raises(refusal):
            screen(document(), name="x")
    else:
        assert screen(document(), name="x").media_type == "application/pdf"
    thread.join(5)


def test_without_an_answer_of_the_scanner_nothing_is_taken(settings, tmp_path):
    settings.BETANG_CLAMD = str(tmp_path / "nobody")
    with pytest.raises(Conflict, match="tidak tersedia"):
        screen(picture(), name="x")
