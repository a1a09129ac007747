"""Documents of SIAK: attached unchanged, fetched with link and PIN, collected in person, by nobody else."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Invalid
from betang.kernel.mail.models import OutboxMessage
from betang.services import flow
from betang.services.actions import deliveries
from betang.services.actions.results import result_attach
from betang.services.actions.submitting import request_submit
from betang.services.models import Collection, Delivery, Event, Request, Result
from betang.services.settled import link_terms
from tests.access.people import user_with
from tests.services.sent import submitted, with_paper
from tests.services.test_screening import document
from tests.services.test_steps import NOW, Counter, counter, minutes

__all__ = ["counter"]
pytestmark = pytest.mark.django_db


@cache
def signed() -> bytes:
    """A PDF with what a signature leaves in it, as SIAK sends it."""

    def sign(pdf: pikepdf.Pdf) -> None:
        mark = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"\0"))
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="ttd", V=mark))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)

    return document(sign)


def scripted() -> bytes:
    """A PDF that would run something."""
    return document(lambda pdf: pdf.Root.update({"/OpenAction": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")}))


def signing(counter: Counter, row: Request) -> Request:
    """Take a request to where its document is awaited."""
    return counter.step(counter.recorded(row), flow.SIGNING, by=counter.verifier, at=70)


@pytest.fixture
def sent(counter: Counter) -> Callable[[], tuple[Request, str, str]]:
    """Give a request whose document was sent, with PIN and link as its applicant has them."""

    def make() -> tuple[Request, str, str]:
        receipt = request_submit(actor=None, request=with_paper(NOW), now=NOW)
        row = signing(counter, receipt.request)
        result_attach(viewer=counter.officer, request=row, content=signed(), number="6271-KK-1", now=minutes(75))
        row = counter.step(row, flow.ISSUED, at=80)
        row = counter.step(row, flow.SENT, at=85)
        mail = OutboxMessage.objects.order_by("-pk")[0].text.reveal()
        found = re.search(r"/unduh/([\w-]+)/", mail)
        assert found is not None
        assert receipt.pin not in mail
        return row, receipt.pin, found[1]

    return make


def fetch(client: Client, link: str, pin: str) -> Any:
    """Send the form of a link's page."""
    return client.post(reverse("download", args=[link]), {"pin": pin})


def test_the_document_arrives_byte_for_byte_once_link_and_pin_agree_and_closes_the_request(sent):
    row, pin, link = sent()
    other, _pin, other_link = sent()
    assert {Client().get(reverse("download", args=[each])).status_code for each in (link, "tidak-ada")} == {200}
    wrong = [fetch(Client(), each, "000000" if pin != "000000" else "000001") for each in (link, "tidak-ada")]
    wrong.append(fetch(Client(), other_link, pin))
    said = {tuple(re.findall(r"Tautan dan PIN[^<]*", each.content.decode())) for each in wrong}
    assert (len(said), {each.status_code for each in wrong}) == (1, {422})
    row.refresh_from_db()
    assert row.state == flow.SENT
    got = fetch(Client(), link, pin)
    content = b"".join(got.streaming_content)
    assert content == signed()
    result = Result.objects.get(request=row)
    assert (result.sha256, result.signed) == (hashlib.sha256(content).hexdigest(), True)
    assert f"{row.service}_{row.number}.pdf" in got.headers["Content-Disposition"]
    row.refresh_from_db()
    assert (row.state, row.events.last().actor, row.closed_at) == (flow.DONE, None, NOW)
    assert fetch(Client(), link, pin).status_code == 200
    assert row.events.filter(state=flow.DONE).count() == 1
    assert AuditEntry.objects.filter(action="services.result_fetch", subject=row.subject).count() == 2
    other.refresh_from_db()
    assert other.state == flow.SENT


def test_a_link_ends_by_day_by_count_and_by_a_new_one_and_pins_are_not_guessed(sent, counter, freeze):
    row, pin, link = sent()
    Delivery.objects.update(downloads=link_terms(NOW).downloads)
    assert "jatahnya" in fetch(Client(), link, pin).content.decode()
    Delivery.objects.update(downloads=0)
    freeze(minutes(85) + timedelta(days=link_terms(NOW).days))
    assert fetch(Client(), link, pin).status_code == 422
    assert row.events.filter(state=flow.DONE).count() == 0
    client = Client()
    client.force_login(counter.officer.actor)
    page = reverse("desk_renew", args=[row.uid])
    assert client.post(page, {"tautan-proof": "ktp", "tautan-reason": " "}).status_code == 422
    assert Delivery.objects.count() == 1
    data = {"tautan-proof": "ktp", "tautan-reason": "Surel terhapus.", "tautan-with_pin": "on"}
    shown = client.post(page, data).content.decode()
    fresh = re.search(r"/unduh/([\w-]+)/", shown)
    new_pin = re.search(r'<code class="code">(\d{6})</code>', shown)
    assert fresh is not None
    assert new_pin is not None
    for old in ((link, pin), (fresh[1], pin if pin != new_pin[1] else "x"), (link, new_pin[1])):
        assert fetch(Client(), *old).status_code == 422
    assert fetch(Client(), fresh[1], new_pin[1]).status_code == 200
    for _try in range(5):
        fetch(Client(), fresh[1], "x")
    assert "Terlalu banyak" in fetch(Client(), fresh[1], new_pin[1]).content.decode()


def test_who_holds_the_request_fetches_it_from_its_page_and_nobody_else_does(sent, django_assert_max_num_queries):
    row, _pin, _link = sent()
    target = reverse("tracked_download", args=[row.uid])
    assert Client().post(target).status_code == 404
    resident = Client()
    session = resident.session
    session["services.passes"] = [str(row.uid)]
    session.save()
    assert "Unduh dokumen" in resident.get(reverse("tracked", args=[row.uid])).content.decode()
    got: Any = resident.post(target)
    assert b"".join(got.streaming_content) == signed()
    officer = Client()
    officer.force_login(user_with(Role.OFFICER))
    with django_assert_max_num_queries(12):
        shown = officer.get(reverse("desk_request", args=[row.uid])).content.decode()
    assert "Keabsahannya tidak kami periksa." in shown
    assert "6271-KK-1" in shown


def test_killed_before_the_end_nothing_is_counted_and_the_request_stays_open(sent, monkeypatch):
    row, pin, link = sent()
    before = Event.objects.count()
    monkeypatch.setattr(deliveries, "record", lambda **_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fetch(Client(), link, pin)
    row.refresh_from_db()
    assert (row.state, Event.objects.count(), Delivery.objects.get().downloads) == (flow.SENT, before, 0)


def test_only_a_harmless_pdf_is_attached_and_another_takes_its_place(counter):
    row = signing(counter, submitted(NOW))
    client = Client()
    client.force_login(counter.officer.actor)
    page = reverse("desk_result", args=[row.uid])
    for content, said in [
        (None, "Pilih PDF"), (b"MZ program", "Pilih PDF"), (scripted(), "program atau perintah"),
    ]:  # fmt: skip
        files = {"hasil-file": SimpleUploadedFile("siak.pdf", content)} if content else {}
        refused = client.post(page, files)
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert Result.objects.count() == 0
    pressed = client.post(reverse("desk_step", args=[row.uid, "TERBIT"]), {"seen": row.revision})
    assert "Lampirkan dahulu PDF dari SIAK." in pressed.content.decode()
    for content in (document(), signed()):
        sent_file = SimpleUploadedFile("siak.pdf", content)
        assert client.post(page, {"hasil-file": sent_file, "hasil-number": "6271-1"}).status_code == 302
    assert list(Result.objects.filter(replaced_at=None).values_list("signed", flat=True)) == [True]
    with pytest.raises(Invalid):
        result_attach(viewer=counter.officer, request=row, content=signed() + b"<script>", now=NOW)
    assert pikepdf.open(io.BytesIO(signed())).Root.AcroForm.SigFlags == 3


def test_what_is_handed_over_in_person_is_checked_written_down_and_listed(counter, monkeypatch):
    row = signing(counter, submitted(NOW))
    Request.objects.filter(pk=row.pk).update(state=flow.READY, issued_at=NOW)
    row.refresh_from_db()
    for module in ("actions.steps", "views.counter"):
        monkeypatch.setattr(f"betang.services.{module}.old_needed", lambda _row: True)
    client = Client()
    client.force_login(counter.officer.actor)
    assert str(row.number) in client.get(reverse("desk_ready")).content.decode()
    target, seen = reverse("desk_step", args=[row.uid, "SELESAI"]), {"seen": row.revision}
    half = client.post(target, {**seen, "selesai-proof": "ktp", "selesai-by": "kuasa"})
    assert half.status_code == 422
    assert "seperti pada F-1.07." in half.content.decode()
    assert "Pilih apa yang terjadi dengan dokumen lama." in half.content.decode()
    assert Collection.objects.count() == 0
    whole = {"selesai-proof": "ktp", "selesai-by": "kuasa", "selesai-name": "Budi", "selesai-old": "ditarik"}
    assert client.post(target, {**seen, **whole}).status_code == 302
    assert client.post(target, {**seen, **whole}).status_code in {403, 409}  # pressed twice
    kept = Collection.objects.get()
    assert (kept.proof, kept.by, kept.name.reveal(), kept.old) == ("ktp", "kuasa", "Budi", "ditarik")
    row.refresh_from_db()
    assert row.state == flow.DONE
    assert "Tidak ada yang menunggu diambil." in client.get(reverse("desk_ready")).content.decode()
