"""Issued papers: set once, kept encrypted, found by anybody through the QR code's page, which tells no name."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.verification import verify
from betang.kernel.crypto.files import file_read
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.documents.actions import Paper, document_issue, documents_issue
from betang.kernel.documents.holders import initials
from betang.kernel.documents.kinds import Kind
from betang.kernel.documents.models import Document
from betang.kernel.documents.typesetting import typeset
from betang.kernel.limits.counting import Limit
from betang.portal.verification import fingerprint, views

pytestmark = [pytest.mark.django_db, pytest.mark.db]
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TEMPLATE = Path(__file__).with_name("uji.typ")
KIND = Kind(name="uji.surat", title="Surat uji", code="UJI", template=TEMPLATE, form="1")
PERSON = UUID("11111111-1111-4111-8111-111111111111")
HOSTILE = '#panic("x") $y$ *z* _u_ <lab> @ref \\ " ` // ] ) 😀 中 \x00 \x07 \\u0000'


def paper(text: str = "isi", *, series: str = "uji:1") -> Paper:
    return Paper(
        kind=KIND, series=series, title="Surat uji", about="Tahun 2026", issuer="Dinas Uji", holder="Sri Lestari Tumon",
        subject=PERSON, data={"rows": [["Isi", text]]},
    )  # fmt: skip


def test_the_same_content_is_one_paper_and_other_content_the_next_edition():
    first = document_issue(actor=None, paper=paper(), now=NOW)
    with CaptureQueriesContext(connection) as queries:
        again = documents_issue(actor=None, papers=[paper()], now=NOW + timedelta(days=1))
    assert again == [first]
    assert len(queries) == 1
    assert (EncryptedFile.objects.count(), AuditEntry.objects.count()) == (1, 1)
    content = file_read(first.file)
    assert content.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>3<" in content
    assert b"<pdfuaid:part>1<" in content
    assert hashlib.sha256(content).hexdigest() == first.sha256
    second, other = documents_issue(actor=None, papers=[paper("lain"), paper(series="uji:2")], now=NOW)
    assert (second.edition, second.replaces, other.edition) == (2, first, 1)
    assert len({first.token, second.token, other.token}) == 3
    assert first.number.startswith("UJI-2026-")
    assert verify() is None
    back = document_issue(actor=None, paper=paper(), now=NOW)  # the first content again: a third edition
    assert (back.edition, back.replaces) == (3, second)


def test_what_was_typed_is_text_and_the_same_data_gives_the_same_bytes():
    data = {"title": HOSTILE, "rows": [[HOSTILE, HOSTILE]], "mark": dict.fromkeys(
        ("number", "date", "edition", "issuer", "address", "signature"), "https://x.test/")}  # fmt: skip
    made = [typeset(TEMPLATE, data=data, address="https://x.test/", now=NOW) for _time in range(2)]
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF-1.7")


def test_a_paper_that_cannot_be_set_leaves_nothing():
    broken = Paper(kind=KIND, series="uji:9", title="x", about="x", issuer="x", data={})
    with pytest.raises(RuntimeError, match="rows"):
        documents_issue(actor=None, papers=[paper(), broken], now=NOW)
    assert not Document.objects.exists()
    assert not EncryptedFile.objects.exists()


def test_anybody_can_check_a_paper_and_reads_no_name():
    first = document_issue(actor=None, paper=paper(), now=NOW)
    client = Client(headers={"host": "localhost"})
    address = f"/verifikasi/{first.token}/"
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content.decode()
    assert len(queries) == 2  # the count of uses, the paper
    for told in (first.number, first.sha256, "Dinas Uji", "Tahun 2026", "S. L. T.", "berlaku"):
        assert told in page
    for hidden in ("Sri", "Lestari", "Tumon"):
        assert hidden not in page
    same = SimpleUploadedFile("x.pdf", file_read(first.file))
    assert "sama persis" in client.post(f"{address}berkas/", {"berkas": same}).content.decode()
    other = SimpleUploadedFile("x.pdf", file_read(first.file) + b" ")
    assert "tidak sama" in client.post(f"{address}berkas/", {"berkas": other}).content.decode()
    document_issue(actor=None, paper=paper("lain"), now=NOW)
    page = client.get(address).content.decode()
    assert "sudah diganti" in page
    assert "berlaku" not in page


def test_wrong_tokens_and_wrong_files_are_answered_plainly(monkeypatch):
    first = document_issue(actor=None, paper=paper(), now=NOW)
    client = Client(headers={"host": "localhost"})
    answers = [client.get(f"/verifikasi/{token}/") for token in ("x", "A" * 22, first.token[:-1], "é' OR 1=1 --")]
    assert {one.status_code for one in answers} == {404}
    assert len({one.content.partition(b"<main")[2].partition(b"</main")[0] for one in answers}) == 1
    address = f"/verifikasi/{first.token}/berkas/"
    for sent in ({}, {"berkas": "teks"}, {"berkas": SimpleUploadedFile("x.pdf", b"")}):
        answer = client.post(address, sent)
        assert answer.status_code == 422
        assert "Pilih berkas PDF" in answer.content.decode()
    monkeypatch.setattr(fingerprint, "MOST_BYTES", 1000)
    answer = client.post(address, {"berkas": SimpleUploadedFile("x.pdf", b"x" * 2000)})
    assert answer.status_code == 422
    assert "lebih besar" in answer.content.decode()
    monkeypatch.setattr(views, "LOOKS", Limit("verification", amount=4, seconds=600))
    answer = client.get(f"/verifikasi/{first.token}/")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_paper_with_the_development_signature_stays_archivable_and_is_never_valid(settings):
    plain = document_issue(actor=None, paper=paper(), now=NOW)
    settings.BETANG_SIGNATURE = "development"
    signed, other = documents_issue(actor=None, papers=[paper(), paper(series="uji:2")], now=NOW)
    assert (signed.replaces, signed.signature, other.signature) == (plain, "development", "development")
    assert documents_issue(actor=None, papers=[paper()], now=NOW) == [signed]
    assert Path(settings.BETANG_KEYS).with_name("signature-development.pem").stat().st_mode & 0o077 == 0
    content = file_read(signed.file)
    before, added = content[: content.index(b"%%EOF") + 6], content[content.index(b"%%EOF") + 6 :]
    for kept in (b"/Metadata", b"/Info", b"/MarkInfo"):  # what the paper says of itself was not written anew
        assert before.count(kept) >= added.count(kept)
    for absent in (b"<?xpacket", b"/NeedAppearances", b"/AP ", b"/JS", b"pyHanko"):
        assert absent not in added
    assert b"/Tabs /S" in added
    assert b"/TU " in added
    status = examined(content)
    assert (status.intact, status.valid, status.coverage.name) == (True, True, "ENTIRE_FILE")
    assert (status.trusted, status.bottom_line) == (False, False)
    assert status.signing_cert.not_valid_after < NOW
    assert status.signing_cert.key_usage_value.native == {"key_encipherment"}
    assert not examined(content.replace(b"/Creator", b"/Creatos", 1)).intact
    page = Client(headers={"host": "localhost"}).get(f"/verifikasi/{signed.token}/").content.decode()
    assert "tidak sah" in page
    assert "Dokumen uji" in page
    assert "berlaku" not in page
    page = Client(headers={"host": "localhost"}).get(f"/verifikasi/{plain.token}/").content.decode()
    assert "tanpa tanda tangan elektronik" in page


def examined(content: bytes) -> Any:
    """Check a signature as a reader does who knows nobody."""
    embedded = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    context = ValidationContext(trust_roots=[], allow_fetching=False, moment=NOW)
    return validate_pdf_signature(embedded, signer_validation_context=context)


def test_initials():
    assert initials("dr. Sri  Lestari Utami") == "D. S. L. U."
    assert initials("") == ""
