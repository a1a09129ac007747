"""The demo city's plans: filled for everybody, the same for the same seed, and fit to be submitted."""

import pytest

from betang.kernel.audit.models import AuditEntry
from betang.performance.checks import faults
from betang.performance.models import Indicator, PlanVersion, Result, VersionState
from betang.performance.seed import plans
from betang.performance.seed.load import moment
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
    year.clerk.steps.all().delete()
    PlanVersion.objects.all().delete()
    for plan in (year.head, year.chief, year.clerk, year.stranger):
        build.version(plan)
    assert drawn(year) == first
