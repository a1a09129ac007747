"""After every save, the page that comes next says what was done."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.people.models import Absence, Team
from tests.people import build
from tests.people.build import TODAY

pytestmark = pytest.mark.django_db
DAY = TODAY.isoformat()


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(build.NOW, tick=False)


@pytest.fixture
def city():
    return build.city()


@pytest.fixture
def said(client, city):
    """Save something as the personnel agency and return the page that comes next."""
    client.force_login(build.account(city.stranger, "pengelola", Role.BKPSDM))

    def save(view, /, *args, **fields):
        answer = client.post(reverse(view, args=args), fields, follow=True)
        assert answer.redirect_chain, answer.content[-3000:]
        return answer.content.decode()

    return save


def test_saves_about_a_person_are_confirmed(city, said):
    uid = city.clerk.uid
    name = {"name": "Nirmala", "front_title": "", "back_title": "", "education": "s1", "reason": "SK"}
    assert "Koreksi sudah dicatat." in said("person_correct", uid, **name)
    assert "Atasan sudah ditetapkan." in said("superior_set", uid, superior=city.head.uid, from_date=DAY, reason="x")
    build.post("staf-b", city.other)
    post = {"position": "staf-b", "kind": "definitif", "from_date": DAY, "to_date": "", "reason": "SK"}
    assert "Jabatan sudah dicatat." in said("post_new", uid, **post)
    away = {"kind": "cuti_sakit", "from_date": "2026-12-01", "to_date": "2026-12-03", "reason": "surat"}
    assert "Ketidakhadiran sudah dicatat." in said("absence_new", uid, **away)
    gone = said("absence_void", uid, Absence.objects.get().pk, reason="masuk kerja")
    assert "Ketidakhadiran sudah dibatalkan" in gone
    leaving = {"kind": "tugas_belajar", "from_date": DAY, "reason": "SK"}
    assert "Status sudah dicatat." in said("status_new", uid, **leaving)


def test_saves_about_many_people_are_confirmed(said, city):
    lost = build.person(30, "Tanpa Atasan", city.posts["clerk"])
    assert "Atasan 1 pegawai kini menurut susunan." in said("reconcile_follow", pegawai=lost.pk, reason="selaras")
    file = SimpleUploadedFile("x.csv", b"kode,nama,jenis,induk\nbaru,Unit Baru,dinas,kota\n")
    page = said("imports", kind="unit", day=DAY, file=file)
    run = page.split("/terapkan/")[0].rsplit("/", 1)[1]
    assert "Impor sudah diterapkan seluruhnya." in said("import_apply", run)
    text = f"nip,nama,kedudukan,jabatan\n{build.nip(40)},Orang Baru,pns,staf-a\n"
    page = said("imports", kind="pegawai", day=DAY, file=SimpleUploadedFile("x.csv", text.encode()))
    applied = said("import_apply", page.split("/terapkan/")[0].rsplit("/", 1)[1])
    assert "akun baru dibuat. Kode masuk pertamanya" in applied
    file = SimpleUploadedFile("x.csv", b"kode,nama,jenis,induk\nbaru,Unit Lain,dinas,kota\n")
    run = said("imports", kind="unit", day=DAY, file=file).split("/batalkan/")[0].rsplit("/", 1)[1]
    assert "Impor dibatalkan; tidak ada yang berubah." in said("import_drop", run)


def test_saves_about_teams_are_confirmed(said, city):
    team = {"name": "Tim Data", "task": "Mutu data", "unit": "dinas-a", "from_date": DAY, "to_date": "", "reason": "SK"}
    assert "Tim sudah dibentuk." in said("team_new", **team)
    formed = Team.objects.get()
    member = {"employee": city.clerk.uid, "role": "anggota", "from_date": DAY, "reason": "SK"}
    assert "Anggota sudah ditambahkan." in said("member_new", formed.pk, **member)
    left = said("member_end", formed.pk, formed.members.get().pk, reason="selesai")
    assert "Keanggotaan berakhir hari ini." in left


def test_giving_and_ending_a_right_is_confirmed(client, city):
    other = build.account(city.clerk, "nirmala")
    client.force_login(build.account(city.stranger, "adm", Role.ADMIN))
    right = {"username": "nirmala", "role": "officer", "unit": "dinas-a", "from_date": DAY, "reason": "SK"}
    given = client.post(reverse("grant_new"), right, follow=True)
    assert "Wewenang sudah diberikan." in given.content.decode()
    ended = client.post(reverse("grant_end", args=[other.grants.get().pk]), {"reason": "pindah"}, follow=True)
    assert "Wewenang sudah diakhiri." in ended.content.decode()
