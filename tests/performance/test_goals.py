"""The tree of goals: written by who answers for it, read by all staff, weak spots named."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Forbidden, Invalid
from betang.kernel.notices.models import Notice
from betang.people.models import Employee
from betang.people.seed.chance import stream, uid
from betang.performance.achievement import Measured, percents
from betang.performance.actions import goals as act
from betang.performance.models import (
    Cycle,
    Goal,
    GoalIndicator,
    GoalLevel,
    GoalMeasurement,
    Period,
    Plan,
    VersionState,
)
from betang.performance.queries import goals
from betang.performance.rules import EVERYBODY, NOBODY
from tests.people.build import NOW, TODAY, account
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def year():
    return build.cycle()


@pytest.fixture
def bkpsdm(city):
    return account(city.stranger, "bkpsdm", Role.BKPSDM)


@pytest.fixture
def top(city, year):
    return build.goal(year, "Pelayanan publik yang dipercaya", city.root)


def added(actor, year, unit, *, reach=EVERYBODY, **fields):
    goal = Goal(cycle=year, unit=unit, text="Layanan selesai tepat waktu", **{"level": GoalLevel.IMMEDIATE, **fields})
    return act.goal_add(actor=actor, reach=reach, goal=goal, today=TODAY, now=NOW)


def someone():
    return User.objects.get_or_create(username="pencatat")[0]


def indicator(goal, **fields):
    given = {"text": "Layanan tepat waktu", "polarity": "positif", "target": Decimal(80), **fields}
    return act.indicator_add(actor=someone(), indicator=GoalIndicator(goal=goal, **given), now=NOW)


def measured(row, value, number=1, driver="Antrean dipindah ke jalur daring"):
    period = Period.objects.get(cycle=row.goal.cycle, number=number)
    return act.measurement_record(
        actor=someone(), indicator=row, period=period, value=Decimal(value), driver=driver, now=NOW
    )


@pytest.mark.parametrize(
    ("polarity", "target", "value", "percent"),
    [
        ("positif", "80", "60", "75"),
        ("negatif", "10", "12", "80"),
        ("negatif", "10", "21", "-10"),
        ("positif", "3", "1", "33.3"),
    ],
)
def test_achievement_follows_the_law_without_a_cap(polarity, target, value, percent):
    assert percents([Measured(polarity, Decimal(target), Decimal(value))]) == [Decimal(percent)]


def test_a_goal_enters_the_tree_and_its_leader_is_told(city, year, top, bkpsdm):
    head = account(city.head, "kepala")
    goal = added(bkpsdm, year, city.office, parent=top)
    assert AuditEntry.objects.filter(action="performance.goal_add", object_id=str(goal.pk)).exists()
    assert [notice.user for notice in Notice.objects.filter(kind="performance.goal")] == [head]
    [node] = goals.tree(year)
    assert [child.goal for child in node.children] == [goal]


def test_places_that_cannot_be_are_refused_and_nothing_is_written(city, year, top, bkpsdm):
    goal = added(bkpsdm, year, city.office, parent=top)
    with pytest.raises(Invalid, match="lebih tinggi"):
        added(bkpsdm, year, city.division, parent=goal, level=GoalLevel.ULTIMATE)
    with pytest.raises(Invalid, match="tahun lain"):
        added(bkpsdm, build.cycle(2025), city.office, parent=top)
    change = {"actor": bkpsdm, "reach": EVERYBODY, "reason": "uji", "today": TODAY, "now": NOW}
    with pytest.raises(Invalid, match="bawah dirinya"):
        act.goal_change(goal=top, changes={"parent": goal}, **change)
    with pytest.raises(Invalid, match="Alasan"):
        act.goal_change(goal=goal, changes={"text": "Lain"}, **{**change, "reason": ""})
    with pytest.raises(Forbidden):
        added(bkpsdm, year, city.office, parent=top, reach=NOBODY)
    assert Goal.objects.count() == 2
    assert act.goal_change(goal=goal, changes={"text": "Layanan lebih cepat"}, **change)
    assert not act.goal_change(goal=goal, changes={"text": "Layanan lebih cepat"}, **change)


def test_a_goal_is_retired_after_those_below_it_and_changes_no_more(city, year, top, bkpsdm):
    goal = added(bkpsdm, year, city.office, parent=top)
    end = {"actor": bkpsdm, "reason": "IKU diganti", "today": TODAY, "now": NOW}
    with pytest.raises(Conflict, match="di bawahnya"):
        act.goal_retire(goal=top, **end)
    act.goal_retire(goal=goal, **end)
    act.goal_retire(goal=top, **end)
    with pytest.raises(Conflict, match="dihentikan"):
        act.goal_retire(goal=goal, **end)
    with pytest.raises(Conflict):
        indicator(Goal.objects.get(pk=goal.pk))
    assert goals.tree(year) == []


def test_values_are_only_added_and_the_last_of_the_latest_period_holds(city, year, top):
    row = indicator(top)
    measured(row, 40, number=2)
    measured(row, 20)
    measured(row, 60, number=2, driver="Dikoreksi: data ganda dihapus")
    [gauge] = goals.gauges_of(top.indicators.all())
    assert gauge.period
    assert (gauge.value, gauge.period.number, gauge.percent) == (Decimal(60), 2, Decimal(75))
    assert GoalMeasurement.objects.count() == 3
    for wrong, said in (
        ({"driver": " "}, "mendorong"),
        ({"value": -1}, "negatif"),
    ):
        with pytest.raises(Invalid, match=said):
            measured(row, **{"value": 5, **wrong})
    with pytest.raises(Invalid, match="nol"):
        indicator(top, target=Decimal(0))
    with pytest.raises(Invalid, match="tahun lain"):
        act.measurement_record(
            actor=someone(),
            indicator=row,
            period=build.cycle(2025).periods.order_by("number")[0],
            value=Decimal(1),
            driver="x",
            now=NOW,
        )
    assert GoalMeasurement.objects.count() == 3


def test_heads_write_the_goals_of_their_units_and_the_city_s_are_governed(city, year, top, client, bkpsdm):
    head = account(city.head, "kepala")
    below = build.goal(year, "Dokumen terbit tepat waktu", city.division, parent=top)
    client.force_login(head)
    assert client.get(reverse("goal_edit", args=[below.pk])).status_code == 200
    assert client.get(reverse("goal_edit", args=[top.pk])).status_code == 403
    sent = {"text": "Data bersih", "level": "output", "unit": city.division.code, "parent": below.pk, "order": "0"}
    answer = client.post(reverse("goal_new") + f"?induk={below.pk}", sent)
    assert answer.status_code == 302, answer.content.decode()[:500]
    refused = client.post(reverse("goal_new"), {**sent, "unit": city.other.code})
    assert refused.status_code == 422
    assert Goal.objects.filter(unit=city.other).count() == 0
    client.force_login(bkpsdm)
    assert client.get(reverse("goal_edit", args=[top.pk])).status_code == 200
    assert client.get(reverse("goal_edit", args=[below.pk])).status_code == 403
    client.force_login(account(city.clerk, "staf"))
    assert client.get(reverse("goal_edit", args=[below.pk])).status_code == 403
    assert client.get(reverse("goal", args=[below.pk])).status_code == 200
    assert client.get(reverse("goal", args=[10**9])).status_code == 404


def test_an_indicator_is_written_measured_and_shown_with_hostile_text_as_text(city, year, top, client, bkpsdm):
    client.force_login(bkpsdm)
    sent = {"text": f"Indeks {HOSTILE}", "polarity": "positif", "target": "80,5", "key": "on"}
    assert client.post(reverse("goal_indicator_new", args=[top.pk]), sent).status_code == 302
    row = GoalIndicator.objects.get()
    assert row.target == Decimal("80.5")
    period = Period.objects.get(cycle=year, number=1)
    url = reverse("goal_measure", args=[top.pk, row.pk])
    assert client.post(url, {"period": period.pk, "value": "64,4", "driver": ""}).status_code == 422
    assert client.post(url, {"period": period.pk, "value": "64,4", "driver": HOSTILE}).status_code == 302
    page = client.get(reverse("goal", args=[top.pk])).content.decode()
    assert HOSTILE not in page
    assert "80,0%" in page
    assert "definisi, rumus, sumber data" in page
    other = build.goal(year, "Lain", city.root)
    crossed = reverse("goal_indicator_edit", args=[other.pk, row.pk])
    assert client.get(crossed).status_code == 404


def test_the_checks_name_what_is_weak(city, top, client, bkpsdm):
    served = build.goal(top.cycle, "Dokumen terbit tepat waktu", city.office, parent=top)
    loose = build.goal(top.cycle, "Tidak didukung siapa pun", city.other, parent=top)
    indicator(served)
    year = top.cycle
    plan = build.plan(year, city.head, city.mayor, city.office, leads=True)
    version = build.filled(plan, VersionState.AGREED, results=0)
    leading = build.result(version, "Layanan tuntas", goal=served)
    below = build.plan(year, city.clerk, city.head, city.division)
    parts = build.filled(below, VersionState.AGREED, results=0)
    build.result(parts, "Separuh layanan tuntas", parent_lineage=leading.lineage, cascade="langsung", share=Decimal(60))
    build.result(parts, "Hasil tanpa induk")
    client.force_login(bkpsdm)
    page = client.get(reverse("goal_check")).content.decode()
    assert loose.text in page
    assert "Hasil tanpa induk" in page
    assert "60%" in page
    assert "definisi, rumus, sumber data" in page
    assert f'<a href="{reverse("goal", args=[served.pk])}">Dokumen terbit tepat waktu</a>' not in page
    client.force_login(account(city.chief, "kabid"))
    own = client.get(reverse("goal_check")).content.decode()
    assert loose.text not in own
    assert "Hasil tanpa induk" in own


def test_a_result_is_named_only_to_who_may_read_its_plan(city, top, client):
    plan = build.plan(top.cycle, city.clerk, city.chief, city.division)
    build.result(build.filled(plan, VersionState.AGREED, results=0), "Berkas rapi", goal=top)
    url = reverse("goal", args=[top.pk])
    for person, seen in ((city.clerk, True), (city.chief, True), (city.stranger, False)):
        client.force_login(account(person, f"akun-{person.pk}"))
        assert (city.clerk.name in client.get(url).content.decode()) is seen


@pytest.mark.parametrize("name", ["goals", "goal", "goal_check"])
def test_pages_ask_few_questions_however_many_goals(city, year, top, client, bkpsdm, name):
    def asked():
        url = reverse(name, args=[top.pk] if name == "goal" else [])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    def more():
        goal = build.goal(year, "Tujuan lain", city.office, parent=top)
        indicator(goal)
        measured(indicator(top), 30)

    client.force_login(bkpsdm)
    more()
    before = asked()
    for _number in range(8):
        more()
    assert asked() == before
    assert before <= 12


def test_the_demo_city_has_a_year_and_an_example_tree_that_repeats_itself(small_city):
    year = Cycle.objects.get()
    assert (year.year, year.rhythm) == (TODAY.year, "triwulan")
    served = Plan.objects.filter(cycle=year).values("employee").distinct().count()
    assert served == Employee.objects.filter(plans__isnull=False).distinct().count() > 290
    assert all(goal.text.endswith("(contoh)") for goal in Goal.objects.all())
    assert Goal.objects.filter(unit__code="disdukcapil").exists()
    # The same seed draws the same names of plans.
    again = uid(stream(1, "performance"))
    assert Plan.objects.order_by("pk").values_list("uid", flat=True)[0] == again
