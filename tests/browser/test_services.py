"""A resident's request on an old phone without script: sent, returned, mended, validated, delivered, answered for.

And what it comes to: one more fact of the officer's for each step, and nothing else moved.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.ledger.models import Fact
from betang.people.models import Unit
from betang.people.models.units import UnitKind
from betang.services import flow
from betang.services.models import Request, SlotPlaces
from tests.access.people import CITY, DATED, unit, user_with
from tests.browser.conftest import PHONE
from tests.browser.steps import become, go, look, press, signed_in
from tests.services.sent import ANSWERS, submitted, with_paper
from tests.services.test_appointments import complete
from tests.services.test_screening import document, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # Tuesday, 09.00 WIB


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A photo of a paper, and a document as SIAK makes it."""
    found = {"photo": tmp_path / "surat.jpg", "result": tmp_path / "kk.pdf"}
    found["photo"].write_bytes(picture())
    found["result"].write_bytes(document())
    return found


def test_a_request_from_the_phone_to_the_officer_s_facts(visit, time_machine, files):
    time_machine.move_to(NOW, tick=True)
    Unit.objects.create(code="menteng", name="Kelurahan Menteng", kind=UnitKind.VILLAGE, parent=unit(CITY))
    officer, verifier = user_with(Role.OFFICER), user_with(Role.VERIFIER)
    door = {"width": PHONE[0], "theme": PHONE[1], "java_script_enabled": False}
    with visit(reverse("apply", args=["kk-hilang-rusak"]), **door) as seen:
        number, pin = apply(seen, files)
        row = Request.objects.get(number=number)
        send_back(seen, row, officer)
        mend(seen, row, pin, files)
        finish(seen, row, officer, verifier, files)
        follow(seen, row, pin)
    row.refresh_from_db()
    own = [fact.data["langkah"] for fact in Fact.objects.filter(subject__user=officer).order_by("id")]
    assert own == ["verifikasi", "verifikasi", "perekaman", "penyerahan"]
    assert [fact.data["langkah"] for fact in Fact.objects.filter(subject__user=verifier)] == ["validasi"]
    assert Fact.objects.count() == 5
    assert row.state in {flow.SENT, flow.DONE}


def apply(seen, files):
    """Answer one question after the other, send a photo, keep the receipt."""
    look_without_script(seen)
    press(seen, "Mulai mengajukan")
    while "/tanya/" in seen.page.url:
        key = seen.page.url.rstrip("/").rsplit("/", 1)[1]
        if seen.page.locator("[name=jawaban][type=radio]").count():
            seen.page.check(f"[name=jawaban][value={ANSWERS[key]}]")
        elif seen.page.locator("select[name=jawaban]").count():
            seen.page.select_option("select[name=jawaban]", ANSWERS[key])
        else:
            seen.page.fill("[name=jawaban]", ANSWERS[key])
        press(seen, "Simpan dan lanjutkan")
    seen.page.set_input_files("#berkas", files["photo"])
    press(seen, "Unggah")
    seen.page.click("main a.btn.primary")
    press(seen, "Kirim permohonan")
    receipt = seen.page.inner_text("main")
    number, pin = re.findall(r"KK-\d{4}-\d{6}|(?<=PIN)\s+\d{6}", receipt)[:2]
    return number, pin.strip()


def look_without_script(seen):
    """Look at the page as it stands: nothing may run on it."""
    assert seen.overflow() == 0
    assert seen.page.locator("h1").count() == 1


def work(seen, row, user, *buttons):
    """Go to the counter as somebody and press buttons, one after the other."""
    become(seen, user)
    go(seen, reverse("desk_queue"))  # a place on the page that is open would load nothing
    for button in buttons or [""]:
        go(seen, reverse("desk_request", args=[row.uid]) + "#rincian")
        if button:
            press(seen, button)


def send_back(seen, row, officer):
    """The officer asks for a better photo."""
    work(seen, row, officer, "Ambil dan periksa")
    go(seen, reverse("desk_request", args=[row.uid]) + "#rincian")
    seen.page.click("summary:has-text('Minta perbaikan')")
    seen.page.check("[name=perbaikan-reasons][value=A1]")
    seen.page.check("[name=perbaikan-papers][value=surat_hilang]")
    seen.page.fill("[name=perbaikan-words]", "Foto ulang di tempat terang.")
    press(seen, "Minta perbaikan")


def mend(seen, row, pin, files):
    """The resident opens the request by number and PIN, sends another photo, and sends it back."""
    seen.page.context.clear_cookies()
    go(seen, reverse("track"))
    seen.page.fill("[name=nomor]", row.number)
    seen.page.fill("[name=pin]", pin)
    press(seen, "Lihat")
    assert "Foto ulang di tempat terang." in seen.page.inner_text("main")
    seen.page.click("text=Perbaiki sekarang")
    go(seen, reverse("draft_paper", args=[row.uid, "surat_hilang"]))
    seen.page.set_input_files("#berkas", files["photo"])
    press(seen, "Unggah penggantinya")
    go(seen, reverse("draft_review", args=[row.uid]))
    press(seen, "Kirim perbaikan")


def finish(seen, row, officer, verifier, files):
    """Accepted, recorded, validated by another person, issued with SIAK's document, and sent."""
    work(seen, row, officer, "Lengkap, kerjakan di SIAK", "Selesai direkam")
    work(seen, row, verifier, "Sesuai, ajukan tanda tangan")
    work(seen, row, officer)
    seen.page.set_input_files("input[type=file]", files["result"])
    press(seen, "Lampirkan")
    work(seen, row, officer, "Sudah ditandatangani", "Kirim kepada pemohon")


def follow(seen, row, pin):
    """The resident sees that it is done."""
    seen.page.context.clear_cookies()
    go(seen, reverse("track"))
    seen.page.fill("[name=nomor]", row.number)
    seen.page.fill("[name=pin]", pin)
    press(seen, "Lihat")
    assert "Selesai." in seen.page.inner_text("h1")


def test_the_pages_of_applying_and_of_the_counter_are_accessible_quiet_and_fit(visit, time_machine):
    time_machine.move_to(NOW, tick=True)
    draft, row, attending = with_paper(NOW), submitted(NOW), complete()
    SlotPlaces.objects.create(places=2, **DATED)
    resident, officer = user_with(Role.RESIDENT), user_with(Role.OFFICER)
    Request.objects.filter(pk__in=[draft.pk, row.pk, attending.pk]).update(user=resident)
    with visit("/lacak/", cookies=signed_in(resident)) as seen:
        for page in (
            reverse("draft_question", args=[draft.uid, "pelapor"]),
            reverse("draft_question", args=[draft.uid, "nik"]),
            reverse("draft_paper", args=[draft.uid, "surat_hilang"]),
            reverse("draft_review", args=[draft.uid]),
            reverse("draft_slot", args=[attending.uid]),
            reverse("tracked", args=[row.uid]),
        ):
            go(seen, page)
            look(seen, (1440, "light"), PHONE)
        become(seen, officer)
        walk_by_keys(seen, row)
        desk = reverse("desk_request", args=[row.uid]) + "#rincian"
        boards = [reverse(name) for name in ("desk_slots", "service_board", "service_flow")]
        for page in (reverse("desk_queue"), desk, *boards):
            go(seen, page)
            look(seen, (1440, "light"), PHONE)


def walk_by_keys(seen, row):
    """Walk to the request, open it, and reach the search."""
    go(seen, reverse("desk_queue"))
    seen.page.keyboard.press("j")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(f"**{reverse('desk_request', args=[row.uid])}*")
    seen.page.keyboard.press("/")
    assert seen.page.evaluate("document.activeElement.id") == "f-nomor"
