"""The city's calendar: local days on top of the table of the law, versioned, audited, old versions at hand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.calendar import actions, queries
from betang.kernel.calendar.models import CalendarVersion, LocalDay
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.regulation.calendar.city import city_calendar

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
BIRTHDAY = date(2026, 7, 17)  # a Friday that no table calls off
NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def admin() -> User:
    return User.objects.create_user("admin.satu")


def add(admin: User, **changes: Any) -> LocalDay:
    day = {"day": BIRTHDAY, "kind": "libur", "name": "Hari Jadi Kota", "basis": "Keputusan Wali Kota 1/2026"}
    return actions.day_add(actor=admin, **{**day, **changes}, now=NOW)


def test_without_local_days_it_is_the_calendar_of_the_law():
    assert queries.calendar_now() is city_calendar()


def test_a_local_day_off_closes_the_offices_and_makes_a_new_version(admin):
    before = queries.calendar_now()
    assert before.spans_on(BIRTHDAY)
    add(admin)
    after = queries.calendar_now()
    assert after.spans_on(BIRTHDAY) == ()
    assert after.version != before.version
    assert CalendarVersion.objects.get().code == after.version


def test_a_day_off_of_the_table_can_be_worked(admin):
    assert city_calendar().spans_on(date(2026, 12, 24)) == ()
    add(admin, day=date(2026, 12, 24), kind="masuk", name="Tetap masuk", basis="Surat Edaran 2/2026")
    assert queries.calendar_now().spans_on(date(2026, 12, 24)) != ()


def test_an_old_result_keeps_its_calendar(admin, caplog):
    row = add(admin)
    old = queries.calendar_now().version
    actions.day_void(actor=admin, day=row.pk, reason="Keputusannya dicabut", now=NOW)
    assert queries.calendar_now().version == city_calendar().version
    again = queries.calendar_of(old)
    assert again.version == old
    assert again.spans_on(BIRTHDAY) == ()
    assert queries.calendar_of(city_calendar().version) is city_calendar()
    add(admin, name="Hari lain", day=date(2026, 7, 16))
    law, now = city_calendar().version, queries.calendar_now().version
    assert queries.calendars_of([law, old, now, "0" * 16]).keys() == {law, old, now}
    assert "0" * 16 in caplog.text
    with pytest.raises(NotFound):
        queries.calendar_of("0" * 16)


def test_every_change_is_in_the_trail(admin):
    row = add(admin)
    actions.day_void(actor=admin, day=row.pk, reason="Keliru", now=NOW)
    entries = AuditEntry.objects.filter(object_type="calendar.localday").order_by("seq")
    assert [(entry.action, entry.actor_id) for entry in entries] == [
        ("calendar.day_add", admin.pk), ("calendar.day_void", admin.pk),
    ]  # fmt: skip
    assert LocalDay.objects.get().voided_by == admin


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": date(2099, 1, 1)}, "day"), ({"day": NEW_YEAR}, "day"), ({"kind": "masuk"}, "day"),
        ({"kind": "setengah"}, "kind"), ({"name": "  "}, "name"), ({"name": "x" * 121}, "name"),
        ({"basis": ""}, "basis"), ({"basis": "x" * 201}, "basis"),
    ],
)  # fmt: skip
def test_a_day_that_makes_no_sense_is_refused_and_nothing_is_written(admin, changes, field):
    with pytest.raises(Invalid) as refusal:
        add(admin, **changes)
    assert field in refusal.value.fields
    assert not LocalDay.objects.exists()
    assert not CalendarVersion.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_day_is_recorded_once_and_voided_once(admin):
    row = add(admin)
    with pytest.raises(Conflict):
        add(admin)
    with pytest.raises(Invalid):
        actions.day_void(actor=admin, day=row.pk, reason=" ", now=NOW)
    actions.day_void(actor=admin, day=row.pk, reason="Keliru", now=NOW)
    with pytest.raises(Conflict):
        actions.day_void(actor=admin, day=row.pk, reason="Keliru", now=NOW)
    with pytest.raises(NotFound):
        actions.day_void(actor=admin, day=row.pk + 1, reason="Keliru", now=NOW)
    assert add(admin).pk != row.pk


def test_the_calendar_costs_one_query(admin, django_assert_num_queries):
    for month in range(1, 5):
        add(admin, day=date(2026, month, 28), name=f"Hari {month}")
    with django_assert_num_queries(1):
        queries.calendar_now()
