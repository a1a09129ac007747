"""The demo city's requests: as many as said, the same each time, by the product's own rules, seen by four eyes."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction

from betang.kernel.access.viewer import Viewer
from betang.kernel.audit.models import AuditEntry
from betang.kernel.calendar.queries import calendar_now
from betang.kernel.crypto.files import file_read
from betang.ledger.models import Fact
from betang.people.seed.catalogue import Size
from betang.services import flow, timing
from betang.services.content import answers_of, definition_of
from betang.services.fact_kinds import STEP
from betang.services.factual import FINISHED, stretches_of, working_minutes
from betang.services.models import Attachment, Event, Request
from betang.services.numbering import next_number
from betang.services.queries.counter import Wanted, queue
from betang.services.secrets import pin_matches
from betang.services.seed import load as part
from tests.people.city import NUMBER, TestCity

pytestmark = pytest.mark.django_db


def load(city: TestCity, monkeypatch: Any, *, ended: int = 120) -> None:
    """Load the requests of a tiny city, a few more of them than it has."""
    monkeypatch.setitem(part.ENDED, Size.TINY, ended)
    monkeypatch.setitem(part.WAITING, Size.TINY, 31)
    assert part.load(size=Size.TINY, seed=NUMBER, day=city.day) == ended + 31


def told() -> list[tuple[Any, ...]]:
    """Give everything about the requests that does not hang on a key of encryption."""
    events = Event.objects.values_list("request__uid", "at", "state", "employee__nip", "reasons", "papers", "due_at")
    facts = Fact.objects.filter(kind=STEP.name).values_list("event_id", "data", "subject__nip", "unit__code", "day")
    return [*events.order_by("pk"), *facts.order_by("pk"), *Request.objects.order_by("pk").values_list("number")]


def test_every_history_is_one_that_the_rules_would_have_written(tiny_city: TestCity, monkeypatch: Any) -> None:
    load(tiny_city, monkeypatch)
    calendar, follows = calendar_now(), flow.flow_on(tiny_city.day)
    facts = {each.event_id: each for each in Fact.objects.filter(kind=STEP.name)}
    states = Counter(Request.objects.values_list("state", flat=True))
    assert sum(states.values()) == 151
    assert {*states} >= {*flow.flow_on(tiny_city.day).states} - {flow.DRAFT, flow.CANCELLED, flow.LAPSED, flow.REJECTED}
    for row in Request.objects.select_related("definition").prefetch_related("events__employee"):
        events = list(row.events.all())
        steps = [(each.at, each.state) for each in events]
        assert steps == sorted(steps, key=lambda step: step[0])
        assert steps[-1][0] <= tiny_city.now
        assert all(follows.may_follow(a.state, b.state) and b.before == a.state for a, b in pairwise(events))
        assert all(each.reasons for each in events if each.state in {flow.CORRECTING, flow.REJECTED})
        clocks = timing.clocks(calendar, service=row.service, steps=steps, now=tiny_city.now)
        if clocks.accepted and row.state != flow.OUTAGE:  # an outage that lasts moves the limit when it ends
            assert row.legal_due_at == clocks.legal_due
        if row.state in {flow.RECORDING, flow.VALIDATING, flow.SIGNING}:
            assert row.due_at == clocks.target_due
        signed = next((each.employee_id for each in events if each.state == flow.SIGNING), None)
        assert signed is None or signed not in {row.officer_id, row.operator_id}
        for place, (before, event) in enumerate(pairwise(events), start=1):
            fact = facts.pop(f"{row.uid}:{event.pk}", None)
            finished = event.before in FINISHED and event.state != flow.OUTAGE
            assert (fact is not None) == (finished and event.employee_id is not None)
            if fact is not None:
                assert STEP.clean(fact.data) == fact.data
                stretches = stretches_of(events[:place], event.at)
                assert fact.data["menit_kerja"] == working_minutes(calendar, stretches)
                assert fact.data.get("gangguan", False) == (len(stretches) > 1)
                checks = [each for each in events[:place] if each.state == flow.VERIFYING]
                repeated = fact.data["langkah"] == "verifikasi" and len(checks) > 1
                assert fact.data.get("ulangan", False) == repeated
                assert fact.data["tepat_waktu"] == ("ya" if not before.due_at or event.at <= before.due_at else "tidak")
                assert fact.subject_id == event.employee_id
    assert not facts


def test_the_same_seed_gives_the_same_history_and_one_entry_in_a_trail_that_holds(
    tiny_city: TestCity, monkeypatch: Any
) -> None:
    before = AuditEntry.objects.count()
    with transaction.atomic():
        load(tiny_city, monkeypatch, ended=40)
        first = told()
        transaction.set_rollback(True)
    assert not Request.objects.exists()
    assert AuditEntry.objects.count() == before
    load(tiny_city, monkeypatch, ended=40)
    assert told() == first
    entries = AuditEntry.objects.order_by("seq").values_list("action", flat=True)
    assert list(entries)[before:] == ["services.history_seed"]


def test_officers_find_a_queue_with_late_and_near_ones_each_complete_and_with_a_paper(
    tiny_city: TestCity, monkeypatch: Any
) -> None:
    load(tiny_city, monkeypatch, ended=30)
    viewer: Viewer = tiny_city.viewer("petugas")
    rows = list(queue(viewer, Wanted(), tiny_city.now))
    assert 15 <= len(rows) <= 25
    late = [row for row in rows if row.due_at and row.due_at < tiny_city.now]
    assert 2 <= len(late) <= 6
    for row in rows:
        answers, definition = answers_of(row), definition_of(row)
        assert [each.key for each in definition.asked(answers) if not each.optional and not answers.get(each.key)] == []
        assert definition.stopped(answers) is None
        assert pin_matches(row.uid, part.PIN, row.pin_digest)
        assert row.nik.reveal().startswith("627199")
    assert file_read(Attachment.objects.select_related("file").first().file).startswith(b"%PDF")  # type: ignore[union-attr]
    last = Request.objects.filter(service="kk-ubah").order_by("-pk").first()
    assert last is not None
    following = next_number(definition_of(last), tiny_city.now)
    assert not Request.objects.filter(number=following).exists()
