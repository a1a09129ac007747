"""The auditor's screens: found, shown in words, values hidden until a reason is given, and for nobody else."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit import words
from betang.kernel.audit.jobs import trail_check
from betang.kernel.audit.models import AuditEntry
from betang.kernel.crypto.secret import Secret
from betang.kernel.crypto.subject import subject_erase
from betang.kernel.errors import Conflict
from betang.kernel.exchange.safe_cells import csv_lines, safe_cell
from betang.kernel.jobs import JobRun, job_start, run_now
from tests.access.people import user_with
from tests.kernel.audit.trails import ANI, NOW, run_sql, write_one, write_trail

pytestmark = [pytest.mark.db, pytest.mark.django_db]
HOSTILE = "<script>alert(1)</script>"


def names(subjects: Any) -> dict[UUID, str]:
    return {ANI: "Ani Contoh"} if ANI in subjects else {}


def find(text: str, limit: int) -> list[UUID]:
    return [ANI] if text.casefold() in "ani contoh" else []


@pytest.fixture(autouse=True)
def known_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words for the actions of these tests, and a person whose name is known."""
    monkeypatch.setattr(words, "_actions", {**words._actions, "accounts.user_rename": "nama akun diganti"})
    monkeypatch.setattr(words, "_people", [words.People(names=names, find=find)])


@pytest.fixture
def auditor() -> User:
    return user_with(Role.AUDITOR)


@pytest.fixture
def client(auditor: User) -> Client:
    signed_in = Client(headers={"host": "localhost"})
    signed_in.force_login(auditor)
    return signed_in


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def numbers(response: Any) -> list[int]:
    """The numbers of the entries that a page lists, in its order."""
    return [
        int(seq)
        for seq in re.findall(r'<th scope="row" class="num"><a href="/audit/(\d+)/"', response.content.decode())
    ]


def test_only_the_auditor_opens_the_trail(client):
    write_trail(1)
    for role in (Role.ADMIN, Role.BKPSDM, Role.LEADERSHIP):
        other = Client(headers={"host": "localhost"})
        other.force_login(user_with(role))
        for address in ("/audit/", "/audit/1/", "/audit/periksa/", "/audit/unduh/"):
            assert other.get(address).status_code == 403, (role, address)
        assert other.post("/audit/1/buka/", {"alasan": "ingin tahu saja"}).status_code == 403
    assert client.get("/audit/").status_code == 200
    assert Client(headers={"host": "localhost"}).get("/audit/").status_code == 302


def test_the_list_says_who_did_what_in_words_and_never_in_codes(client):
    actor = User.objects.create_user("pegawai.satu")
    entry = write_one(1, actor=actor, subject=ANI)
    page = text_of(client.get("/audit/"))
    for shown in ("pegawai.satu", "Nama akun diganti", "Ani Contoh", "Akun", "24 November 2026", "08.31 WIB"):
        assert shown in page, shown
    for hidden in ("accounts.user", "user_rename", "username", str(entry.subject), "lama1", "alasan 1"):
        assert hidden not in re.sub(r"<(input|option|a)[^>]*>", "", page), hidden


def test_what_nobody_described_still_gets_words(client):
    write_one(1, action="unknown.thing_do", target=("unknown.thing", "x"), changes={"f": (1, 2)}, subject=UUID(int=9))
    for address in ("/audit/", "/audit/1/"):
        page = text_of(client.get(address))
        for shown in ("Perubahan lain", "Hal lain", "Isian lain", "nama tidak tersimpan lagi"):
            assert shown in page, (address, shown)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [4, 3, 2, 1]),
        ("q=pegawai", [2]),
        ("q=Ani", [3]),
        ("q=diganti", [4, 3, 2, 1]),
        ("q=3", [3]),
        ("q=tidak ada", []),
        ("pelaku=Pegawai.Satu", [2]),
        ("pelaku=siapa", []),
        ("jenis=accounts.user&objek=4", [4]),
        (f"orang={ANI}", [3]),
        ("dari=2026-11-25", [4]),
        ("sampai=2026-11-24", [3, 2, 1]),
        ("dari=0001-01-01&sampai=9999-12-31", [4, 3, 2, 1]),
        ("q=' OR 1=1 --", []),
        ("sebelum=3", [2, 1]),
        ("sesudah=2", [4, 3]),
        ("sebelum=x", [4, 3, 2, 1]),
    ],
)
def test_the_trail_is_searched_and_filtered(client, monkeypatch, query, expected):
    monkeypatch.setattr(words, "_types", {**words._types, "accounts.user": words.ObjectType(fields={})})
    write_one(1)
    write_one(2, actor=User.objects.create_user("pegawai.satu"))
    write_one(3)
    write_one(16 * 60, target=("accounts.user", "4"), subject=None)  # half past midnight of the next day in WIB
    assert numbers(client.get(f"/audit/?{query}")) == expected


@pytest.mark.parametrize(
    "query",
    ["dari=kemarin", "dari=2026-11-25&sampai=2026-11-24", "tindakan=x.y", "orang=7", "contoh=0", "contoh=5&benih=x"],
)
def test_a_filter_that_cannot_be_understood_is_refused_in_words(client, query):
    write_trail(1)
    response = client.get(f"/audit/?{query}")
    assert (response.status_code, numbers(response)) == (422, [])
    assert "error-summary" in response.content.decode()
    assert client.get(f"/audit/unduh/?{query}").status_code == 422


def way(response: Any, rel: str) -> str:
    """The address of the newer ("prev") or older ("next") page; "" when there is none."""
    found = re.search(rf'href="([^"]+)" rel="{rel}"', response.content.decode())
    return found.group(1).replace("&amp;", "&") if found else ""


def test_pages_lead_from_the_newest_to_the_first_entry_and_back(client):
    write_trail(120)
    pages = [client.get("/audit/?q=diganti")]
    while address := way(pages[-1], "next"):
        pages.append(client.get(address))
    assert [seq for page in pages for seq in numbers(page)] == list(range(120, 0, -1))
    assert numbers(client.get(way(pages[-1], "prev"))) == numbers(pages[-2])


def test_an_entry_shows_what_changed_and_hides_the_values(client):
    write_one(
        1, subject=ANI, changes={"username": (Secret("6271035708909901", mask="nik"), None), "is_active": (True, False)}
    )
    page = text_of(client.get("/audit/1/"))
    assert "627103******9901" in page
    assert "(kosong)" in page
    assert "••••" in page
    assert AuditEntry.objects.get().hash in page
    for hidden in ("6271035708909901", "alasan 1", ">ya<"):
        assert hidden not in page


def test_values_are_revealed_for_a_reason_and_the_reading_is_recorded(client, auditor):
    write_one(1, subject=ANI)
    response = client.post("/audit/1/buka/", {"alasan": "pemeriksaan nomor 7 tahun 2026", "nomor": "2"})
    page = text_of(response)
    for shown in ("lama1", "baru1", "alasan 1", ">ya<", ">tidak<"):
        assert shown in page, shown
    assert "no-store" in response["Cache-Control"]
    reading = AuditEntry.objects.get(seq=2)
    assert (reading.actor_id, reading.action, reading.object_id) == (auditor.pk, "audit.values_reveal", "1")
    assert reading.subject == ANI
    assert "lama1" not in text_of(client.get("/audit/1/"))
    assert "Nilai catatan audit dibuka" in text_of(client.get("/audit/"))


@pytest.mark.parametrize("reason", ["", "   ", "singkat", " " * 30])
def test_without_a_reason_nothing_is_revealed_or_recorded(client, reason):
    write_one(1, subject=ANI)
    response = client.post("/audit/1/buka/", {"alasan": reason})
    assert response.status_code == 422
    assert "paling sedikit 10 huruf" in text_of(response)
    assert "lama1" not in text_of(response)
    assert AuditEntry.objects.count() == 1


def test_a_reveal_needs_a_token_and_a_post(auditor):
    write_one(1, subject=ANI)
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    strict.force_login(auditor)
    assert strict.post("/audit/1/buka/", {"alasan": "pemeriksaan nomor 7"}).status_code == 403
    assert strict.get("/audit/1/buka/?alasan=pemeriksaan nomor 7").status_code == 405
    assert AuditEntry.objects.count() == 1


def test_values_of_an_erased_person_are_gone_and_the_page_says_so(client):
    write_one(1, subject=ANI)
    subject_erase(ANI)
    assert "sudah dimusnahkan" in text_of(client.get("/audit/1/"))
    assert client.post("/audit/1/buka/", {"alasan": "pemeriksaan nomor 7"}).status_code == 409
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(("column", "sign"), [("action = 'x.y'", "tidak utuh"), ("fields = '{}'", "tidak utuh")])
def test_an_altered_entry_says_so_on_its_page(client, column, sign):
    write_one(1, subject=ANI)
    run_sql(f"UPDATE audit_auditentry SET {column}")
    assert sign in text_of(client.get("/audit/1/"))
    assert sign in text_of(client.post("/audit/periksa/"))


def test_altered_values_are_not_shown(client):
    write_one(1, subject=ANI)
    run_sql("UPDATE audit_auditvalues SET sealed = 's1.x.y'")
    assert "bukan yang dicatat semula" in text_of(client.get("/audit/1/"))


def test_fields_that_concern_nobody_may_be_open(client, monkeypatch):
    kind = words.ObjectType(fields={"name": "nama"}, open_fields=frozenset({"name"}))
    monkeypatch.setattr(words, "_types", {**words._types, "calendar.day": kind})
    given = {"name": ("Hari A", "Hari B"), "secret": ("x1", "x2")}
    write_one(1, target=("calendar.day", "7"), subject=None, changes=given, reason="keputusan wali kota")
    write_one(2, target=("calendar.day", "7"), subject=ANI, changes=given)
    page = text_of(client.get("/audit/1/"))
    assert "Hari A" in page
    assert "keputusan wali kota" in page
    assert "x1" not in page
    assert "Hari A" not in text_of(client.get("/audit/2/"))


@pytest.mark.parametrize("address", ["/audit/9/", "/audit/0/", "/audit/99999999999999999999/"])
def test_an_entry_that_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404
    assert client.post(f"{address}buka/", {"alasan": "pemeriksaan nomor 7"}).status_code == 404


def test_hostile_text_stays_text_on_every_page(client):
    User.objects.create_user("jahat")
    write_one(
        1, subject=ANI, changes={"username": (HOSTILE, HOSTILE)}, reason=HOSTILE, target=("accounts.user", HOSTILE)
    )
    pages = [
        client.get("/audit/", {"q": HOSTILE, "pelaku": HOSTILE, "objek": HOSTILE}),
        client.get("/audit/1/"),
        client.post("/audit/1/buka/", {"alasan": f"{HOSTILE} pemeriksaan"}),
    ]
    for page in pages:
        assert page.status_code == 200
        assert HOSTILE not in page.content.decode()


def test_the_check_runs_when_asked_and_shows_its_result(client):
    write_trail(3)
    assert "utuh." not in text_of(client.get("/audit/periksa/"))
    page = text_of(client.post("/audit/periksa/"))
    assert "Jejak audit utuh." in page
    assert "3 catatan diperiksa" in page
    assert AuditEntry.objects.get(seq=3).hash in page
    assert AuditEntry.objects.count() == 3


def test_a_sample_is_repeated_by_its_seed_even_after_the_trail_grew(client):
    write_trail(60)
    first = client.get("/audit/?contoh=20&benih=7")
    expected = sorted(sorted(range(1, 61), key=lambda seq: hashlib.sha256(f"7:{seq}".encode()).digest())[:20])
    assert numbers(first) == expected
    again = re.search(r'href="(/audit/\?[^"]+hingga=60)"', first.content.decode())
    assert again
    write_trail(40)
    assert numbers(client.get(again.group(1).replace("&amp;", "&"))) == expected
    assert numbers(client.get("/audit/?contoh=20&benih=7")) != expected
    assert numbers(client.get("/audit/?contoh=20&benih=8&hingga=60")) != expected


def test_a_sample_is_drawn_from_what_is_filtered(client):
    write_trail(30)
    chosen = numbers(client.get(f"/audit/?contoh=5&benih=1&orang={ANI}"))
    assert len(chosen) == 5
    assert set(chosen) <= set(AuditEntry.objects.filter(subject=ANI).values_list("seq", flat=True))


def downloaded(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_export_holds_what_the_list_shows(client):
    write_trail(6)
    response = client.get(f"/audit/unduh/?orang={ANI}")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    rows = downloaded(response)
    assert [row[0] for row in rows] == ["Nomor", "3", "6"]
    assert rows[1][1] == "2026-11-24T08:30:00+07:00"
    assert "Ani Contoh" in rows[1]
    assert rows[1][-1] == AuditEntry.objects.get(seq=3).hash
    sampled = downloaded(client.get("/audit/unduh/?contoh=2&benih=1"))
    assert len(sampled) == 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_formula_injection_cells_become_text(client, monkeypatch, start):
    assert safe_cell(f"{start}cmd|'/c calc'!A1").startswith("'")
    assert safe_cell("biasa = biasa") == "biasa = biasa"
    monkeypatch.setattr(words, "_people", [words.People(names=lambda _s: {ANI: f"{start}1+1"}, find=find)])
    write_one(1, subject=ANI)
    assert f"'{start}1+1" in downloaded(client.get("/audit/unduh/"))[1]
    assert "".join(csv_lines([[1, None]])) == "\ufeff1,\r\n"


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["/audit/", "/audit/?q=pegawai", "/audit/1/", "/audit/?contoh=20&benih=7"])
def test_pages_take_few_queries_whatever_the_rows(client, address):
    actor = User.objects.create_user("pegawai.satu")
    for number in range(1, 4):
        write_one(number, actor=actor)
    few = counted(client, address)
    write_trail(100)
    for number in range(3):
        write_one(number, actor=User.objects.create_user(f"pegawai.{number}"), target=(f"x.y{number}", "1"))
    assert counted(client, address) == few <= 12


def test_a_long_trail_is_checked_in_the_background(client, auditor, monkeypatch):
    monkeypatch.setattr("betang.portal.audit.views.AT_ONCE", 2)
    write_trail(3)
    assert client.post("/audit/periksa/").headers["Location"] == "/audit/periksa/"
    client.post("/audit/periksa/")
    run = JobRun.objects.get()  # asked for twice, checked once
    assert (run.name, run.actor) == ("audit.trail_check", auditor)
    waiting = text_of(client.get("/audit/periksa/"))
    assert "sedang berjalan" in waiting
    assert "utuh." not in waiting
    run_now(run)
    page = text_of(client.get("/audit/periksa/"))
    assert "Jejak audit utuh." in page
    assert "sedang berjalan" not in page
    alter_action(2)
    client.post("/audit/periksa/")
    run_now(JobRun.objects.get(status="waiting"))
    assert "Catatan 2 diubah" in text_of(client.get("/audit/periksa/"))


def test_the_check_of_the_night_fails_when_it_finds_something(client):
    write_trail(3)
    alter_action(3)
    with pytest.raises(Conflict, match="Catatan 3 diubah"):
        run_now(job_start(trail_check, actor=None, now=NOW))
    assert JobRun.objects.get().status == "failed"
    assert "Catatan 3 diubah" in text_of(client.get("/audit/periksa/"))


def alter_action(seq: int) -> None:
    run_sql("UPDATE audit_auditentry SET action = 'x.y' WHERE seq = %s", seq)
