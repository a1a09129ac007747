"""Ready-made measures of services: of one service, without what was taken back, with their interval, never pooled."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from betang.kernel.accounts.models import User
from betang.ledger.measures import measure_from_json, measure_to_json
from betang.ledger.ready import chosen_in, ready_find, ready_measures
from betang.performance.jobs_evidence import evidence_refresh
from betang.performance.models import Evaluation, Indicator, IndicatorValue, Period, VersionState
from betang.services.fact_kinds import STEP
from betang.services.ready_measures import VOLUME
from tests.ledger.build import at, draft, facts, source
from tests.people import build as people
from tests.people.build import NOW
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]
CHOSEN = {"siap": "benar-pertama", "apart": "lahir", "within": "", "whose": "own", "days": "period"}


def checks(who: Any, count: int, *, right: int, service: str = "lahir", **more: Any) -> list[Any]:
    """Make drafts of checks, the first ones right at first and the others returned, all of 20 minutes and in time."""
    return [
        draft(who, at(9, 1 + n % 28, 2 + n // 28), kind=STEP.name, layanan=service, langkah="verifikasi",
              menit_kerja=20, tepat_waktu="ya", dikembalikan=n >= right,
              benar_pertama="ya" if n < right else "tidak", **more)
        for n in range(count)
    ]  # fmt: skip


@pytest.fixture
def mine(freeze: Any) -> tuple[Any, Any, Indicator, list[Client]]:
    """The clerk's draft with one indicator, the browsers of clerk and chief, and a source of steps."""
    freeze(NOW)
    city = people.city()
    users, plans = build.accounts(city), build.plans(city)
    build.filled(plans.clerk, VersionState.DRAFT, results=1)
    clients = [Client(), Client()]
    for client, user in zip(clients, (users.clerk, users.chief), strict=True):
        client.force_login(user)
    return city, plans, Indicator.objects.get(result__version__plan=plans.clerk), clients


def test_a_preset_is_looked_at_and_kept_with_its_filters_and_its_interval(mine, django_assert_max_num_queries):
    city, plans, indicator, (clerk, chief) = mine
    of = source("urn:uji:loket", kinds=[STEP.name])
    facts(of, *checks(city.clerk, 40, right=30), *checks(city.clerk, 10, right=0, service="mati"))
    facts(of, *checks(city.clerk, 5, right=0, ditarik=True), *checks(city.clerk, 5, right=0, ulangan=True))
    where = reverse("plan_measure", args=[plans.clerk.uid, indicator.pk])
    first = clerk.get(where).content.decode()
    assert all(str(one.title) in first for one in ready_measures())
    with django_assert_max_num_queries(12):
        seen = clerk.post(where, {**CHOSEN, "lihat": "1"}).content.decode()
    assert "Dari 40 fakta" in seen
    assert "selang 95%: 59,8–85,8" in seen
    assert "belum dibandingkan" not in seen
    few = clerk.post(where, {**CHOSEN, "apart": "mati", "lihat": "1"}).content.decode()
    assert "Dari 10 fakta" in few
    assert "belum dibandingkan" in few
    page = ""
    for preset, shown in (("tepat-waktu", "100"), ("menit-median", "20"), ("dikembalikan", "25"), ("banyaknya", "40")):
        page = clerk.post(where, {**CHOSEN, "siap": preset, "lihat": "1"}).content.decode()
        assert re.search(r'figure-xl num">([^<]*)', page).group(1).strip() == shown, preset  # type: ignore[union-attr]
    assert "Ditampilkan bersama mutunya" in page
    assert '<b class="num">75%</b>' in page
    for wrong in ({"apart": ""}, {"siap": "semua"}, {"apart": "paspor"}):
        assert clerk.post(where, {**CHOSEN, **wrong}).status_code == 422
    indicator.refresh_from_db()
    assert indicator.measure is None
    assert clerk.post(where, CHOSEN).status_code == 302
    indicator.refresh_from_db()
    kept = chosen_in(measure_from_json(indicator.measure))
    assert kept is not None
    assert (kept.ready.key, kept.apart) == ("benar-pertama", "lahir")
    assert "<b>Benar sejak pertama: Akta kelahiran" in clerk.get(where).content.decode()
    assert chief.post(where, CHOSEN).status_code == 403


def test_a_number_of_few_facts_is_drawn_and_held_against_nothing(mine):
    city, plans, _draft, (_clerk, client) = mine
    build.filled(plans.chief, VersionState.AGREED, results=1)
    indicator = Indicator.objects.get(result__version__plan=plans.chief)
    assert indicator.target is not None
    evaluation = Evaluation.objects.create(plan=plans.chief, period=Period.objects.get(cycle=plans.cycle, number=3))
    of, user = source("urn:uji:loket", kinds=[STEP.name]), User.objects.get(pk=client.session["_auth_user_id"])
    indicator.measure = {**measure_json("benar-pertama"), "whose": "own"}
    indicator.save(update_fields=["measure"])
    facts(of, *checks(city.chief, 29, right=29))

    def drawn() -> tuple[IndicatorValue, dict[str, Any], str]:
        evidence_refresh(actor=user, evaluation=evaluation.pk, today=NOW.date(), now=NOW)
        value = IndicatorValue.objects.filter(evaluation=evaluation).latest("pk")
        assert value.drawn is not None
        return value, value.drawn, client.get(reverse("evaluation_facts", args=[plans.chief.uid, 3])).content.decode()

    value, kept, page = drawn()
    assert (value.facts, kept["compared"], kept["interval"]) == (29, False, ["88.3", "100"])
    assert "belum dibandingkan" in page
    plan = reverse("plan_mine")
    assert "belum dibandingkan" in client.get(plan).content.decode()
    assert "Tercapai" not in client.get(plan).content.decode()
    facts(of, *checks(city.chief, 1, right=1))
    value, kept, page = drawn()
    assert (value.facts, kept["compared"]) == (30, True)
    assert "belum dibandingkan" not in page
    assert "Tercapai" in client.get(plan).content.decode()
    made = VOLUME.measure(apart="lahir")
    assert measure_from_json(measure_json("banyaknya")) == made


def measure_json(key: str) -> dict[str, Any]:
    """Write a ready-made measure of one service as an indicator keeps it."""
    one = ready_find(key)
    assert one is not None
    return measure_to_json(one.measure(apart="lahir"))
