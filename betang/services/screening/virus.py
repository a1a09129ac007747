"""The virus scanner of the machine, where its socket is set (BETANG_CLAMD): ClamAV's INSTREAM over a Unix socket.

With a scanner set, nothing goes past it: when it does not answer, the upload waits.
"""

from __future__ import annotations

import socket
import struct

from django.conf import settings
from django.utils.translation import gettext as _

from betang.kernel.errors import Conflict, Invalid

SECONDS = 10
PIECE = 2**16


def refuse(content: bytes) -> None:
    """Raise Invalid when the scanner finds something, Conflict when it does not answer; nothing without a scanner."""
    if not settings.BETANG_CLAMD:
        return
    try:
        answer = asked(settings.BETANG_CLAMD, content)
    except OSError as error:
        raise Conflict(_("Pemeriksaan berkas sedang tidak tersedia. Coba lagi beberapa menit lagi.")) from error
    if not answer.endswith("OK"):
        if not answer.endswith("FOUND"):
            raise Conflict(_("Pemeriksaan berkas sedang tidak tersedia. Coba lagi beberapa menit lagi."))
        raise Invalid(_("Berkas ini ditolak pemeriksa virus. Kirim berkas lain."))


def asked(path: str, content: bytes) -> str:
    """Send a file to the scanner and return its answer."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(SECONDS)
        line.connect(path)
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        return line.makefile("rb").read(4096).rstrip(b"\0\n").decode(errors="replace")
