"""The demo city's plans and evaluations: filled for everybody, the same for the same seed, and fit to be checked."""

import pytest
from django.db import transaction

from betang.kernel.audit.models import AuditEntry
from betang.performance.checks import faults
from betang.performance.models import (
    ActionStep,
    Decision,
    Evaluation,
    Indicator,
    ItemRating,
    Objection,
    PlanVersion,
    Result,
    VersionState,
)
from betang.performance.queries.cycles import periods_of
from betang.performance.queries.verification import verify
from betang.performance.seed import evaluations, plans
from betang.performance.seed.load import moment
from tests.people import build as people
from tests.people.build import TODAY
from tests.performance import build

pytestmark = pytest.mark.django_db


def drawn(year):
    plans.load(cycle=year.cycle, seed=7, day=TODAY, morning=moment)
    return sorted(Result.objects.values_list("text", "lineage"))


def test_everybody_has_results_that_lack_nothing_and_hang_together(city):
    year = build.plans(city)
    build.goal(year.cycle, "Dokumen selesai sesuai janji", city.office)
    drawn(year)
    for version in PlanVersion.objects.all():
        rows = list(version.results.prefetch_related("indicators"))
        assert not faults(rows, approach="kuantitatif", day=TODAY)
        assert (version.state == VersionState.AGREED) == (version.decided_at is not None)
    clerk = year.clerk.versions.get().results.filter(kind="UTAMA")
    above = set(year.chief.versions.get().results.values_list("lineage", flat=True))
    assert clerk
    assert {row.parent_lineage for row in clerk} <= above
    assert year.head.versions.get().results.filter(goal__isnull=False).count() == 1
    assert AuditEntry.objects.filter(action="performance.plan_agree").count() >= 3
    assert not Indicator.objects.exclude(data_source=plans.SOURCE).exists()


def test_the_same_seed_gives_the_same_plans(city):
    year = build.plans(city)
    first = drawn(year)
    Result.objects.all().delete()
    PlanVersion.objects.update(state=VersionState.DRAFT, submitted_at=None)
    ActionStep.objects.filter(version__plan=year.clerk).delete()
    PlanVersion.objects.all().delete()
    for plan in (year.head, year.chief, year.clerk, year.stranger):
        build.version(plan)
    assert drawn(year) == first


def evaluated(year):
    """Fill plans and evaluations and say what was frozen and drawn."""
    drawn(year)
    evaluations.load(cycle=year.cycle, seed=7, day=TODAY, morning=moment)
    frozen = Decision.objects.order_by("id").values_list("evaluation_id", "predicate", "reason", "digest")
    return list(frozen), list(ItemRating.objects.order_by("id").values_list("lineage", "rating", "feedback"))


def test_what_is_over_is_frozen_and_answered_the_running_part_begun_and_all_of_it_checks(city):
    year = build.plans(city)
    for who, name in ((city.mayor, "walikota"), (city.head, "kepala"), (city.chief, "atasan"), (city.clerk, "pegawai")):
        people.account(who, name)
    other = people.person(9, "Dayang Sari", city.posts["clerk"])
    people.account(other, "19900101")
    build.plan(year.cycle, other, city.chief, city.division)
    every = year.cycle.plans.order_by("pk")
    for period in periods_of(year.cycle):
        Evaluation.objects.bulk_create(Evaluation(plan=plan, period=period) for plan in every)
    with transaction.atomic():
        first = evaluated(year)
        transaction.set_rollback(True)
    assert evaluated(year) == first
    checked = verify()
    assert checked.difference is None
    assert checked.evaluations > 8
    over = Evaluation.objects.filter(plan=year.clerk, snapshot__isnull=False).order_by("period__number")
    assert [(row.period.number, row.state) for row in over] == [(1, "disetujui"), (2, "final"), (3, over[2].state)]
    running = Evaluation.objects.get(plan=year.clerk, period__number=4)
    assert (running.state, running.edition, running.items.count()) == ("terbuka", 1, 1)
    decided = Objection.objects.get(evaluation__plan=year.clerk)
    assert decided.judge == city.head
    assert decided.state in {"diubah", "tetap"}
    assert not Decision.objects.exclude(decided_by__username__in=["walikota", "kepala", "atasan"]).exists()
