"""Applying through the front door, as a resident on an old phone does it: without script, without account."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from betang.kernel.audit.models import AuditEntry
from betang.kernel.crypto import folder
from betang.kernel.documents.models import Document
from betang.kernel.mail.models import OutboxMessage
from betang.people.models import Unit
from betang.people.models.units import UnitKind
from betang.services.content import answers_of
from betang.services.flow import CANCELLED, DRAFT, SUBMITTED
from betang.services.models import Attachment, DefinitionVersion, Event, PhoneMessage, Request
from betang.services.papers.receipt import receipt_paper
from betang.services.reading import packaged
from betang.services.stored import as_json, digest
from tests.access.people import CITY, unit
from tests.services.test_screening import document, picture

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # Tuesday, 09.00 WIB
ANSWERS = {
    "pelapor": "sendiri",
    "nama": "Sari  Tumon",
    "nik": "6271.0344.1290.0001",
    "no_kk": "6271030101200002",
    "sebab": "hilang",
    "kelurahan": "menteng",
    "kabar": "surel",
    "surel": "sari@contoh.example",
}


@pytest.fixture
def browser(freeze: Any) -> Client:
    """A browser without account, in a city with one kelurahan."""
    freeze(NOW)
    city = unit(CITY)
    made = Unit.objects.create(code="menteng", name="Kelurahan Menteng", kind=UnitKind.VILLAGE, parent=city)
    Unit.objects.filter(pk=made.pk).update(path=f"{city.path}{made.pk}/")
    return Client()


def begin(browser: Client, service: str = "kk-hilang-rusak") -> str:
    """Begin a draft; return where it leads."""
    response = browser.post(reverse("apply", args=[service]))
    return str(browser.get(response.headers["Location"]).headers["Location"])


def answer_all(browser: Client, page: str, answers: dict[str, str] = ANSWERS) -> str:
    """Answer question after question as the pages ask; return where that leads."""
    while "/tanya/" in page:
        assert browser.get(page).status_code == 200
        response = browser.post(page, {"jawaban": answers[page.rstrip("/").rsplit("/", 1)[1]]})
        assert response.status_code == 302, response.content.decode()
        page = response.headers["Location"]
    return page


def upload(browser: Client, page: str, content: bytes = b"", name: str = "surat hilang.jpg") -> Any:
    """Send a photo."""
    return browser.post(page, {"berkas": SimpleUploadedFile(name, content or picture(), "image/jpeg")})


def sent(browser: Client) -> tuple[Request, dict[str, str]]:
    """Apply from beginning to end; return the request and what the receipt told."""
    page = answer_all(browser, begin(browser))
    upload(browser, page)
    row = Request.objects.get(state=DRAFT)
    response = browser.post(reverse("draft_review", args=[row.uid]))
    assert response.headers["Location"] == reverse("receipt", args=[row.uid])
    return Request.objects.get(pk=row.pk), browser.session["services.told"][str(row.uid)]


def test_from_the_first_question_to_the_receipt(browser):
    page = answer_all(browser, begin(browser))
    row = Request.objects.get()
    assert page == reverse("draft_paper", args=[row.uid, "surat_hilang"])
    assert upload(browser, page).status_code == 302
    review = reverse("draft_review", args=[row.uid])
    shown = browser.get(review).content.decode()
    assert "Sari Tumon" in shown
    assert "6271034412900001" in shown
    assert "Menteng" in shown
    receipt = browser.post(review, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.state, row.number) == (SUBMITTED, "KK-2611-000001")
    assert (row.name.reveal(), row.nik.reveal()) == ("Sari Tumon", "6271034412900001")
    assert row.due_at == datetime(2026, 11, 24, 4, tzinfo=UTC)  # 120 working minutes
    told = browser.session["services.told"][str(row.uid)]
    assert told["pin"] in receipt
    assert told["link"] in receipt
    assert [each.state for each in Event.objects.all()] == [SUBMITTED]
    assert AuditEntry.objects.filter(action="services.request_submit", subject=row.subject).count() == 1
    (mail,) = OutboxMessage.objects.all()
    assert "KK-2611-000001" in mail.text.reveal()
    assert told["pin"] not in mail.text.reveal()
    stored = " ".join(map(str, Request.objects.values_list().get()))
    assert not any(secret in stored for secret in ("Sari", "6271034412900001", told["pin"], told["link"]))


def test_sent_twice_is_one_request(browser):
    row, _told = sent(browser)
    again = browser.post(reverse("draft_review", args=[row.uid]))
    assert again.headers["Location"] == reverse("tracked", args=[row.uid])
    assert Event.objects.count() == 1


def test_the_receipt_is_one_paper_for_its_holder_and_holds_neither_pin_nor_name(browser):
    draft = begin(browser).split("/tanya/")[0]
    refused = browser.post(f"{draft}/tanda-terima/pdf/")
    assert (refused.status_code, "belum dikirim" in refused.content.decode()) == (409, True)
    Request.objects.all().delete()
    row, told = sent(browser)
    page = reverse("receipt_pdf", args=[row.uid])
    assert Client().post(page).status_code == 404
    assert b"tanda-terima/pdf" in browser.get(reverse("tracked", args=[row.uid])).content
    first, again = (b"".join(browser.post(page).streaming_content) for _time in range(2))
    assert first == again
    assert first.startswith(b"%PDF-")
    paper = Document.objects.get()
    said = json.dumps(receipt_paper(row, office="Disdukcapil").data)
    assert (paper.about, "KK-2611-000001" in said, "Surat" in said) == ("Permohonan KK-2611-000001", True, True)
    assert not any(secret in said for secret in (told["pin"], told["link"], "Sari", "6271034412900001"))
    assert paper.number in Client().get(reverse("verification", args=[paper.token])).content.decode()


def test_an_own_request_fills_in_the_next_one_and_somebody_elses_does_not(browser, django_assert_max_num_queries):
    row, told = sent(browser)
    Request.objects.filter(pk=row.pk).update(service="lahir")
    with django_assert_max_num_queries(12):
        page = browser.get(f"{reverse('apply', args=['kk-ubah'])}?dari={row.uid}").content.decode()
    assert re.search(rf'value="{row.uid}" checked', page)
    finder = Client()
    assert finder.post(reverse("track"), {"nomor": row.number, "pin": told["pin"]}).status_code == 302
    assert str(row.uid) not in finder.get(reverse("apply", args=["kk-ubah"])).content.decode()
    made = []
    for client in (browser, finder):
        client.post(reverse("apply", args=["kk-ubah"]), {"dari": str(row.uid)})
        made.append(answers_of(Request.objects.latest("pk")))
    assert made[0]["nik"] == "6271034412900001"
    assert set(made[0]) == {"nama", "nik", "no_kk", "kelurahan", "kabar", "surel"}
    assert made[1] == {}


def test_a_receipt_names_what_usually_goes_along(browser):
    page = answer_all(browser, begin(browser))
    upload(browser, page)
    row = Request.objects.get()
    content = as_json(replace(packaged()["kk-hilang-rusak"], packages=("kia-baru",)))
    kept = DefinitionVersion.objects.create(digest=digest(content), service=row.service, content=content, kept_at=NOW)
    Request.objects.update(definition=kept)
    receipt = browser.post(reverse("draft_review", args=[row.uid]), follow=True).content.decode()
    assert f"{reverse('apply', args=['kia-baru'])}?dari={row.uid}" in receipt


def same_but_for(response: Any, number: str) -> str:
    """A page without what differs from one request to the next: the number typed, the token, the incident."""
    text = re.sub(r'value="[^"]{64}"', "", response.content.decode())
    return text.replace(number, "").replace(response.headers["X-Request-ID"], "")


def test_followed_by_pin_by_link_and_not_by_guessing(browser):
    row, told = sent(browser)
    other = Client()
    page = reverse("tracked", args=[row.uid])
    assert other.get(page).status_code == 404
    assert other.get(reverse("receipt", args=[row.uid])).status_code == 404
    wrong, unknown = (
        other.post(reverse("track"), {"nomor": number, "pin": "000000" if told["pin"] != "000000" else "1"})
        for number in (row.number, "KK-2611-999999")
    )
    assert wrong.status_code == unknown.status_code == 422
    assert "tidak cocok" in wrong.content.decode()
    assert same_but_for(wrong, str(row.number)) == same_but_for(unknown, "KK-2611-999999")
    opened = other.post(reverse("track"), {"nomor": str(row.number).lower(), "pin": told["pin"]}, follow=True)
    assert "menunggu diperiksa" in opened.content.decode()
    assert Client().get(reverse("track_link", args=[told["link"]]), follow=True).status_code == 200
    assert Client().get(reverse("track_link", args=["x" * 22])).status_code == 404


def test_a_pin_cannot_be_guessed_through(browser):
    row, told = sent(browser)
    other = Client()
    for _try in range(6):
        other.post(reverse("track"), {"nomor": row.number, "pin": "12345"})
    late = other.post(reverse("track"), {"nomor": row.number, "pin": told["pin"]})
    assert late.status_code == 422
    assert "Terlalu banyak percobaan" in late.content.decode()


def test_a_draft_goes_on_elsewhere_by_its_code(browser):
    begin(browser)
    row = Request.objects.get()
    code = browser.session["services.told"][str(row.uid)]["code"]
    other = Client()
    assert other.get(reverse("draft", args=[row.uid])).status_code == 404
    assert other.post(reverse("draft_resume"), {"kode": "AAAA-AAAA-AAAA"}).status_code == 422
    went_on = other.post(reverse("draft_resume"), {"kode": code.lower().replace("-", " ")}, follow=True)
    assert "Untuk siapa permohonan ini?" in went_on.content.decode()


def test_bad_answers_are_refused_with_a_sentence_and_nothing_is_kept(browser):
    begin(browser)
    row = Request.objects.get()
    for key, text, said in [
        ("pelapor", "siapa", "Pilih salah satu jawaban."),
        ("nama", "", "Pertanyaan ini perlu dijawab."),
        ("nama", "x" * 121, "Paling banyak 120 huruf"),
        ("nik", "12345", "harus 16 angka; yang ditulis 5"),
    ]:
        response = browser.post(reverse("draft_question", args=[row.uid, key]), {"jawaban": text})
        assert response.status_code == 422
        assert said in response.content.decode()
    assert browser.get(reverse("draft_question", args=[row.uid, "surel"])).status_code == 404
    assert browser.get(reverse("draft_paper", args=[row.uid, "surat_hilang"])).status_code == 404
    row.refresh_from_db()
    assert row.answers.reveal() in {"", "{}"}
    unsent = browser.post(reverse("draft_review", args=[row.uid]), follow=True)
    assert "Untuk siapa" in unsent.content.decode()
    assert Request.objects.get().state == DRAFT


def test_signs_that_nobody_sees_do_not_get_into_a_name(browser):
    begin(browser)
    row = Request.objects.get()
    browser.post(reverse("draft_question", args=[row.uid, "nama"]), {"jawaban": "Sari\u202egnimreg <b>T</b>"})
    row.refresh_from_db()
    assert row.name.reveal() == "Sarignimreg <b>T</b>"
    assert "<b>T</b>" not in browser.get(reverse("draft_review", args=[row.uid])).content.decode()


def test_an_unusual_nik_is_taken_and_said_on_the_review(browser):
    begin(browser)
    row = Request.objects.get()
    assert (
        browser.post(reverse("draft_question", args=[row.uid, "nik"]), {"jawaban": "9999990000000000"}).status_code
        == 302
    )
    assert "tidak lazim" in browser.get(reverse("draft_review", args=[row.uid])).content.decode()


def test_a_hostile_file_is_refused_and_a_better_one_takes_the_place_of_the_first(browser, monkeypatch):
    page = answer_all(browser, begin(browser))
    refused = upload(browser, page, b"<html><script>alert(1)</script>", "surat.jpg")
    assert refused.status_code == 422
    assert "tidak dapat dibaca" in refused.content.decode()
    assert browser.post(page).status_code == 422
    assert not Attachment.objects.exists()
    upload(browser, page)
    upload(browser, page, document(), "surat.pdf")
    assert [each.replaced_at is None for each in Attachment.objects.all()] == [False, True]
    assert "surat.pdf" in browser.get(page).content.decode()
    browser.post(reverse("draft_paper_remove", args=[Request.objects.get().uid, "surat_hilang"]))
    assert not Attachment.objects.filter(replaced_at__isnull=True).exists()
    monkeypatch.setattr("betang.services.actions.drafts.MOST_FILES", 2)
    kept = set(folder.root().glob("??/*"))
    assert upload(browser, page).status_code == 422
    assert set(folder.root().glob("??/*")) == kept, "what was refused stays on the disk"


def test_answers_that_end_the_way_say_so_and_name_the_right_service(browser):
    answers = {**ANSWERS, "usia": "belum_ktp", "kabar": "ponsel", "ponsel": "0812 3456 7890"}
    page = begin(browser, "kk-pisah")
    while "/tanya/" in page:
        key = page.rstrip("/").rsplit("/", 1)[1]
        page = browser.post(page, {"jawaban": answers[key]}).headers["Location"]
    shown = browser.get(page).content.decode()
    assert "KTP-el dibuat lebih dahulu" in shown
    assert reverse("apply", args=["ktp-baru"]) in shown
    assert "Kirim permohonan" not in shown


def test_news_by_phone_goes_to_the_gateway_without_numbers_of_identity(browser):
    by_phone = {**ANSWERS, "kabar": "ponsel", "ponsel": "0812 3456 7890"}
    upload(browser, answer_all(browser, begin(browser), by_phone))
    browser.post(reverse("draft_review", args=[Request.objects.get().uid]))
    message = PhoneMessage.objects.get()
    assert message.phone.reveal() == "+6281234567890"
    assert "KK-2611-000001" in message.text.reveal()
    assert "6271" not in message.text.reveal()


def test_taken_back_while_nobody_has_looked(browser):
    row, _told = sent(browser)
    browser.post(reverse("draft_cancel", args=[row.uid]))
    row.refresh_from_db()
    assert (row.state, row.due_at) == (CANCELLED, None)
    assert AuditEntry.objects.filter(action="services.request_cancel").exists()
    assert "Anda batalkan" in browser.get(reverse("tracked", args=[row.uid])).content.decode()


def test_few_questions_to_the_database(browser, django_assert_max_num_queries):
    row, _told = sent(browser)
    for page in (reverse("tracked", args=[row.uid]), reverse("apply", args=["lahir"]), reverse("track")):
        with django_assert_max_num_queries(12):
            assert browser.get(page).status_code == 200
