"""The automatic look at what residents upload: format, size, sharpness, light. Nothing else, and no outside service.

Every upload is hostile until it has been here: what it is follows from its bytes, never from its name or its sender.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid
from betang.services.screening import images, pdf, virus

MOST_BYTES = 5 * 2**20


@dataclass(frozen=True, slots=True)
class Screened:
    """A file as it will be kept: its bytes, media type, name, and codes of what looks wrong with it."""

    content: bytes
    media_type: str
    name: str
    warnings: list[str] = field(default_factory=list)


def screen(content: bytes, *, name: str) -> Screened:
    """Look at an upload: a picture comes back made anew, a PDF unchanged; Invalid, with a sentence, for the rest."""
    if not content:
        raise Invalid(_("Berkas ini kosong. Pilih berkas lain."))
    if len(content) > MOST_BYTES:
        raise Invalid(_("Berkas ini lebih besar dari 5 MB. Ambil foto dengan ukuran lebih kecil, atau pindai ulang."))
    virus.refuse(content)
    stem = PurePosixPath(name.replace("\\", "/")).stem[:80] or "dokumen"
    if pdf.is_pdf(content):
        pdf.refuse(content)
        return Screened(content, "application/pdf", f"{stem}.pdf")
    made, warnings = images.made_anew(content)
    return Screened(made, "image/jpeg", f"{stem}.jpg", warnings)


def warning_words(codes: list[str]) -> list[str]:
    """Say what looks wrong, in sentences for whoever took the picture."""
    said = {
        "small": _("Gambarnya kecil; tulisannya mungkin tidak terbaca. Dekatkan kamera."),
        "blurred": _("Gambarnya tampak buram. Pegang ponsel dengan dua tangan, lalu ketuk layar agar fokus."),
        "dark": _("Gambarnya gelap. Foto di tempat yang lebih terang."),
        "bright": _("Gambarnya terlalu terang. Hindari pantulan lampu."),
    }
    return [said[code] for code in codes if code in said]
