"""The loaded demo city: its accounts, its history, its superiors, its trail; and where it must not be loaded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction

from betang.cli import main
from betang.kernel.access.roles import Role
from betang.kernel.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.verification import examine
from betang.people.actions.lines import lines_refresh
from betang.people.models import (
    Absence,
    Assignment,
    AssignmentKind,
    Employee,
    Grade,
    Grant,
    LineBasis,
    ReportingLine,
    TeamMember,
    Unit,
    UnitPeriod,
)
from betang.people.queries import reconcile, structure
from betang.people.queries.structure import leader_on, superior_on
from betang.people.seed import steps
from betang.people.seed.catalogue import Size
from tests.people import dump
from tests.people.city import DAY, NOW, PARTS, TestCity

ROLES = {
    "pegawai": {Role.EMPLOYEE},
    "atasan": {Role.EMPLOYEE, Role.SUPERVISOR, Role.UNIT_HEAD},
    "kepala": {Role.EMPLOYEE, Role.SUPERVISOR, Role.UNIT_HEAD},
    "bkpsdm": {Role.EMPLOYEE, Role.BKPSDM},
    "sekda": {Role.EMPLOYEE, Role.SUPERVISOR, Role.UNIT_HEAD, Role.LEADERSHIP},
    "petugas": {Role.EMPLOYEE, Role.OFFICER},
    "verifikator": {Role.EMPLOYEE, Role.VERIFIER},
    "pelatih": {Role.EMPLOYEE, Role.ORGANISER},
    "mitra": {Role.PARTNER},
    "auditor": {Role.EMPLOYEE, Role.AUDITOR},
    "admin": {Role.EMPLOYEE, Role.ADMIN},
    "walikota": {Role.SUPERVISOR, Role.UNIT_HEAD, Role.MAYOR},
    "kelurahan": {Role.EMPLOYEE, Role.KELURAHAN},
    "warga": set(),
}
UNITS = {
    "pegawai": "disdukcapil-piak",
    "atasan": "disdukcapil-piak",
    "kepala": "disdukcapil",
    "bkpsdm": "bkpsdm-kinerja",
    "sekda": "setda",
    "petugas": "disdukcapil-dafduk",
    "verifikator": "disdukcapil-dafduk",
    "pelatih": "bkpsdm-diklat",
    "auditor": "inspektorat-irban1",
    "admin": "diskominfo-egov",
    "walikota": "kota",
    "kelurahan": "kel-menteng-pem",
}


def of_kind(city: TestCity, kind: type[steps.Step]) -> list[Any]:
    return [step for step in city.city.steps if isinstance(step, kind)]


@pytest.mark.parametrize("name", [account.username for account in DEMO_ACCOUNTS])
def test_each_demo_account_has_the_roles_and_the_place_it_is_for(tiny_city: TestCity, name: str):
    viewer = tiny_city.viewer(name)
    assert set(viewer.roles) - {Role.RESIDENT} == ROLES[name]
    assert viewer.is_staff == (name not in {"mitra", "warga"})
    if name in UNITS:
        assert viewer.unit_id == tiny_city.unit(UNITS[name]).pk
        assert viewer.subject == tiny_city.user(name).subject
    else:
        assert viewer.employee_id is None
    answer = tiny_city.client(name).get("/beranda/")
    assert answer.status_code == 200


def test_all_accounts_share_one_password_and_sign_in_with_it(tiny_city: TestCity, client, settings):
    settings.BETANG_MODE = "demo"
    assert User.objects.values("password").distinct().count() == 1
    assert check_password(DEMO_PASSWORD, tiny_city.user("warga").password)
    answer = client.post("/masuk/", {"username": "pegawai", "password": DEMO_PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(tiny_city.user("pegawai").pk)
    assert tiny_city.user("pegawai").password == tiny_city.user("warga").password  # not rehashed on the way


def test_employees_sign_in_by_nip_and_whoever_has_left_not_at_all(tiny_city: TestCity):
    for person in tiny_city.city.people.values():
        user = tiny_city.user(person.username)
        assert user.is_active == (person.leaves is None)
        assert user.employee.nip == person.nip
        assert person.username == person.nip or person.username in {*UNITS, "wakil-walikota"}


def test_the_direct_superiors_of_the_demo_accounts(tiny_city: TestCity):
    found = {name: superior_on(tiny_city.employee(name), DAY) for name in ("pegawai", "atasan", "kepala", "walikota")}
    assert found == {
        "pegawai": tiny_city.employee("atasan"),
        "atasan": tiny_city.employee("kepala"),
        "kepala": tiny_city.employee("walikota"),
        "walikota": None,
    }
    assert TeamMember.objects.on(DAY).filter(employee=tiny_city.employee("pegawai")).count() == 2
    assert tiny_city.employee("walikota").nip is None
    assert not Grade.objects.filter(employee=tiny_city.employee("walikota")).exists()


def test_secrets_come_back_as_they_were_drawn_and_are_found_by_their_index(tiny_city: TestCity):
    person = tiny_city.city.people["pegawai"]
    row = tiny_city.employee("pegawai")
    assert [row.nik.reveal(), row.phone.reveal(), row.email.reveal()] == [person.nik, person.phone, person.email]
    assert str(row.nik) == f"627199******{person.nik[-4:]}"
    assert Employee.objects.get(nik_index__of=person.nik) == row


def test_a_head_retired_somebody_acted_and_a_successor_came(tiny_city: TestCity):
    ended = of_kind(tiny_city, steps.Ending)[0]
    successor = next(s for s in of_kind(tiny_city, steps.Appointment) if (s.post, s.day) == (ended.post, ended.day))
    left = next(p for p in tiny_city.city.people.values() if p.leaves and p.post and p.post.code == ended.post)
    assert left.leaves is not None
    assert left.post is not None
    unit = tiny_city.unit(left.post.unit)
    led = [leader_on(unit, day) for day in (left.leaves - timedelta(days=1), left.leaves, ended.day, DAY)]
    assert led == [
        tiny_city.employee(name) for name in (left.username, ended.person, successor.person, successor.person)
    ]
    earlier = Assignment.objects.on(left.leaves).get(employee=led[2], kind=AssignmentKind.HOLDER)
    assert earlier.position.code != ended.post


def test_the_personnel_agency_is_led_by_somebody_acting(tiny_city: TestCity):
    acting = leader_on(tiny_city.unit("bkpsdm"), DAY)
    assert acting is not None
    held = Assignment.objects.on(DAY).filter(employee=acting)
    assert {row.kind for row in held} == {AssignmentKind.HOLDER, AssignmentKind.ACTING}
    assert superior_on(acting, DAY) == tiny_city.employee("walikota")


def test_somebody_stands_in_for_a_head_on_leave_without_becoming_the_leader(tiny_city: TestCity):
    deputy = Assignment.objects.on(DAY).get(kind=AssignmentKind.DEPUTY)
    head = leader_on(deputy.position.unit, DAY)
    assert head != deputy.employee
    assert Absence.objects.on(DAY).filter(employee=head).exists()


def test_lines_agree_with_the_structure_but_for_those_that_are_wrong_on_purpose(tiny_city: TestCity):
    wrong = tiny_city.city.wrong
    assert all(wrong.values())
    before = lines_now()
    changed = lines_refresh(actor=None, day=DAY, now=NOW)
    after = lines_now()
    moved = {person for person in before | after if before.get(person) != after.get(person)}
    assert moved == {*wrong["atasan_pergi"], *wrong["tanpa_atasan"]}
    assert changed == len(moved)
    by_hand = ReportingLine.objects.on(DAY).filter(basis=LineBasis.SET)
    assert tiny_city.employee("sekda") in {line.superior for line in by_hand}


def lines_now() -> dict[str, int]:
    return dict(ReportingLine.objects.on(DAY).values_list("employee__user__username", "superior_id"))


@pytest.mark.parametrize("named", [structure.NAMED, 0], ids=["few", "too many to name"])
def test_the_reconcile_screen_finds_just_what_is_wrong_on_purpose(tiny_city: TestCity, monkeypatch, named: int):
    monkeypatch.setattr(structure, "NAMED", named)
    found: dict[str, set[str]] = {}
    names = dict(Employee.objects.values_list("pk", "user__username"))
    for finding in reconcile.findings(tiny_city.viewer("bkpsdm"), day=DAY):
        found.setdefault(str(finding.problem), set()).add(names[finding.employee_id])
    assert found == {problem: set(people) for problem, people in tiny_city.city.wrong.items()}


def test_history_has_earlier_posts_rises_corrections_and_a_former_name(tiny_city: TestCity):
    assert Assignment.objects.filter(to_date__lt=date(2025, 1, 1)).exists()
    assert Grade.objects.filter(to_date__isnull=False).exists()
    void = Assignment.objects.get(voided_at__isnull=False)
    assert void.replaced_by.get().from_date <= void.from_date
    names = (
        UnitPeriod.objects.filter(unit__code="disdukcapil-piak").order_by("from_date").values_list("name", flat=True)
    )
    assert list(names) == ["Bidang PIAK", "Bidang PIAK dan Pemanfaatan Data"]
    assert tiny_city.unit("disdukcapil-piak").name == names[1]
    assert AuditEntry.objects.filter(action="people.employee_correct").count() == 2


def test_rights_are_given_by_another_and_with_a_reason(tiny_city: TestCity):
    rows = Grant.objects.select_related("user", "recorded_by")
    assert all(row.reason and row.recorded_by != row.user for row in rows)
    assert [row.user.username for row in rows if row.recorded_by is None] == ["admin"]
    ended = rows.get(to_date__isnull=False)
    assert Role.OFFICER in tiny_city.viewer("petugas").roles
    assert not Grant.objects.on(DAY).filter(pk=ended.pk).exists()


def test_nobody_is_away_twice_on_a_day(tiny_city: TestCity):
    rows = list(Absence.objects.order_by("employee", "from_date"))
    assert len(rows) > 8
    assert len({row.employee_id for row in rows}) == len(rows)
    assert any(row.holds(DAY) for row in rows)


def test_the_trail_of_a_seeded_city_is_whole(tiny_city: TestCity):
    report = examine()
    assert report.finding is None
    assert report.entries == AuditEntry.objects.count() > 500
    assert {entry.actor_id for entry in AuditEntry.objects.all()} >= {tiny_city.user("bkpsdm").pk, None}


@pytest.mark.db
@pytest.mark.django_db
def test_the_command_loads_the_same_city_each_time_and_names_the_accounts(cities, settings, monkeypatch, capsys):
    settings.BETANG_MODE = "demo"
    monkeypatch.setattr("betang.portal.seed.PARTS", PARTS)  # the same parts: others give rights and absences, too
    with transaction.atomic():
        cities(Size.TINY).restore()
        before = dump.tables()
        transaction.set_rollback(True)
    assert main(["seed", "--size", "tiny", "--seed", "1", "--on", "2026-11-24"]) == 0
    printed = capsys.readouterr().out
    assert all(account.username in printed for account in DEMO_ACCOUNTS)
    assert DEMO_PASSWORD in printed
    assert dump.tables() == before
    assert main(["seed", "--size", "tiny"]) == 2
    assert "hanya dimuat ke basis data yang kosong" in capsys.readouterr().err
    assert main(["seed", "--if-empty"]) == 0
    assert "tidak dimuat lagi" in capsys.readouterr().out
    assert dump.tables() == before


@pytest.mark.django_db
def test_production_never_gets_made_up_people(settings, capsys):
    settings.BETANG_MODE = "production"
    assert main(["seed", "--size", "tiny"]) == 2
    assert "mode production" in capsys.readouterr().err
    assert not User.objects.exists()
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_database_that_holds_an_account_is_left_alone(settings, capsys):
    settings.BETANG_MODE = "demo"
    User.objects.create_user("budi")
    assert main(["seed", "--size", "tiny"]) == 2
    assert "sudah berisi orang" in capsys.readouterr().err
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_day_that_cannot_be_is_refused_and_nothing_is_written(settings, capsys):
    settings.BETANG_MODE = "demo"
    assert main(["seed", "--on", "1999-01-01"]) == 2
    assert "2024-01-01 sampai 2099-12-31" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["seed", "--on", "kemarin"])
    assert "bukan tanggal" in capsys.readouterr().err
    assert not User.objects.exists()
