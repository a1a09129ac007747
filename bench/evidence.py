"""Evidence of 6,000 people drawn from three years of facts, and facts taken in batches; SQLite.

Runs in a process of its own with a database under var/bench/evidence. Each person has a fact of attendance every
working day, a count every fourth day and a training every quarter; three indicators measure these, in the last quarter
and in the year. The first run writes everything, the second finds nothing new.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure

_HOME = Path("var/bench/evidence")
_NOW = datetime(2026, 12, 31, 1, tzinfo=UTC)
_PEOPLE, _YEARS = 6_000, (2024, 2025, 2026)


def run() -> Iterable[Figure]:
    """Yield all figures."""
    shutil.rmtree(_HOME, ignore_errors=True)
    env = {**os.environ, "BETANG_VAR": str(_HOME), "BETANG_MODE": "demo", "DATABASE_URL": ""}
    env["DJANGO_SETTINGS_MODULE"] = "betang.settings"
    done = subprocess.run([sys.executable, "-m", "bench.evidence"], env=env, check=True, stdout=subprocess.PIPE)
    found = json.loads(done.stdout)
    yield Figure(name="facts in the ledger", value=found["facts"], unit="")
    yield Figure(name="values drawn at once", value=found["values"], unit="")
    yield Figure(name="measured", value=found["measured"], unit="s")
    yield Figure(name="evidence of everybody collected, audit included", value=found["first"], unit="s", limit=10)
    yield Figure(name="collected again, nothing new", value=found["again"], unit="s", limit=10)
    yield Figure(name="longest chunk", value=found["chunk"] * 1000, unit="ms", limit=200)
    yield Figure(name="one person's number, for a preview", value=found["preview"] * 1000, unit="ms", limit=60)
    yield Figure(name="a unit of 200 people, for a preview", value=found["unit"] * 1000, unit="ms")
    yield Figure(name="500 events taken", value=found["taken"] * 1000, unit="ms", limit=500)


def _inside() -> dict[str, float]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people, source = _city()
    facts = _facts()
    _plans(people)
    return {"facts": facts, **_measure(people), **_take(source)}


def _city() -> tuple[list[Any], Any]:
    from betang.kernel.accounts.models import User
    from betang.kernel.crypto.subject import subject_ciphers
    from betang.ledger.actions.sources import source_register
    from betang.ledger.kinds import kinds
    from betang.people.models import Assignment, Employee, Position, Unit

    root = Unit.objects.create(code="kota", kind="kota", name="Kota")
    Unit.objects.filter(pk=root.pk).update(path=f"/{root.pk}/")
    units = Unit.objects.bulk_create(
        Unit(code=f"dinas-{n}", kind="dinas", name=f"Dinas {n}", parent=root) for n in range(_PEOPLE // 200)
    )
    for unit in units:
        unit.path = f"/{root.pk}/{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"])
    posts = Position.objects.bulk_create(
        Position(code=f"staf-{u.pk}", name="Staf", type="pelaksana", unit=u) for u in units
    )
    people = Employee.objects.bulk_create(
        Employee(
            nip=f"198001{n % 28 + 1:02d}2005031{n // 28 + 1:03d}", kind="pns", name=f"Pegawai {n}", created_at=_NOW
        )
        for n in range(_PEOPLE)
    )
    Assignment.objects.bulk_create(
        Assignment(employee=one, position=posts[n // 200], from_date=date(2020, 1, 1), recorded_at=_NOW)
        for n, one in enumerate(people)
    )
    subject_ciphers([one.uid for one in people])  # in life made when a person is recorded
    actor = User.objects.create_user("bench")
    allowed = [kind.name for kind in kinds()]
    source = source_register(
        actor=actor, uri="/bench", name="Bench", allowed=allowed, days=30, token="x" * 40, now=_NOW
    )
    return people, source


def _facts() -> int:
    """Fill the ledger directly, by the day as facts come in, indexes afterwards: what is measured is reading it."""
    from django.db import connection, transaction

    from betang.ledger.models import Fact, Source

    columns = "kind, subject_id, unit_id, happened_at, day, data, source_id, event_id, record, revision, recorded_at"
    fill = f"""
        INSERT INTO ledger_fact ({columns})
        SELECT d.kind, employee_id, unit_id, day || ' 01:00:00', day, data, %s, d.name || a.id, d.name || a.id,
               1, day || ' 02:00:00'
        FROM bench_days d CROSS JOIN people_assignment a JOIN people_position p ON p.id = a.position_id
    """  # noqa: S608  the columns are named above
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name='ledger_fact' AND sql > ''")
        indexes = cursor.fetchall()
        with transaction.atomic():
            cursor.execute("CREATE TEMP TABLE bench_days (kind, day, data, name)")
            for number, (kind, day, data) in enumerate(_days()):
                cursor.execute(
                    "INSERT INTO bench_days VALUES (%s, %s, %s, %s)", [kind, str(day), json.dumps(data), f"{number}-"]
                )
            for name, _sql in indexes:
                cursor.execute(f"DROP INDEX {name}")
            cursor.execute(fill, [Source.objects.get().pk])
            for _name, sql in indexes:
                cursor.execute(sql)
        cursor.execute("ANALYZE")
    return Fact.objects.count()


def _days() -> Iterator[tuple[str, date, dict[str, Any]]]:
    """Give the facts of everybody, the same for each."""
    from betang.ledger.fact_kinds import ATTENDANCE, COUNT, TRAINING

    for year in _YEARS:
        for number in range(365):
            day = date(year, 1, 1) + timedelta(number)
            if day.weekday() < 5:
                late = number * 7 % 40 if number % 5 == 0 else 0
                yield ATTENDANCE.name, day, {"keadaan": "hadir", "terlambat_menit": late}
            if number % 4 == 0:
                done = {"jumlah": number % 30, "perbaikan": number % 3, "hari": f"{number % 9}.50"}
                yield COUNT.name, day, done
            if number % 90 == 45:
                yield TRAINING.name, day, {"jp": 8, "lulus": True, "nilai": "88.25"}


def _plans(people: list[Any]) -> None:
    from betang.ledger.fact_kinds import ATTENDANCE, COUNT, TRAINING
    from betang.people.models import Assignment
    from betang.performance.models import Cycle, Evaluation, Indicator, Period, Plan, PlanVersion, Result

    home = dict(Assignment.objects.values_list("employee_id", "position__unit_id"))
    span: dict[str, Any] = {"from_date": date(2026, 1, 1), "to_date": date(2026, 12, 31)}
    cycle = Cycle.objects.create(year=2026, rhythm="triwulan", opened_at=_NOW, **span)
    periods = [
        Period.objects.create(cycle=cycle, number=0, **span),
        Period.objects.create(cycle=cycle, number=4, **{**span, "from_date": date(2026, 10, 1)}),
    ]
    plans = Plan.objects.bulk_create(
        Plan(cycle=cycle, employee=one, unit_id=home[one.pk], approach="kuantitatif", opened_at=_NOW, **span)
        for one in people
    )
    versions = PlanVersion.objects.bulk_create(
        PlanVersion(plan=plan, number=1, state="disepakati", created_at=_NOW) for plan in plans
    )
    results = Result.objects.bulk_create(Result(version=version, text="Hasil") for version in versions)
    on_time = {"field": "terlambat_menit", "test": "at_most", "values": [0]}
    measures = [
        {"kind": ATTENDANCE.name, "how": "share", "field": "terlambat_menit", "limit": on_time},
        {"kind": COUNT.name, "how": "sum", "field": "jumlah"},
        {"kind": TRAINING.name, "how": "sum", "field": "jp", "days": "year"},
    ]
    Indicator.objects.bulk_create(
        Indicator(result=result, text="Ukuran", aspect="kuantitas", measure=measure)
        for result in results
        for measure in measures
    )
    Evaluation.objects.bulk_create(Evaluation(plan=plan, period=period) for plan in plans for period in periods)


def _measure(people: list[Any]) -> dict[str, float]:
    from betang.ledger.fact_kinds import COUNT
    from betang.ledger.measures import How, Measure, Whose
    from betang.ledger.queries.measured import Ask, preview
    from betang.people.models import Assignment
    from betang.performance.actions.evidence import CHUNK, evidence_collect
    from betang.performance.models import IndicatorValue
    from betang.performance.queries.evidence import chunks, evidence_drawn

    def collect() -> tuple[float, float]:
        drawn, longest = evidence_drawn(today=_NOW.date()), 0.0
        middle = time.perf_counter()
        for chunk in chunks(drawn, CHUNK):
            begun = time.perf_counter()
            evidence_collect(actor=None, drawn=chunk, now=_NOW)
            longest = max(longest, time.perf_counter() - begun)
        return middle, longest

    start = time.perf_counter()
    middle, chunk = collect()
    first = time.perf_counter()
    collect()
    again = time.perf_counter()
    seconds = {"measured": middle - start, "first": first - start, "again": again - first, "chunk": chunk}
    span: dict[str, Any] = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    unit = Assignment.objects.get(employee=people[0]).position.unit_id
    for name, whose in (("preview", Whose.OWN), ("unit", Whose.UNIT)):
        begun = time.perf_counter()
        measure = Measure(kind=COUNT.name, how=How.SUM, field="jumlah", whose=whose)
        preview(Ask(measure=measure, subject=people[0].pk, unit=unit, **span))
        seconds[name] = time.perf_counter() - begun
    return {**seconds, "values": IndicatorValue.objects.count()}


def _take(source: Any) -> dict[str, float]:
    from betang.ledger.actions.taking import facts_take
    from betang.ledger.drafts import Draft
    from betang.ledger.fact_kinds import COUNT
    from betang.people.models import Employee

    nips = list(Employee.objects.values_list("nip", flat=True)[:500])
    drafts = [
        Draft(event_id=f"baru-{nip}", kind=COUNT.name, nip=nip or "", happened_at=_NOW, data={"jumlah": 1})
        for nip in nips
    ]
    begun = time.perf_counter()
    outcomes = facts_take(actor=None, source=source, drafts=drafts, now=_NOW)
    assert [one.status for one in outcomes] == ["accepted"] * 500
    return {"taken": time.perf_counter() - begun}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_inside()))
