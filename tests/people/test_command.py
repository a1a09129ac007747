"""`betang account`: from an empty database to somebody who can grant rights, and never more than that."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from betang.cli import main
from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import AccessCode, User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Invalid
from betang.people.actions.appointing import account_appoint
from betang.people.models import Grant

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PASSWORD = "jembatan-kahayan-1"


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """The real digest takes a quarter of a second on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def account(name: str, role: str = "admin", reason: str = "pemasangan pertama") -> int:
    return main(["account", name, "--role", role, "--reason", reason])


def code_in(text: str) -> str:
    return re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", text)[0]  # type: ignore[index]


@pytest.mark.parametrize(("role", "address"), [("admin", "/pegawai/wewenang/beri/"), ("bkpsdm", "/pegawai/impor/")])
def test_from_nothing_to_somebody_who_can_begin(capsys, role, address):
    assert account("Awal.Kota", role) == 0
    said = capsys.readouterr().out
    assert "Akun awal.kota dibuat" in said
    client = Client(headers={"host": "localhost"})
    client.post("/masuk/kode/", {"username": "awal.kota", "code": code_in(said)})
    client.post("/masuk/kode/sandi/", {"password": PASSWORD, "again": PASSWORD})
    assert client.get(address).status_code == 200


def test_the_trail_says_that_the_server_did_it_and_the_right_holds_from_today(capsys):
    account("admin.kota")
    grant = Grant.objects.get()
    assert (grant.role, grant.unit, grant.recorded_by) == ("admin", None, None)
    assert (grant.from_date, grant.to_date) == (timezone.localdate(), None)
    entries = list(AuditEntry.objects.order_by("seq").values_list("action", "actor_id"))
    assert entries == [(name, None) for name in ("accounts.user_create", "people.grant_give", "accounts.code_issue")]


def test_again_it_only_issues_another_code_which_withdraws_the_first(capsys):
    account("admin.kota")
    first = code_in(capsys.readouterr().out)
    assert account("admin.kota", reason="ponsel dan kode pemulihan hilang") == 0
    said = capsys.readouterr().out
    assert "sudah ada" in said
    assert "sudah dimiliki" in said
    assert code_in(said) != first
    assert (User.objects.count(), Grant.objects.count()) == (1, 1)
    code = AccessCode.objects.get(closed_at__isnull=True)
    assert code.expires_at - code.created_at == timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "reason", "said"),
    [
        ("199004172015032008", "pemasangan pertama", "bukan NIP"),
        ("a b/c", "pemasangan pertama", "Nama pengguna"),
        ("admin.kota", "  ", "Alasan"),
        ("tutup.akun", "pemasangan pertama", "sudah ditutup"),
    ],
)
def test_what_is_refused_changes_nothing(capsys, name, reason, said):
    User.objects.create_user("tutup.akun", is_active=False)
    assert account(name, reason=reason) == 2
    assert said in capsys.readouterr().err
    assert (User.objects.count(), Grant.objects.count(), AccessCode.objects.count()) == (1, 0, 0)
    assert AuditEntry.objects.count() == 0


def test_only_the_two_rights_that_begin_a_city_are_given_here(capsys):
    with pytest.raises(SystemExit) as refused:
        account("auditor.kota", "auditor")
    assert refused.value.code == 2
    with pytest.raises(Invalid, match="layar wewenang"):
        account_appoint(actor=None, username="auditor.kota", role=Role.AUDITOR, reason="uji", now=timezone.now())
    assert User.objects.count() == 0


def test_a_right_never_goes_to_whoever_registered_the_name_first():
    resident = User.objects.create_user("kepala.dinas", password=None)
    with pytest.raises(Conflict, match="akun warga"):
        account_appoint(actor=None, username="kepala.dinas", role=Role.ADMIN, reason="uji", now=timezone.now())
    assert not Grant.objects.filter(user=resident).exists()
