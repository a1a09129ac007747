"""Accounts in bulk: all or none, a constant number of statements, nobody can sign in before a code."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from betang.kernel.accounts.actions import NewAccount, accounts_create
from betang.kernel.accounts.credentials import password_opened
from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Invalid

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def rows(count: int, start: int = 0) -> list[NewAccount]:
    return [
        NewAccount(username=f"19870101 201001 1 {number:03d}", email=f"orang{number}@example.go.id")
        for number in range(start, start + count)
    ]


def test_accounts_are_made_with_the_persons_own_key_and_without_a_password(admin, now):
    subject = uuid4()
    made = accounts_create(actor=admin, rows=[*rows(2), NewAccount(username="Walikota", subject=subject)], now=now)
    assert sorted(made.made) == ["198701012010011000", "198701012010011001", "walikota"]
    user = User.objects.get(username="walikota")
    assert (user.subject, user.created_at, user.has_usable_password()) == (subject, now, False)
    assert password_opened(login="walikota", password=user.password, address="10.0.0.1", now=now) is None
    assert AuditEntry.objects.filter(action="accounts.user_create", actor_id=admin.pk).count() == 3
    assert AuditEntry.objects.get(object_id=str(user.pk)).subject == subject


def test_the_same_rows_again_change_nothing(admin, now):
    first = accounts_create(actor=admin, rows=rows(3), now=now)
    again = accounts_create(actor=admin, rows=rows(4), now=now)
    assert [*again.made] == ["198701012010011003"]
    assert {name: user.pk for name, user in again.standing.items()} == {n: u.pk for n, u in first.made.items()}
    assert len(again.all) == 4
    assert User.objects.exclude(pk=admin.pk).count() == 4


def test_many_rows_cost_no_more_statements_than_a_few(admin, now):
    accounts_create(actor=admin, rows=rows(1, 900), now=now)  # makes the head of the trail
    counts = []
    for number in (2, 60):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            accounts_create(actor=admin, rows=rows(number, number * 10), now=now)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 16


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ([NewAccount(username="x")], "3 sampai 64"),
        ([NewAccount(username="siti.dua", email="bukan-surel")], "surel"),
        ([NewAccount(username="siti.dua", email="a@b.go.id\nBcc: c@d.go.id")], "surel"),
        ([NewAccount(username="siti.dua"), NewAccount(username="SITI.dua")], "lebih dari sekali"),
        (
            [NewAccount(username="a.satu", email="x@y.go.id"), NewAccount(username="a.dua", email="X@Y.go.id")],
            "satu baris",
        ),
        ([NewAccount(username="siti.dua", email="SITI@example.go.id")], "akun lain"),
    ],
)
def test_one_bad_row_and_none_is_made(user, admin, now, bad, said):
    with pytest.raises(Invalid) as refused:
        accounts_create(actor=admin, rows=[*rows(1), *bad], now=now)
    assert said in " ".join(refused.value.fields.values())
    assert not User.objects.exclude(pk__in=[user.pk, admin.pk]).exists()
    assert not AuditEntry.objects.exists()
