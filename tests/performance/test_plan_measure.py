"""Choosing what an indicator is measured by: looked at first, kept in one's own draft, drawn as chosen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from betang.kernel.audit.models import AuditEntry
from betang.ledger.fact_kinds import COUNT
from betang.performance.models import Indicator, VersionState
from tests.ledger.build import at, draft, facts, source
from tests.people import build as people
from tests.people.build import NOW
from tests.performance import build

pytestmark = pytest.mark.django_db
SHARE = {"kind": COUNT.name, "how": "share", "field": "perbaikan", "test": "at_most", "limit": "0", "whose": "own",
         "days": "period"}  # fmt: skip


@pytest.fixture
def mine(freeze: Any) -> tuple[Any, Indicator, dict[str, Client]]:
    """The clerk's draft with one indicator, and browsers of the clerk and of the chief who rates it."""
    freeze(NOW)
    city = people.city()
    users = build.accounts(city)
    plans = build.plans(city)
    build.filled(plans.clerk, VersionState.DRAFT, results=1)
    indicator = Indicator.objects.get(result__version__plan=plans.clerk)
    clients = {}
    for name in ("clerk", "chief"):
        clients[name] = Client()
        clients[name].force_login(getattr(users, name))
    return city, indicator, clients


def page(indicator: Indicator) -> str:
    """The address of an indicator's measure."""
    return reverse("plan_measure", args=[indicator.result.version.plan.uid, indicator.pk])


def test_it_is_looked_at_first_and_kept_when_asked(mine):
    city, indicator, clients = mine
    facts(source(), *[draft(city.clerk, at(9, n), jumlah=3, perbaikan=n % 2) for n in (1, 2, 3, 4)])
    clerk, where = clients["clerk"], page(indicator)
    assert "Hitungan manual" in clerk.get(where).content.decode()
    seen = clerk.post(where, {**SHARE, "lihat": "1"}).content.decode()
    assert "Dari 4 fakta" in seen
    indicator.refresh_from_db()
    assert indicator.measure is None
    assert clerk.post(where, SHARE).status_code == 302
    indicator.refresh_from_db()
    assert "share" in str(indicator.measure)
    assert AuditEntry.objects.filter(action="performance.indicator_measure").count() == 1
    assert "≤ 0" in clerk.get(where).content.decode()
    assert clerk.post(where, {"tangan": "1"}).status_code == 302
    indicator.refresh_from_db()
    assert indicator.measure is None


def test_what_does_not_hold_is_refused_with_a_sentence_and_others_may_not(mine):
    _city, indicator, clients = mine
    where = page(indicator)
    for wrong in ({"limit": "x"}, {"how": "percentile"}, {"field": ""}):
        refused = clients["clerk"].post(where, {**SHARE, **wrong})
        assert refused.status_code == 422
    assert clients["chief"].post(where, SHARE).status_code == 403
    indicator.refresh_from_db()
    assert indicator.measure is None
