"""Signing papers: what a signer is, and which one this installation has (`BETANG_SIGNATURE`).

A module that issues papers knows nothing of it: `documents_issue` signs what it sets, and the register and the page
behind the QR code say which signature a paper carries.
"""

from typing import Protocol

from django.conf import settings

from betang.kernel.documents.models import Signature


class Signer(Protocol):
    """Signs papers; may be called from several threads at once and never touches the database."""

    signature: Signature

    def sign(self, pdf: bytes) -> bytes:
        """Return a paper with a signature added at its end; all that it was stays as it is, byte by byte."""


def signer() -> Signer | None:
    """Return who signs the papers of this installation; None when they carry no signature."""
    if settings.BETANG_SIGNATURE != Signature.DEVELOPMENT:
        return None
    from betang.kernel.documents.development import development_signer  # loads a library of half a second

    return development_signer()
