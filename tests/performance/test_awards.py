"""Awards to teams: published before the period, computed, decided by people, silent about who did not rise."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Invalid
from betang.kernel.jobs import run_now
from betang.kernel.notices.models import Notice
from betang.ledger.fact_kinds import ATTENDANCE
from betang.ledger.models import Fact, Source
from betang.people.models import Employee, UnitKind
from betang.performance.actions import awards as actions
from betang.performance.announcing import Announced, base_days
from betang.performance.criteria import criterion_of
from betang.performance.jobs_awards import award_start
from betang.performance.models import Award, AwardTeam
from tests.people import build as people
from tests.people.build import NOW, person, post
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MOST_QUERIES = 12
EARLY = datetime(2026, 6, 20, 2, tzinfo=UTC)
LATE = f"{ATTENDANCE.name}|terlambat_menit"
FORM = {
    "name": "Datang tepat waktu", "about": "Lebih sedikit terlambat.", "unit_kind": "bidang",
    "from_date": "2026-07-01", "to_date": "2026-09-30", "base": "dekat", "measure_0": LATE, "better_0": "TURUN",
    "by_0": f"{ATTENDANCE.name}|keadaan",
}  # fmt: skip


@pytest.fixture
def agency(city):
    return people.account(person(20, "Bina", post("bina", city.other)), "bkpsdm", Role.BKPSDM)


@pytest.fixture
def other(city):
    """A second team, which gets easier cases and does no better."""
    return people.unit("bidang-b", kind=UnitKind.DIVISION, parent=city.other)


@pytest.fixture
def award(agency):
    announced = Announced(
        name="Datang tepat waktu", about="Lebih sedikit terlambat.", unit_kind="bidang", first=date(2026, 7, 1),
        last=date(2026, 9, 30), year_before=False,
    )  # fmt: skip
    criteria = [criterion_of(LATE, FORM["by_0"], "TURUN")]
    return actions.award_publish(actor=agency, announced=announced, criteria=criteria, now=EARLY)


def late(source, team, heads, month, minutes, times, *, state="hadir"):
    """Let people of a team be late in a month: one more and one less around so many minutes."""
    rows = [
        Fact(
            kind=ATTENDANCE.name, subject=heads[n % len(heads)], unit=team, happened_at=EARLY, source=source,
            day=date(2026, month, 1 + n % 28), event_id=f"{team.pk}-{state}-{month}-{n}",
            record=f"{team.pk}-{state}-{month}-{n}", recorded_at=EARLY,
            data={"keadaan": state, "terlambat_menit": minutes + (1 if n % 2 else -1)},
        )
        for n in range(times)
    ]  # fmt: skip
    Fact.objects.bulk_create(rows)


@pytest.fixture
def facts(city, other):
    source = Source.objects.create(uri="/uji", name="Uji", registered_at=EARLY)
    rows = [Employee(name=f"Orang {n}", nip=people.nip(100 + n), kind="pns", created_at=EARLY) for n in range(10)]
    heads = Employee.objects.bulk_create(rows)
    ours, theirs = heads[:5], heads[5:]
    late(source, city.division, ours, 5, 20, 40)
    late(source, city.division, ours, 5, 4, 10, state="dinas_luar")
    late(source, city.division, ours, 8, 10, 90)  # a harder mix, done better
    late(source, city.division, ours, 8, 4, 10, state="dinas_luar")
    late(source, other, theirs, 5, 20, 40)
    late(source, other, theirs, 5, 4, 10, state="dinas_luar")
    late(source, other, theirs, 8, 20, 12)
    late(source, other, theirs, 8, 4, 200, state="dinas_luar")  # much easier, no better


def computed(award, agency):
    run_now(award_start(actor=agency, award=award, now=NOW))
    award.refresh_from_db()
    return {row.unit.code: row for row in award.teams.select_related("unit")}


def asked(client, user, url):
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert len(queries) <= MOST_QUERIES
    return answer.status_code, answer.content.decode()


def test_a_team_rises_by_doing_better_and_not_by_easier_cases(client, city, agency, other, award, facts):
    users = build.accounts(city)
    clerk_b = people.account(person(30, "Warga Bidang B", post("staf-bb", other)), "staf-bb")
    page = reverse("award", args=[award.uid])
    found = computed(award, agency)
    ours, theirs = found["bidang-a"], found["bidang-b"]
    assert ours.change == pytest.approx(0.8 * 10 / 20)
    assert (ours.improved, ours.top, ours.people) == (True, True, 5)
    assert (theirs.shown, theirs.improved, theirs.change) == (True, False, pytest.approx(0.0))
    assert "Unit bidang-a" not in asked(client, users.clerk, page)[1]
    content = asked(client, agency, page)[1]
    assert "Unit bidang-a" in content
    assert "Unit bidang-b" not in content  # not even for who decides
    decide = reverse("award_decide", args=[award.uid])
    client.force_login(users.chief)
    assert client.post(decide, {"teams": ours.pk, "reason": "Uji."}).status_code == 403
    client.force_login(agency)
    assert client.post(decide, {"teams": theirs.pk, "reason": "Uji."}).status_code == 422
    assert client.post(decide, {"teams": ours.pk, "reason": " "}).status_code == 422
    assert not AwardTeam.objects.filter(recognised=True).exists()
    assert client.post(decide, {"teams": ours.pk, "reason": "Membaik jelas."}).status_code == 302
    assert Notice.objects.get(kind="performance.award").user == users.chief
    content = asked(client, clerk_b, page)[1]
    assert "Membaik jelas." in content
    assert reverse("award_team", args=[award.uid, theirs.pk]) in content  # one's own team
    for row, user, status in ((ours, clerk_b, 200), (theirs, clerk_b, 200), (theirs, users.clerk, 404)):
        assert asked(client, user, reverse("award_team", args=[award.uid, row.pk]))[0] == status
    assert "40" in asked(client, clerk_b, reverse("award_team", args=[award.uid, ours.pk]))[1]
    with pytest.raises(Conflict):
        actions.award_compute(actor=agency, award=award, teams=[], now=NOW)
    names = AuditEntry.objects.filter(action__startswith="performance.award_").values_list("action", flat=True)
    assert [name.rpartition("_")[2] for name in names.order_by("seq")] == ["publish", "compute", "decide"]


def test_few_facts_or_people_are_hidden_and_nothing_is_computed_too_early(client, city, agency, award, facts):
    Award.objects.update(terms={**award.terms, "orang": 6})
    award.refresh_from_db()
    assert [row.shown for row in computed(award, agency).values()] == [False, False]
    assert not AwardTeam.objects.filter(improved=True).exists()
    with pytest.raises(Conflict, match="sesudah hari terakhir"):
        actions.award_compute(actor=agency, award=award, teams=[], now=EARLY)
    actions.award_cancel(actor=agency, award=award, reason="Sumber datanya berubah.", now=NOW)
    client.force_login(agency)
    assert client.post(reverse("award_compute", args=[award.uid])).status_code == 409
    assert "Sumber datanya berubah." in asked(client, agency, reverse("award", args=[award.uid]))[1]


def test_criteria_are_published_before_the_period_and_never_afterwards(client, agency, time_machine):
    client.force_login(agency)
    url = reverse("award_new")
    assert client.get(url).status_code == 200
    past = client.post(url, FORM)
    assert (past.status_code, "sebelum datanya ada" in past.content.decode()) == (422, True)
    time_machine.move_to(EARLY, tick=False)
    for wrong in ({"by_0": "id.go.palangkaraya.pelatihan.jam|lulus"}, {"to_date": "2026-06-01"}, {"measure_0": "x"}):
        assert client.post(url, {**FORM, **wrong}).status_code == 422, wrong
    assert not Award.objects.exists()
    assert client.post(url, {**FORM, "measure_1": LATE, "better_1": "NAIK"}).status_code == 422  # twice the same
    assert client.post(url, FORM).status_code == 302
    made = Award.objects.get()
    assert (made.base_from, made.base_to) == (date(2026, 3, 31), date(2026, 6, 30))
    assert made.terms == {"fakta": 10, "orang": 5, "teratas": "0.25", "since": "2022-01-01"}
    status, page = asked(client, agency, reverse("awards"))
    assert (status, "Datang tepat waktu" in page, "diumumkan" in page) == (200, True, True)
    year = Announced(
        name="x", about="y", unit_kind="bidang", first=date(2028, 2, 29), last=date(2028, 3, 1), year_before=True
    )
    assert base_days(year) == (date(2027, 2, 28), date(2027, 3, 1))
    with pytest.raises(Invalid, match="kriteria"):
        actions.award_publish(actor=agency, announced=year, criteria=[], now=EARLY + timedelta(days=1))
