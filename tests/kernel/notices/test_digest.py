"""The daily e-mail: one a day, by kind and number only; nobody gets it twice, nor who does not want it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from betang.kernel.accounts.models import User
from betang.kernel.jobs import JobRun, job_start, run_now
from betang.kernel.mail.models import OutboxMessage
from betang.kernel.notices import actions, digest, jobs, notice_send
from betang.kernel.notices.models import Notice

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 24, 6, tzinfo=ZoneInfo("Asia/Pontianak"))
SECRETS = ("Predikat Anda Sangat Baik", "karena sering terlambat", "199008172015032001", "https://jahat.com")


def run_digest(now: datetime = NOW) -> JobRun:
    return run_now(job_start(jobs.digest_daily, actor=None, now=now), clock=lambda: now)


def tell(user: User, text: str = "Ada kabar.", *, kind: str = "accounts.code_issued", at: datetime = NOW) -> None:
    notice_send(to=[user.pk], kind=kind, text=text, url="/aturan/", now=at - timedelta(hours=1))


@pytest.fixture
def sari() -> User:
    return User.objects.create_user("sari", email="sari@example.com")


def test_one_mail_tells_how_many_by_kind_in_both_languages(sari):
    tell(sari)
    tell(sari)
    tell(sari, kind="tak.dikenal")
    run_digest()
    mail = OutboxMessage.objects.get()
    text = mail.text.reveal()
    assert mail.address.reveal() == "sari@example.com"
    assert "Ada 3 pemberitahuan" in text
    assert "- Kode masuk dibuat untuk akun Anda (2)\n- Pemberitahuan lain (1)" in text
    assert text.count("http://localhost:8000/pemberitahuan/") == 2
    assert "\n\n--\n\n" in text


def test_a_mail_carries_no_rating_reason_or_identity_number(sari):
    for number, secret in enumerate(SECRETS):
        tell(sari, secret, kind=f"uji.{number}")
    run_digest()
    text = OutboxMessage.objects.get().text.reveal()
    assert not [secret for secret in SECRETS if secret in text]
    assert "Pemberitahuan lain (1)" in text


def test_nothing_is_told_twice(sari):
    tell(sari)
    run_digest()
    run_digest(NOW + timedelta(days=1))
    assert OutboxMessage.objects.count() == 1
    tell(sari, at=NOW + timedelta(days=1))
    run_digest(NOW + timedelta(days=1))
    assert OutboxMessage.objects.count() == 2


def test_who_opted_out_left_or_has_no_address_gets_none(sari):
    actions.digest_choose(actor=sari, wanted=False)
    gone = User.objects.create_user("mantan", email="mantan@example.com", is_active=False)
    silent = User.objects.create_user("tanpa.surel")
    broken = User.objects.create_user("rusak", email="rusak@example.com")
    User.objects.filter(pk=broken.pk).update(email="bukan alamat")
    read = User.objects.create_user("pembaca", email="pembaca@example.com")
    for user in (sari, gone, silent, broken, read):
        tell(user)
    actions.notices_read(actor=read, now=NOW)
    run_digest()
    assert not OutboxMessage.objects.exists()


def test_a_run_that_was_interrupted_goes_on_after_the_last_person(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(digest, "CHUNK", 2)
    people = [User.objects.create_user(f"orang.{n}", email=f"orang{n}@example.com") for n in range(5)]
    for user in people:
        tell(user)
    sent = digest.digest_send
    rounds = iter([True, False])

    def failing(*args: object, **named: object) -> None:
        if not next(rounds):
            raise OSError("away")
        sent(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(digest, "digest_send", failing)
    with pytest.raises(OSError, match="away"):
        run_digest()
    monkeypatch.setattr(digest, "digest_send", sent)
    run_now(JobRun.objects.get(name="notices.digest"), clock=lambda: NOW)
    addresses = sorted(mail.address.reveal() for mail in OutboxMessage.objects.all())
    assert addresses == [f"orang{n}@example.com" for n in range(5)]


def test_the_number_of_queries_does_not_grow_with_people(django_assert_max_num_queries):
    for n in range(30):
        tell(User.objects.create_user(f"orang.{n}", email=f"orang{n}@example.com"))
    row = job_start(jobs.digest_daily, actor=None, now=NOW)
    with django_assert_max_num_queries(25):
        run_now(row, clock=lambda: NOW)
    assert OutboxMessage.objects.count() == 30


def test_notices_of_a_year_ago_are_deleted(sari):
    tell(sari, at=NOW - timedelta(days=366))
    tell(sari, "Masih ada.")
    run_now(job_start(jobs.purge, actor=None, now=NOW), clock=lambda: NOW)
    assert [notice.text for notice in Notice.objects.all()] == ["Masih ada."]
