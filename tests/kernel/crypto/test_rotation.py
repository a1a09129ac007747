"""Keys change while everything stays readable; a rotation can be killed, repeated, and leaves old keys without use."""

from __future__ import annotations

import io
import itertools
from uuid import UUID

import pytest
from django.db import models

from betang.kernel.crypto import checking, files, rotation
from betang.kernel.crypto.inventory import anything_encrypted
from betang.kernel.crypto.keyring import Purpose, keyring
from betang.kernel.crypto.models import EncryptedFile, SubjectKey
from betang.kernel.crypto.secret import Secret
from betang.kernel.crypto.subject import subject_cipher, subject_ciphers
from betang.people.models import Employee
from tests.kernel.crypto.samples import NOW, altered, employee, store, stored

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ROTATING = (Purpose.FIELD, Purpose.FILE, Purpose.INDEX, Purpose.SUBJECT)
ROWS = 7


@pytest.fixture
def full() -> str:
    """Fill every kind of encrypted thing; return a text sealed for one person."""
    Employee.objects.bulk_create([employee(number) for number in range(1, ROWS + 1)])
    employee(50, nik="", address="").save()
    for number in range(3):
        files.file_store(content=io.BytesIO(b"isi"), name=f"{number}.txt", media_type="text/plain", now=NOW)
    cipher = subject_ciphers(map(UUID, ["0" * 32, "1" * 32]))[UUID(int=0)]
    return cipher.seal(b"alasan", b"audit|1")


def rotate(chunk: int = 3) -> dict[str, rotation.Done]:
    return {done.name: done for done in rotation.rotate(chunk=chunk)}


def all_readable(sealed: str) -> None:
    rows = list(Employee.objects.order_by("pk"))
    assert [row.nik.reveal()[-2:] for row in rows] == ["01", "02", "03", "04", "05", "06", "07", ""]
    assert [row.phone.reveal() for row in rows] == [f"0811520{number:05}" for number in (1, 2, 3, 4, 5, 6, 7, 50)]
    assert {files.file_read(file) for file in EncryptedFile.objects.all()} == {b"isi"}
    cipher = subject_cipher(UUID(int=0), create=False)
    assert cipher is not None
    assert cipher.open(sealed, b"audit|1") == b"alasan"


def under_old_keys() -> int:
    return sum(table.old for table in checking.check())


def test_after_a_rotation_old_keys_can_be_retired_and_everything_is_readable(full, keys):
    for purpose in ROTATING:
        keys.add(purpose)
    assert all(checking.in_use(keyring().get(purpose, f"{purpose}-tests")) for purpose in ROTATING)
    done = rotate()
    assert done["people.Employee"].rewritten == ROWS + 1
    assert done["people.Employee (nik_index)"].rewritten == ROWS
    assert done["crypto.EncryptedFile"].rewritten == done["crypto.EncryptedFile (wrapped)"].rewritten == 3
    assert done["crypto.SubjectKey (wrapped)"].rewritten == 2
    assert not any(checking.in_use(keyring().get(purpose, f"{purpose}-tests")) for purpose in ROTATING)
    for purpose in ROTATING:
        keys.drop(purpose)
    all_readable(full)
    assert [problem for table in checking.check(contents=True) for problem in table.problems] == []
    assert Employee.objects.get(nik_index__of="6271035708909904").name == "Contoh 4"


def test_a_second_rotation_changes_nothing(full, keys):
    keys.add(Purpose.FIELD)
    rotate()
    before = [stored(row, "nik") for row in Employee.objects.order_by("pk")]
    assert sum(done.rewritten for done in rotate().values()) == 0
    assert [stored(row, "nik") for row in Employee.objects.order_by("pk")] == before


@pytest.mark.parametrize("steps", range(1, 9))
def test_a_rotation_killed_half_way_leaves_all_readable_and_is_finished_by_the_next(full, keys, steps):
    for purpose in ROTATING:
        keys.add(purpose)
    everything = under_old_keys()
    list(itertools.islice(rotation.rotate(chunk=3), steps))  # each step is one committed transaction
    assert 0 < under_old_keys() < everything
    all_readable(full)
    assert Employee.objects.get(nik_index__of="6271035708909904").name == "Contoh 4"
    rotate()
    assert under_old_keys() == 0
    all_readable(full)


def test_a_chunk_that_fails_is_taken_back_whole(full, keys, monkeypatch):
    keys.add(Purpose.FIELD)
    original, calls = models.QuerySet.update, itertools.count(1)

    def failing(self, **named):
        if self.model is Employee and next(calls) == 5:  # the second row of the second chunk
            raise RuntimeError("killed while writing")
        return original(self, **named)

    monkeypatch.setattr(models.QuerySet, "update", failing)
    with pytest.raises(RuntimeError, match="killed"):
        list(rotation.rotate(chunk=3))
    monkeypatch.undo()
    old = [stored(row, "nik").startswith("v1.field-tests.") for row in Employee.objects.order_by("pk")[:ROWS]]
    assert old == [False] * 3 + [True] * 4
    all_readable(full)


def test_a_value_that_does_not_open_is_told_left_alone_and_stops_nothing(full, keys):
    row = Employee.objects.get(name="Contoh 2")
    wrong = altered(stored(row, "nik"))
    store(row, "nik", wrong)
    keys.add(Purpose.FIELD)
    done = rotate()["people.Employee"]
    assert done.problems == [f"people.Employee {row.pk}, nik: {done.problems[0].partition(': ')[2]}"]
    assert stored(row, "nik") == wrong
    assert not stored(row, "phone").startswith("v1.field-tests.")
    assert Employee.objects.get(pk=row.pk).phone.reveal() == "081152000002"
    others = Employee.objects.exclude(pk=row.pk)
    assert not any(stored(other, "nik").startswith("v1.field-tests.") for other in others)
    assert checking.in_use(keyring().get(Purpose.FIELD, "field-tests")) == 1
    problems = [problem for table in checking.check() for problem in table.problems]
    assert len(problems) == 1
    assert f"people.Employee {row.pk}, nik" in problems[0]


def test_what_was_written_meanwhile_is_not_overwritten(full, keys, monkeypatch):
    """A row is changed after the rotation found it and before it locked it."""
    keys.add(Purpose.FIELD)
    row = Employee.objects.get(name="Contoh 1")
    original = rotation._locked

    def locked(queryset, found):
        Employee.objects.filter(pk=row.pk).update(phone=Secret("0811000000"))
        return original(queryset, found)

    monkeypatch.setattr(rotation, "_locked", locked)
    rotate()
    assert Employee.objects.get(pk=row.pk).phone.reveal() == "0811000000"


def test_a_search_finds_rows_under_old_and_new_index_keys(full, keys):
    keys.add(Purpose.INDEX)
    row = Employee.objects.get(name="Contoh 1")
    row.save()
    assert row.nik_index != Employee.objects.values_list("nik_index", flat=True).get(name="Contoh 2")
    assert Employee.objects.get(nik_index__of="6271035708909901") == row
    assert Employee.objects.get(nik_index__of="6271035708909902").name == "Contoh 2"


def test_indexes_left_behind_are_counted_and_put_right(full):
    row = Employee.objects.get(name="Contoh 1")
    row.nik = "6271035708909950"
    row.save(update_fields=["nik"])
    store(Employee.objects.get(name="Contoh 2"), "nik_index", "0" * 32)
    table = next(table for table in checking.check() if table.name == "people.Employee")
    assert (table.stale_indexes, table.old, table.problems) == (2, 2, [])
    assert rotate()["people.Employee (nik_index)"].rewritten == 2
    assert Employee.objects.get(nik_index__of="6271035708909950") == row
    assert under_old_keys() == 0


def test_no_transaction_holds_more_than_a_chunk(full, keys, monkeypatch):
    for purpose in ROTATING:
        keys.add(purpose)
    held = []
    original = rotation._locked

    def locked(queryset, found):
        held.append(len(found))
        return original(queryset, found)

    monkeypatch.setattr(rotation, "_locked", locked)
    rotate(chunk=3)
    assert held == [3, 3, 3, 2, 3, 3, 1, 3, 2]


def test_an_empty_database_holds_nothing_and_a_full_one_something():
    assert not anything_encrypted()
    employee(nik="", phone="", email="", address="").save()
    assert not anything_encrypted()
    row = employee(2, nik="", phone="", email="")
    row.save()
    assert anything_encrypted()
    row.delete()
    subject_cipher(UUID(int=5))
    assert anything_encrypted()
    SubjectKey.objects.all().delete()
    assert not anything_encrypted()
