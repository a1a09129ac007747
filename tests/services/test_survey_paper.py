"""The survey on paper: typed in by staff, counted with its channel, tied to nobody, no way to others' answers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.services.models import SurveyAnswer, SurveyComment
from betang.services.queries.survey import survey_year
from betang.services.survey_figures import grouped, safe
from tests.portal.shell.signed_in import visitor
from tests.services.test_survey import answers

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # Tuesday, 09.00 WIB
WHERE = "/hasil-survei/kertas/"


def sheets(*lines: str, **more: Any) -> dict[str, Any]:
    """What the page sends for some lines."""
    filled = {f"sheet_{number}": line for number, line in enumerate(lines, start=1)}
    return {"service": "kk-baru", "day": "2026-11-20", "batch": str(uuid4()), "texts": "", **filled, **more}


def test_sheets_are_taken_once_with_their_month_and_the_trail_says_how_many_only(freeze, django_assert_max_num_queries):
    freeze(NOW)
    officer = visitor(Role.OFFICER)
    with django_assert_max_num_queries(12):
        page = officer.page(WHERE)
    assert "Lembar 10" in page
    sent = sheets("334433343", "", "4 4 4 4 4 4 4 4 0", texts="Antrean panjang\n\nPetugas ramah")
    with django_assert_max_num_queries(25):
        page = officer.post(WHERE, sent).content.decode()
    assert "2 lembar dimasukkan" in page
    assert 'value="2026-11-20"' in page  # the next sheets of the pile
    assert str(sent["batch"]) not in page
    rows = SurveyAnswer.objects.order_by("u1")
    assert [(row.service, row.month, row.channel) for row in rows] == [("kk-baru", date(2026, 11, 1), "kertas")] * 2
    assert [(row.u1, row.u3, row.u9) for row in rows] == [(3, 4, 3), (4, 4, None)]
    assert {row.text.reveal() for row in SurveyComment.objects.all()} == {"Antrean panjang", "Petugas ramah"}
    entry = AuditEntry.objects.get(action="services.survey_sheets")
    assert (entry.object_id, {*entry.fields}) == ("kertas", {"sheets"})  # neither service nor day
    twice = officer.post(WHERE, sent)
    assert twice.status_code == 422
    assert "sudah dimasukkan" in twice.content.decode()
    assert SurveyAnswer.objects.count() == 2
    assert "2 lembar kertas dimasukkan" in visitor(Role.BKPSDM).page("/hasil-survei/")


def test_what_is_no_sheet_and_who_may_not_is_refused_and_nothing_is_written(freeze):
    freeze(NOW)
    officer = visitor(Role.OFFICER)
    for data, said in (
        (sheets(), "paling sedikit satu lembar"),
        (sheets("33443334"), "sembilan angka"),
        (sheets("334433345"), "sembilan angka"),
        (sheets("000000000"), "sembilan angka"),
        (sheets("334433343", day="2026-11-25"), "belum tiba"),
        (sheets("334433343", day="2026-09-30"), "sudah terbit"),
        (sheets("334433343", service="paspor"), "paspor"),
        (sheets("334433343", texts="x" * 2001), "2000"),
    ):
        response = officer.post(WHERE, data)
        assert response.status_code == 422
        assert said in response.content.decode()
    for role in (Role.EMPLOYEE, Role.AUDITOR):
        stranger = visitor(role)
        assert stranger.post(WHERE, sheets("334433343")).status_code == 403
        assert stranger.client.get(f"{WHERE}formulir/").status_code == 403
    assert not SurveyAnswer.objects.exists()
    assert not AuditEntry.objects.filter(action="services.survey_sheets").exists()


def test_the_blank_form_has_the_official_questions_in_both_languages(freeze):
    freeze(NOW)
    officer = visitor(Role.OFFICER)
    page = officer.page(f"{WHERE}formulir/?layanan=lahir")
    assert page.count('class="survey-box"') == 36
    assert "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?" in page
    assert "How reasonable is the cost of the service?" in page
    assert "Akta kelahiran" in page
    officer.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Bagaimana pendapat Saudara tentang kewajaran" in officer.page(f"{WHERE}formulir/")


def test_results_show_the_channels_and_whoever_typed_the_sheets_cannot_reckon_back_the_others(freeze):
    freeze(NOW)
    answers(20, service="kk-baru", month=date(2026, 7, 1))
    SurveyAnswer.objects.filter(pk__in=list(SurveyAnswer.objects.values_list("pk", flat=True)[:10])).update(
        channel="kertas", u1=4
    )
    answers(12, service="lahir", month=date(2026, 8, 1), score=4)
    (quarter,) = survey_year(2026, NOW.date()).quarters
    assert quarter.office
    assert quarter.channels == (("daring", 22), ("kertas", 10))
    assert (quarter.office.answered, quarter.office.paper, quarter.office.invited) == (32, 10, 64)
    assert str(quarter.office.rate) == "0.34375"
    linked, paper = quarter.split
    assert (linked.answered, paper.answered, paper.rate) == (22, 10, None)
    page = visitor(Role.BKPSDM).page("/hasil-survei/")
    assert "lembar kertas 10" in page
    assert "Seluruh layanan, lembar kertas" in page
    assert safe(12, 12, 10)
    assert not safe(12, 5, 10)
    assert grouped({"a": 30, "b": 15}, 10, {"a": 10, "b": 12}) == ([], ["a", "b"])  # b minus its sheets: three answers
    assert grouped({"a": 30, "b": 15, "c": 20}, 10, {"b": 12, "c": 2}) == (["a"], ["b", "c"])
