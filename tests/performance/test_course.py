"""Kinerja saya: what each indicator came to, how that went, and the part of the superior's result it is."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from betang.performance.models import Cascade, Evaluation, IndicatorValue, Result, VersionState
from tests.people import build as people
from tests.people.build import NOW
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]
FLAGS = {"small": True, "spike": True, "quality": "97.5000", "quality_facts": 4}


def came_to(plan, number, indicator, value, **more):
    evaluation, _made = Evaluation.objects.get_or_create(plan=plan, period=build.period(plan.cycle, number))
    given = {"source": "manual", "recorded_at": NOW, **more}
    IndicatorValue.objects.create(evaluation=evaluation, lineage=indicator.lineage, value=Decimal(value), **given)


@pytest.fixture
def page(freeze):
    """The clerk's result is directly a part of the chief's: 30 of 120 documents wanted."""
    freeze(NOW)
    city = people.city()
    year = build.plans(city)
    of_chief = build.filled(year.chief, VersionState.AGREED, results=0)
    top = build.result(of_chief, "Semua dokumen terbit")
    mine = build.result(
        build.filled(year.clerk, VersionState.AGREED, results=0), "Dokumen saya terbit",
        parent_lineage=top.lineage, cascade=Cascade.DIRECT, share=25,
    )  # fmt: skip
    for row, target in ((top, 120), (mine, 30)):
        row.indicators.update(measure_unit="dokumen", target=target)
    user = people.account(city.clerk, "pegawai")

    def opened():
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        with CaptureQueriesContext(connection) as asked:
            found = client.get("/kinerja/").content.decode()
        assert len(asked) <= 12
        return found

    return year, top, mine, opened


def test_each_indicator_shows_its_last_value_its_line_its_change_and_its_flags(page):
    year, _top, mine, opened = page
    assert "capaian" not in opened()  # nothing measured yet, nothing invented
    one = mine.indicators.get()
    came_to(year.clerk, 1, one, 20)
    came_to(year.clerk, 2, one, 99)
    came_to(year.clerk, 2, one, 27, source="otomatis", facts=4, drawn=FLAGS)  # the last row of a period holds
    found = opened()
    flags = ("sedikit fakta", "menumpuk di akhir periode", "mutunya 97,5")
    link = f"/kinerja/evaluasi/{year.clerk.uid}/2/fakta/?ukuran={one.lineage}"
    numbers = ("≥ 30 dokumen", "<dd>27</dd>", "Triwulan II 2026", "capaian 90% dari target", "Belum tercapai")
    course = ("+7 dari periode sebelumnya", "membaik", "4 fakta", "perkembangan 2 periode")
    for words in (*numbers, *course, *flags, link):
        assert words in found, words
    assert "<dd>99</dd>" not in found
    assert "dari hasil" not in found  # the superior's result was not measured
    one.result.indicators.update(polarity="negatif", target=27)
    found = opened()
    assert "≤ 27 dokumen" in found
    assert "Tercapai" in found
    assert "membaik" not in found


def test_the_part_of_the_superiors_result_is_open_with_its_inputs(page):
    year, top, mine, opened = page
    came_to(year.clerk, 1, mine.indicators.get(), 24)
    came_to(year.clerk, 2, mine.indicators.get(), 9)
    came_to(year.chief, 1, top.indicators.get(), 64)
    found = opened()
    assert "Kontribusi saya: 37,5% dari hasil" in found  # 24 of 64, the latest period that both have
    for words in ("<dd>24 dokumen", "<dd>64 dokumen", "<dd>25%", "<dd>120", "Triwulan I 2026"):
        assert words in found, words


@pytest.mark.parametrize("change", ["non_direct", "percent", "two", "nought"])
def test_no_part_is_named_where_numbers_do_not_add_up(page, change):
    year, top, mine, opened = page
    came_to(year.clerk, 1, mine.indicators.get(), 24)
    came_to(year.chief, 1, top.indicators.get(), 0 if change == "nought" else 64)
    if change == "non_direct":
        Result.objects.filter(pk=mine.pk).update(cascade=Cascade.NON_DIRECT)
    if change == "percent":
        for row in (top, mine):
            row.indicators.update(measure_unit="%")
    if change == "two":
        build.indicator(top, measure_unit="dokumen")
    found = opened()
    assert "Kontribusi saya:" not in found
    assert ("belum dapat dihitung" in found) == (change == "nought")
