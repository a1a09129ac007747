"""Rows inserted past the ORM read back as if Django had saved them."""

from datetime import UTC, datetime

import pytest
from django.db import models

from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry, AuditValues
from betang.kernel.bulk import rows_insert
from betang.kernel.notices.models import Notice
from betang.people.models import Employee, EmployeeKind

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


def columns(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


@pytest.mark.db
def test_rows_read_back_as_saved_ones_do(db, django_assert_num_queries):
    def people() -> list[Employee]:
        return [
            Employee(kind=EmployeeKind.PNS, name="Sari", nip=f"19800101200501100{n}", nik=f"627199010180000{n}",
                     created_at=NOW)
            for n in range(2)
        ]  # fmt: skip

    with django_assert_num_queries(1):
        assert rows_insert(people()) == 2
    ours = list(Employee.objects.order_by("nip"))
    Employee.objects.all().delete()
    Employee.objects.bulk_create(people())
    theirs = list(Employee.objects.order_by("nip"))
    for one, other in zip(ours, theirs, strict=True):
        assert columns(one) | {"uid": ""} == columns(other) | {"uid": ""}
        assert one.nik_index
        assert one.nik == other.nik


def test_a_key_is_taken_of_what_was_saved_after_it_was_named_and_given_keys_are_kept(db):
    user = User(username="sari")
    notice = Notice(user=user, kind="x", text="Halo", created_at=NOW)
    user.save()
    rows_insert([notice])
    assert Notice.objects.get().user == user
    rows_insert([AuditEntry(seq=7, at=NOW, action="a", object_type="b", object_id="c", fields={"x": ["", ""]})])
    rows_insert([AuditValues(entry_id=7, sealed="s")])
    assert AuditValues.objects.get(entry__fields={"x": ["", ""]}).entry_id == 7
    assert rows_insert([]) == 0
