"""Writing the trail: what an entry holds and hides, that it stands and falls with the change, and what is refused."""

import json
from datetime import datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from betang.kernel.accounts.models import User
from betang.kernel.audit import Change, record, record_many
from betang.kernel.audit.models import AuditEntry, AuditHead, AuditValues
from betang.kernel.audit.reading import values_of
from betang.kernel.audit.recording import AuditBroken, AuditOutsideTransaction
from betang.kernel.audit.verification import verify
from tests.kernel.audit.trails import ANI, NOW, change, run_sql, write_one, write_trail

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_an_entry_says_who_did_what_and_hides_every_value():
    user = User.objects.create_user("pegawai")
    entry = write_one(1, actor=user, target=user, subject=ANI)
    stored = AuditEntry.objects.get()
    assert (stored.seq, stored.actor_id, stored.object_type, stored.object_id) == (
        1,
        user.pk,
        "accounts.user",
        str(user.pk),
    )
    assert stored.hash == entry.hash
    assert set(stored.fields) == {"username", "is_active"}
    dump = json.dumps([*AuditEntry.objects.values(), *AuditValues.objects.values()], default=str)
    assert not [word for word in ("lama1", "baru1", "alasan 1") if word in dump]


def test_values_and_reason_are_read_back_as_they_were():
    given = {"class": (Decimal("4.50"), None), "units": ([1, 2], {3}), "day": (NOW.date(), NOW), "user": (None, "x")}
    values = values_of([write_one(1, changes=given)])[1]
    assert values is not None
    assert values.changes == {
        "class": ("4.50", None),
        "units": ([1, 2], [3]),
        "day": ("2026-11-24", "2026-11-24T01:30:00+00:00"),
        "user": (None, "x"),
    }
    assert values.reason == "alasan 1"


def test_an_entry_without_values_keeps_nothing_beside_it():
    entry = write_one(1, changes=None, reason="")
    assert (entry.fields, entry.reason, entry.values_key) == ({}, "", "")
    assert not AuditValues.objects.exists()
    assert verify() is None


def test_equal_values_of_two_entries_do_not_look_equal():
    first, second = write_one(1, changes={"a": ("x", "y")}), write_one(2, changes={"a": ("x", "y")})
    assert not set(first.fields["a"]) & set(second.fields["a"])


@transaction.atomic
def fail_after_recording() -> None:
    User.objects.create_user("gagal")
    record(actor=None, action="accounts.user_rename", target=("accounts.user", "9"), now=NOW)
    raise ZeroDivisionError


def test_an_undone_change_leaves_no_entry_and_no_gap():
    write_one(1)
    with pytest.raises(ZeroDivisionError):
        fail_after_recording()
    write_one(2)
    assert list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert not User.objects.exists()
    assert verify() is None


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_the_transaction_of_its_change_is_refused():
    with pytest.raises(AuditOutsideTransaction):
        record(actor=None, action="accounts.user_rename", target=("accounts.user", "1"), now=NOW)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"changes": {"file": (None, object())}}, TypeError),
        ({"changes": {"": (1, 2)}}, ValueError),
        ({"action": "a" * 101}, ValueError),
        ({"action": ""}, ValueError),
        ({"target": ("accounts.user", "9" * 101)}, ValueError),
    ],
    ids=["value", "field", "long action", "no action", "long id"],
)
def test_what_the_trail_cannot_hold_is_refused_and_nothing_is_written(given, error):
    with pytest.raises(error):
        write_one(1, **given)
    assert not AuditEntry.objects.exists()
    assert not AuditHead.objects.filter(seq__gt=0).exists()


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"), transaction.atomic():
        record_many([change(1)], actor=None, now=datetime(2026, 11, 24))  # noqa: DTZ001  the point of the test
    assert not AuditEntry.objects.exists()


def test_nothing_is_appended_under_a_head_with_a_wrong_seal():
    write_trail()
    run_sql("UPDATE audit_audithead SET seq = 4")
    with pytest.raises(AuditBroken):
        write_one(6)
    assert AuditEntry.objects.count() == 5


def test_nothing_is_appended_when_the_head_is_gone():
    write_trail()
    run_sql("DELETE FROM audit_audithead")
    with pytest.raises(AuditBroken):
        write_one(6)
    assert AuditEntry.objects.count() == 5


def counted(changes: list[Change]) -> int:
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        transaction.atomic(),
    ):
        record_many(changes, actor=None, now=NOW)
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


def test_the_number_of_statements_does_not_grow_with_what_is_recorded():
    write_trail(3)  # the head and the keys exist
    wide = {f"field{n}": (n, n + 1) for n in range(60)}
    assert counted([change(3)]) == counted([change(3, changes=wide)]) == 5
    few, many = counted([change(n) for n in range(10)]), counted([change(n) for n in range(70)])
    assert few == many == 5
    assert counted([change(n) for n in range(500)]) <= 20  # SQLite takes a thousand values in one statement
    assert verify() is None


def test_bulk_work_beyond_one_chunk_stays_one_chain():
    with transaction.atomic():
        written = record_many([change(n) for n in range(1, 1102)], actor=None, now=NOW)
    assert [row.seq for row in written] == list(range(1, 1102))
    assert verify() is None
