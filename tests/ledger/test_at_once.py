"""The same facts sent twice at the same moment, and two corrections of one fact: each is added once, in one chain."""

import pytest

from betang.ledger.actions.taking import facts_take
from betang.ledger.models import Fact
from tests.at_once import at_once, own_connection
from tests.ledger.build import at, draft, facts, source
from tests.people import build
from tests.people.build import NOW

__all__ = ["own_connection"]
pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


def test_the_same_batch_sent_twice_at_once_is_added_once(own_connection):
    city, of = build.city(), source()
    drafts = [draft(city.clerk, at(10, day), event_id=f"hari-{day}", jumlah=day) for day in range(1, 21)]
    words: list[str] = []

    def send() -> None:
        words.extend(one.status for one in facts_take(actor=None, source=of, drafts=drafts, now=NOW))

    at_once([send, send], own_connection)
    assert (words.count("accepted"), words.count("repeated")) == (20, 20)
    assert Fact.objects.count() == 20


def test_two_corrections_at_once_stand_one_behind_the_other(own_connection):
    city, of = build.city(), source()
    facts(of, draft(city.clerk, at(10, 1), event_id="awal", jumlah=1))

    def correct(number: int) -> None:
        again = draft(city.clerk, at(10, 1), event_id=f"koreksi-{number}", jumlah=number, corrects="awal")
        assert [one.status for one in facts_take(actor=None, source=of, drafts=[again], now=NOW)] == ["accepted"]

    at_once([lambda: correct(2), lambda: correct(3)], own_connection)
    chain = list(Fact.objects.order_by("revision"))
    assert [fact.revision for fact in chain] == [1, 2, 3]
    assert [fact.replaces_id for fact in chain] == [None, chain[0].pk, chain[1].pk]
    assert Fact.objects.counting().get() == chain[2]
