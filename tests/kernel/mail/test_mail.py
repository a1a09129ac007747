"""Mails: plain text, one address, one line of subject; nobody can put a link or a header into them."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from betang.kernel.errors import Invalid
from betang.kernel.mail import mail_send, mails_send, plain, site_url
from betang.kernel.mail.models import OutboxMessage
from betang.kernel.mail.sending import Mail
from betang.kernel.mail.server import mail_server

WIB = ZoneInfo("Asia/Pontianak")
NOW = datetime(2026, 11, 24, 8, tzinfo=WIB)


@pytest.mark.db
@pytest.mark.django_db
def test_a_mail_waits_in_the_outbox_and_the_database_cannot_read_it():
    link = site_url("/pemberitahuan/?h=2")
    sent = mail_send(to="sari@example.go.id", subject="Kode masuk", text=f"Kode Anda 123 456.\n{link}", now=NOW)
    kept = OutboxMessage.objects.get()
    assert (kept.pk, kept.sent_at, kept.created_at) == (sent.pk, None, NOW)
    assert kept.address.reveal() == "sari@example.go.id"
    assert str(kept.address) == "s***@example.go.id" or "sari" not in str(kept.address)
    assert kept.text.reveal() == f"Kode Anda 123 456.\n{link}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, subject, text FROM mail_outboxmessage")
        raw = " ".join(cursor.fetchone())
    assert "sari" not in raw
    assert "Kode" not in raw


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "a@example.com\nBcc: b@example.com"}, {"to": "a@example.com, b@example.com"},
        {"to": "Sari <a@example.com>"}, {"to": ""}, {"to": "bukan alamat"},
        {"subject": "Kode\nBcc: b@example.com"}, {"subject": "Kode\r\nX: y"}, {"subject": "Kode\u2028X"},
        {"subject": ""}, {"subject": "x" * 201}, {"text": " "}, {"text": "x" * 20_001},
    ],
)  # fmt: skip
def test_mail_headers_injected_by_line_breaks_are_refused_and_nothing_is_written(wrong):
    good = Mail(to="a@example.com", subject="Judul", text="Isi.")
    bad = Mail(**{"to": "a@example.com", "subject": "Judul", "text": "Isi.", **wrong})
    with pytest.raises(Invalid) as refusal:
        mails_send([good, bad], now=NOW)
    assert refusal.value.message.endswith(".")
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://jahat.example.com/masuk", "https: //jahat. example. com/masuk"),
        ("www.jahat.com", "www. jahat. com"),
        ("jahat。com", "jahat. com"),
        ("jahat．com", "jahat. com"),
        ("ja\u200bhat.\u202ecom", "jahat. com"),
        ("mailto:a@b.co", "mailto: a@b. co"),
        ("javascript:alert(1)", "javascript: alert(1)"),
        ("dr. Sari Tumon, S.Kom., M.A.P.", "dr. Sari Tumon, S. Kom., M. A. P."),
        ("pukul 09.00, Rp1.250.000", "pukul 09.00, Rp1.250.000"),
    ],
)
def test_mail_text_of_a_user_makes_no_link(typed, shown):
    assert plain.body(typed) == shown
    assert plain.header(typed) == shown


@given(st.text())
def test_whatever_is_typed_no_link_begins(typed):
    text = plain.body(f"Halo {typed}")
    assert not re.search(r"[^\W\d_]\s?:\S|\S\.[^\W\d_]", text)


def test_mail_links_of_this_site_stay_and_a_look_alike_does_not(settings):
    settings.BETANG_ADDRESS = "https://betang.palangkaraya.go.id"
    own = site_url("/masuk/kode/?k=a_b-1.2")
    assert plain.body(f"Buka {own}") == f"Buka {own}"
    fake = "https://betang.palangkaraya.go.id.jahat.com/masuk/"
    assert "://" not in plain.body(fake)
    assert plain.body(f"{own}@jahat.com") == f"{own}@jahat. com"


def test_mail_carries_no_identity_number():
    text = plain.body(
        "NIK 6271032411269907, KK 6271.0324.1126.9907, NIP 19900817 201503 2 001, Rp1.250.000, 2026-11-24."
    )
    assert text == "NIK ••••, KK ••••, NIP ••••, Rp1.250.000, 2026-11-24."
    assert plain.header("NIP 199008172015032001") == "NIP ••••"


def test_the_mail_server_is_one_address():
    far = mail_server("smtp://betang:rahasia%40@surel.example.go.id:587")
    assert (far["EMAIL_HOST"], far["EMAIL_PORT"], far["EMAIL_USE_TLS"]) == ("surel.example.go.id", 587, True)
    assert far["EMAIL_HOST_PASSWORD"] == "rahasia@"
    assert mail_server("smtps://surel.example.go.id")["EMAIL_USE_SSL"]
    near = mail_server("smtp://localhost")
    assert (near["EMAIL_PORT"], near["EMAIL_USE_TLS"]) == (25, False)
    assert mail_server("")["EMAIL_HOST"] == ""
    with pytest.raises(ValueError, match="BETANG_SMTP must read"):
        mail_server("http://example.com")
