"""The screens of people, as each of their users meets them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.people.actions.absences import absence_add
from betang.people.models import Absence, AbsenceKind, AssignmentKind, Grant, ReportingLine, StatusKind
from betang.people.queries.structure import superior_on
from tests.people import build
from tests.people.build import NOW, TODAY

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(build.NOW, tick=False)


@pytest.fixture
def city():
    return build.city()


@pytest.fixture
def as_(client):
    """Sign in as somebody: an employee, or an account with roles in a unit."""

    def sign_in(name, *roles, employee=None, where=None):
        client.force_login(build.account(employee, f"akun-{name}", *roles, where=where))
        return client

    return sign_in


def asked(client, url, **data):
    """Open a page and count what it asks the database."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url, data)
    assert answer.status_code == 200, answer.content[:300]
    return len(queries), answer.content.decode()


def test_the_directory_finds_people_by_name_nip_unit_and_kind(city, as_):
    client = as_("u", employee=city.clerk)
    url = reverse("people")
    _count, page = asked(client, url)
    assert all(name in page for name in ("Nirmala Tumon", "Citra Lestari", "Hendra Wibawa", "Rusdi Ulin"))
    assert build.nip(4) not in page
    _count, page = asked(client, url, q="tumon nirm")
    assert "Nirmala Tumon" in page
    assert "Rusdi Ulin" not in page
    _count, page = asked(client, url, q=f"{build.nip(5)[:8]} {build.nip(5)[8:]}")
    assert "Rusdi Ulin" in page
    assert "Citra Lestari" not in page
    _count, page = asked(client, url, jenis="non_asn")
    assert "Rusdi Ulin" not in page
    _count, page = asked(client, url, jenis="tidak-ada", unit="' OR 1=1 --", h="abc")
    assert "Rusdi Ulin" in page


@pytest.mark.parametrize(
    "name", ["people", "units", "unit", "person", "person_history", "person_absences", "reconcile"]
)
def test_pages_ask_few_questions_however_many_rows(city, as_, name):
    client = as_("k", Role.BKPSDM, employee=city.stranger)
    args = {"unit": [city.division.code], "person": [city.chief.uid]}.get(name, [])
    if name in {"person_history", "person_absences"}:
        args = [city.clerk.uid]
    url = reverse(name, args=args)
    build.person(19, "Pegawai 19", city.posts["clerk"])
    before, _page = asked(client, url)
    for number in range(20, 45):
        build.person(number, f"Pegawai {number}", city.posts["clerk"])
    after, _page = asked(client, url)
    assert after == before
    assert after <= MOST_QUERIES


def test_the_page_of_a_unit_says_who_led_it_on_a_day(city, as_):
    client = as_("u", employee=city.clerk)
    url = reverse("unit", args=[city.office.code])
    _count, page = asked(client, url, tanggal="2026-03-01")
    assert "<b>Hendra Wibawa</b>" in page
    _count, page = asked(client, url, tanggal="2025-03-01")
    assert "Tidak ada pemimpin yang tercatat" in page
    assert client.get(reverse("unit", args=["tidak-ada"])).status_code == 404


def test_the_unit_shows_who_is_away_and_why_only_to_who_needs_it(city, as_):
    url = reverse("unit_absences", args=[city.office.code])
    for kind, first in ((AbsenceKind.SICK, TODAY), (AbsenceKind.TRAVEL, TODAY + timedelta(days=60))):
        absence_add(actor=None, employee=city.clerk, kind=kind, from_date=first, to_date=first, now=NOW)
    count, page = asked(as_("u", employee=city.stranger), url)
    assert all(word in page for word in ("Nirmala Tumon", "tidak hadir", "hari ini"))
    assert "Sakit" not in page
    assert count <= MOST_QUERIES
    _count, page = asked(as_("h", employee=city.chief), url)
    assert ("Sakit" in page, "Dinas luar" in page) == (True, False)
    later = (TODAY + timedelta(days=60)).strftime("%Y-%m")
    _count, page = asked(as_("k", Role.BKPSDM), url, bulan=later)
    assert ("Sakit" in page, "Dinas luar" in page) == (False, True)
    _count, page = asked(as_("k2", Role.BKPSDM), url, bulan="apa saja")
    assert "Sakit" in page
    _count, page = asked(as_("v", Role.BKPSDM), reverse("unit", args=[city.office.code]), h="1")
    assert (url in page, f'value="{TODAY.isoformat()}"' in page) == (True, True)


def test_a_colleague_sees_the_place_but_not_the_file(city, as_):
    client = as_("u", employee=city.stranger)
    _count, page = asked(client, reverse("person", args=[city.clerk.uid]))
    assert "Citra Lestari" in page
    assert build.nip(4) not in page
    assert "Data pribadi" not in page
    for name in ("person_history", "person_absences"):
        assert client.get(reverse(name, args=[city.clerk.uid])).status_code == 403
    assert client.get(reverse("person_correct", args=[city.clerk.uid])).status_code == 403


def test_foreign_row_and_unknown_row_are_told_apart_by_nobody_outside(city, as_):
    client = as_("mitra", Role.PARTNER)
    known = client.get(reverse("person", args=[city.clerk.uid]))
    unknown = client.get(reverse("person", args=["00000000-0000-4000-8000-000000000000"]))
    assert known.status_code == unknown.status_code == 403


def test_a_reveal_needs_a_reason_and_is_logged(city, as_):
    city.clerk.phone = "081200000004"
    city.clerk.save()
    client = as_("k", Role.UNIT_ADMIN, employee=city.stranger, where=city.office)
    _count, page = asked(client, reverse("person", args=[city.clerk.uid]))
    assert "081200000004" not in page
    url = reverse("person_reveal", args=[city.clerk.uid])
    refused = client.post(url, {"field": "phone", "reason": ""})
    assert refused.status_code == 422
    assert b"081200000004" not in refused.content
    shown = client.post(url, {"field": "phone", "reason": "menghubungi soal SK"})
    assert b"081200000004" in shown.content
    assert shown["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(action="people.reveal")
    assert (entry.subject, entry.actor_id) == (city.clerk.uid, client.session["_auth_user_id"] and entry.actor_id)
    assert "081200000004" not in str(entry.fields)


def test_a_unit_administrator_keeps_only_the_files_of_the_unit_and_never_the_own(city, as_):
    client = as_("k", Role.UNIT_ADMIN, employee=city.chief, where=city.office)
    assert client.get(reverse("person_correct", args=[city.clerk.uid])).status_code == 200
    assert client.get(reverse("person_correct", args=[city.stranger.uid])).status_code == 403
    assert client.get(reverse("person_correct", args=[city.chief.uid])).status_code == 403


def test_a_correction_is_made_with_a_reason_and_hostile_text_stays_text(city, as_):
    client = as_("k", Role.BKPSDM, employee=city.stranger)
    url = reverse("person_correct", args=[city.clerk.uid])
    fields = {"name": HOSTILE, "front_title": "", "back_title": "S.H.", "education": "s1", "reason": "SK"}
    assert client.post(url, {**fields, "reason": ""}).status_code == 422
    city.clerk.refresh_from_db()
    assert city.clerk.name == "Nirmala Tumon"
    assert client.post(url, fields).status_code == 302
    city.clerk.refresh_from_db()
    assert city.clerk.full_name == f"{HOSTILE}, S.H."
    for name in ("person", "person_history"):
        _count, page = asked(client, reverse(name, args=[city.clerk.uid]))
        assert "<script>alert" not in page


def test_over_posting_changes_nothing_else(city, as_):
    client = as_("k", Role.BKPSDM, employee=city.stranger)
    url = reverse("person_correct", args=[city.clerk.uid])
    fields = {
        "name": "Nirmala Tumon",
        "nip": build.nip(77),
        "kind": "pppk",
        "user": "1",
        "education": "",
        "reason": "x",
    }
    client.post(url, fields)
    city.clerk.refresh_from_db()
    assert (city.clerk.nip, city.clerk.kind, city.clerk.user) == (build.nip(4), "pns", None)


def test_a_wrong_superior_is_put_right_at_once(city, as_):
    client = as_("k", Role.UNIT_ADMIN, employee=city.stranger, where=city.office)
    url = reverse("superior_set", args=[city.clerk.uid])
    _count, page = asked(client, url, q="hendra")
    assert str(city.head.uid) in page
    fields = {"superior": str(city.head.uid), "from_date": TODAY.isoformat(), "reason": "tugas khusus"}
    assert client.post(url, {**fields, "reason": ""}).status_code == 422
    assert client.post(url, {**fields, "superior": str(city.clerk.uid)}).status_code == 422
    assert client.post(url, fields).status_code == 302
    assert superior_on(city.clerk, TODAY) == city.head


def test_somebody_gets_a_post_and_leaves(city, as_):
    client = as_("k", Role.BKPSDM, employee=city.stranger)
    build.post("staf-b", city.other)
    url = reverse("post_new", args=[city.clerk.uid])
    _count, page = asked(client, url, q="staf-b")
    assert 'value="staf-b"' in page
    fields = {"position": "staf-b", "kind": "definitif", "from_date": TODAY.isoformat(), "to_date": "", "reason": "SK"}
    assert client.post(url, fields).status_code == 302
    assert superior_on(city.clerk, TODAY) == city.stranger
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    leaving = {"kind": StatusKind.RETIRED.value, "from_date": tomorrow, "reason": "BUP"}
    assert client.post(reverse("status_new", args=[city.clerk.uid]), leaving).status_code == 302


def test_why_somebody_is_away_is_seen_by_who_needs_it(city, as_):
    client = as_("k", Role.BKPSDM, employee=city.stranger)
    new = reverse("absence_new", args=[city.clerk.uid])
    fields = {"kind": "cuti_sakit", "from_date": "2026-12-01", "to_date": "2026-12-03", "reason": "surat dokter"}
    assert client.post(new, {**fields, "to_date": "2026-11-01"}).status_code == 422
    assert client.post(new, fields).status_code == 302
    assert client.post(new, fields).status_code == 422
    absence = Absence.objects.get()
    page = reverse("person_absences", args=[city.clerk.uid])
    assert "Cuti sakit" in asked(as_("c", employee=city.chief), page)[1]
    auditor = as_("aud", Role.AUDITOR)
    assert "Cuti sakit" not in asked(auditor, page)[1]
    void = reverse("absence_void", args=[city.clerk.uid, absence.pk])
    assert as_("x", employee=city.head).post(void, {"reason": "x"}).status_code == 403
    keeper = as_("k2", Role.BKPSDM)
    assert keeper.post(void, {"reason": ""}).status_code == 422
    assert keeper.post(reverse("absence_void", args=[city.chief.uid, absence.pk]), {"reason": "x"}).status_code == 404
    assert keeper.post(void, {"reason": "masuk kerja"}).status_code == 302
    absence.refresh_from_db()
    assert absence.void_reason == "masuk kerja"


def test_missing_superiors_are_listed_and_follow_the_structure(city, as_):
    lost = build.person(30, "Tanpa Atasan", city.posts["clerk"])
    client = as_("k", Role.UNIT_ADMIN, employee=city.stranger, where=city.office)
    _count, page = asked(client, reverse("reconcile"))
    assert "Tanpa Atasan" in page
    assert "Belum ada atasan" in page
    url = reverse("reconcile_follow")
    assert client.post(url, {"reason": "x"}).status_code == 422
    assert client.post(url, {"pegawai": str(lost.pk), "reason": ""}).status_code == 422
    assert client.post(url, {"pegawai": str(lost.pk), "reason": "selaras"}).status_code == 302
    assert superior_on(lost, TODAY) == city.chief
    foreign = build.person(31, "Unit Lain", build.post("staf-b", city.other))
    client.post(url, {"pegawai": str(foreign.pk), "reason": "x"})
    assert not ReportingLine.objects.filter(employee=foreign).exists()


def test_rights_are_given_dated_and_nobody_gives_any_to_himself(city, as_):
    other = build.account(city.clerk, "nirmala")
    client = as_("adm", Role.ADMIN, employee=city.stranger)
    url = reverse("grant_new")
    fields = {
        "username": "nirmala",
        "role": "officer",
        "unit": "dinas-a",
        "from_date": TODAY.isoformat(),
        "reason": "SK",
    }
    for wrong in ({"username": "akun-adm"}, {"username": "tiada"}, {"reason": ""}, {"role": "supervisor"}):
        assert client.post(url, {**fields, **wrong}).status_code == 422
    assert not Grant.objects.filter(role="officer").exists()
    assert client.post(url, fields).status_code == 302
    assert client.post(url, fields).status_code == 422
    grant = Grant.objects.get(user=other)
    assert (grant.role, grant.unit, grant.reason) == ("officer", city.office, "SK")
    _count, page = asked(client, reverse("grants"))
    assert "petugas layanan" in page
    ended = reverse("grant_end", args=[grant.pk])
    assert client.post(ended, {"reason": ""}).status_code == 422
    assert client.post(ended, {"reason": "pindah"}).status_code == 302
    assert not Grant.objects.on(TODAY).filter(user=other).exists()


def test_session_ends_when_a_right_is_lost(city, as_):
    other, elsewhere = build.account(city.clerk, "nirmala", Role.AUDITOR), Client()
    elsewhere.force_login(other)
    assert elsewhere.get(reverse("audit")).status_code == 200
    admin = as_("adm", Role.ADMIN, employee=city.stranger)
    grant = Grant.objects.get(user=other)
    assert admin.post(reverse("grant_end", args=[grant.pk]), {"reason": "pindah"}).status_code == 302
    answer = elsewhere.get(reverse("desk"))
    assert answer.status_code == 302
    assert "/masuk/" in answer["Location"]


def test_files_are_brought_in_by_the_personnel_agency(city, as_):
    client = as_("k", Role.BKPSDM, employee=city.stranger)
    text = "kode,nama,jenis,induk\nbaru,Unit Baru,dinas,kota\n"
    fields = {"kind": "unit", "day": TODAY.isoformat(), "file": SimpleUploadedFile("x.csv", text.encode())}
    sent = client.post(reverse("imports"), fields)
    assert sent.status_code == 302
    _count, page = asked(client, sent["Location"])
    assert "Unit Baru" in page
    assert client.post(f"{sent['Location']}terapkan/").status_code == 302
    _count, page = asked(client, reverse("units"))
    assert "Unit Baru" in page
    bad = SimpleUploadedFile("x.csv", text.replace("dinas", "istana").encode())
    sent = client.post(reverse("imports"), {**fields, "file": bad})
    assert "kesalahan" in asked(client, sent["Location"])[1]
    assert client.get(reverse("import_template", args=["unit"]))["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("import_template", args=["lain"])).status_code == 404


def test_an_acting_post_ends_and_a_wrong_entry_is_voided(city, as_):
    client = as_("keeper", Role.BKPSDM, employee=city.stranger)
    acting = build.assign(city.chief, city.posts["head"], kind=AssignmentKind.ACTING)
    url = reverse("post_end", args=[city.chief.uid, acting.pk])
    assert client.post(url, {"to_date": TODAY.isoformat(), "reason": ""}).status_code == 422
    assert client.post(url, {"to_date": "2020-01-01", "reason": "SK"}).status_code == 422
    assert client.post(url, {"to_date": TODAY.isoformat(), "reason": "SK"}).status_code == 302
    acting.refresh_from_db()
    assert acting.to_date == TODAY
    held = city.clerk.assignments.get()
    void = reverse("post_void", args=[city.clerk.uid, held.pk])
    assert client.post(void, {"reason": ""}).status_code == 422
    assert client.post(reverse("post_void", args=[city.head.uid, held.pk]), {"reason": "x"}).status_code == 404
    assert client.post(void, {"reason": "salah orang"}).status_code == 302
    _count, page = asked(client, reverse("person_history", args=[city.clerk.uid]))
    assert "salah orang" in page
    assert superior_on(city.clerk, TODAY) is None
    assert as_("lain", Role.UNIT_ADMIN, where=city.other).get(url).status_code == 403


def test_a_grade_is_recorded_from_a_day_on(city, as_):
    client = as_("keeper", Role.BKPSDM, employee=city.stranger)
    url = reverse("grade_new", args=[city.clerk.uid])
    assert client.get(url).status_code == 200
    assert "III/c · Penata" in client.get(url).content.decode()
    assert client.post(url, {"grade": "III/e", "from_date": TODAY.isoformat(), "reason": "SK"}).status_code == 422
    early = client.post(url, {"grade": "III/c", "from_date": "1950-01-01", "reason": "SK"})
    assert (early.status_code, "tidak ada golongan pada hari itu" in early.content.decode()) == (422, True)
    assert client.post(url, {"grade": "III/c", "from_date": TODAY.isoformat(), "reason": "SK"}).status_code == 302
    assert client.post(url, {"grade": "III/d", "from_date": TODAY.isoformat(), "reason": "SK"}).status_code == 422
    assert [(row.grade, row.from_date) for row in city.clerk.grades.all()] == [("III/c", TODAY)]


def test_who_comes_back_can_sign_in_again(city, as_):
    user = build.account(city.clerk, "nirmala")
    client = as_("keeper", Role.BKPSDM, employee=city.stranger)
    url = reverse("status_new", args=[city.clerk.uid])
    day = (TODAY - timedelta(days=1)).isoformat()
    assert client.post(url, {"kind": "berhenti", "from_date": day, "reason": "SK"}).status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    assert client.post(url, {"kind": "aktif", "from_date": TODAY.isoformat(), "reason": "SK"}).status_code == 302
    user.refresh_from_db()
    assert user.is_active


def test_an_account_for_a_partner_is_made_then_granted(city, as_):
    client = as_("adm", Role.ADMIN, employee=city.stranger)
    url = reverse("account_new")
    for wrong in ({"username": build.nip(4)}, {"username": "X Y"}, {"username": "akun-adm"}, {"username": ""}):
        assert client.post(url, {"email": "", **wrong}).status_code == 422
    sent = client.post(url, {"username": "mitra.kahayan", "email": "m@contoh.example"})
    assert sent.status_code == 302
    _count, page = asked(client, sent["Location"])
    assert 'value="mitra.kahayan"' in page


def test_a_nik_is_corrected_by_the_rule_and_belongs_to_one_person(city, as_):
    city.head.nik = "6271990101900001"
    city.head.save()
    client = as_("keeper", Role.BKPSDM, employee=city.stranger)
    url = reverse("person_correct", args=[city.clerk.uid])
    fields = {"name": "Nirmala Tumon", "education": "", "reason": "KTP-el"}
    for wrong in ("123", "6271990101900001"):
        assert client.post(url, {**fields, "nik": wrong}).status_code == 422
    assert client.post(url, {**fields, "nik": "6271 9901 0190 0002"}).status_code == 302
    city.clerk.refresh_from_db()
    assert city.clerk.nik.reveal() == "6271990101900002"
    _count, page = asked(client, reverse("person", args=[city.clerk.uid]))
    assert "6271990101900002" not in page


def test_evaluation_of_user_text_does_not_happen_in_templates(city, as_):
    city.clerk.name = "{{ 7|add:7 }}{% csrf_token %}${7*7}"
    city.clerk.save()
    client = as_("keeper", Role.BKPSDM, employee=city.stranger)
    for url in (reverse("people"), reverse("person", args=[city.clerk.uid]), reverse("search") + "?q=add"):
        _count, page = asked(client, url)
        assert "{{ 7|add:7 }}{% csrf_token %}${7*7}" in page
