"""An award over a city's facts, and a 360-degree round of 6,000 people laid out, answered and summed up; SQLite.

Runs in a process of its own with a database under var/bench/recognition, filled as the benchmark of evidence is: three
years of facts. Answers are filled in directly, encrypted as they are: what is measured is laying out and summing up.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure

_HOME = Path("var/bench/recognition")
_ANSWERED = 7  # of ten ballots


def run() -> Iterable[Figure]:
    """Yield all figures."""
    shutil.rmtree(_HOME, ignore_errors=True)
    env = {**os.environ, "BETANG_VAR": str(_HOME), "BETANG_MODE": "demo", "DATABASE_URL": ""}
    env["DJANGO_SETTINGS_MODULE"] = "betang.settings"
    done = subprocess.run([sys.executable, "-m", "bench.recognition"], env=env, check=True, stdout=subprocess.PIPE)
    found = json.loads(done.stdout)
    yield Figure(name="facts of the award's two quarters", value=found["facts"], unit="")
    yield Figure(name="award of thirty teams computed", value=found["award"], unit="s", limit=10)
    yield Figure(name="ballots laid out", value=found["ballots"], unit="")
    yield Figure(name="round laid out", value=found["laid"], unit="s", limit=20)
    yield Figure(name="longest transaction of it", value=found["laid_chunk"] * 1000, unit="ms", limit=200)
    yield Figure(name="round summed up", value=found["summed"], unit="s", limit=20)
    yield Figure(name="longest transaction of it", value=found["summed_chunk"] * 1000, unit="ms", limit=200)


def _inside() -> dict[str, float]:
    import django

    django.setup()
    from django.core.management import call_command

    from bench import evidence

    call_command("migrate", verbosity=0)
    people, _source = evidence._city()
    evidence._facts()
    evidence._plans(people)
    _raters(people)
    return {**_award(), **_round()}


def _raters(people: list[Any]) -> None:
    """Let the first of each unit of two hundred rate every tenth, and these the nine after them."""
    from betang.performance.models import Plan

    by_place = {one.pk: place for place, one in enumerate(people)}
    plans = list(Plan.objects.all())
    for plan in plans:
        place = by_place[plan.employee_id]
        above = place // 10 * 10 if place % 10 else place // 200 * 200
        plan.rater_id = people[above].pk if above != place else None
    Plan.objects.bulk_update(plans, ["rater"], batch_size=500)


def _award() -> dict[str, float]:
    from betang.kernel.accounts.models import User
    from betang.ledger.fact_kinds import ATTENDANCE, COUNT
    from betang.ledger.models import Fact
    from betang.performance.actions.awards import award_publish
    from betang.performance.announcing import Announced
    from betang.performance.criteria import criterion_of
    from betang.performance.queries.award_results import award_results

    announced = Announced(
        name="Bench", about="Bench", unit_kind="dinas", first=date(2026, 7, 1), last=date(2026, 9, 30),
        year_before=False,
    )  # fmt: skip
    criteria = [
        criterion_of(f"{ATTENDANCE.name}|bagian", f"{ATTENDANCE.name}|keadaan", "NAIK"),
        criterion_of(f"{COUNT.name}|hari", "", "TURUN"),
    ]
    early = evidence_now().replace(month=6, day=1)
    actor = User.objects.get(username="bench")
    award = award_publish(actor=actor, announced=announced, criteria=criteria, now=early)
    kinds = [criterion.measure.kind for criterion in criteria]
    facts = Fact.objects.filter(kind__in=kinds, day__range=(award.base_from, award.to_date)).count()
    begun = time.perf_counter()
    found = award_results(award)
    assert len(found) == 30
    return {"award": time.perf_counter() - begun, "facts": facts}


def _round() -> dict[str, float]:
    from random import Random

    from betang.kernel.accounts.models import User
    from betang.performance.actions.rounds import round_invite, round_open, round_sum
    from betang.performance.jobs_rounds import CHUNK
    from betang.performance.models import Ballot360, Cycle, Round360
    from betang.performance.queries.rounds import respondents_of, subjects_left
    from betang.regulation.eksp2022.levels import NILAI

    now, chance = evidence_now(), Random(1)
    actor, cycle = User.objects.get(username="bench"), Cycle.objects.get()
    row = round_open(actor=actor, cycle=cycle, last=now.date() + timedelta(days=9), now=now - timedelta(days=30))
    begun, longest = time.perf_counter(), 0.0
    wanted = respondents_of(row)
    subjects = sorted(wanted)
    for start in range(0, len(subjects), CHUNK):
        part = {subject: wanted[subject] for subject in subjects[start : start + CHUNK]}
        once = time.perf_counter()
        round_invite(row=row, asked=part, chance=chance)
        longest = max(longest, time.perf_counter() - once)
    figures = {"laid": time.perf_counter() - begun, "laid_chunk": longest, "ballots": Ballot360.objects.count()}
    content = json.dumps({"ratings": dict.fromkeys(NILAI.names, "SESUAI"), "comment": "Sigap dan ramah."})
    ballots = [one for place, one in enumerate(Ballot360.objects.all()) if place % 10 < _ANSWERED]
    for one in ballots:
        one.content = content
    Ballot360.objects.bulk_update(ballots, ["content"], batch_size=400)
    Round360.objects.update(ready_at=now)
    after, longest, begun = now + timedelta(days=20), 0.0, time.perf_counter()
    left = subjects_left(row)
    for start in range(0, len(left), CHUNK):
        once = time.perf_counter()
        round_sum(row=row, subjects=left[start : start + CHUNK], chance=chance, now=after)
        longest = max(longest, time.perf_counter() - once)
    assert not Ballot360.objects.exists()
    return {**figures, "summed": time.perf_counter() - begun, "summed_chunk": longest}


def evidence_now() -> Any:
    """Give the moment at which the benchmark of evidence stands."""
    from bench.evidence import _NOW

    return _NOW


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_inside()))
