"""Evidence from facts: drawn for everybody at once, safe to repeat, and never over what a person wrote."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from betang.kernel.audit import verification
from betang.kernel.audit.models import AuditEntry
from betang.kernel.jobs import run_now
from betang.ledger.actions.taking import facts_take
from betang.ledger.closing import closed_spans
from betang.ledger.drafts import Refusal
from betang.ledger.fact_kinds import COUNT
from betang.ledger.measures import Days, How, Measure, Whose, measure_to_json
from betang.performance.actions.evidence import evidence_collect
from betang.performance.jobs_evidence import evidence_refresh, evidence_start
from betang.performance.models import Evaluation, EvaluationState, Indicator, IndicatorValue, Period, VersionState
from betang.performance.queries.evidence import chunks, evidence_drawn, facts_behind, indicators_due
from tests.ledger.build import at, draft, facts, source
from tests.people import build as people
from tests.people.build import NOW, TODAY
from tests.performance import build

pytestmark = [pytest.mark.django_db, pytest.mark.db]
SUM = measure_to_json(Measure(kind=COUNT.name, how=How.SUM, field="jumlah"))
UNIT = measure_to_json(Measure(kind=COUNT.name, how=How.COUNT, whose=Whose.UNIT))
YEAR = measure_to_json(Measure(kind=COUNT.name, how=How.MEAN, field="jumlah", days=Days.YEAR))


@pytest.fixture
def year():
    """The small city with agreed plans, evaluations of the year and its last quarter, and three measured indicators."""
    city = people.city()
    plans = build.plans(city, agreed=True)
    for plan, kept in ((plans.clerk, SUM), (plans.chief, UNIT), (plans.head, YEAR)):
        indicator = Indicator.objects.filter(result__version__plan=plan).order_by("id")[0]
        Indicator.objects.filter(pk=indicator.pk).update(measure=kept)
    for plan in (plans.clerk, plans.chief, plans.head):
        for number in (0, 4):
            Evaluation.objects.create(plan=plan, period=Period.objects.get(cycle=plans.cycle, number=number))
    return city, plans, source()


def values(plan) -> dict[int, list[str]]:
    """Give what was drawn for a plan, by the number of the period, oldest first."""
    found: dict[int, list[str]] = {}
    for row in IndicatorValue.objects.filter(evaluation__plan=plan).order_by("id"):
        found.setdefault(row.evaluation.period.number, []).append(f"{row.value.normalize():f}")
    return found


def collect() -> int:
    """Draw and write for everybody."""
    return evidence_collect(actor=None, drawn=evidence_drawn(today=TODAY), now=NOW)


def test_everybody_is_drawn_at_once(year):
    city, plans, of = year
    facts(
        of,
        *(draft(city.clerk, at(month, 3), jumlah=month) for month in (2, 10, 11)),
        draft(city.head, at(10, 5), jumlah=8),
    )
    assert collect() == 6
    assert values(plans.clerk) == {0: ["23"], 4: ["21"]}
    assert values(plans.chief) == {0: ["3"], 4: ["2"]}  # the clerk's, in the division that the chief leads
    assert values(plans.head) == {0: ["8"], 4: ["8"]}
    row = IndicatorValue.objects.get(evaluation__plan=plans.clerk, evaluation__period__number=4)
    assert (row.source, row.facts, row.recorded_by) == ("otomatis", 2, None)
    assert row.drawn == {
        "first": "2026-10-01", "last": "2026-12-31", "facts": 2, "small": False, "spike": False, "quality": None,
        "quality_facts": 0,
    }  # fmt: skip
    assert AuditEntry.objects.filter(action="performance.evidence_collect").count() == 3  # one a plan
    assert verification.verify() is None


def test_repeating_it_writes_nothing(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 3), jumlah=4))
    drawn = evidence_drawn(today=TODAY)
    assert evidence_collect(actor=None, drawn=drawn, now=NOW) > 0
    rows, entries = IndicatorValue.objects.count(), AuditEntry.objects.count()
    assert evidence_collect(actor=None, drawn=drawn, now=NOW) == 0  # two runs drew the same
    assert evidence_drawn(today=TODAY) == []
    assert (IndicatorValue.objects.count(), AuditEntry.objects.count()) == (rows, entries)
    facts(of, draft(city.clerk, at(10, 4), jumlah=1))
    collect()
    assert values(plans.clerk) == {0: ["4", "5"], 4: ["4", "5"]}


def test_a_corrected_fact_counts_anew(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 3), event_id="a", jumlah=40))
    collect()
    facts(of, draft(city.clerk, at(10, 3), event_id="b", jumlah=4, corrects="a"))
    collect()
    assert values(plans.clerk)[4] == ["40", "4"]


def test_what_a_person_wrote_stands_until_the_facts_say_otherwise(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 3), jumlah=4))
    collect()
    evaluation = Evaluation.objects.get(plan=plans.clerk, period__number=4)
    lineage = IndicatorValue.objects.get(evaluation=evaluation).lineage
    IndicatorValue.objects.create(evaluation=evaluation, lineage=lineage, value=7, recorded_at=NOW)
    collect()
    assert values(plans.clerk)[4] == ["4", "7"]
    facts(of, draft(city.clerk, at(10, 4), jumlah=1))
    collect()
    assert values(plans.clerk)[4] == ["4", "7", "5"]


def test_what_was_sent_is_frozen(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 3), jumlah=4))
    drawn = evidence_drawn(today=TODAY)
    Evaluation.objects.filter(plan=plans.clerk).update(state=EvaluationState.SENT, snapshot={})
    evidence_collect(actor=None, drawn=drawn, now=NOW)  # sent between drawing and writing
    collect()
    assert values(plans.clerk) == {}


def test_only_days_of_the_plan_and_of_begun_periods_are_measured(year):
    city, plans, of = year
    facts(of, *(draft(city.clerk, at(10, day), jumlah=1) for day in (1, 10, 20)))
    type(plans.clerk).objects.filter(pk=plans.clerk.pk).update(from_date=date(2026, 10, 5), to_date=date(2026, 10, 15))
    collect()
    assert values(plans.clerk) == {0: ["1"], 4: ["1"]}
    assert indicators_due(today=date(2025, 12, 31)) == []
    only_year = {one.ask.last for one in indicators_due(today=date(2026, 9, 30)) if one.ask.subject == city.head.pk}
    assert only_year == {date(2026, 12, 31)}


def test_a_plan_that_is_not_agreed_and_a_measure_that_does_not_hold_are_left_out(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 3), jumlah=4))
    Indicator.objects.filter(result__version__plan=plans.chief, measure__isnull=False).update(measure={"kind": "gone"})
    plans.clerk.versions.update(state=VersionState.RETURNED)
    collect()
    assert (values(plans.clerk), values(plans.chief)) == ({}, {})


def test_the_facts_behind_a_number_can_be_opened(year):
    city, plans, of = year
    made = facts(of, draft(city.clerk, at(2, 3)), draft(city.clerk, at(10, 3)), draft(city.chief, at(10, 4)))
    evaluation = Evaluation.objects.get(plan=plans.clerk, period__number=4)
    lineage = Indicator.objects.get(result__version__plan=plans.clerk, measure__isnull=False).lineage
    assert list(facts_behind(evaluation=evaluation.pk, lineage=lineage, today=TODAY)) == [made[1]]
    Evaluation.objects.filter(pk=evaluation.pk).update(state=EvaluationState.SENT, snapshot={})
    assert list(facts_behind(evaluation=evaluation.pk, lineage=lineage, today=TODAY)) == [made[1]]
    assert not facts_behind(evaluation=evaluation.pk, lineage=evaluation.uid, today=TODAY).exists()


def test_one_person_is_drawn_on_demand(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 3), jumlah=4), draft(city.head, at(10, 3), jumlah=2))
    evaluation = Evaluation.objects.get(plan=plans.clerk, period__number=4)
    actor = people.account(city.chief, "atasan")
    assert evidence_refresh(actor=actor, evaluation=evaluation.pk, today=TODAY, now=NOW) == 1
    assert (values(plans.clerk), values(plans.head)) == ({4: ["4"]}, {})


def test_the_job_draws_everybody_and_a_second_one_waits_for_no_other(year):
    city, plans, of = year
    facts(of, draft(city.clerk, at(10, 3), jumlah=4))
    actor = people.account(city.chief, "bkpsdm")
    run = evidence_start(actor=actor, now=NOW)
    assert evidence_start(actor=actor, now=NOW) == run
    done = run_now(run, clock=lambda: NOW)
    # The head has no facts, and a mean of none is no number.
    assert (done.status, done.done, done.total) == ("done", 4, 4)
    assert values(plans.clerk) == {0: ["4"], 4: ["4"]}


def test_a_run_that_dies_anywhere_loses_and_doubles_nothing(year):
    city, _plans, of = year
    facts(of, *(draft(city.clerk, at(10, day), jumlah=1) for day in (1, 2)))
    everything = evidence_drawn(today=TODAY)
    for stop in range(len(everything)):
        for number, chunk in enumerate(chunks(evidence_drawn(today=TODAY), 1)):
            if number == 1:
                break  # killed after the first chunk of this attempt
            evidence_collect(actor=None, drawn=chunk, now=NOW)
        assert IndicatorValue.objects.count() == stop + 1
    assert evidence_drawn(today=TODAY) == []
    assert AuditEntry.objects.filter(action="performance.evidence_collect").count() == len(everything)


def test_as_many_queries_for_many_as_for_few(year):
    city, _plans, of = year
    facts(of, *(draft(who, at(10, 3), jumlah=4) for who in (city.clerk, city.chief, city.head)))

    def asked(drawn) -> int:
        with CaptureQueriesContext(connection) as queries:
            evidence_collect(actor=None, drawn=drawn, now=NOW)
        return len(queries)

    drawn = evidence_drawn(today=TODAY)
    evidence_collect(actor=None, drawn=drawn[:1], now=NOW)  # makes the key of the trail
    assert asked(drawn[1:2]) == asked(drawn[2:])


def test_a_closed_year_takes_no_more_facts(year):
    city, plans, of = year
    type(plans.cycle).objects.filter(pk=plans.cycle.pk).update(closed_at=NOW)
    assert closed_spans() == [(date(2026, 1, 1), date(2026, 12, 31))]
    drafts = [draft(city.clerk, at(10, 3)), draft(city.clerk, datetime(2025, 12, 31, 10, tzinfo=UTC))]
    found = facts_take(actor=None, source=of, drafts=drafts, now=NOW)
    assert [one.refusal for one in found] == [Refusal.CLOSED_PERIOD, None]
