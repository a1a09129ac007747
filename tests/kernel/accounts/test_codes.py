"""Codes: bound to one account, used once, soon over, tries limited, a digest at rest; by slip, mail, administrator."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from betang.kernel.accounts.actions import (
    account_close,
    code_issue,
    code_opened,
    code_redeem,
    codes_issue,
    codes_send,
    reset_send,
)
from betang.kernel.accounts.codes import plain_code
from betang.kernel.accounts.credentials import password_opened
from betang.kernel.accounts.forgotten import reset_ask
from betang.kernel.accounts.locks import TooManyTries
from betang.kernel.accounts.models import AccessCode, Purpose, User
from betang.kernel.audit.models import AuditEntry, AuditValues
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.jobs import JobRun, run_now
from betang.kernel.mail.models import OutboxMessage
from betang.kernel.notices.models import Notice

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NEW = "sungai-rungan-biru-7"
HOME = "10.0.0.1"


def opened(login, code, now, address=HOME):
    return code_opened(login=login, code=code, address=address, now=now)


def test_a_code_lets_its_owner_choose_a_password_once(user, admin, now):
    code = code_issue(actor=admin, user=user, purpose=Purpose.RESET, reason="lupa", now=now)
    found = opened("siti.uji", code.lower().replace("-", " "), now)
    assert code_redeem(code=found, password=NEW, now=now) == user
    assert password_opened(login="siti.uji", password=NEW, address=HOME, now=now) == user
    with pytest.raises(Conflict):
        code_redeem(code=found, password="sungai-lain-biru-8", now=now)
    with pytest.raises(Invalid):
        opened("siti.uji", code, now)
    assert User.objects.get(pk=user.pk).check_password(NEW)


def test_issuing_and_using_a_code_stand_in_the_trail_and_the_owner_is_told(user, admin, now):
    code = code_issue(actor=admin, user=user, purpose=Purpose.RESET, reason="lupa", now=now)
    code_redeem(code=opened("siti.uji", code, now), password=NEW, now=now)
    actions = [(entry.action, entry.actor_id, entry.subject) for entry in AuditEntry.objects.order_by("seq")]
    assert actions == [
        ("accounts.code_issue", admin.pk, user.subject),
        ("accounts.code_redeem", user.pk, user.subject),
    ]
    assert Notice.objects.get(user=user).kind == "accounts.code_issued"
    assert OutboxMessage.objects.get().address.reveal() == "siti@example.go.id"


def test_nothing_at_rest_is_of_use_to_whoever_reads_it(user, admin, now):
    code = code_issue(actor=admin, user=user, purpose=Purpose.RESET, reason="lupa", now=now)
    row = AccessCode.objects.get()
    stored = [row.digest, *AuditValues.objects.values_list("sealed", flat=True), str(AuditEntry.objects.get().fields)]
    assert not any(part in text for text in stored for part in (code, plain_code(code)))
    assert code not in OutboxMessage.objects.get().text.reveal()


def test_reset_flow_a_code_of_one_account_opens_no_other(user, other, admin, now):
    code = code_issue(actor=admin, user=user, purpose=Purpose.RESET, now=now)
    code_issue(actor=admin, user=other, purpose=Purpose.RESET, now=now)
    with pytest.raises(Invalid):
        opened("budi.uji", code, now)
    assert User.objects.get(pk=other.pk).password == other.password


@pytest.mark.parametrize(("purpose", "days"), [(Purpose.FIRST, 30), (Purpose.RESET, 1)])
def test_a_code_runs_out(user, admin, now, purpose, days):
    code = code_issue(actor=admin, user=user, purpose=purpose, now=now)
    end = now + timedelta(days=days)
    found = opened("siti.uji", code, end - timedelta(seconds=1))
    with pytest.raises(Conflict):
        code_redeem(code=found, password=NEW, now=end)
    with pytest.raises(Invalid):
        opened("siti.uji", code, end)


def test_a_newer_code_withdraws_the_older(user, admin, now):
    first = code_issue(actor=admin, user=user, purpose=Purpose.FIRST, now=now)
    held = opened("siti.uji", first, now)
    second = code_issue(actor=admin, user=user, purpose=Purpose.FIRST, now=now)
    with pytest.raises(Conflict):
        code_redeem(code=held, password=NEW, now=now)
    with pytest.raises(Invalid):
        opened("siti.uji", first, now)
    assert opened("siti.uji", second, now).user == user


def test_tries_are_limited_but_do_not_burn_the_code(user, admin, now):
    code = code_issue(actor=admin, user=user, purpose=Purpose.FIRST, now=now)
    for _try in range(5):
        with pytest.raises(Invalid):
            opened("siti.uji", "AAAA-AAAA-AAAA", now)
    with pytest.raises(TooManyTries) as refused:
        opened("siti.uji", code, now, "10.9.9.9")
    assert refused.value.retry_after == 900
    assert opened("siti.uji", code, now + timedelta(seconds=901)).user == user


def test_user_enumeration_wrong_names_and_wrong_codes_are_answered_alike(user, other, admin, now):
    code_issue(actor=admin, user=user, purpose=Purpose.FIRST, now=now)
    answers: list[list[tuple[type, str]]] = []
    for name in ("siti.uji", "budi.uji", "tidak.ada"):  # with a code, without one, nobody
        answers.append([])
        for _try in range(6):
            with pytest.raises((Invalid, TooManyTries)) as refused:
                opened(name, "AAAA-AAAA-AAAA", now)
            answers[-1].append((type(refused.value), refused.value.message))
    assert answers[0] == answers[1] == answers[2]


def test_a_weak_password_is_refused_and_the_code_stays(user, admin, now):
    code = code_issue(actor=admin, user=user, purpose=Purpose.FIRST, now=now)
    found = opened("siti.uji", code, now)
    for weak in ("pendek", "1234567890", "siti.uji12"):
        with pytest.raises(Invalid) as refused:
            code_redeem(code=found, password=weak, now=now)
        assert refused.value.fields["password"]
    assert code_redeem(code=found, password=NEW, now=now) == user


def test_nobody_gets_a_code_for_himself_or_for_a_closed_account(user, admin, now):
    with pytest.raises(Forbidden, match="akun sendiri"):
        code_issue(actor=admin, user=admin, purpose=Purpose.RESET, now=now)
    code = code_issue(actor=admin, user=user, purpose=Purpose.FIRST, now=now)
    held = opened("siti.uji", code, now)
    account_close(actor=admin, user=user, now=now)
    with pytest.raises(Conflict):
        code_redeem(code=held, password=NEW, now=now)
    with pytest.raises(Forbidden, match="ditutup"):
        code_issue(actor=admin, user=user, purpose=Purpose.RESET, now=now)


def test_slips_for_many_cost_no_more_statements_than_for_a_few(admin, now):
    users = [User.objects.create_user(f"orang.{number:03d}") for number in range(40)]
    codes_issue(actor=admin, users=users[:1], now=now)
    counts, codes = [], {}
    for some in (users[:2], users):
        with CaptureQueriesContext(connection) as seen:
            codes = codes_issue(actor=admin, users=[*some, admin], now=now)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 16
    assert {*codes} == {user.pk for user in users}
    assert AccessCode.objects.filter(closed_at__isnull=True).count() == 40
    assert opened("orang.007", codes[users[7].pk], now).user == users[7]


def test_first_codes_go_by_mail_and_only_the_others_need_a_slip(user, admin, now):
    without = User.objects.create_user("tanpa.surel")
    slips = codes_send(actor=admin, users=[user, without], now=now)
    assert [*slips] == [without.pk]
    text = OutboxMessage.objects.get().text.reveal()
    assert "/masuk/kode/" in text
    code = next(line for line in text.splitlines() if line.count("-") == 2)
    assert opened("siti.uji", code, now).user == user


def test_reset_flow_a_mailed_code_is_short_lived_and_its_link_is_of_this_site(user, now, settings):
    settings.BETANG_ADDRESS = "https://betang.example.go.id"
    assert reset_send(user=user, now=now)
    mail = OutboxMessage.objects.get()
    assert "https://betang.example.go.id/masuk/kode/" in mail.text.reveal()
    assert mail.address.reveal() == "siti@example.go.id"
    assert AccessCode.objects.get().expires_at == now + timedelta(hours=1)
    assert AuditEntry.objects.get().actor_id is None


def test_mails_carry_no_identity_number(admin, now):
    staff = User.objects.create_user("198701012010011001", email="nip@example.go.id")
    code_issue(actor=admin, user=staff, purpose=Purpose.FIRST, now=now)
    reset_send(user=staff, now=now)
    for mail in OutboxMessage.objects.all():
        assert "198701012010011001" not in mail.subject.reveal() + mail.text.reveal()


def test_user_enumeration_asking_for_a_reset_does_the_same_for_anybody(user, now):
    User.objects.create_user("tanpa.surel")
    User.objects.create_user("ditutup", email="ditutup@example.go.id", is_active=False)
    counts = set()
    for name in ("siti.uji", "SITI@example.go.id", "tanpa.surel", "ditutup", "tidak.ada"):
        with CaptureQueriesContext(connection) as seen:
            reset_ask(login=name, address=HOME, now=now)
        counts.add(len(seen))
    assert len(counts) == 1
    runs = list(JobRun.objects.filter(name="accounts.reset_send").order_by("created_at"))
    assert len(runs) == 5
    for run in runs:
        run_now(run)
    assert {mail.address.reveal() for mail in OutboxMessage.objects.all()} == {"siti@example.go.id"}


def test_asking_for_a_reset_is_limited(user, now):
    for _try in range(3):
        reset_ask(login="siti.uji", address=HOME, now=now)
    with pytest.raises(TooManyTries):
        reset_ask(login="siti.uji", address="10.9.9.9", now=now)
