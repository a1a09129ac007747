"""Accounts of residents: got by a code, told to nobody, not taken over; requests kept in them; closed for good."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.accounts.actions import reset_send
from betang.kernel.accounts.models import AccessCode, User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.mail.models import OutboxMessage
from betang.services.actions.residents import registration_ask
from betang.services.actions.submitting import request_submit
from betang.services.flow import CORRECTING
from betang.services.models import PhoneMessage, RegistrationCode, Request, ResidentPhone
from tests.access.people import user_with
from tests.services.sent import with_paper
from tests.services.test_steps import NOW

pytestmark = pytest.mark.django_db
SECRET = "kuda-terbang-biru-7"
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


def ask(client: Client, address: str) -> str:
    """Ask for a code; return what the page says."""
    answer = client.post("/masuk/daftar/", {"alamat": address})
    return re.sub(r'value="[^"]*"|nonce-[^"\']*', "", answer.content.decode())


def last_mail() -> str:
    """The text of the mail written last."""
    return OutboxMessage.objects.latest("pk").text.reveal()


def code_in(text: str) -> str:
    """The code that a message holds."""
    found = CODE.search(text)
    assert found
    return found[0]


def redeem(client: Client, code: str, name: str, password: str = SECRET, **more: Any) -> Any:
    """Send the form with code, name and password."""
    return client.post("/masuk/daftar/kode/", {"kode": code, "nama": name, "sandi": password, **more})


def registered(client: Client, name: str = "sari", address: str = "sari@contoh.example") -> User:
    """An account, made as a resident makes one; the client is signed in."""
    ask(client, address)
    assert redeem(client, code_in(last_mail()), name).status_code == 302
    return User.objects.get(username=name)


def browser_with(row: Request) -> Client:
    """A browser that holds a request."""
    client = Client()
    session = client.session
    session["services.passes"] = [str(row.uid)]
    session.save()
    return client


def test_a_code_by_mail_makes_one_account_and_cannot_be_used_again(freeze):
    freeze(NOW)
    client = browser_with(with_paper(NOW))
    before = client.cookies["sessionid"].value
    ask(client, " Sari@Contoh.example")
    code = code_in(last_mail())
    for name, password, said in (
        ("198001012006010001", SECRET, "Mulai dengan huruf"),  # a NIP: the account of whoever bears it
        ("sari", "pendek", "pendek"),
    ):
        refused = redeem(client, code, name, password)
        assert refused.status_code == 422
        assert said in refused.content.decode()
    entered = redeem(
        client, code.lower().replace("-", " "), "Sari", next="https://jahat.example/", is_active="0", email="x@y.id"
    )
    assert entered.headers["Location"] == "/permohonan/"  # no open redirect
    user = User.objects.get(username="sari")
    assert (user.email, user.is_active) == ("sari@contoh.example", True)  # nothing of the form but its own fields
    assert client.cookies["sessionid"].value != before  # a session fixed beforehand opens nothing
    assert redeem(Client(), code, "lain").status_code == 422
    assert User.objects.filter(username="lain").count() == 0
    mine = client.get("/permohonan/").content.decode()
    assert "Simpan ke akun saya" in mine
    assert {"accounts.user_create", "services.registration_redeem"} <= set(
        AuditEntry.objects.filter(subject=user.subject).values_list("action", flat=True)
    )


def test_the_page_tells_nothing_of_an_address_and_the_owner_is_told_the_name(freeze):
    freeze(NOW)
    registered(Client())
    staff = user_with(Role.OFFICER)
    User.objects.filter(pk=staff.pk).update(email="dinas@contoh.example")
    pages = [
        ask(Client(), address) for address in ("baru@contoh.example", "SARI@contoh.example", "dinas@contoh.example")
    ]
    csrf = re.compile(r"<input[^>]*csrf[^>]*>")
    assert len({csrf.sub("", page) for page in pages}) == 1
    told = [
        str(each.text.reveal() if hasattr(each.text, "reveal") else each.text)
        for each in OutboxMessage.objects.order_by("-pk")[:3]
    ]
    assert [bool(CODE.search(text)) for text in told] == [False, False, True]
    assert "namanya sari" in told[1]
    for _each in range(2):
        ask(Client(), "sari@contoh.example")
    assert "Terlalu banyak" in ask(Client(), "sari@contoh.example")


def test_an_account_is_not_taken_over_by_registering_again_nor_by_an_older_code(freeze):
    freeze(NOW)
    ask(Client(), "sari@contoh.example")
    first = code_in(last_mail())
    registered(Client())
    assert redeem(Client(), first, "pencuri").status_code == 422
    made = RegistrationCode.objects.filter(closed_at__isnull=True)
    registration_ask(address="lain@contoh.example", now=NOW)
    late = code_in(last_mail())
    User.objects.filter(username="sari").update(email="lain@contoh.example")
    answer = redeem(Client(), late, "pencuri")  # the address got an account after the code was sent
    assert answer.status_code == 409
    assert made.count() == 1
    taken = Client()
    registration_ask(address="baru@contoh.example", now=NOW)
    assert "sudah dipakai" in redeem(taken, code_in(last_mail()), "sari").content.decode()
    assert User.objects.count() == 1
    freeze(NOW + timedelta(hours=1, seconds=1))
    assert redeem(taken, code_in(last_mail()), "terlambat").status_code == 422


def test_a_phone_gets_the_code_and_later_the_code_for_a_new_password(freeze):
    freeze(NOW)
    client = Client()
    ask(client, "0812-3456-7890")
    message = PhoneMessage.objects.latest("pk")
    assert message.phone.reveal() == "+6281234567890"
    redeem(client, code_in(message.text.reveal()), "budi")
    user = User.objects.get(username="budi")
    assert (user.email, ResidentPhone.objects.get(user=user).phone.reveal()) == ("", "+6281234567890")
    assert reset_send(user=user, now=NOW)
    assert code_in(PhoneMessage.objects.latest("pk").text.reveal())
    stranger = User.objects.create_user("tanpa-alamat", password=SECRET)
    assert not reset_send(user=stranger, now=NOW)
    assert AccessCode.objects.filter(user=stranger).count() == 0


def test_an_officer_prints_a_code_and_nobody_else_does(freeze):
    freeze(NOW)
    officer = Client()
    officer.force_login(user_with(Role.OFFICER))
    slip = officer.post("/loket/akun/").content.decode()
    assert redeem(Client(), code_in(slip), "oma").status_code == 302
    resident = Client()
    resident.force_login(User.objects.get(username="oma"))
    assert resident.post("/loket/akun/").status_code == 403
    assert AuditEntry.objects.filter(action="services.registration_print").count() == 1


def test_requests_are_kept_by_click_or_number_and_pin_and_never_taken_from_an_account(
    freeze, django_assert_max_num_queries
):
    freeze(NOW)
    row = with_paper(NOW)
    client = browser_with(row)
    user = registered(client)
    assert client.post("/permohonan/simpan/").status_code == 302
    row.refresh_from_db()
    assert row.user == user
    receipt = request_submit(actor=None, request=with_paper(NOW), now=NOW)
    number = str(receipt.request.number)
    wrong = client.post("/permohonan/tambah/", {"nomor": number, "pin": "000000" if receipt.pin != "000000" else "1"})
    assert "tidak cocok" in wrong.content.decode()
    assert client.post("/permohonan/tambah/", {"nomor": number, "pin": receipt.pin}).status_code == 302
    other = Client()
    thief = registered(other, "lain", "lain@contoh.example")
    told = other.post("/permohonan/tambah/", {"nomor": number, "pin": receipt.pin})
    assert "sudah tersimpan di sebuah akun" in told.content.decode()
    assert other.post("/permohonan/simpan/", {"uid": str(row.uid), "user": thief.pk}).status_code == 302
    assert Request.objects.filter(user=user).count() == 2
    with django_assert_max_num_queries(12):
        page = client.get("/permohonan/").content.decode()
    assert number in page
    assert "Diterima, menunggu diperiksa" in page
    assert "2 permohonan sedang berjalan." in client.get("/beranda/").content.decode()
    Request.objects.filter(pk=receipt.request.pk).update(state=CORRECTING)
    assert "1 permohonan menunggu perbaikan Anda." in client.get("/beranda/").content.decode()
    staff = Client()
    staff.force_login(user_with(Role.OFFICER))
    assert staff.post("/permohonan/simpan/").status_code == 403


def test_a_closed_account_loses_its_requests_and_address_and_nothing_else(freeze):
    freeze(NOW)
    row = with_paper(NOW)
    client = browser_with(row)
    user = registered(client)
    client.post("/permohonan/simpan/")
    assert client.post("/akun/tutup/", {"sandi": "salah-sekali-1"}).status_code == 422
    user.refresh_from_db()
    assert user.is_active
    assert client.post("/akun/tutup/", {"sandi": SECRET}).headers["Location"] == "/lacak/"
    user.refresh_from_db()
    row.refresh_from_db()
    assert (user.is_active, user.email, row.user) == (False, "", None)
    assert client.get("/permohonan/").status_code == 302
    assert AuditEntry.objects.filter(action="services.resident_leave", subject=user.subject).count() == 1
    assert registered(Client(), "sari-baru").pk != user.pk  # the address is free again
