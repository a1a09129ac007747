"""The access log: who came in and who looked at whose data, for two roles; never what was shown, nor why."""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from betang.kernel.access.roles import Role
from betang.kernel.accounts.locks import SECOND_STEP, SIGN_IN, TRIES
from betang.kernel.accounts.models import SignIn, User
from betang.kernel.audit import Change, record, record_many
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.reading import values_of
from betang.people.actions.reveal import person_reveal
from betang.people.models import Employee
from betang.portal.access_log import actions, queries
from tests.access.people import employee
from tests.portal.shell.signed_in import Visitor, visitor

pytestmark = [pytest.mark.db, pytest.mark.django_db]
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 08.00 in the city
LOG = "/admin/akses/"
REASON = "permintaan <b>tertulis</b> nomor 7"


def sign_in(user: User, minutes: int = 0, **more: Any) -> SignIn:
    given = {"way": "password", "network": "10.1.2.0/24", "ends_at": START + timedelta(days=7)}
    return SignIn.objects.create(user=user, at=START + timedelta(minutes=minutes), **{**given, **more})


@dataclass(frozen=True)
class Somebody:
    """An employee and their account."""

    user: User
    person: Employee


def staff(name: str) -> Somebody:
    """Somebody with an account whose user name is their NIP."""
    user = User.objects.create_user(f"1990041720150320{Employee.objects.count():02d}")
    person = employee(user=user)
    Employee.objects.filter(pk=person.pk).update(name=name, phone="081234567890")
    person.refresh_from_db()
    return Somebody(user, person)


def look(actor: Somebody, whose: Somebody, minutes: int = 0) -> None:
    """Reveal somebody's telephone number."""
    now = START + timedelta(minutes=minutes)
    person_reveal(actor=actor.user, employee=whose.person, field="phone", reason=REASON, now=now)


def changes_of(entry: AuditEntry) -> Any:
    """What an entry of the trail says."""
    values = values_of([entry])[entry.seq]
    assert values
    return values.changes


@pytest.fixture
def auditor() -> Visitor:
    return visitor(Role.AUDITOR)


@pytest.fixture
def admin() -> Visitor:
    return visitor(Role.ADMIN)


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page.partition("<main")[2])))


def rows(page: str) -> list[str]:
    """The rows of the log, as text."""
    table = page.partition("<tbody>")[2].partition("</tbody>")[0] if "Kejadian akses" in page else ""
    return [text_of(f"<main>{row}") for row in table.split("<tr>")[1:]]


def test_a_sign_in_says_who_when_by_which_way_from_where_and_until_when(freeze):
    freeze(START + timedelta(days=8))
    admin = visitor(Role.ADMIN)
    person = staff("Ani Contoh")
    sign_in(person.user, 0, second="totp", ended_at=START + timedelta(hours=8))
    sign_in(person.user, 1, way="sso", network="")
    sign_in(person.user, 2, way="passkey", ends_at=START + timedelta(days=30))
    still, expired, ended = rows(admin.page(LOG))[-3:]
    for shown in ("24 November 2026", "08.00 WIB", "Ani Contoh", "Masuk", "kata sandi, kode aplikasi", "10.1.2.0/24"):
        assert shown in ended, shown
    assert "16.00 WIB" in ended
    assert "habis waktunya" in expired
    assert "Terbuka" in still
    assert "kunci sandi" in still


def test_a_reveal_says_who_looked_at_which_data_of_whom_and_neither_value_nor_reason(admin, auditor):
    keeper, person = staff("Budi Penjaga"), staff("Citra Contoh")
    look(keeper, person)
    for reader in (admin, auditor):
        page = reader.page(f"{LOG}?jenis=buka")
        (row,) = rows(page)
        for shown in ("Budi Penjaga", "Data pribadi dibuka", "Telepon", "Citra Contoh"):
            assert shown.casefold() in row.casefold(), shown
        for hidden in ("081234567890", "tertulis", "nomor 7"):
            assert hidden not in page, hidden


def test_only_the_auditor_is_led_to_the_entry_in_the_trail(admin, auditor):
    look(staff("Budi Penjaga"), staff("Citra Contoh"))
    link = f'href="/audit/{AuditEntry.objects.get().seq}/"'
    assert link in auditor.page(LOG)
    assert link not in admin.page(LOG)
    assert "catatan audit" in admin.page(LOG)


def test_reading_values_of_the_trail_counts_as_looking(admin, auditor):
    look(staff("Budi Penjaga"), staff("Citra Contoh"))
    seq = AuditEntry.objects.get().seq
    assert auditor.post(f"/audit/{seq}/buka/", {"alasan": "pemeriksaan berkala"}).status_code == 200
    newest, _older = rows(admin.page(f"{LOG}?jenis=buka"))
    assert "Nilai catatan audit dibuka" in newest
    assert "Citra Contoh" in newest


def test_papers_of_requests_that_were_opened_are_in_the_log(admin):
    keeper = staff("Budi Penjaga")
    for action, part in (("services.attachment_open", "paper"), ("services.result_open", "sha256")):
        with transaction.atomic():
            target = ("services.request", "7")
            record(actor=keeper.user, action=action, target=target, changes={part: (None, "x")}, now=START)
    (result, paper) = rows(admin.page(f"{LOG}?jenis=buka"))
    assert "Dokumen hasil dibuka di loket" in result
    assert "Berkas permohonan diunduhBerkas" in paper
    assert "Budi Penjaga" in paper


def test_every_action_that_shows_masked_data_is_in_the_log():
    texts = [path.read_text(encoding="utf-8") for path in Path(actions.__file__).parents[2].rglob("*.py")]
    shown = {name for text in texts for name in re.findall(r'action="([a-z_]+\.[a-z_]*reveal[a-z_]*)"', text)}
    opened = {"attachment_open", "result_open", "correction_open", "export_take", "nik_search"}
    assert shown | {f"services.{name}" for name in opened} == set(queries.REVEALS)


def test_a_nip_is_shown_by_its_end_only(admin):
    person = staff("Ani Contoh")
    sign_in(person.user)
    page = admin.page(LOG)
    assert person.user.username not in page
    assert f"NIP ••••{person.user.username[-4:]}" in page


def test_stored_xss_hostile_names_stay_text(admin):
    sign_in(staff("<script>alert(1)</script>").user)
    page = admin.page(LOG)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Citra", "Budi", "Ani"]),
        ("akun=contoh+ani", ["Ani"]),
        ("akun=siapa", []),
        ("akun=%27+OR+1%3D1+--", []),
        ("jenis=masuk", ["Citra", "Ani"]),
        ("jenis=buka", ["Budi"]),
        ("dari=2026-11-25", ["Citra"]),
        ("sampai=2026-11-24", ["Budi", "Ani"]),
        ("sebelum=x&sesudah=9-masuk", ["Citra", "Budi", "Ani"]),
    ],
)
def test_the_log_is_filtered_by_account_kind_and_period(query, expected):
    ani, budi, citra = staff("Ani Contoh"), staff("Budi Contoh"), staff("Citra Contoh")
    sign_in(ani.user)
    look(budi, ani, 10)
    sign_in(citra.user, 16 * 60)  # midnight in the city
    found = rows(visitor(Role.ADMIN).page(f"{LOG}?{query}"))
    assert [
        next(name for name in ("Citra", "Budi", "Ani") if f"{name} Contoh: hanya akun" in row) for row in found
    ] == (expected)


def test_a_name_that_many_bear_finds_the_same_as_one_that_few_bear(admin, monkeypatch):
    ani, budi, other = staff("Ani Contoh"), staff("Budi Contoh"), staff("Citra")
    for person in (ani, budi, other):
        sign_in(person.user)
        look(person, ani, 5)
    few = rows(admin.page(f"{LOG}?akun=contoh"))
    monkeypatch.setattr(queries, "FEW", 1)
    assert rows(admin.page(f"{LOG}?akun=contoh")) == few
    assert len(few) == 4


def test_a_whole_nip_finds_the_account_with_spaces_too(admin):
    person, other = staff("Ani Contoh"), staff("Budi Contoh")
    sign_in(person.user)
    sign_in(other.user)
    nip = person.user.username
    assert [("Ani" in row, "Budi" in row) for row in rows(admin.page(f"{LOG}?akun={nip[:8]}+{nip[8:]}"))] == [
        (True, False)
    ]


def test_links_lead_to_one_account_and_to_one_persons_data(admin):
    ani, budi = staff("Ani Contoh"), staff("Budi Contoh")
    sign_in(ani.user)
    sign_in(budi.user)
    look(budi, ani, 1)
    look(ani, budi, 2)
    page = admin.page(LOG)
    assert f"?orang={ani.user.subject}" in page
    mine = admin.page(f"{LOG}?orang={ani.user.subject}")
    assert len(rows(mine)) == 2
    assert "Hanya satu akun" in mine
    about = rows(admin.page(f"{LOG}?tentang={ani.person.uid}"))
    assert len(about) == 1
    assert "Budi Contoh: hanya akun" in about[0]


@pytest.mark.parametrize("query", ["dari=kemarin", "dari=2026-11-25&sampai=2026-11-24", "jenis=lain", "orang=7"])
def test_a_filter_that_cannot_be_understood_is_refused_in_words(admin, query):
    sign_in(admin.user)
    page = admin.page(f"{LOG}?{query}", status=422)
    assert "error-summary" in page
    assert rows(page) == []
    before = AuditEntry.objects.count()
    answer = admin.post(f"{LOG}unduh/", dict(part.split("=") for part in query.split("&")))
    assert (answer.status_code, AuditEntry.objects.count()) == (422, before)


def way(page: str, rel: str) -> str:
    found = re.search(rf'href="([^"]+)" rel="{rel}"', page)
    return html.unescape(found.group(1)) if found else ""


def test_pages_lead_through_the_whole_log_and_back_also_where_moments_are_the_same(admin):
    ani, budi = staff("Ani Contoh"), staff("Budi Contoh")
    given = {"user": ani.user, "way": "password", "ends_at": START}
    SignIn.objects.bulk_create(SignIn(at=START + timedelta(minutes=number % 3), **given) for number in range(90))
    looks = [
        Change(action="people.reveal", target=ani.person, subject=ani.person.uid, changes={"phone": (None, None)})
    ] * 20
    for minutes in (0, 1, 2):
        with transaction.atomic():
            record_many(looks, actor=budi.user, now=START + timedelta(minutes=minutes))
    pages = [admin.page(f"{LOG}?jenis=")]
    while address := way(pages[-1], "next"):
        pages.append(admin.page(address))
    assert [len(rows(page)) for page in pages] == [50, 50, 50]
    assert sum("catatan audit" in row for page in pages for row in rows(page)) == 60
    assert rows(admin.page(way(pages[2], "prev"))) == rows(pages[1])
    assert rows(admin.page(way(pages[1], "prev"))) == rows(pages[0])


def test_the_order_is_that_of_time_across_both_tables():
    ani, budi = staff("Ani Contoh"), staff("Budi Contoh")
    for minutes in (5, 0, 3, 3):
        sign_in(ani.user, minutes)
        look(budi, ani, minutes)
    for chunk in (1, 2, 3, 100):
        places = [queries.place_of(row) for part in queries.log_rows(queries.Wanted(), chunk=chunk) for row in part]
        assert places == sorted(places, reverse=True)
        assert len(places) == 8


def test_the_page_asks_few_questions_whatever_the_rows(admin):
    counts = []
    for amount in (1, 20):
        for number in range(amount):
            person = staff(f"Orang {number}")
            sign_in(person.user)
            look(person, person)
        with CaptureQueriesContext(connection) as asked:
            admin.page(f"{LOG}?akun=orang")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_wrong_answers_are_counted_without_saying_whose(admin, freeze):
    now = timezone.now()
    freeze(now)
    for _number in range(TRIES):
        SIGN_IN.attempt(key="rahasia.satu", address="10.9.9.9", now=now).failed(now)
    SIGN_IN.attempt(key="rahasia.dua", address="10.9.9.9", now=now).failed(now)
    SECOND_STEP.attempt(key="1", address="10.9.9.9", now=now - timedelta(hours=1)).failed(now - timedelta(hours=1))
    page = admin.page(LOG)
    assert re.findall(r'<th scope="row">([^<]+)</th>' + r'<td class="n">(\d+)</td>' * 3, page)[:2] == [
        ("Kata sandi", "2", "1", "1"),
        ("Langkah kedua", "0", "0", "0"),
    ]
    for hidden in ("rahasia", "10.9.9"):
        assert hidden not in page


def cells(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_download_holds_what_the_list_shows_and_is_recorded(admin):
    ani = staff("Ani Contoh")
    sign_in(ani.user, second="totp")
    sign_in(staff("Budi Contoh").user)
    look(ani, ani, 1)
    answer = admin.post(f"{LOG}unduh/", {"akun": "Ani", "dari": "2026-11-24"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="log-akses.csv"'
    heading, reveal, entered = cells(answer)
    assert heading[:4] == ["Waktu", "Nama", "Akun", "Kejadian"]
    assert entered[:6] == [
        "2026-11-24T08:00:00+07:00", "Ani Contoh", f"NIP ••••{ani.user.username[-4:]}", "Masuk ke sistem",
        "kata sandi, kode aplikasi", "10.1.2.0/24",
    ]  # fmt: skip
    assert (reveal[7], "081234567890" in str(reveal), "tertulis" in str(reveal)) == ("Ani Contoh", False, False)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.action, entry.actor_id) == ("portal.access_log_export", admin.user.pk)
    assert changes_of(entry)["amount"] == (None, 2)
    assert changes_of(entry)["account"] == (None, "Ani")


def test_formula_injection_cells_of_the_download_stay_text(admin):
    sign_in(staff('=HYPERLINK("http://jahat")').user)
    _heading, row, *_rest = cells(admin.post(f"{LOG}unduh/", {"jenis": "masuk"}))
    assert row[1].startswith("'=HYPERLINK")


def test_a_download_of_too_much_is_refused_and_not_recorded(admin, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    person = staff("Ani Contoh")
    sign_in(person.user)
    sign_in(person.user)
    before = AuditEntry.objects.count()
    answer = admin.post(f"{LOG}unduh/")
    assert answer.status_code == 422
    assert "Persempit" in answer.content.decode()
    assert AuditEntry.objects.count() == before


def test_others_are_told_whom_the_log_is_for():
    for role in (Role.BKPSDM, Role.LEADERSHIP):
        page = visitor(role).page(LOG, status=403)
        assert "administrator" in page.casefold()
        assert "auditor" in page.casefold()


def test_an_empty_log_and_an_account_that_is_gone_have_words(admin):
    SignIn.objects.all().delete()
    assert "Belum ada yang tercatat" in admin.page(LOG)
    gone = User.objects.create_user("pergi.jauh")
    with transaction.atomic():
        record(actor=gone, action="people.reveal", target=("people.employee", "0"), now=START)
    User.objects.filter(pk=gone.pk).delete()
    assert "akun yang sudah dihapus" in admin.page(LOG)


def test_the_pages_name_how_long_sign_ins_are_kept(admin):
    page = admin.page(LOG)
    assert "disimpan 5 tahun" in page
    assert "dihapus 5 tahun sesudah masuk" in admin.page("/privasi/")
    assert 'href="/aturan/nilai/pelindungan-data/log_akses/"' in page
