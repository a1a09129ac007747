"""The satisfaction survey through the front door: invited once, answered once, tied to nobody, published with care."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.documents.models import Document
from betang.kernel.jobs import job_start, run_now
from betang.kernel.limits.models import Counter
from betang.kernel.mail.models import OutboxMessage
from betang.people.models import Unit
from betang.services.actions.survey import survey_invite, survey_shuffle
from betang.services.flow import CANCELLED, LAPSED, REJECTED
from betang.services.jobs_survey import invite_survey
from betang.services.models import SurveyAnswer, SurveyComment, SurveyFollowUp, SurveyInvite
from betang.services.office import office_code
from betang.services.passes import PASSES
from betang.services.queries.survey import survey_year
from betang.services.survey_figures import grouped
from tests.access.people import OWN_OFFICE
from tests.portal.shell.signed_in import visitor
from tests.services.finished import ended

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # Tuesday, 09.00 WIB
SCORES = {f"u{number}": "3" for number in range(1, 9)}  # the ninth stays empty


def invited(closed: datetime = NOW, **more: Any) -> str:
    """Invite the applicant of a request that ended; return the address in the message."""
    row = ended(closed, email="sari@contoh.example", **more)
    survey_invite(request=row, now=NOW)
    found = re.search(r"/survei/\w+/", OutboxMessage.objects.latest("pk").text.reveal())
    assert found
    return found[0]


def answers(count: int, *, service: str, month: date, score: int = 3) -> None:
    """Keep answers and invitations of a service, two invitations for each answer."""
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(service=service, month=month, unit=office_code(), channel="daring", u4=4,
                     **{f"u{n}": score for n in (1, 2, 3, 5, 6, 7, 8, 9)})
        for _place in range(count)
    )  # fmt: skip
    moment = datetime(month.year, month.month, 5, tzinfo=UTC)
    SurveyInvite.objects.bulk_create(
        SurveyInvite(request=ended(moment, service=service), digest=f"{service}{month}{place}", service=service,
                     month=month, channel="daring", last_day=month + timedelta(days=18))
        for place in range(2 * count)
    )  # fmt: skip


def test_every_ended_request_is_invited_once_and_its_own_page_shows_the_link(freeze):
    freeze(NOW)
    rows = [ended(NOW, email="sari@contoh.example"), ended(NOW, state=REJECTED), ended(NOW, state=LAPSED)]
    ended(NOW, state=CANCELLED)
    ended(NOW - timedelta(days=40))
    for _night in range(2):
        run_now(job_start(invite_survey, actor=None, now=NOW))
    assert set(SurveyInvite.objects.values_list("request_id", flat=True)) == {row.pk for row in rows}
    message = OutboxMessage.objects.get()  # the others left no address
    assert "tanpa nama paling lambat 8 Desember 2026" in message.text.reveal()
    browser = Client()
    session = browser.session
    session[PASSES] = [str(rows[0].uid)]
    session.save()
    page = browser.get(reverse("tracked", args=[rows[0].uid])).content.decode()
    found = re.search(r"/survei/(\w+)/", page)
    assert found
    assert found[0] in message.text.reveal()
    assert not SurveyInvite.objects.filter(digest=found[1]).exists()  # what is kept does not open it
    assert AuditEntry.objects.filter(action="services.survey_invite").count() == 3


def test_one_answer_without_script_leaves_nothing_that_ties_it_to_the_request(freeze, django_assert_max_num_queries):
    freeze(NOW)
    address, browser = invited(), Client()
    with django_assert_max_num_queries(12):
        page = browser.get(address).content.decode()
    assert page.count('type="radio"') == 36
    assert "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?" in page
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "How quickly was the service given?" in browser.get(address).content.decode()
    before, tries = AuditEntry.objects.count(), Counter.objects.count()
    text = "<script>alert(1)</script> bagus"
    assert "Thank you" in browser.post(address, {**SCORES, "tulisan": text}).content.decode()
    answer, comment, invite = SurveyAnswer.objects.get(), SurveyComment.objects.get(), SurveyInvite.objects.get()
    assert (answer.u1, answer.u9, answer.month) == (3, None, date(2026, 11, 1))
    assert comment.text.reveal() == text
    assert answer.key.version == comment.key.version == 4
    assert invite.used
    kinds = {field.name: field.get_internal_type() for field in SurveyAnswer._meta.concrete_fields}
    assert {name for name in kinds if not re.fullmatch(r"u\d", name)} == {"key", "service", "month", "unit", "channel"}
    assert not {"used_at", "used_on", "answered_at"} & {field.name for field in SurveyInvite._meta.concrete_fields}
    assert (AuditEntry.objects.count(), Counter.objects.count()) == (before, tries)
    assert "sessionid" not in browser.cookies
    assert "already been used" in browser.post(address, SCORES).content.decode()
    assert SurveyAnswer.objects.count() == 1
    assert survey_shuffle(today=NOW.date()) == 2
    assert (SurveyAnswer.objects.get().u1, SurveyComment.objects.get().text.reveal()) == (3, text)


def test_what_is_no_answer_is_refused_and_writes_nothing(freeze):
    freeze(NOW)
    address, browser = invited(), Client()
    for data, said in (
        ({}, "Pilih paling sedikit satu"),
        ({"u1": "5"}, "u1"),
        ({**SCORES, "tulisan": "x" * 2001}, "2000"),
    ):
        response = browser.post(address, data)
        assert response.status_code == 422
        assert said in response.content.decode()
    assert browser.get("/survei/tidak-ada/").status_code == 404
    assert browser.post("/survei/tidak-ada/", SCORES).status_code == 404
    freeze(NOW + timedelta(days=15))
    assert "sudah lewat" in browser.post(address, SCORES).content.decode()
    assert not SurveyAnswer.objects.exists()
    assert not SurveyInvite.objects.get().used


def test_no_small_group_can_be_reckoned_back():
    assert grouped({"a": 30, "b": 12, "c": 3}, 10) == (["a"], ["b", "c"])  # c alone would be the whole minus the others
    assert grouped({"a": 30, "b": 12, "c": 6, "d": 5}, 10) == (["a", "b"], ["c", "d"])
    assert grouped({"a": 9}, 10) == ([], ["a"])
    assert grouped({"a": 11, "b": 1}, 10) == ([], ["a", "b"])


def test_a_year_shows_closed_quarters_exactly_and_hides_what_is_too_small():
    answers(12, service="kk-baru", month=date(2026, 1, 1))
    answers(11, service="lahir", month=date(2026, 2, 1), score=2)
    answers(10, service="mati", month=date(2026, 3, 1), score=4)
    answers(4, service="kk-baru", month=date(2026, 4, 1))
    year = survey_year(2026, date(2026, 7, 20))
    first, second = year.quarters
    assert [(one.service, one.answered, one.index) for one in first.services] == [
        ("kk-baru", 12, Decimal("77.78")), ("lahir", 11, Decimal("55.56")), ("mati", 10, Decimal("100.00")),
    ]  # fmt: skip
    assert first.office
    assert first.office.rate == Decimal("0.5")
    assert (first.services[0].quality, first.services[0].without) == ("B", Decimal("75.00"))
    assert second.office is None
    assert year.office is None  # else the year minus the first quarter would be the second
    assert survey_year(2026, date(2026, 7, 14)).quarters == (first,)  # the last link of June is still open
    assert second.sample == 57  # of the 66 recipients of the quarter before: 63.3765 / 1.12275, rounded up


def test_the_head_acts_on_results_and_the_report_follows_the_official_outline(freeze, django_assert_max_num_queries):
    freeze(NOW)
    answers(12, service="kk-baru", month=date(2026, 7, 1))
    SurveyComment.objects.create(month=date(2026, 7, 1), text="<b>Antrean</b> panjang")
    keeper, head = visitor(Role.BKPSDM), visitor(Role.UNIT_HEAD)
    add = {"element": "U3", "programme": "Loket <i>tambahan</i>", "from_date": "2026-11-24", "to_date": "2026-12-31"}
    assert head.post("/hasil-survei/tindak-lanjut/", add).status_code == 404  # head of another office
    Unit.objects.filter(code=OWN_OFFICE).update(code=office_code())
    with django_assert_max_num_queries(12):
        page = keeper.page("/hasil-survei/")
    assert "&lt;b&gt;Antrean&lt;/b&gt; panjang" in page
    assert "Antrean" not in head.page("/hasil-survei/")
    keeper.post(f"/hasil-survei/tulisan/{SurveyComment.objects.get().pk}/", {"tampil": "ya"})
    page = head.page("/hasil-survei/")
    assert "Antrean" in page
    assert "77,78" in page or "77.78" in page
    bad = head.post("/hasil-survei/tindak-lanjut/", {**add, "owner": head.user.employee.pk, "to_date": "2026-11-01"})
    assert bad.status_code == 422
    assert "tidak boleh mendahului" in bad.content.decode()
    assert head.post("/hasil-survei/tindak-lanjut/", {**add, "owner": head.user.employee.pk}).status_code == 302
    row = SurveyFollowUp.objects.get()
    assert "Loket &lt;i&gt;tambahan&lt;/i&gt;" in head.page("/hasil-survei/")
    end = f"/hasil-survei/tindak-lanjut/{row.pk}/"
    assert head.post(end).status_code == 422
    assert head.post(end, {"words": "Loket dibuka"}).status_code == 302
    assert head.post(end, {"words": "Batal", "langkah": "batal"}).status_code == 409
    report = keeper.post("/hasil-survei/laporan/", {"tahun": "2026"})
    assert b"".join(report).startswith(b"%PDF")
    assert Document.objects.get().kind == "services.survey"
    trail = AuditEntry.objects.filter(action__startswith="services.").order_by("seq").values_list("action", flat=True)
    assert list(trail) == ["services.comment_review", "services.follow_up_add", "services.follow_up_done"]
    assert keeper.post("/hasil-survei/laporan/", {"tahun": "2025"}).status_code == 409
