"""The user table: names and addresses are unique whatever their case, and nothing personal stands in it."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from betang.kernel.accounts.models import User

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_it_holds_the_login_and_nothing_else():
    columns = {field.column for field in User._meta.get_fields() if hasattr(field, "column")}
    assert columns == {
        "id", "username", "email", "password", "is_active", "last_login", "created_at",
        "subject", "session_epoch", "language",
    }  # fmt: skip


def test_an_account_signs_in_whatever_the_case_of_its_name():
    made = User.objects.create_user("  Pegawai.Satu ", email="Satu@EXAMPLE.go.id", password="kata-sandi-panjang")
    assert made.username == "pegawai.satu"
    assert made.email == "Satu@example.go.id"
    assert authenticate(username="PEGAWAI.satu", password="kata-sandi-panjang") == made
    assert authenticate(username="pegawai.satu", password="salah") is None
    assert made.password.startswith("pbkdf2_sha256$")


def test_an_inactive_account_and_one_without_password_cannot_sign_in():
    User.objects.create_user("mantan", password="kata-sandi-panjang", is_active=False)
    assert authenticate(username="mantan", password="kata-sandi-panjang") is None
    assert not User.objects.create_user("tanpa.sandi").has_usable_password()


@pytest.mark.parametrize("name", ["", "ab", "-abc", "a b c", "abc@d.e", "abc\n", "é" * 5])
def test_a_malformed_name_is_refused_and_nothing_written(name):
    with pytest.raises(ValidationError):
        User.objects.create_user(name if name != "abc\n" else "abc\nd")
    assert not User.objects.exists()


def test_a_second_account_under_the_same_name_or_address_is_refused():
    User.objects.create_user("satu", email="a@example.go.id")
    with pytest.raises(ValidationError, match="sudah dipakai akun lain"):
        User.objects.create_user("dua", email="A@example.go.id")
    with pytest.raises(ValidationError):
        User.objects.create_user("SATU")
    assert User.objects.count() == 1


def test_the_database_itself_refuses_a_second_address():
    User.objects.create_user("satu", email="a@example.go.id")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="dua", email="A@EXAMPLE.go.id")
    User.objects.create_user("tiga")
    User.objects.create_user("empat")
    assert User.objects.count() == 3


def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
