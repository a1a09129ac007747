"""The second step: each code counts once and for its owner only; tries are limited; secrets are sealed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from betang.kernel.accounts import factors
from betang.kernel.accounts.actions import (
    factor_remove,
    factors_clear,
    passkey_add,
    recovery_renew,
    second_step_take,
    totp_activate,
)
from betang.kernel.accounts.locks import TooManyTries
from betang.kernel.accounts.models import SecondStep, User
from betang.kernel.accounts.queries import factors_of
from betang.kernel.audit.models import AuditEntry
from betang.kernel.crypto.subject import SubjectErased, subject_erase
from betang.kernel.errors import Conflict, Forbidden, Invalid, NotFound

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OTHER_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
STEP = timedelta(seconds=30)


def code_at(now, secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(now.timestamp()) // factors.STEP))


def activated(user, now, secret=SECRET):
    """Take an app into use some minutes ago; return the recovery codes."""
    before = now - timedelta(minutes=5)
    return totp_activate(actor=user, secret=secret, code=code_at(before, secret), now=before)


def app_of(user) -> Authenticator:
    found = factors_of(user).totp
    assert found is not None
    return found


def take(user, code, now, address="10.0.0.1"):
    return second_step_take(user=user, code=code, address=address, now=now)


def test_a_code_of_the_app_is_taken(user, now):
    activated(user, now)
    assert take(user, code_at(now), now) == SecondStep.TOTP
    assert app_of(user).last_used_at == now


def test_second_factor_empty_old_used_and_other_users_codes_are_refused(user, other, now):
    activated(user, now)
    activated(other, now, OTHER_SECRET)
    assert take(user, code_at(now), now) == SecondStep.TOTP
    refused = {
        "empty": "",
        "used": code_at(now),
        "older than one used": code_at(now - STEP),
        "old": code_at(now - timedelta(minutes=10)),
    }
    for name, code in refused.items():
        with pytest.raises(Invalid):
            take(user, code, now)
        assert name
    with pytest.raises(Invalid):
        take(user, code_at(now + 2 * STEP, OTHER_SECRET), now + 2 * STEP)


def test_second_factor_the_code_that_set_the_app_up_does_not_count_again(user, now):
    totp_activate(actor=user, secret=SECRET, code=code_at(now), now=now)
    with pytest.raises(Invalid):
        take(user, code_at(now), now)


def test_second_factor_without_one_no_code_fits(user, now):
    for code in ("", "000000", "None"):
        with pytest.raises(Invalid):
            take(user, code, now)


def test_second_factor_tries_are_limited(user, now):
    activated(user, now)
    for _try in range(5):
        with pytest.raises(Invalid):
            take(user, "000000", now)
    with pytest.raises(TooManyTries):
        take(user, code_at(now), now, "10.9.9.9")
    later = now + timedelta(seconds=901)
    assert take(user, code_at(later), later) == SecondStep.TOTP


def test_recovery_codes_count_once_each_and_for_their_owner_only(user, other, now):
    codes = activated(user, now)
    theirs = activated(other, now, OTHER_SECRET)
    assert len({*codes, *theirs}) == 20
    assert take(user, codes[0].lower().replace("-", " "), now) == SecondStep.RECOVERY
    for wrong in (codes[0], theirs[0]):
        with pytest.raises(Invalid):
            take(user, wrong, now)
    assert factors_of(user).recovery_left == 9


def test_nothing_at_rest_is_of_use_to_whoever_reads_it(user, now):
    codes = activated(user, now)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_the_secret_is_gone_with_the_key_of_its_owner(user, now):
    activated(user, now)
    sealed = app_of(user).data["secret"]
    assert factors.secret_opened(user, sealed) == SECRET
    assert subject_erase(user.subject)
    with pytest.raises(SubjectErased):
        factors.secret_opened(user, sealed)


def test_an_app_is_taken_into_use_by_a_right_code_and_one_at_a_time(user, now):
    with pytest.raises(Invalid):
        totp_activate(actor=user, secret=SECRET, code="000000", now=now)
    assert not factors_of(user).any
    activated(user, now)
    with pytest.raises(Conflict):
        totp_activate(actor=user, secret=OTHER_SECRET, code=code_at(now, OTHER_SECRET), now=now)


def test_with_the_last_factor_go_the_recovery_codes(user, now):
    activated(user, now)
    assert passkey_add(actor=user, name="laptop", credential={"id": "x"}, now=now) == []
    found = factors_of(user)
    factor_remove(actor=user, factor=app_of(user).pk, now=now)
    assert factors_of(user).recovery_left == 10
    factor_remove(actor=user, factor=found.passkeys[0].pk, now=now)
    assert factors_of(user) == factors_of(user).__class__(totp=None, passkeys=(), recovery_left=0)
    assert [entry.action for entry in AuditEntry.objects.order_by("seq")] == [
        "accounts.factor_add", "accounts.factor_add", "accounts.factor_remove", "accounts.factor_remove",
    ]  # fmt: skip


def test_foreign_row_nobody_removes_another_persons_factor(user, other, now):
    activated(other, now)
    mine = activated(user, now)
    recovery = Authenticator.objects.get(user=user, type="recovery_codes")
    for wrong in (app_of(other).pk, recovery.pk, 10**9):
        with pytest.raises(NotFound):
            factor_remove(actor=user, factor=wrong, now=now)
    assert factors_of(other).any
    assert mine


def test_new_recovery_codes_end_the_old_ones(user, now):
    old = activated(user, now)
    new = recovery_renew(actor=user, now=now)
    with pytest.raises(Invalid):
        take(user, old[0], now)
    assert take(user, new[0], now) == SecondStep.RECOVERY


def test_there_are_no_recovery_codes_without_a_factor(user, now):
    with pytest.raises(Conflict):
        recovery_renew(actor=user, now=now)


def test_an_administrator_helps_who_lost_all_with_a_reason_and_never_himself(user, admin, now):
    activated(user, now)
    activated(admin, now, OTHER_SECRET)
    with pytest.raises(Forbidden):
        factors_clear(actor=admin, user=admin, reason="hilang", now=now)
    with pytest.raises(Invalid):
        factors_clear(actor=admin, user=user, reason=" ", now=now)
    epoch = user.session_epoch
    factors_clear(actor=admin, user=user, reason="ponsel hilang", now=now)
    assert not factors_of(user).any
    assert User.objects.get(pk=user.pk).session_epoch == epoch + 1
    with pytest.raises(Conflict):
        factors_clear(actor=admin, user=user, reason="lagi", now=now)
    assert factors_of(admin).any
