"""Measures: what may be declared, and that the number is the one that a reader of the facts would come to."""

import random
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from betang.kernel.errors import Invalid
from betang.ledger.fact_kinds import ATTENDANCE, COUNT, TRAINING
from betang.ledger.kinds import Field, Pair, kind, kinds
from betang.ledger.measures import (
    Compare,
    Condition,
    How,
    Measure,
    Whose,
    measure_from_json,
    measure_to_json,
    quality_of,
)
from betang.ledger.models import Fact
from betang.ledger.queries.measured import Ask, Measured, facts_of, measured, preview, rounded, total
from tests.ledger.build import at, draft, facts, source
from tests.people import build

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def city():
    return build.city()


def ask(measure: Measure, who: Any, where: Any = None, first: date = YEAR[0], last: date = YEAR[1]) -> Ask:
    return Ask(measure=measure, subject=who.pk, unit=where.pk if where else None, first=first, last=last)


def test_a_measure_is_kept_and_read_again():
    whole = {
        "kind": COUNT.name,
        "how": "share",
        "field": "hari",
        "whose": "unit",
        "days": "year",
        "limit": {"field": "hari", "test": "at_most", "values": ["3.00"]},
        "conditions": [{"field": "jumlah", "test": "at_least", "values": [1]}],
    }
    assert measure_to_json(measure_from_json(whole)) == whole
    assert measure_from_json({"kind": COUNT.name, "how": "count"}) == Measure(kind=COUNT.name, how=How.COUNT)
    percentile = {"kind": COUNT.name, "how": "percentile", "field": "hari", "percentile": 90}
    assert measure_from_json(percentile).percentile == 90


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("x", "measure"),
        ({"sql": "1"}, "measure"),
        ({"kind": "tidak.ada"}, "kind"),
        ({"kind": ["x"]}, "kind"),
        ({"how": "max"}, "how"),
        ({"how": ["sum"]}, "how"),
        ({"field": "tidak_ada"}, "field"),
        ({"field": {}}, "field"),
        ({"kind": ATTENDANCE.name, "field": "keadaan"}, "field"),
        ({"how": "count"}, "field"),
        ({"whose": "city"}, "whose"),
        ({"days": 7}, "days"),
        ({"percentile": 90}, "percentile"),
        ({"how": "percentile"}, "percentile"),
        ({"how": "percentile", "percentile": 100}, "percentile"),
        ({"how": "percentile", "percentile": True}, "percentile"),
        ({"limit": {"field": "jumlah", "test": "at_most", "values": [3]}}, "limit"),
        ({"how": "share"}, "conditions"),
        ({"how": "share", "limit": {"field": "hari", "test": "at_most", "values": [3]}}, "limit"),
        ({"conditions": "x"}, "conditions"),
        ({"conditions": [{}] * 7}, "conditions"),
        ({"conditions": [{"field": "x", "test": "is", "values": [1]}]}, "conditions"),
        ({"conditions": [{"field": "jumlah", "test": "like", "values": [1]}]}, "conditions"),
        ({"conditions": [{"field": "jumlah", "test": "is", "values": []}]}, "conditions"),
        ({"conditions": [{"field": "jumlah", "test": "is", "values": [1, 2]}]}, "conditions"),
        ({"conditions": [{"field": "jumlah", "test": "is", "values": ["1; DROP TABLE"]}]}, "conditions"),
    ],
)
def test_a_measure_that_does_not_hold_is_refused_by_name(change, named):
    given = {"kind": COUNT.name, "how": "sum", "field": "jumlah", **change} if isinstance(change, dict) else change
    with pytest.raises(Invalid) as error:
        measure_from_json(given)
    assert list(error.value.fields) == [named]
    assert error.value.fields[named].endswith(".")


def test_a_choice_is_not_compared_with_a_limit():
    condition = {"field": "keadaan", "test": "at_most", "values": ["hadir"]}
    with pytest.raises(Invalid, match="Hanya bilangan"):
        measure_from_json({"kind": ATTENDANCE.name, "how": "count", "conditions": [condition]})


def test_a_kind_has_one_meaning():
    assert kind(COUNT.name, title="x", fields=list(COUNT.fields.values())).name == COUNT.name
    kind(COUNT.name, title=COUNT.title, fields=list(COUNT.fields.values()), quality=COUNT.quality)
    with pytest.raises(ValueError, match="Two kinds"):
        kind(COUNT.name, title="x", fields=[Field("lain", "x")])
    with pytest.raises(ValueError, match="names no field"):
        kind("uji.baru", title="x", fields=[Field("a", "x")], quality=Pair(how="mean", field="b"))
    assert [one.name for one in kinds()] == sorted(one.name for one in kinds())


def naive(measure: Measure, rows: list[Fact]) -> Decimal | None:
    """Come to the number of a measure the slow way: fact by fact, in Python, with exact fractions."""
    replaced = {fact.replaces_id for fact in rows}
    kept = [fact for fact in rows if fact.pk not in replaced and all(holds(c, fact) for c in measure.conditions)]
    kept = [fact for fact in kept if not measure.field or measure.field in fact.data]
    if measure.how == How.COUNT:
        return rounded((len(kept), 1))
    if measure.how == How.SHARE and kept:
        return rounded((100 * sum(holds(measure.limit, fact) for fact in kept), len(kept)))
    values = sorted(Fraction(str(fact.data[measure.field])) for fact in kept) if measure.how != How.SHARE else []
    if measure.how == How.SUM:
        return rounded(sum(values, Fraction(0)).as_integer_ratio())
    if not values:
        return None
    if measure.how == How.MEAN:
        return rounded((sum(values, Fraction(0)) / len(values)).as_integer_ratio())
    if measure.how == How.MEDIAN:
        return rounded(((values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2).as_integer_ratio())
    least = next(v for v in values if sum(one <= v for one in values) * 100 >= (measure.percentile or 0) * len(values))
    return rounded(least.as_integer_ratio())


def holds(condition: Condition | None, fact: Fact) -> bool:
    """Compare a fact the slow way."""
    assert condition is not None
    value = fact.data.get(condition.field)
    if condition.test in {Compare.AT_MOST, Compare.AT_LEAST}:
        found, against = Decimal(str(value or 0)), Decimal(str(condition.values[0]))
        return value is not None and (found <= against if condition.test == Compare.AT_MOST else found >= against)
    return value in condition.values


def drawn(city: build.City) -> None:
    """Draw two hundred facts of three people over a year, some corrected, by a fixed seed."""
    dice, of = random.Random(20261124), source()
    drafts = []
    for number in range(200):
        who, day = (
            dice.choice([city.clerk, city.chief, city.stranger]),
            date(2026, 1, 10) + timedelta(dice.randrange(300)),
        )
        data: dict[str, Any] = {"jumlah": dice.randrange(20)}
        data |= {"perbaikan": dice.randrange(3)} if dice.random() < 0.8 else {}
        data |= {"hari": f"{dice.randrange(1000)}.{dice.randrange(100):02d}"} if dice.random() < 0.7 else {}
        data |= {"corrects": f"d-{dice.randrange(number)}"} if number and dice.random() < 0.1 else {}
        drafts.append(draft(who, at(day.month, day.day), event_id=f"d-{number}", **data))
    facts(of, *drafts)


HOURS = Condition("hari", Compare.AT_MOST, ("500.00",))
MEASURES = [
    Measure(kind=COUNT.name, how=How.COUNT),
    Measure(kind=COUNT.name, how=How.SUM, field="jumlah"),
    Measure(kind=COUNT.name, how=How.SUM, field="hari"),
    Measure(kind=COUNT.name, how=How.MEAN, field="jumlah"),
    Measure(kind=COUNT.name, how=How.MEAN, field="hari"),
    Measure(kind=COUNT.name, how=How.MEDIAN, field="hari"),
    Measure(kind=COUNT.name, how=How.PERCENTILE, field="hari", percentile=90),
    Measure(kind=COUNT.name, how=How.PERCENTILE, field="jumlah", percentile=1),
    Measure(kind=COUNT.name, how=How.SHARE, field="hari", limit=HOURS),
    Measure(kind=COUNT.name, how=How.SHARE, field="perbaikan", limit=Condition("perbaikan", Compare.IS, (0,))),
    Measure(kind=COUNT.name, how=How.SUM, field="jumlah", conditions=(Condition("perbaikan", Compare.AT_MOST, (1,)),)),
    Measure(kind=COUNT.name, how=How.COUNT, conditions=(Condition("jumlah", Compare.ONE_OF, (3, 4, 5)), HOURS)),
    Measure(kind=COUNT.name, how=How.COUNT, conditions=(Condition("hari", Compare.AT_LEAST, ("999.99",)),)),
]


def test_the_number_is_what_a_reader_of_the_facts_comes_to(city):
    drawn(city)
    asks = [
        Ask(measure=Measure(**{**as_fields(m), "whose": whose}), subject=who.pk, unit=unit.pk, first=first, last=last)
        for m in MEASURES
        for whose in Whose
        for who, unit in ((city.clerk, city.division), (city.chief, city.office), (city.head, city.root))
        for first, last in (YEAR, (date(2026, 3, 5), date(2026, 6, 30)), (date(2026, 5, 1), date(2026, 5, 1)))
    ]
    everything = list(Fact.objects.select_related("unit"))
    for one, answer in zip(asks, measured(asks), strict=True):
        below = {city.division.pk: [city.division], city.office.pk: [city.office, city.division]}.get(
            one.unit or 0, [city.root, city.office, city.division, city.other]
        )
        mine = [
            fact
            for fact in everything
            if (fact.subject_id == one.subject if one.measure.whose == Whose.OWN else fact.unit in below)
        ]
        replaced = {fact.replaces_id for fact in everything}
        rows = [fact for fact in mine if fact.pk not in replaced and one.first <= fact.day <= one.last]
        assert answer.value == naive(one.measure, rows), one
        shown = facts_of(one.measure, subject=one.subject, unit=one.unit, first=one.first, last=one.last)
        assert len(shown) == answer.facts, one


def as_fields(measure: Measure) -> dict[str, Any]:
    """Give the fields of a measure."""
    return {name: getattr(measure, name) for name in Measure.__slots__}


def test_many_are_measured_in_as_many_queries_as_one(city):
    drawn(city)
    measure = Measure(kind=COUNT.name, how=How.MEAN, field="jumlah")

    def asked(asks: list[Ask]) -> int:
        with CaptureQueriesContext(connection) as queries:
            measured(asks)
        return len(queries)

    many = [ask(measure, who) for who in (city.clerk, city.chief, city.head, city.stranger, city.mayor)] * 300
    assert asked(many) == asked(many[:1]) == 1


def test_everybody_at_once_is_what_each_is_alone(city, monkeypatch):
    drawn(city)
    asks = [ask(m, who) for m in MEASURES for who in (city.clerk, city.chief, city.stranger)]
    alone = [preview(one) for one in asks]
    monkeypatch.setattr("betang.ledger.queries.series.FEW", 0)  # as for thousands of people
    assert measured(asks) == alone


def test_yes_and_no_and_choices_are_tested(city):
    of = source()
    trained = [(20, True), (30, False), (10, None)]
    marks: list[dict[str, Any]] = [{} if ok is None else {"lulus": ok} for _jp, ok in trained]
    facts(of, *(draft(city.clerk, at(4, n + 1), kind=TRAINING.name, jp=jp, **marks[n])
                for n, (jp, _ok) in enumerate(trained)))  # fmt: skip
    here = [("hadir", 0), ("hadir", 15), ("cuti", 0)]
    facts(of, *(draft(city.clerk, at(5, n + 1), kind=ATTENDANCE.name, keadaan=word, terlambat_menit=late)
                for n, (word, late) in enumerate(here)))  # fmt: skip
    passed = Condition("lulus", Compare.IS, (True,))
    present = Condition("keadaan", Compare.ONE_OF, ("hadir", "dinas_luar"))
    on_time = Condition("terlambat_menit", Compare.AT_MOST, (0,))
    wanted = [
        (Measure(kind=TRAINING.name, how=How.SUM, field="jp", conditions=(passed,)), "20"),
        (Measure(kind=TRAINING.name, how=How.SHARE, field="lulus", limit=passed), "50"),
        (Measure(kind=TRAINING.name, how=How.COUNT, conditions=(Condition("lulus", Compare.IS, (False,)),)), "1"),
        (Measure(kind=ATTENDANCE.name, how=How.COUNT, conditions=(present,)), "2"),
        (
            Measure(kind=ATTENDANCE.name, how=How.SHARE, field="terlambat_menit", limit=on_time, conditions=(present,)),
            "50",
        ),
    ]
    assert [one.value for one in measured([ask(m, city.clerk) for m, _v in wanted])] == [Decimal(v) for _m, v in wanted]


def test_a_volume_is_shown_with_its_quality(city):
    facts(source(), *(draft(city.clerk, at(2, n + 1), jumlah=10, perbaikan=int(n < 1)) for n in range(4)))
    volume = Measure(kind=COUNT.name, how=How.SUM, field="jumlah")
    found = preview(ask(volume, city.clerk))
    assert (found.value, found.facts, found.quality, found.quality_facts) == (Decimal(40), 4, Decimal(75), 4)
    assert quality_of(Measure(kind=COUNT.name, how=How.MEAN, field="jumlah")) is None


def test_few_facts_and_a_heap_at_the_end_are_flagged(city):
    of = source()
    facts(
        of, *(draft(city.clerk, at(1, n + 1)) for n in range(8)), *(draft(city.clerk, at(3, n + 25)) for n in range(6))
    )
    facts(of, *(draft(city.chief, at(n % 3 + 1, n % 28 + 1)) for n in range(14)))
    quarter = {"first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    volume = Measure(kind=COUNT.name, how=How.SUM, field="jumlah")
    assert [preview(ask(volume, who, **quarter)).spike for who in (city.clerk, city.chief)] == [True, False]
    mean = Measure(kind=COUNT.name, how=How.MEAN, field="jumlah")
    few = preview(ask(mean, city.clerk, first=date(2026, 1, 1), last=date(2026, 1, 4)))
    assert (few.value, few.facts, few.small, few.spike) == (Decimal(1), 4, True, False)
    assert not preview(ask(mean, city.clerk, **quarter)).small


def test_where_there_is_nothing_a_count_is_zero_and_a_mean_is_none(city):
    volume, mean = Measure(kind=COUNT.name, how=How.COUNT), Measure(kind=COUNT.name, how=How.MEAN, field="jumlah")
    assert preview(ask(volume, city.clerk)) == Measured(value=Decimal(0), facts=0)
    assert preview(ask(mean, city.clerk)).value is None
    nowhere = Measure(kind=COUNT.name, how=How.COUNT, whose=Whose.UNIT)
    assert preview(ask(nowhere, city.clerk)).value == 0
    assert not facts_of(nowhere, subject=city.clerk.pk, unit=None, first=YEAR[0], last=YEAR[1]).exists()


def test_large_values_are_added_exactly(city):
    assert total(np.array([2**62, 2**62, 2**62])) == 3 * 2**62
    numbers = [(1, 3), (200005, 100000), (-200005, 100000), (-1, 3), (0, 7), (10**30 + 5, 10**5)]
    exact = [Decimal(over) / Decimal(under) for over, under in numbers]
    with localcontext(prec=60):
        wanted = [one.quantize(Decimal("0.0001"), ROUND_HALF_UP) for one in exact]
    assert [rounded(one) for one in numbers] == wanted
