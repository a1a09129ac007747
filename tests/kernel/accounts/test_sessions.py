"""Sessions end at once, everywhere; closed accounts stay out; a lock holds whatever name is typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from betang.kernel.accounts.actions import (
    account_close,
    account_reopen,
    accounts_close,
    email_set,
    expired_clear,
    password_change,
    session_end,
    sessions_end,
    sign_in_record,
)
from betang.kernel.accounts.credentials import password_opened
from betang.kernel.accounts.locks import TooManyTries
from betang.kernel.accounts.models import AccessCode, SignIn, User
from betang.kernel.accounts.queries import sessions_of
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Invalid, NotFound

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PASSWORD = "jembatan-kahayan-1"
HOME = "10.0.0.1"


def signed_in(user: User, now, address=HOME) -> Client:
    """Sign in as the pages do, and note it."""
    client = Client()
    client.force_login(user)
    sign_in_record(
        user=user, way="password", second="", address=address, agent="Firefox Windows",
        session_key=client.session.session_key or "", ends_at=now + timedelta(days=7), now=now,
    )  # fmt: skip
    return client


def open_for(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def test_session_kept_a_lost_right_or_phone_ends_every_session_at_once(user, other, admin, now):
    clients = [signed_in(user, now), signed_in(user, now)]
    unlisted = Client()
    unlisted.force_login(user)
    theirs = signed_in(other, now)
    sessions_end(actor=admin, user=user, reason="kehilangan ponsel", now=now)
    assert not any(open_for(client) for client in [*clients, unlisted])
    assert open_for(theirs)
    assert not SignIn.objects.filter(user=user, ended_at__isnull=True).exists()
    assert AuditEntry.objects.get(action="accounts.sessions_end").subject == user.subject


def test_session_kept_a_new_password_ends_all_but_the_one_that_set_it(user, now):
    here, there = signed_in(user, now), signed_in(user, now)
    password_change(actor=user, password="sungai-rungan-biru-7", session_key=here.session.session_key or "", now=now)
    assert not open_for(there)
    assert SignIn.objects.filter(user=user, ended_at__isnull=True).count() == 1
    assert User.objects.get(pk=user.pk).check_password("sungai-rungan-biru-7")


def test_session_kept_a_closed_account_is_out_at_once_and_can_be_opened_again(user, admin, now):
    client = signed_in(user, now)
    account_close(actor=admin, user=user, reason="pensiun", now=now)
    assert not open_for(client)
    assert password_opened(login="siti.uji", password=PASSWORD, address=HOME, now=now) is None
    account_close(actor=admin, user=user, now=now)
    assert AuditEntry.objects.filter(action="accounts.user_close").count() == 1
    account_reopen(actor=admin, user=user, now=now)
    assert not open_for(client)
    assert password_opened(login="siti.uji", password=PASSWORD, address=HOME, now=now) == user


def test_many_accounts_are_closed_with_as_many_statements_as_a_few(admin, now):
    users = [User.objects.create_user(f"orang.{number:03d}") for number in range(30)]
    accounts_close(actor=admin, users=users[:1], now=now)
    counts = []
    for some in (users[1:3], users[3:]):
        with CaptureQueriesContext(connection) as seen:
            assert accounts_close(actor=admin, users=some, now=now) == len(some)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20


def test_foreign_row_one_ends_only_ones_own_session(user, other, now):
    client = signed_in(user, now)
    mine, theirs = SignIn.objects.get(user=user), None
    signed_in(other, now)
    theirs = SignIn.objects.get(user=other)
    for wrong in (theirs.pk, 10**9):
        with pytest.raises(NotFound):
            session_end(actor=user, sign_in=wrong, now=now)
    session_end(actor=user, sign_in=mine.pk, now=now)
    assert not open_for(client)
    assert SignIn.objects.get(user=other).ended_at is None
    with pytest.raises(NotFound):
        session_end(actor=user, sign_in=mine.pk, now=now)


def test_the_list_shows_sessions_that_live(user, now):
    signed_in(user, now - timedelta(hours=1))
    gone = signed_in(user, now)
    Session.objects.filter(session_key=gone.session.session_key).delete()
    with CaptureQueriesContext(connection) as seen:
        found = sessions_of(user, now=now)
    assert len(seen) == 1
    assert [row.at for row in found.open] == [now - timedelta(hours=1)]
    assert len(found.last) == 2
    assert (found.last[0].device, found.last[0].network) == ("Firefox, Windows", "10.0.0.0/24")


def test_five_failures_lock_an_account_for_fifteen_minutes_by_whichever_name(user, other, now):
    for name in ("siti.uji", "SITI.uji", "siti@example.go.id", "Siti@Example.go.id", "siti.uji"):
        assert password_opened(login=name, password="salah", address=HOME, now=now) is None
    later = now + timedelta(seconds=899)
    for name in ("siti.uji", "siti@example.go.id"):
        with pytest.raises(TooManyTries):
            password_opened(login=name, password=PASSWORD, address="10.9.9.9", now=later)
    assert password_opened(login="budi.uji", password=PASSWORD, address=HOME, now=later) == other
    assert password_opened(login="siti.uji", password=PASSWORD, address=HOME, now=now + timedelta(seconds=901)) == user


def test_the_lock_lasts_its_full_time_from_the_last_failure(user, now):
    for minute in (0, 3, 6, 9, 12):
        password_opened(login="siti.uji", password="salah", address=HOME, now=now + timedelta(minutes=minute))
    with pytest.raises(TooManyTries) as refused:
        password_opened(login="siti.uji", password=PASSWORD, address=HOME, now=now + timedelta(minutes=26))
    assert refused.value.retry_after == 60
    assert "1 menit" in refused.value.message
    assert password_opened(login="siti.uji", password=PASSWORD, address=HOME, now=now + timedelta(minutes=28)) == user


def test_a_right_password_forgets_the_wrong_ones(user, now):
    for _round in range(3):
        for _try in range(4):
            assert password_opened(login="siti.uji", password="salah", address=HOME, now=now) is None
        assert password_opened(login="siti.uji", password=PASSWORD, address=HOME, now=now) == user


def test_an_address_that_tries_many_names_is_stopped_but_successes_cost_nothing(user, now):
    for _success in range(70):
        assert password_opened(login="siti.uji", password=PASSWORD, address=HOME, now=now) == user
    for number in range(60):
        password_opened(login=f"tebak.{number}", password="salah", address=HOME, now=now)
    with pytest.raises(TooManyTries):
        password_opened(login="siti.uji", password=PASSWORD, address=HOME, now=now)
    assert password_opened(login="siti.uji", password=PASSWORD, address="10.9.9.9", now=now) == user


def test_a_sign_in_address_is_changed_in_the_trail_and_never_shared(user, other, admin, now):
    email_set(actor=admin, user=user, email=" Siti@Baru.go.id ", reason="pindah", now=now)
    email_set(actor=admin, user=user, email="Siti@baru.go.id", now=now)
    assert User.objects.get(pk=user.pk).email == "Siti@baru.go.id"
    assert AuditEntry.objects.filter(action="accounts.email_set").count() == 1
    for wrong in ("budi@EXAMPLE.go.id", "bukan-surel", "a@b.go.id\nBcc: x@y.go.id"):
        with pytest.raises(Invalid):
            email_set(actor=admin, user=user, email=wrong, now=now)
    assert User.objects.get(pk=user.pk).email == "Siti@baru.go.id"


def test_what_ran_out_is_cleared_at_night_and_nothing_else(user, now):
    signed_in(user, now)
    for days, digest in ((-1, "a"), (1, "b")):
        AccessCode.objects.filter(closed_at__isnull=True).update(closed_at=now)
        AccessCode.objects.create(
            user=user, purpose="first", digest=digest, created_at=now, expires_at=now + timedelta(days=days)
        )
    Session.objects.create(session_key="lama", session_data="x", expire_date=now - timedelta(days=1))
    expired_clear(now=now)
    assert AccessCode.objects.get(closed_at__isnull=True).digest == "b"
    assert Session.objects.count() == 1
