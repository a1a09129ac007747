"""Journeys through people: a file with errors is mended and brought in; a wrong superior is put right at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from betang.kernel.accounts.models import User
from betang.people.models import Employee
from betang.people.queries.reconcile import Problem, findings
from tests.browser.conftest import Open, Visit
from tests.browser.steps import become, go, look, signed_in
from tests.people.city import TestCity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POST, UNIT = "disdukcapil-piak-operator-operator-5", "Bidang PIAK dan Pemanfaatan Data"
NIP = "199905122026031007"


def people_file(city: TestCity, *, nip: str, kind: str) -> bytes:
    """Write a file of two: somebody new, and somebody known whose name was misspelt."""
    known = city.employee("pegawai")
    rows = [
        "nip;nama;kedudukan;golongan;jabatan;tmt_jabatan",
        f"{nip};Rindu Sangalang;{kind};II/c;{POST};2026-03-01",
        f"{known.nip};{known.name} Putra;pns;{known.grades.get(to_date=None).grade};{post_of(known)};",
    ]
    return "\n".join(rows).encode()


def post_of(person: Employee) -> str:
    """Give the code of somebody's post."""
    return person.assignments.get(to_date=None).position.code


def send_file(page: Page, content: bytes) -> None:
    """Choose a file of employees and let it be checked."""
    page.get_by_label("Isi berkas").select_option("pegawai")
    page.get_by_label("Berkas", exact=False).last.set_input_files(
        {"name": "pegawai.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Periksa").click()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_file_with_errors_is_mended_and_brought_in(visit: Open, tiny_city: TestCity, width: int):
    with visit("/pegawai/impor/", width=width, cookies=signed_in(tiny_city.user("bkpsdm"))) as seen:
        page, main = seen.page, seen.page.locator("main")
        with page.expect_download() as handed:
            main.locator(".value-list").get_by_role("link", name="Pegawai").click()
        assert handed.value.suggested_filename == "templat-pegawai.xlsx"
        send_file(page, people_file(tiny_city, nip="1999", kind="tetap"))
        expect(main).to_contain_text("2 kesalahan. Tidak ada yang disimpan.")
        faults = main.locator("tbody tr")
        expect(faults.nth(0)).to_contain_text("1999")
        expect(faults.nth(1)).to_contain_text("kedudukan")
        look(seen)
        main.get_by_role("link", name="Impor", exact=True).click()
        expect(main.locator("tbody tr")).to_contain_text("Ada baris yang salah")
        send_file(page, people_file(tiny_city, nip=NIP, kind="pns"))
        expect(main.locator("tr", has_text="Rindu Sangalang")).to_contain_text("baru")
        expect(main.locator("tr", has_text="Putra").locator("ins")).to_contain_text("Putra")
        assert not Employee.objects.filter(nip=NIP).exists()
        look(seen)
        main.get_by_role("button", name="Terapkan semuanya").click()
        expect(main).to_contain_text("Diterapkan")
        go(seen, "/pegawai/")
        page.get_by_label("Nama atau NIP lengkap").fill(NIP)
        main.get_by_role("button", name="Saring").click()
        expect(main.locator("tbody tr")).to_have_count(1)
        main.get_by_role("link", name="Rindu Sangalang").click()
        expect(main).to_contain_text(UNIT)
        expect(main).to_contain_text(tiny_city.employee("atasan").full_name)
        assert seen.messages == []


def shown_superior(seen: Visit) -> str:
    """Read the superior on somebody's page."""
    return seen.page.locator("main dt:has-text('Atasan langsung') + dd").first.inner_text()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_wrong_superior_is_put_right_without_waiting_for_anybody(
    visit: Open, tiny_city: TestCity, width: int, theme: str
):
    found = findings(tiny_city.viewer("bkpsdm"), day=tiny_city.day)
    left, ring = (next(each for each in found if each.problem == problem) for problem in (Problem.LEFT, Problem.RING))
    people = Employee.objects.in_bulk()
    orphan, turning = people[left.employee_id], people[ring.employee_id]
    following, chosen = people[left.proposed_id or 0], tiny_city.employee("kepala")
    cookies = signed_in(tiny_city.user("bkpsdm"))
    with visit("/pegawai/penyelarasan/", width=width, theme=theme, cookies=cookies) as seen:
        page, main = seen.page, seen.page.locator("main")
        main.get_by_label(orphan.full_name).check()
        main.get_by_label("Alasan").fill("Atasan lama sudah pensiun.")
        main.get_by_role("button", name="Terapkan menurut susunan").click()
        expect(main.locator("tr", has_text=orphan.full_name)).to_have_count(0)
        main.get_by_role("link", name=f"Tetapkan {turning.full_name}").click()
        page.get_by_label("Cari atasan").fill(chosen.name)
        main.get_by_role("button", name="Cari").click()
        main.get_by_role("radio", name=chosen.full_name).check()
        main.get_by_label("Alasan").fill("Bekerja langsung di bawah kepala dinas.")
        look(seen)
        main.get_by_role("button", name="Simpan").click()
        expect(page.locator("h1")).to_have_text(turning.full_name)
        assert shown_superior(seen) == chosen.full_name
        look(seen)
        become(seen, User.objects.get(employee=orphan))
        go(seen, f"/pegawai/{orphan.uid}/")
        assert shown_superior(seen) == following.full_name
        main.get_by_role("link", name="Riwayat").click()
        expect(main.locator("tr", has_text="Atasan lama sudah pensiun.")).to_contain_text(following.full_name)
        assert seen.messages == []
