"""Who was where, and who was whose superior, on any day; nothing that held is overwritten."""

from datetime import date, timedelta

import pytest

from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Invalid
from betang.people.actions import assignments, employees, lines, units
from betang.people.actions.access import access_refresh
from betang.people.models import Assignment, AssignmentKind, ReportingLine, StatusKind, Unit
from betang.people.queries.structure import leader_on, structural_superiors, superior_on
from tests.people import build
from tests.people.build import DAY, NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def city():
    return build.city()


@pytest.fixture
def keeper():
    return build.account(None, "bkpsdm")


def test_superiors_follow_the_structure(city):
    assert superior_on(city.clerk, DAY) == city.chief
    assert superior_on(city.chief, DAY) == city.head
    assert superior_on(city.head, DAY) == city.mayor
    assert superior_on(city.mayor, DAY) is None
    assert superior_on(city.clerk, DAY - timedelta(days=1)) is None


def test_who_led_the_unit_on_the_first_of_march(city, keeper):
    change = date(2026, 3, 15)
    newcomer = build.person(9, "Maya Rungan")
    held = city.head.assignments.get()
    assignments.assignment_end(actor=keeper, assignment=held, last_day=change, reason="pensiun", now=NOW)
    build.assign(newcomer, city.posts["head"], day=change + timedelta(days=1))
    assert leader_on(city.office, date(2026, 3, 1)) == city.head
    assert leader_on(city.office, change) == city.head
    assert leader_on(city.office, change + timedelta(days=1)) == newcomer
    assert leader_on(city.office, DAY - timedelta(days=1)) is None


def test_who_acts_leads_only_while_nobody_holds_the_post(city, keeper):
    build.assign(city.chief, city.posts["head"], day=DAY, kind=AssignmentKind.ACTING)
    assert leader_on(city.office, TODAY) == city.head
    held = city.head.assignments.get()
    assignments.assignment_end(actor=keeper, assignment=held, last_day=date(2026, 6, 30), reason="mutasi", now=NOW)
    assert leader_on(city.office, TODAY) == city.chief
    assert structural_superiors(TODAY)[city.chief.pk] == city.mayor.pk


def test_a_correction_replaces_and_keeps_what_was_wrong(city, keeper):
    wrong = city.clerk.assignments.get()
    right = assignments.assignment_correct(
        actor=keeper,
        assignment=wrong,
        position=city.posts["clerk"],
        kind=AssignmentKind.HOLDER,
        from_date=date(2026, 2, 1),
        to_date=None,
        reason="SK salah baca",
        now=NOW,
    )
    wrong.refresh_from_db()
    assert wrong.voided_at == NOW
    assert wrong.void_reason == "SK salah baca"
    assert right.replaces == wrong
    assert list(Assignment.objects.on(DAY).filter(employee=city.clerk)) == []


def test_a_superior_is_set_without_waiting_for_anybody(city, keeper):
    line = lines.line_set(
        actor=keeper, employee=city.clerk, superior=city.head, from_date=TODAY, reason="tugas di luar bidang", now=NOW
    )
    assert superior_on(city.clerk, TODAY) == city.head
    assert superior_on(city.clerk, TODAY - timedelta(days=1)) == city.chief
    assert lines.lines_refresh(actor=None, day=TODAY, now=NOW) == 0
    entry = AuditEntry.objects.get(action="people.line_set")
    assert entry.object_id == str(line.pk)
    assert entry.subject == city.clerk.uid


@pytest.mark.parametrize(
    ("superior", "reason", "field"),
    [("clerk", "x", "superior"), ("head", " ", "reason"), ("below", "x", "superior"), ("gone", "x", "superior")],
)
def test_a_superior_who_cannot_be_is_refused_and_nothing_is_written(city, keeper, superior, reason, field):
    employee = city.clerk
    people = {"clerk": city.clerk, "head": city.head, "below": city.clerk, "gone": city.stranger}
    if superior == "below":
        employee = city.head
    if superior == "gone":
        employees.status_set(
            actor=keeper, employee=city.stranger, kind=StatusKind.RETIRED, from_date=TODAY, reason="BUP", now=NOW
        )
    before = ReportingLine.objects.count(), AuditEntry.objects.count()
    with pytest.raises(Invalid) as refused:
        lines.line_set(
            actor=keeper, employee=employee, superior=people[superior], from_date=TODAY, reason=reason, now=NOW
        )
    assert field in refused.value.fields
    assert (ReportingLine.objects.count(), AuditEntry.objects.count()) == before


def test_a_line_set_by_hand_gives_way_when_its_superior_leaves(city, keeper):
    lines.line_set(
        actor=keeper, employee=city.clerk, superior=city.stranger, from_date=date(2026, 2, 1), reason="x", now=NOW
    )
    employees.status_change(
        actor=keeper, employee=city.stranger, kind=StatusKind.RETIRED, from_date=TODAY, reason="BUP", now=NOW
    )
    assert superior_on(city.clerk, TODAY) == city.chief
    assert superior_on(city.clerk, TODAY - timedelta(days=1)) == city.stranger


def test_who_leaves_loses_posts_that_day(city, keeper):
    employees.status_change(
        actor=keeper, employee=city.chief, kind=StatusKind.RETIRED, from_date=TODAY, reason="BUP", now=NOW
    )
    assert not Assignment.objects.on(TODAY).filter(employee=city.chief).exists()
    assert Assignment.objects.on(TODAY - timedelta(days=1)).filter(employee=city.chief).exists()
    assert superior_on(city.clerk, TODAY) == city.head


def test_two_holders_of_a_head_s_post_are_refused(city):
    with pytest.raises(Conflict):
        build.assign(city.clerk, city.posts["stranger"], day=TODAY)
    assert Assignment.objects.on(TODAY).filter(position=city.posts["stranger"]).count() == 1


def test_a_new_post_ends_the_old_one_the_day_before(city):
    build.post("staf-b", city.other)
    where = build.post("staf-c", city.other)
    build.assign(city.clerk, where, day=TODAY)
    old = Assignment.objects.get(employee=city.clerk, position=city.posts["clerk"])
    assert old.to_date == TODAY - timedelta(days=1)


def test_a_unit_that_moves_keeps_its_past(city, keeper):
    moved = units.unit_change(
        actor=keeper,
        unit=city.division,
        name="Bidang Baru",
        abbreviation="BB",
        parent=city.other,
        from_date=date(2026, 7, 1),
        reason="Perwali",
        now=NOW,
    )
    assert moved
    unit = Unit.objects.get(pk=city.division.pk)
    assert unit.path == f"{city.other.path}{unit.pk}/"
    periods = list(unit.periods.order_by("from_date").values_list("name", "parent", "from_date", "to_date"))
    assert periods == [
        ("Unit bidang-a", city.office.pk, DAY, date(2026, 6, 30)),
        ("Bidang Baru", city.other.pk, date(2026, 7, 1), None),
    ]
    assert structural_superiors(date(2026, 6, 30))[city.chief.pk] == city.head.pk
    assert structural_superiors(date(2026, 7, 1))[city.chief.pk] == city.stranger.pk


def test_a_unit_does_not_hang_below_itself(city, keeper):
    with pytest.raises(Invalid):
        units.unit_change(
            actor=keeper,
            unit=city.office,
            name="Unit dinas-a",
            abbreviation="DINAS-A",
            parent=city.division,
            from_date=TODAY,
            reason="x",
            now=NOW,
        )
    assert Unit.objects.get(pk=city.office.pk).parent == city.root


def test_a_unit_with_people_is_not_closed(city, keeper):
    with pytest.raises(Conflict):
        units.unit_close(actor=keeper, unit=city.division, last_day=TODAY, reason="x", now=NOW)


def test_refreshing_lines_asks_a_fixed_number_of_questions(city, django_assert_max_num_queries):
    for number in range(20, 60):
        build.person(number, f"Pegawai {number}", city.posts["clerk"])
    with django_assert_max_num_queries(20):
        assert lines.lines_refresh(actor=None, day=DAY, now=NOW) == 40
    assert lines.lines_refresh(actor=None, day=DAY, now=NOW) == 0


def test_session_and_account_end_the_day_a_post_or_the_service_ends(city, keeper):
    clerk, chief, head = (
        build.account(one, name) for one, name in ((city.clerk, "clerk"), (city.chief, "chief"), (city.head, "head"))
    )
    epochs = {user.pk: user.session_epoch for user in (clerk, chief, head)}
    tomorrow = TODAY + timedelta(days=1)
    held = city.clerk.assignments.get()
    assignments.assignment_end(actor=keeper, assignment=held, last_day=TODAY, reason="mutasi", now=NOW)
    employees.status_change(
        actor=keeper, employee=city.chief, kind=StatusKind.RETIRED, from_date=tomorrow, reason="BUP", now=NOW
    )
    assert access_refresh(day=TODAY, now=NOW) == 0
    assert access_refresh(day=tomorrow, now=NOW) == 2
    for user in (clerk, chief, head):
        user.refresh_from_db()
    assert clerk.session_epoch > epochs[clerk.pk]
    assert (chief.is_active, clerk.is_active, head.is_active) == (False, True, True)
    assert head.session_epoch == epochs[head.pk]
    assert AuditEntry.objects.filter(action="accounts.user_close", object_id=str(chief.pk)).count() == 1
