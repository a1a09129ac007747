"""Kontribusi saya: the path with names and numbers, the part of the superior's result, one's own past, the band."""

from decimal import Decimal
from functools import cache

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.ledger.fact_kinds import COUNT
from betang.ledger.measures import How, Measure, measure_to_json
from betang.people.models import Assignment, Employee, Position
from betang.performance.models import (
    Cascade,
    Evaluation,
    GoalIndicator,
    GoalMeasurement,
    Indicator,
    IndicatorValue,
    Result,
    VersionState,
)
from tests.people import build as people
from tests.people.build import DAY, NOW
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def came_to(plan, number, indicator, value):
    evaluation, _made = Evaluation.objects.get_or_create(plan=plan, period=build.period(plan.cycle, number))
    IndicatorValue.objects.create(
        evaluation=evaluation, lineage=indicator.lineage, value=Decimal(value), recorded_at=NOW
    )


@cache
def browser() -> Client:
    """The one browser that all ask with: to make one takes longer than a page."""
    return Client(headers={"host": "localhost"})


def opened(user, uid=None):
    client = browser()
    client.force_login(user)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse("contribution_of", args=[uid]) if uid else reverse("contribution"))
    assert len(asked) <= 12
    return answer.status_code, answer.content.decode(), len(asked)


@pytest.fixture
def year(freeze):
    """The clerk's documents are directly a part of the chief's, who serves a goal of the city."""
    freeze(NOW)
    city = people.city()
    plans, users = build.plans(city), build.accounts(city)
    goal = build.goal(plans.cycle, "Warga dilayani cepat", city.root)
    measured = GoalIndicator.objects.create(
        goal=goal, text="Indeks kepuasan", target=88, polarity="positif", key=True, measure_unit="poin"
    )
    GoalMeasurement.objects.create(indicator=measured, period=build.period(plans.cycle, 2), value=86, recorded_at=NOW)
    top = build.result(build.filled(plans.chief, VersionState.AGREED, results=0), "Semua dokumen terbit", goal=goal)
    mine = build.result(
        build.filled(plans.clerk, VersionState.AGREED, results=0), "Dokumen saya terbit",
        parent_lineage=top.lineage, cascade=Cascade.DIRECT,
    )  # fmt: skip
    for row, target in ((top, 120), (mine, 30)):
        row.indicators.update(measure_unit="dokumen", target=target)
    return city, plans, users, top, mine


def test_the_path_the_part_and_the_years_stand_on_one_page(year):
    city, plans, users, top, mine = year
    found = opened(users.clerk)[1]
    for words in ("Belum ada realisasi tahun sebelumnya", "dihitung begitu ada realisasi", "Belum ada realisasi"):
        assert words in found, words
    one = mine.indicators.get()
    came_to(plans.clerk, 2, one, 20)
    came_to(plans.clerk, 3, one, 24)
    came_to(plans.chief, 3, top.indicators.get(), 64)
    last_year = build.plan(build.cycle(2025), city.clerk, city.chief, city.division)
    before = build.result(build.filled(last_year, VersionState.AGREED, results=0), "Dokumen tahun lalu")
    before.indicators.update(measure_unit="Dokumen", target=20)
    came_to(last_year, 3, before.indicators.get(), 18)
    Evaluation.objects.filter(plan=last_year).update(state="final", snapshot={}, sent_at=NOW)
    found = opened(users.clerk)[1]
    path = ("Tujuan kota · Wali Kota", "Indeks kepuasan: 86 poin dari target 88 (97,7%)", "Citra Lestari · BIDANG-A")
    part = ("64 dokumen dari target 120", "24 dokumen dari target 30", "Kontribusi saya: 37,5% dari hasil")
    past = (
        "Triwulan III 2025: 18",
        "sekarang +6, membaik",
        "dibekukan",
        "masih dapat berubah",
        "perkembangan 3 periode",
    )
    for words in (*path, *part, *past, "+4 dari periode sebelumnya", "belum cukup (paling sedikit 10 orang)"):
        assert words in found, words
    assert "Belum ada realisasi tahun sebelumnya" not in found


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"cascade": Cascade.NON_DIRECT}, "Penurunan tidak langsung"),
        ({"parent_lineage": None}, "tidak diturunkan dari hasil pimpinan"),
        ({}, "Hasil pimpinan belum punya realisasi"),
    ],
)
def test_what_is_not_measurable_says_so(year, change, sentence):
    _city, plans, users, _top, mine = year
    came_to(plans.clerk, 3, mine.indicators.get(), 24)
    Result.objects.filter(pk=mine.pk).update(**change)
    found = opened(users.clerk)[1]
    assert sentence in found
    assert "Kontribusi saya:" not in found
    mine.indicators.update(measure_unit="%")
    if not change:
        assert "tidak dapat dijumlahkan" in opened(users.clerk)[1]


def colleagues(city, plans, values, *, first):
    """Give others the clerk's kind of post, and what their same indicator came to in the third quarter."""
    for number, value in enumerate(values, start=first):
        who = Employee.objects.create(nip=people.nip(number), name=f"Rekan {number}", created_at=NOW)
        post = city.posts["clerk"]
        post = Position.objects.create(code=f"staf-{number}", name=post.name, type=post.type, unit=city.division)
        given = {"from_date": DAY, "recorded_at": NOW, "reason": "uji"}
        Assignment.objects.create(employee=who, position=post, **given)
        plan = build.plan(plans.cycle, who, city.chief, city.division)
        row = build.result(build.filled(plan, VersionState.AGREED, results=0))
        row.indicators.update(measure_unit="dokumen", target=30)
        came_to(plan, 3, row.indicators.get(), 99)
        came_to(plan, 3, row.indicators.get(), value)  # the last one holds


def test_the_band_needs_ten_colleagues_and_is_for_oneself_alone(year):
    city, plans, users, _top, mine = year
    came_to(plans.clerk, 3, mine.indicators.get(), 24)
    came_to(plans.clerk, 4, mine.indicators.get(), 1)  # the running quarter is not compared yet
    colleagues(city, plans, range(9), first=100)
    _status, found, few = opened(users.clerk)
    assert "belum cukup" in found
    colleagues(city, plans, [24], first=200)
    _status, found, asked = opened(users.clerk)
    words = "Di antara 10 rekan dengan jabatan dan ukuran yang sama pada Triwulan III 2026: <b>Seperempat %s</b>"
    assert words % "atas" in found
    assert asked == few
    assert "Rekan 1" not in found
    kept = measure_to_json(Measure(kind=COUNT.name, how=How.SUM, field="jumlah"))
    mine.indicators.update(measure=kept)
    assert "belum cukup" in opened(users.clerk)[1]  # nobody else is measured by the same facts
    Indicator.objects.filter(measure_unit="dokumen").update(measure=kept)
    assert words % "atas" in opened(users.clerk)[1]
    Indicator.objects.filter(measure_unit="dokumen").update(polarity="negatif")
    assert words % "bawah" in opened(users.clerk)[1]
    mine.indicators.update(target_top=40)
    assert "Targetnya kisaran" in opened(users.clerk)[1]
    status, seen, _asked = opened(users.chief, plans.clerk.uid)
    assert (status, "Kisaran di antara rekan hanya dilihat pegawainya sendiri" in seen) == (200, True)
    assert "Targetnya kisaran" not in seen
    for user in (users.head, users.mayor, users.stranger):
        assert opened(user, plans.clerk.uid)[0] == 404
    assert "Belum ada SKP untuk Anda" in opened(users.mayor)[1]
