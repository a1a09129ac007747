"""The ledger only grows, whoever writes: the code refuses to change facts, the database refuses to fork a record."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from betang.ledger.models import Fact
from tests.ledger.build import at, draft, facts, source
from tests.people import build
from tests.people.build import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def fact():
    city = build.city()
    return facts(source(), draft(city.clerk, at(10, 1), event_id="a", jumlah=1))[0]


def test_facts_are_not_changed_and_not_deleted(fact):
    with pytest.raises(TypeError, match="correction"):
        Fact.objects.filter(pk=fact.pk).update(data={"jumlah": 2})
    with pytest.raises(TypeError, match="never deleted"):
        Fact.objects.all().delete()
    with pytest.raises(ProtectedError):
        fact.source.delete()
    with pytest.raises(ProtectedError):
        fact.subject.delete()


@pytest.mark.parametrize(
    "change",
    [
        {},  # the same id of the same source
        {"event_id": "b"},  # the same revision of a record
        {"event_id": "b", "revision": 2},  # a correction of nothing
        {"event_id": "b", "record": "b", "replaces": True},  # a first revision that corrects
    ],
)
def test_the_database_holds_a_record_together(fact, change):
    columns = ["kind", "subject", "unit", "happened_at", "day", "data", "source", "event_id", "record", "revision"]
    row = {name: getattr(fact, name) for name in columns} | change
    row["replaces"] = fact if change.get("replaces") else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(recorded_at=NOW, **row)
    assert Fact.objects.count() == 1


def test_a_fact_is_replaced_once(fact):
    columns = {name: getattr(fact, name) for name in ("kind", "subject", "unit", "happened_at", "day", "source")}
    Fact.objects.create(**columns, data={}, recorded_at=NOW, event_id="b", record="a", revision=2, replaces=fact)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(**columns, data={}, recorded_at=NOW, event_id="c", record="a", revision=3, replaces=fact)
