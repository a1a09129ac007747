"""Delivery: a mail leaves once, is emptied, and waits when the server is away; demo mode sends nothing."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage

from betang.kernel.errors import DomainError
from betang.kernel.jobs import JobRun, job_start, run_now
from betang.kernel.mail import jobs, mail_send, mails_send
from betang.kernel.mail.models import OutboxMessage
from betang.kernel.mail.sending import Mail

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 24, 8, tzinfo=ZoneInfo("Asia/Pontianak"))


@pytest.fixture(autouse=True)
def server(settings):
    settings.BETANG_MODE = "production"
    settings.EMAIL_HOST = "surel.example.go.id"
    settings.BETANG_ADDRESS = "https://betang.example.go.id"


def two() -> list[OutboxMessage]:
    return mails_send([Mail(to=f"{name}@example.com", subject="Judul", text="Isi.") for name in ("a", "b")], now=NOW)


def test_a_mail_leaves_once_and_is_emptied():
    two()
    run = JobRun.objects.get()
    run_now(run, clock=lambda: NOW)
    assert [message.to for message in django_mail.outbox] == [["a@example.com"], ["b@example.com"]]
    sent = django_mail.outbox[0]
    assert (sent.subject, sent.body, sent.content_subtype) == ("Judul", "Isi.", "plain")
    assert sent.extra_headers["Message-ID"].endswith("@betang.example.go.id>")
    assert {row.text.reveal() for row in OutboxMessage.objects.all()} == {""}
    again = job_start(jobs.deliver, actor=None, args=run.args, now=NOW)
    run_now(again, clock=lambda: NOW)
    assert len(django_mail.outbox) == 2


def test_an_address_refused_for_good_holds_up_nobody(monkeypatch: pytest.MonkeyPatch):
    send = EmailMessage.send

    def refusing(self: EmailMessage, *args: Any, **named: Any) -> int:
        if self.to == ["a@example.com"]:
            raise SMTPRecipientsRefused({"a@example.com": (550, b"no such user")})
        return send(self, *args, **named)

    monkeypatch.setattr(EmailMessage, "send", refusing)
    two()
    run_now(JobRun.objects.get(), clock=lambda: NOW)
    assert [message.to for message in django_mail.outbox] == [["b@example.com"]]
    refused, sent = OutboxMessage.objects.order_by("pk")
    assert (refused.refused_at, refused.sent_at, sent.sent_at) == (NOW, None, NOW)


def test_a_server_that_is_away_leaves_the_mail_waiting(monkeypatch: pytest.MonkeyPatch):
    def away(self: EmailMessage, *args: Any, **named: Any) -> int:
        raise SMTPRecipientsRefused({"a@example.com": (450, b"later")})

    monkeypatch.setattr(EmailMessage, "send", away)
    two()
    with pytest.raises(OSError, match="later"):
        run_now(JobRun.objects.get(), clock=lambda: NOW)
    assert OutboxMessage.objects.filter(sent_at__isnull=True, refused_at__isnull=True).exclude(text="").count() == 2
    assert JobRun.objects.get().status == "waiting"


def test_without_a_server_the_job_says_what_is_missing(settings):
    settings.EMAIL_HOST = ""
    two()
    with pytest.raises(DomainError, match="BETANG_SMTP"):
        run_now(JobRun.objects.get(), clock=lambda: NOW)
    assert "BETANG_SMTP" in JobRun.objects.get().error


def test_demo_mode_sends_nothing(settings):
    settings.BETANG_MODE = "demo"
    mail_send(to="a@example.com", subject="Judul", text="Isi.", now=NOW)
    assert not JobRun.objects.exists()
    assert OutboxMessage.objects.get().text.reveal() == "Isi."


def test_old_mails_are_deleted():
    mail_send(to="a@example.com", subject="Judul", text="Isi.", now=NOW - timedelta(days=31))
    mail_send(to="a@example.com", subject="Judul", text="Isi.", now=NOW - timedelta(days=29))
    run_now(job_start(jobs.purge, actor=None, now=NOW), clock=lambda: NOW)
    assert [row.created_at for row in OutboxMessage.objects.all()] == [NOW - timedelta(days=29)]
