"""The development signature: PAdES (B-B) by a key that this installation made for itself. It can never count.

It shows and tests the whole way of a signed paper. No reader knows the certificate; so that it does not even help to
add it to those that are trusted, it held for one day in the year 2000 and is not for signing. Each page says in large
letters what the paper is.
"""

import io
import os
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from betang.kernel.documents.models import Signature

FILE = "signature-development.pem"
NAME = "Tanda tangan pengembangan Betang (tidak sah)"
FIELD = "tanda_tangan"
HELD = datetime(2000, 1, 1, tzinfo=UTC), datetime(2000, 1, 2, tzinfo=UTC)
NOT_FOR_SIGNING = x509.KeyUsage(
    digital_signature=False, content_commitment=False, key_encipherment=True, data_encipherment=False,
    key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
)  # fmt: skip
RESERVED = 8192  # bytes for the signature
# Outside the page and without size: PDF/A asks no picture of it, PDF/UA no place in the order of reading.
PLACE = (-20, -20, -20, -20)


class DevelopmentSigner:
    """Signs with the key of development."""

    signature = Signature.DEVELOPMENT

    def __init__(self, pem: bytes) -> None:
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError(f"{FILE} holds no RSA key.")
        certificate = x509.load_pem_x509_certificate(pem)
        self._key = _Key(key, asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)))

    def sign(self, pdf: bytes) -> bytes:
        """Add the signature in a field on the last page, where the address of the paper's page stands."""
        about = signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, name=NAME, reason=NAME
        )
        field = fields.SigFieldSpec(FIELD, on_page=-1, box=PLACE, readable_field_name=NAME)
        made = signers.PdfSigner(about, self._key, new_field_spec=field)
        out: Any = made.sign_pdf(_Update(io.BytesIO(pdf)), bytes_reserved=RESERVED)
        return bytes(out.getbuffer())


class _Key(signers.Signer):
    """A key that is read once: the library's own reads it for each signature, which takes longer than signing."""

    def __init__(self, key: rsa.RSAPrivateKey, certificate: asn1.Certificate) -> None:
        super().__init__(signing_cert=certificate)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())


class _Update(IncrementalPdfFileWriter):
    """An update that leaves what the paper says of itself: the library would write that part of PDF/A anew."""

    def _update_meta(self) -> None:
        pass


def development_signer() -> DevelopmentSigner:
    """Return the signer of this installation; its key is made when there is none, beside the other keys."""
    return _signer(Path(settings.BETANG_KEYS).with_name(FILE))


@cache
def _signer(path: Path) -> DevelopmentSigner:
    if not path.exists():
        _create(path)
    return DevelopmentSigner(path.read_bytes())


def _create(path: Path) -> None:
    """Write key and certificate, for the owner only. Of several processes that begin at once the first link wins."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_pem())
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()


def _pem() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), *HELD)
    made = made.add_extension(NOT_FOR_SIGNING, critical=True)
    certificate = made.sign(key, hashes.SHA256())
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = serialization.Encoding.PEM
    return key.private_bytes(pem, *plain) + certificate.public_bytes(pem)
