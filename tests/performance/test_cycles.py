"""A year is opened: periods, deadlines with their ground, and the plan of everybody who serves."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.jobs import run_now
from betang.kernel.notices.models import Notice
from betang.people.actions import assignments, employees, lines
from betang.people.models import AssignmentKind, StatusKind
from betang.performance.actions.cycles import cycle_open, deadline_set
from betang.performance.actions.plans_open import plans_bring
from betang.performance.jobs import cycle_start, plans_start
from betang.performance.models import Cycle, Deadline, Evaluation, Period, Plan, PlanVersion, Step
from betang.performance.models.plans import RaterChange
from betang.performance.queries.plans_due import people_due
from tests.people import build as people
from tests.people.build import NOW, TODAY, account

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def keeper(city):
    return account(city.stranger, "bkpsdm", Role.BKPSDM)


def opened(keeper, year=2026, rhythm="triwulan"):
    cycle = cycle_open(actor=keeper, year=year, rhythm=rhythm, approach="kuantitatif", today=TODAY, now=NOW)
    follow(keeper, cycle)
    return cycle


def follow(keeper, cycle, day=TODAY):
    return plans_bring(actor=keeper, cycle=cycle, people=people_due(cycle, day=day), now=NOW)


def plans_of(person):
    return list(Plan.objects.filter(employee=person).order_by("from_date"))


def periods_of(plan):
    return sorted(plan.evaluations.values_list("period__number", flat=True))


def test_opening_makes_periods_and_the_deadlines_that_have_a_ground(keeper):
    cycle = cycle_open(actor=keeper, year=2026, rhythm="semester", approach="kualitatif", today=TODAY, now=NOW)
    found = list(Period.objects.filter(cycle=cycle).order_by("number").values_list("number", "from_date", "to_date"))
    assert found == [
        (0, date(2026, 1, 1), date(2026, 12, 31)),
        (1, date(2026, 1, 1), date(2026, 6, 30)),
        (2, date(2026, 7, 1), date(2026, 12, 31)),
    ]
    due = {(row.step, row.period and row.period.number): row for row in Deadline.objects.filter(cycle=cycle)}
    assert due[Step.AGREE, None].due_date == date(2026, 1, 31)
    assert due[Step.AGREE, None].reason.startswith("kalender-kinerja/skp: PP 30/2019")
    assert due[Step.EVALUATE, 1].due_date == date(2026, 7, 10)
    assert due[Step.EVALUATE, 2].due_date == date(2027, 1, 10)
    assert due[Step.RECEIVE, 1].due_date == date(2026, 7, 30)  # 14 working days after Friday the 10th
    # The annual deadline of 2026 is not announced, and nothing gives a day for the other steps.
    assert (Step.EVALUATE, 0) not in due
    assert not {Step.PLAN, Step.SELF, Step.UNIT} & {step for step, _number in due}
    assert AuditEntry.objects.filter(action="performance.cycle_open", object_id=str(cycle.pk)).exists()


@pytest.mark.parametrize(
    ("year", "rhythm", "approach", "said"),
    [
        (2028, "triwulan", "kuantitatif", "tahun depan"),
        (2021, "triwulan", "kuantitatif", "PermenPANRB 6/2022"),
        (2026, "mingguan", "kuantitatif", "Irama"),
        (2026, "triwulan", "bebas", "Pendekatan"),
    ],
)
def test_what_cannot_be_opened_is_refused_and_writes_nothing(keeper, year, rhythm, approach, said):
    with pytest.raises(Invalid, match=said):
        cycle_start(actor=keeper, year=year, rhythm=rhythm, approach=approach, today=TODAY, now=NOW)
    assert not Cycle.objects.exists()


def test_a_year_is_opened_once(keeper):
    opened(keeper)
    with pytest.raises(Conflict, match="2026 sudah dibuka"):
        cycle_open(actor=keeper, year=2026, rhythm="bulanan", approach="kuantitatif", today=TODAY, now=NOW)
    assert Period.objects.count() == 5


def test_the_job_opens_a_plan_for_everybody_who_serves_and_changes_nothing_when_repeated(city, keeper):
    clerk = account(city.clerk, "pegawai")
    run = cycle_start(actor=keeper, year=2026, rhythm="triwulan", approach="kuantitatif", today=TODAY, now=NOW)
    assert run_now(run).status == "done"
    assert not plans_of(city.mayor)  # elected, no civil servant
    [plan] = plans_of(city.clerk)
    assert (plan.unit, plan.rater, plan.leads_unit) == (city.division, city.chief, False)
    assert (plan.from_date, plan.to_date, plan.closed_at) == (date(2026, 1, 5), date(2026, 12, 31), None)
    [of_head] = plans_of(city.head)
    assert (of_head.rater, of_head.leads_unit) == (city.mayor, True)
    assert list(PlanVersion.objects.filter(plan=plan).values_list("number", "state")) == [(1, "draf")]
    assert periods_of(plan) == [0, 1, 2, 3, 4]
    assert Notice.objects.filter(user=clerk, kind="performance.plan_open").count() == 1
    entry = AuditEntry.objects.get(action="performance.plan_open", subject=city.clerk.uid)
    assert entry.actor_id == keeper.pk
    before = [model.objects.count() for model in (Plan, PlanVersion, Evaluation, Notice, AuditEntry)]
    assert run_now(plans_start(actor=keeper, cycle=Cycle.objects.get(), now=NOW)).status == "done"
    assert [model.objects.count() for model in (Plan, PlanVersion, Evaluation, Notice, AuditEntry)] == before


def test_opening_asks_a_fixed_number_of_questions(city, keeper):
    def asked(year):
        cycle = cycle_open(actor=keeper, year=year, rhythm="triwulan", approach="kuantitatif", today=TODAY, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            follow(keeper, cycle)
        return len(queries)

    before = asked(2026)
    for number in range(20, 26):
        people.person(number, f"Pegawai {number}", city.posts["clerk"])
    assert asked(2027) == before


def test_who_moves_has_a_plan_for_each_post_and_the_last_rater_evaluates_the_year(city, keeper):
    cycle = opened(keeper)
    other = people.post("staf-b", city.other)
    assignments.post_change(
        actor=keeper, employee=city.clerk, position=other, kind=AssignmentKind.HOLDER, from_date=date(2026, 8, 1),
        reason="mutasi", now=NOW,
    )  # fmt: skip
    brought = follow(keeper, cycle)
    assert (brought.opened, brought.changed) == (1, 1)
    first, second = plans_of(city.clerk)
    assert (first.from_date, first.to_date, first.rater) == (date(2026, 1, 5), date(2026, 7, 31), city.chief)
    assert first.closed_at == NOW
    assert (second.from_date, second.to_date) == (date(2026, 8, 1), date(2026, 12, 31))
    assert (second.unit, second.rater, second.closed_at) == (city.other, city.stranger, None)
    # Quarter III falls into both posts; the whole year is for the last rater (law/appraisal-2022 §13).
    assert (periods_of(first), periods_of(second)) == ([1, 2, 3], [0, 3, 4])
    assert (follow(keeper, cycle).opened, follow(keeper, cycle).changed) == (0, 0)


def test_an_evaluation_that_holds_something_stays_when_the_post_ends(city, keeper):
    cycle = opened(keeper)
    [plan] = plans_of(city.clerk)
    plan.evaluations.filter(period__number=4).update(edition=1)
    employees.status_change(
        actor=keeper,
        employee=city.clerk,
        kind=StatusKind.RETIRED,
        from_date=date(2026, 7, 1),
        reason="pensiun",
        now=NOW,
    )
    follow(keeper, cycle)
    [plan] = plans_of(city.clerk)
    assert plan.to_date == date(2026, 6, 30)
    assert periods_of(plan) == [0, 1, 2, 4]


def test_a_new_arrival_gets_a_plan_from_the_first_day(city, keeper):
    cycle = opened(keeper)
    newcomer = people.person(30, "Tamba Baru", city.posts["clerk"], day=date(2026, 10, 1))
    lines.lines_refresh(actor=None, day=date(2026, 10, 1), now=NOW)
    follow(keeper, cycle)
    [plan] = plans_of(newcomer)
    assert (plan.from_date, plan.rater, periods_of(plan)) == (date(2026, 10, 1), city.chief, [0, 4])


def test_months_of_unpaid_leave_are_not_covered(city, keeper):
    for kind, day in ((StatusKind.UNPAID_LEAVE, date(2026, 4, 1)), (StatusKind.ACTIVE, date(2026, 7, 1))):
        employees.status_change(
            actor=keeper, employee=city.clerk, kind=kind, from_date=day, reason="cuti", now=NOW
        )  # fmt: skip
    opened(keeper)
    spans = [(plan.from_date, plan.to_date) for plan in plans_of(city.clerk)]
    assert spans == [(date(2026, 1, 5), date(2026, 3, 31)), (date(2026, 7, 1), date(2026, 12, 31))]
    assert periods_of(plans_of(city.clerk)[0]) == [1]


def test_acting_for_another_post_adds_no_plan(city, keeper):
    people.assign(city.clerk, city.posts["chief"], day=date(2026, 5, 1), kind=AssignmentKind.DEPUTY)
    opened(keeper)
    [plan] = plans_of(city.clerk)
    assert (plan.unit, plan.leads_unit) == (city.division, False)


def test_a_new_superior_rates_the_same_plan_but_a_rater_set_by_hand_stays(city, keeper):
    cycle = opened(keeper)
    [of_chief] = plans_of(city.chief)
    Plan.objects.filter(pk=of_chief.pk).update(rater=city.stranger)
    RaterChange.objects.create(plan=of_chief, before=city.head, after=city.stranger, reason="uji", changed_at=NOW)
    for person in (city.clerk, city.chief):
        lines.line_set(
            actor=keeper, employee=person, superior=city.mayor, from_date=date(2026, 11, 1), reason="uji", now=NOW
        )
    follow(keeper, cycle)
    assert [plan.rater for plan in plans_of(city.clerk)] == [city.mayor]
    assert [plan.rater for plan in plans_of(city.chief)] == [city.stranger]


def test_a_changed_deadline_is_a_new_row_with_its_reason(keeper):
    cycle = opened(keeper)
    args = {"actor": keeper, "cycle": cycle, "step": Step.AGREE, "period": None, "now": NOW}
    deadline_set(**args, due_date=date(2026, 2, 15), reason="SE Sekda 4/2026")
    assert Deadline.objects.filter(cycle=cycle, step=Step.AGREE).count() == 2
    with pytest.raises(Invalid, match="Alasan"):
        deadline_set(**args, due_date=date(2026, 3, 1), reason=" ")
    with pytest.raises(Conflict, match="sudah jatuh"):
        deadline_set(**args, due_date=date(2026, 2, 15), reason="sekali lagi")
    with pytest.raises(Invalid, match="Tenggat harus jatuh"):
        deadline_set(**args, due_date=date(2031, 2, 15), reason="jauh")
    with pytest.raises(Invalid, match="tidak sesuai"):
        deadline_set(**{**args, "step": Step.EVALUATE}, due_date=date(2026, 2, 15), reason="tanpa periode")
    assert Deadline.objects.filter(cycle=cycle, step=Step.AGREE).count() == 2


def test_the_agency_opens_a_year_on_screen_after_looking_at_what_it_makes(city, keeper, client):
    client.force_login(keeper)
    page = client.get(reverse("cycle_new"), {"year": 2026, "rhythm": "triwulan", "approach": "kuantitatif"})
    text = page.content.decode()
    assert "4 pegawai" in text
    assert "10 Apr" in text
    assert not Cycle.objects.exists()
    sent = {"year": "2026", "rhythm": "triwulan", "approach": "kuantitatif"}
    answer = client.post(reverse("cycle_new"), sent)
    assert answer.status_code == 302
    assert "/pekerjaan/" in answer["Location"]
    again = client.post(reverse("cycle_new"), sent)
    assert again.status_code == 422
    assert "sudah dibuka" in again.content.decode()
    key = "evaluasi-0"
    refused = client.post(reverse("cycle_deadline", args=[2026, key]), {"due_date": "2027-01-15", "reason": ""})
    assert refused.status_code == 422
    client.post(reverse("cycle_deadline", args=[2026, key]), {"due_date": "2027-01-15", "reason": "<b>SE</b> Menteri"})
    page = client.get(reverse("cycle_deadline", args=[2026, key])).content.decode()
    assert "&lt;b&gt;SE&lt;/b&gt; Menteri" in page
    assert client.get(reverse("cycle_deadline", args=[2026, "evaluasi-9"])).status_code == 404
