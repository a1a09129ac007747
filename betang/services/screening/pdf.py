"""PDF: taken unchanged, since it may carry somebody's signature; refused when it could do more than be read.

Looked for: encryption, scripts, launch actions, embedded files, forms that are programs (XFA), media that run.
"""

from __future__ import annotations

import io
import re

import pikepdf
from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid

MOST_PAGES = 30
MOST_OBJECTS = 20_000
TAIL = 1024
SCRIPTS = ("/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings")
FILES = ("/EmbeddedFiles", "/EF", "/AF")
ACTS = ("/Launch", "/JavaScript", "/ImportData", "/SubmitForm", "/RichMediaExecute", "/GoToE", "/GoToR")


def is_pdf(content: bytes) -> bool:
    """Tell whether a file says that it is a PDF in its first bytes, where nothing else can stand before it."""
    return content.startswith(b"%PDF-")


def refuse(content: bytes) -> None:
    """Raise Invalid, with a sentence, for a PDF that is not taken."""
    if not re.search(rb"%%EOF\s*\Z", content[-TAIL:]):
        raise Invalid(_("Berkas PDF ini tidak berakhir sebagaimana mestinya. Simpan ulang sebagai PDF."))
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            look(document)
    except pikepdf.PasswordError as error:
        raise locked() from error
    except (pikepdf.PdfError, RecursionError, ValueError) as error:
        raise Invalid(_("Berkas PDF ini rusak. Simpan ulang sebagai PDF.")) from error


def signed(content: bytes) -> bool:
    """Tell whether a PDF that was taken carries a signature; nothing is said of whether it is valid."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return any(isinstance(each, pikepdf.Dictionary) and "/ByteRange" in each for each in document.objects)


def locked() -> Invalid:
    """Say that a PDF is encrypted."""
    return Invalid(_("Berkas PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu kirim lagi."))


def look(document: pikepdf.Pdf) -> None:
    """Look at every object of a PDF."""
    if document.is_encrypted:
        raise locked()
    if len(document.objects) > MOST_OBJECTS or len(document.pages) > MOST_PAGES:
        raise Invalid(_("Berkas PDF ini terlalu panjang. Kirim paling banyak 30 halaman."))
    if not document.pages:
        raise Invalid(_("Berkas PDF ini tidak mempunyai halaman."))
    for entry in document.objects:
        walk(entry, depth=0)


def walk(entry: object, *, depth: int) -> None:
    """Look at an object and at what stands directly inside; what it refers to has its own turn."""
    if depth > 50:
        raise Invalid(_("Berkas PDF ini tersusun terlalu dalam. Simpan ulang sebagai PDF."))
    if isinstance(entry, pikepdf.Array):
        for each in entry:
            inside(each, depth)
    elif isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
        keys = set(entry.keys())
        judge(entry, keys)
        for key in keys:
            inside(entry[key], depth)


def inside(entry: object, depth: int) -> None:
    """Go on with a part that has no object of its own."""
    if isinstance(entry, pikepdf.Object) and not entry.is_indirect:
        walk(entry, depth=depth + 1)


def judge(entry: pikepdf.Object, keys: set[str]) -> None:
    """Refuse an object that runs, opens or carries something."""
    act = str(entry.get("/S", "")) if "/S" in keys else ""
    kind = str(entry.get("/Type", "")) if "/Type" in keys else ""
    if keys.intersection(SCRIPTS) or act in ACTS:
        raise Invalid(_("Berkas PDF ini memuat program atau perintah. Cetak ulang menjadi PDF biasa, lalu kirim."))
    if keys.intersection(FILES) or kind in {"/EmbeddedFile", "/Filespec"}:
        raise Invalid(_("Berkas PDF ini memuat berkas lain di dalamnya. Kirim tiap dokumen tersendiri."))
