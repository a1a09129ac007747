"""Encrypted columns and blind indexes, on the columns of employees."""

from __future__ import annotations

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.core.validators import RegexValidator
from django.db import connection
from django.forms.models import modelform_factory

from betang.kernel.crypto.aead import SealBroken
from betang.kernel.crypto.blind import blind, caseless
from betang.kernel.crypto.fields import BlindIndexField, EncryptedField, index_fill
from betang.kernel.crypto.keyring import KeyMissing, Purpose
from betang.kernel.crypto.secret import Secret
from betang.people.models import Employee
from tests.kernel.crypto.samples import altered, employee, store, stored

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NIK = "6271035708909901"
SECRETS = ("nik", "phone", "email", "address")


@pytest.fixture
def row() -> Employee:
    made = employee()
    made.save()
    return Employee.objects.get(pk=made.pk)


def whole_database() -> bytes:
    """Return everything the database holds about employees, as bytes: with SQLite the file itself."""
    if connection.vendor == "sqlite":
        return bytes(connection.connection.serialize())
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(e AS text) FROM people_employee e")
        return repr(cursor.fetchall()).encode()


def test_a_value_comes_back_as_it_went_in(row):
    assert [getattr(row, name).reveal() for name in SECRETS] == [
        NIK, "081152000001", "contoh1@example.go.id", "Jalan Contoh 1, Pahandut",
    ]  # fmt: skip
    assert str(row.nik) == "627103******9901"


def test_the_plain_text_stands_nowhere_in_the_database(row):
    held = whole_database()
    assert b"Contoh 1" in held  # the name, which is no secret: so this looks at the right place
    for name in SECRETS:
        assert getattr(row, name).reveal().encode() not in held


def test_equal_values_of_two_rows_look_different(row):
    other = employee()
    other.save()
    assert stored(row, "nik") != stored(other, "nik")


def test_altered_bytes_are_refused_and_shown_as_unreadable(row, caplog):
    store(row, "nik", altered(stored(row, "nik")))
    row = Employee.objects.get(pk=row.pk)
    with pytest.raises(SealBroken, match=r"people\.employee\.nik telah diubah"):
        row.nik.reveal()
    assert str(row.nik) == "(tidak terbaca)"
    assert "people.employee.nik cannot be opened" in caplog.text


@pytest.mark.parametrize("text", ["6271035708909901", "v2.field-tests.AAAA", "v1.field-tests.§", "v1.field-tests.AA"])
def test_what_betang_did_not_write_is_refused(row, text):
    store(row, "nik", text)
    with pytest.raises(SealBroken, match=r"people\.employee\.nik"):
        Employee.objects.get(pk=row.pk).nik.reveal()


def test_a_value_moved_to_another_column_is_refused(row):
    store(row, "phone", stored(row, "nik"))
    with pytest.raises(SealBroken, match=r"people\.employee\.phone"):
        Employee.objects.get(pk=row.pk).phone.reveal()


def test_a_missing_key_is_named(row, keys):
    keys.add(Purpose.FIELD)
    keys.drop(Purpose.FIELD)
    with pytest.raises(KeyMissing, match=r"field-tests .*Pulihkan berkas kunci"):
        Employee.objects.get(pk=row.pk).nik.reveal()


def test_a_row_saved_unchanged_keeps_its_stored_text(row):
    before = [stored(row, name) for name in SECRETS]
    row.save()
    assert [stored(row, name) for name in SECRETS] == before


def test_a_value_taken_from_another_column_is_encrypted_for_its_own(row):
    row.address = row.nik
    row.save()
    assert Employee.objects.get(pk=row.pk).address.reveal() == NIK


def test_a_form_sent_back_with_masks_changes_nothing_and_with_values_changes_them(row):
    form = modelform_factory(Employee, fields=["nik", "phone"])
    form(data={"nik": "627103******9901", "phone": "0811999777"}, instance=row).save()
    row = Employee.objects.get(pk=row.pk)
    assert (row.nik.reveal(), row.phone.reveal()) == (NIK, "0811999777")


def test_null_and_empty_stay_what_they_are(row):
    row.address = ""
    row.save()
    assert stored(row, "address") == ""
    found = Employee.objects.get(address="")
    assert (found == row, bool(found.address), found.address.reveal()) == (True, False, "")
    assert not Employee.objects.filter(address__isnull=True).exists()
    assert EncryptedField().from_db_value(None, None, connection) is None


@pytest.mark.parametrize("lookup", [{"nik": NIK}, {"nik__in": [NIK]}, {"nik__startswith": "62"}, {"nik__gt": "62"}])
def test_a_search_that_could_find_nothing_is_refused(lookup):
    with pytest.raises(FieldError, match=r"people\.employee\.nik is encrypted"):
        Employee.objects.filter(**lookup).exists()


def test_validators_see_the_plain_text():
    field = EncryptedField(mask="nik", validators=[RegexValidator(r"^[0-9]{16}$")])
    assert field.clean(NIK, None).reveal() == NIK
    with pytest.raises(ValidationError):
        field.clean("627103******9901", None)


def test_values_and_bulk_writing_keep_secrets(row, django_assert_num_queries):
    with django_assert_num_queries(1):
        Employee.objects.bulk_create([employee(number) for number in range(2, 12)])
    found = list(Employee.objects.values_list("nik", flat=True))
    assert all(isinstance(value, Secret) for value in found)
    assert Employee.objects.get(nik_index__of="6271035708909911").name == "Contoh 11"
    rows = list(Employee.objects.all())
    for each in rows:
        each.nik = each.nik.reveal().replace("6271", "6272", 1)
        index_fill(each)
    with django_assert_num_queries(1):
        Employee.objects.bulk_update(rows, ["nik", "nik_index"])
    assert Employee.objects.get(nik_index__of="6272035708909902").nik.reveal() == "6272035708909902"
    Employee.objects.filter(pk=row.pk).update(phone="0811000111")
    assert Employee.objects.get(pk=row.pk).phone.reveal() == "0811000111"


def test_a_deferred_value_is_loaded_when_needed(row):
    assert Employee.objects.defer("nik").get(pk=row.pk).nik.reveal() == NIK


def test_a_dump_is_refused_with_what_to_do_instead(row):
    with pytest.raises(TypeError, match="Back up the database and the key file"):
        serializers.serialize("json", [row])


@pytest.mark.parametrize("writing", [NIK, "6271 0357 0890 9901", "62.71.03-570890-9901", " 6271035708909901\u00a0"])
def test_a_blind_index_finds_a_value_in_any_writing(row, writing):
    assert Employee.objects.get(nik_index__of=writing) == row
    assert Employee.objects.get(nik_index__of=Secret(writing)) == row  # type: ignore[misc]


def test_a_blind_index_tells_nothing_and_is_another_in_each_column(row):
    assert len(row.nik_index) == 32
    assert row.nik_index == blind("people.employee.nik", NIK) != blind("services.resident.nik", NIK)
    assert not Employee.objects.filter(nik_index__of="6271035708909999").exists()


def test_rows_without_a_value_are_found_by_an_empty_text():
    employee(nik="").save()
    assert Employee.objects.get(nik_index__of="").nik_index == ""


def test_names_have_one_writing():
    assert caseless("  Sari  TUMON ") == "sari tumon"


def test_a_field_says_how_migrations_make_it():
    plain, full = EncryptedField(), EncryptedField(mask="nik", label="people.person.nik")
    assert plain.deconstruct()[3] == {}
    assert full.deconstruct()[3] == {"mask": "nik", "label": "people.person.nik"}
    assert full.clone().place == "people.person.nik"
    index = BlindIndexField(source="name", normalise=caseless)
    assert index.deconstruct()[3] == {"source": "name", "normalise": caseless}
    assert (index.clone().max_length, index.clone().editable) == (32, False)
    assert vars(index.clone())["db_index"]


def test_fields_made_wrongly_are_refused():
    with pytest.raises(ValueError, match="'ktp' is no mask"):
        EncryptedField(mask="ktp")
    with pytest.raises(ValueError, match="cannot be unique"):
        BlindIndexField(source="nik", unique=True)
