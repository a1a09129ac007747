"""The very facts behind a number can be opened, by whoever may see the plan; colleagues' facts bear no names."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.ledger.actions.contests import contest_accept, contest_open
from betang.ledger.fact_kinds import COUNT, TRAINING
from betang.ledger.measures import How, Measure, Whose, measure_to_json
from betang.performance.jobs_evidence import evidence_refresh
from betang.performance.models import Evaluation, EvaluationState, Indicator, IndicatorValue, Period
from betang.performance.queries.verification import verify
from tests.ledger.build import at, draft, facts, source
from tests.people import build as people
from tests.people.build import NOW
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def year(freeze):
    """The small city with agreed plans; two results of the clerk are measured, one of the chief by the unit's facts."""
    freeze(NOW)
    city = people.city()
    plans = build.plans(city, agreed=True)
    kept = {
        plans.clerk: [
            Measure(kind=COUNT.name, how=How.SUM, field="jumlah"),
            Measure(kind=TRAINING.name, how=How.SUM, field="jp"),
        ],
        plans.chief: [Measure(kind=COUNT.name, how=How.COUNT, whose=Whose.UNIT)],
    }
    for plan, measures in kept.items():
        found = Indicator.objects.filter(result__version__plan=plan).order_by("id")
        for indicator, measure in zip(found, measures, strict=False):
            indicator.measure = measure_to_json(measure)
            indicator.save(update_fields=["measure"])
        Evaluation.objects.create(plan=plan, period=Period.objects.get(cycle=plans.cycle, number=4))
    return city, plans, source()


def browser(user) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def address(plan, number: int = 4) -> str:
    return f"/kinerja/evaluasi/{plan.uid}/{number}/fakta/"


def test_a_person_draws_the_numbers_and_opens_the_facts_behind(year):
    city, plans, of = year
    facts(of, *(draft(city.clerk, at(10, day), jumlah=day, perbaikan=day % 2) for day in (5, 6)))
    facts(of, draft(city.clerk, at(10, 7), event_id="salah", jumlah=900))
    facts(of, draft(city.clerk, at(10, 7), jumlah=9, corrects="salah"))
    client = browser(people.account(city.clerk, "pegawai"))
    assert client.post(f"{address(plans.clerk)}tarik/").headers["Location"] == address(plans.clerk)
    page = client.get(address(plans.clerk)).content.decode()
    assert "Jumlah hasil: 9" in page
    assert "900" not in page
    assert "koreksi" in page
    assert ">50<" in page  # the quality: of two facts that say so, one without corrections
    assert "persen dengan Jumlah yang dikembalikan untuk diperbaiki paling banyak 0" in page
    assert IndicatorValue.objects.get(evaluation__plan=plans.clerk, facts=3).value == 20
    other = Indicator.objects.filter(result__version__plan=plans.clerk, measure__kind=TRAINING.name).get()
    assert "Belum ada fakta" in client.get(f"{address(plans.clerk)}?ukuran={other.lineage}").content.decode()


def test_flags_are_shown(year):
    city, plans, of = year
    facts(of, *(draft(city.clerk, at(11, day)) for day in range(1, 13)))
    client = browser(people.account(city.clerk, "pegawai"))
    client.post(f"{address(plans.clerk)}tarik/")
    flags = {"small": True, "spike": True, "quality": None}
    assert IndicatorValue.objects.filter(evaluation__plan=plans.clerk, facts=12).update(drawn=flags) == 1
    page = client.get(address(plans.clerk)).content.decode()
    assert "Hanya sedikit fakta" in page
    assert "menumpuk di akhir" in page


def test_colleagues_facts_bear_names_only_for_who_leads_them(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 5)), draft(city.chief, at(10, 6)))
    led = browser(people.account(city.chief, "kabid")).get(address(plans.chief)).content.decode()
    assert "Nirmala Tumon" in led
    Indicator.objects.filter(measure__kind=COUNT.name).update(
        measure=measure_to_json(Measure(kind=COUNT.name, how=How.COUNT, whose=Whose.UNIT))
    )
    peer = browser(people.account(city.clerk, "staf")).get(address(plans.clerk)).content.decode()
    assert "Nirmala Tumon" in peer
    assert "Citra Lestari" not in peer
    assert "rekan seunit" in peer


def test_foreign_row_of_another_is_hidden_and_drawn_by_nobody_else(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 5)))
    stranger = browser(people.account(city.stranger, "lain"))
    assert stranger.get(address(plans.clerk)).status_code == 404
    assert stranger.post(f"{address(plans.clerk)}tarik/").status_code == 404
    auditor = browser(people.account(None, "periksa", Role.AUDITOR))
    assert auditor.get(address(plans.clerk)).status_code == 200
    assert auditor.post(f"{address(plans.clerk)}tarik/").status_code == 403
    assert IndicatorValue.objects.count() == 0
    assert auditor.get(address(plans.clerk, 9)).status_code == 404


def test_what_was_sent_can_be_looked_into_but_not_drawn(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 5), jumlah=3))
    Evaluation.objects.filter(plan=plans.clerk).update(state=EvaluationState.SENT, snapshot={})
    client = browser(people.account(city.clerk, "pegawai"))
    page = client.get(address(plans.clerk)).content.decode()
    assert "Jumlah hasil: 3" in page
    assert "Tarik angka sekarang" not in page
    client.post(f"{address(plans.clerk)}tarik/")
    assert IndicatorValue.objects.count() == 0


def test_the_page_asks_at_most_twelve_queries_however_many_facts(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 1)))
    client = browser(people.account(city.clerk, "pegawai"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(plans.clerk)).status_code == 200
        return len(queries)

    few = asked()
    facts(of, *(draft(city.clerk, at(10, day % 28 + 1)) for day in range(120)))
    assert asked() == few <= 12


def test_a_contested_fact_bears_its_mark_and_what_was_frozen_says_that_it_was_corrected(year):
    city, plans, of = year
    users = build.accounts(city)
    wrong = facts(of, draft(city.clerk, at(10, 5), jumlah=3), draft(city.clerk, at(10, 6), jumlah=4))[0]
    client, agency = browser(users.clerk), people.account(None, "bkpsdm", Role.BKPSDM)
    page = client.get(address(plans.clerk)).content.decode()
    assert page.count("/sanggah/") == 2
    assert "/sanggah/" not in browser(agency).get(address(plans.clerk)).content.decode()
    client.post(f"{address(plans.clerk)}tarik/")
    last = build.period(plans.cycle, 4)
    build.achievement(city.division, last, by=users.head)
    sent = build.sent(plans.clerk, last, by=users.chief, value=None)
    given: dict[str, Any] = {"reason": "Lima, bukan tiga.", "proposed": {"jumlah": 5}, "link": ""}
    later = NOW + timedelta(hours=1)
    made = contest_open(actor=users.clerk, fact=wrong, by=city.clerk, now=later, **given)
    page = client.get(address(plans.clerk)).content.decode()
    assert ">disanggah<" in page
    assert page.count("/sanggah/") == 1
    frozen = reverse("evaluation", args=[plans.clerk.uid, 4])
    assert "dikoreksi" not in client.get(frozen).content.decode()
    contest_accept(actor=agency, contest=made, values={"jumlah": 5}, day=wrong.day, reason="", now=later)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(frozen).content.decode()
    assert len(queries) <= 12
    assert "1 fakta yang mendasarinya dikoreksi" in page
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address(plans.clerk)).content.decode()
    assert len(queries) <= 12
    assert "dikoreksi setelah disanggah" in page
    assert "1 fakta yang mendasarinya dikoreksi" in page
    sent.refresh_from_db()
    frozen_content = (sent.snapshot or {})["content"]
    assert [one["value"] for one in frozen_content["items"][0]["indicators"]] == ["7"]
    assert verify().difference is None
    open_one = Evaluation.objects.create(plan=plans.clerk, period=build.period(plans.cycle, 0))
    evidence_refresh(actor=users.clerk, evaluation=open_one.pk, today=NOW.date(), now=later)
    assert IndicatorValue.objects.get(evaluation=open_one, facts=2).value == 9  # the next collection has the correction
