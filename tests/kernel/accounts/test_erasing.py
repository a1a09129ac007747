"""The access log is kept for its years, to the day, and then erased; the trail says how much and up to when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from betang.kernel.accounts.actions import erasing, sign_ins_erase
from betang.kernel.accounts.jobs import sign_ins_old
from betang.kernel.accounts.models import SignIn, User
from betang.kernel.accounts.names import masked_name
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.reading import values_of
from betang.kernel.jobs import JobRun, job_start, run_now

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MIDNIGHT = datetime(2021, 11, 23, 17, tzinfo=UTC)  # the first moment of 24 November in the city


def sign_in(user: User, at: datetime) -> SignIn:
    return SignIn.objects.create(user=user, at=at, way="password", ends_at=at)


def kept() -> set[datetime]:
    return set(SignIn.objects.values_list("at", flat=True))


def night(now: datetime) -> JobRun:
    """Do the night's work at a moment."""
    run = job_start(sign_ins_old, actor=None, now=now)
    run_now(run, clock=lambda: now)
    return run


def test_sign_ins_are_erased_when_their_five_years_are_over_in_the_city(user):
    moments = [MIDNIGHT + timedelta(hours=hours) for hours in (-1, 0, 23, 24)]
    for at in moments:
        sign_in(user, at)
    night(datetime(2026, 11, 23, 19, 40, tzinfo=UTC))  # 02.40 of 24 November in the city
    assert kept() == {moments[3]}
    night(datetime(2026, 11, 24, 19, 40, tzinfo=UTC))
    assert kept() == set()


def test_the_trail_says_how_many_and_up_to_which_day(user):
    for hours in (0, 1, 48):
        sign_in(user, MIDNIGHT + timedelta(hours=hours))
    night(datetime(2026, 11, 24, 19, 40, tzinfo=UTC))
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id, entry.subject) == ("accounts.sign_ins_erase", None, None)
    values = values_of([entry])[entry.seq]
    assert values
    assert values.changes == {"at": ("2021-11-25", None), "amount": (2, None)}


def test_a_night_with_nothing_to_erase_leaves_no_entry(user):
    sign_in(user, MIDNIGHT)
    night(datetime(2026, 11, 22, 19, 40, tzinfo=UTC))
    assert (len(kept()), AuditEntry.objects.count()) == (1, 0)


def test_many_are_erased_in_chunks_the_oldest_first(user, now, monkeypatch):
    monkeypatch.setattr(erasing, "CHUNK", 2)
    for days in range(5):
        sign_in(user, MIDNIGHT + timedelta(days=days))
    assert sign_ins_erase(actor=None, last=date(2030, 1, 1), now=now) == 2
    assert min(kept()) == MIDNIGHT + timedelta(days=2)
    run = night(datetime(2027, 11, 24, 19, 40, tzinfo=UTC))
    run.refresh_from_db()
    assert (kept(), run.status, run.state) == (set(), "done", {"erased": 3})


def test_of_a_nip_only_the_end_is_named():
    assert [masked_name(name) for name in ("199004172015032008", "sekda")] == ["NIP ••••2008", "sekda"]
