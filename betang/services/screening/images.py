"""Pictures: counted before they are decoded, made anew without what a phone wrote into them, looked at for legibility.

Re-encoding drops EXIF (place, device), hidden thumbnails, and whatever else was appended: a picture that is a program
or a page at the same time comes out as a picture only.
"""

from __future__ import annotations

import io
import warnings

import numpy as np
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

from betang.kernel.errors import Invalid

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
LOOKED_AT = 640  # pixels of the longer side on which sharpness and light are measured
QUALITY = 85
# Measured on photographs of documents; a page of white paper alone is sharp by its letters.
SMALL, BLURRED, DARK, BRIGHT = 700, 25.0, 60.0, 245.0

ImageFile.LOAD_TRUNCATED_IMAGES = False


def made_anew(content: bytes) -> tuple[bytes, list[str]]:
    """Return a JPEG of at most 2400 pixels a side, upright, without metadata, and what looks wrong with it."""
    picture = opened(content)
    try:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        ImageOps.exif_transpose(picture, in_place=True)  # a copy of what stands upright would cost as much as decoding
        upright = flat(picture)
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise unreadable() from error
    size = max(upright.size)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), looks(upright, size)


def opened(content: bytes) -> Image.Image:
    """Open a picture of a format that is taken, without decoding it; Invalid for others and for too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise too_many() from error
    except (OSError, SyntaxError, ValueError) as error:
        raise unreadable() from error
    if picture.width * picture.height > MOST_PIXELS:
        raise too_many()
    return picture


def too_many() -> Invalid:
    """Say that a picture has too many pixels."""
    return Invalid(_("Gambar ini terlalu besar: lebih dari 40 juta titik. Ambil foto dengan ukuran lebih kecil."))


def unreadable() -> Invalid:
    """Say that the bytes are nothing that is taken."""
    return Invalid(_("Berkas ini tidak dapat dibaca. Kirim foto JPG, PNG, atau WebP, atau berkas PDF."))


def flat(picture: Image.Image) -> Image.Image:
    """Lay a picture on white paper, in plain colours: letters on a transparent ground would end up on black."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def looks(picture: Image.Image, longest: int) -> list[str]:
    """Name what makes a picture hard to read: few pixels, no sharp edges, little or too much light."""
    small = picture.convert("L")
    small.thumbnail((LOOKED_AT, LOOKED_AT), Image.Resampling.BOX)
    grey = np.asarray(small, dtype=np.float32)
    if min(grey.shape) < 3:
        return ["small"]
    edges = 4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    light = float(grey.mean())
    found = {
        "small": longest < SMALL,
        "blurred": float(edges.var()) < BLURRED,
        "dark": light < DARK,
        "bright": light > BRIGHT,
    }
    return [code for code, holds in found.items() if holds]
