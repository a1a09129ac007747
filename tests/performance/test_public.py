"""The public page: the city's goals and how far the appraisal is, for everybody; nobody, and no small group."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from betang.performance.models import VersionState
from betang.performance.queries import public
from betang.performance.queries.monitor import Progress
from tests.people.build import TODAY
from tests.performance import build
from tests.performance.test_goals import indicator, measured

pytestmark = pytest.mark.django_db
PAGE = "/transparansi/"


def test_goals_of_the_city_are_public_and_those_below_are_not(city, client: Client, django_assert_max_num_queries):
    assert "Tujuan kota" not in client.get(PAGE).content.decode()
    year = build.cycle()
    top = build.goal(year, "Pelayanan publik yang dipercaya", city.root)
    row = indicator(top, text="Indeks kepuasan <b>", key=True, measure_unit="poin")
    measured(row, Decimal(60), number=1)
    indicator(top, text="Bukan indikator utama")
    indicator(build.goal(year, "Hasil unit", city.office, parent=top), text="Indikator unit", key=True)
    with django_assert_max_num_queries(12):
        page = client.get(PAGE).content.decode()
    assert "Tujuan kota 2026" in page
    assert "Indeks kepuasan &lt;b&gt;" in page
    assert "75,0%" in page
    assert not any(said in page for said in ("Bukan indikator utama", "Indikator unit", "Penilaian kinerja pegawai"))


def test_the_appraisal_shows_from_ten_plans_on(city, client: Client, monkeypatch):
    build.cycle()
    for total, shown in ((9, False), (10, True)):
        found = public.Appraisal(plans=Progress(total - 1, total), period=None, evaluations=Progress(3, 9))
        monkeypatch.setattr(public, "appraisal", lambda cycle, day, found=found: found)
        page = client.get(PAGE).content.decode()
        assert ("SKP yang sudah disepakati" in page, "9 dari 10 rencana." in page) == (shown, shown)
        assert "Evaluasi yang sudah disampaikan" not in page


def test_plans_and_evaluations_are_counted_once_each(city):
    year = build.cycle()
    one = build.plan(year, city.clerk, None, city.office, draft=False)
    for number, state in enumerate((VersionState.AGREED, VersionState.DRAFT), start=1):
        build.version(one, state, number=number)
    build.plan(year, city.head, None, city.office)
    assert public.appraisal(year, TODAY).plans == Progress(1, 2)
    assert public.cycle_of(TODAY) == year
    assert public.cycle_of(TODAY.replace(year=TODAY.year + 5)) is None
