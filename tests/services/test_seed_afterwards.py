"""What residents of the demo city said afterwards: survey and complaints, coherent with their requests, repeatable."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Avg, Count
from django.utils import timezone

from betang.kernel.access.viewer import Viewer
from betang.kernel.calendar.queries import calendar_now
from betang.ledger.models import Fact
from betang.people.seed.catalogue import Size
from betang.services.actions.survey import INVITED
from betang.services.complaint_clock import REPLY, VERIFY, stage_due
from betang.services.complaint_facts import URI
from betang.services.fact_kinds import COMPLAINT
from betang.services.models import Complaint, Request, SurveyAnswer, SurveyComment, SurveyFollowUp, SurveyInvite
from betang.services.queries.complaints import queue
from betang.services.queries.survey import survey_year
from betang.services.seed import load as part
from betang.services.survey_tokens import token_of
from tests.people.city import NUMBER, TestCity

pytestmark = pytest.mark.django_db


def load(city: TestCity, monkeypatch: Any, *, ended: int, complaints: int) -> None:
    """Load a tiny city with as many requests and ended complaints as said, a few more of them open."""
    monkeypatch.setitem(part.ENDED, Size.TINY, ended)
    monkeypatch.setitem(part.COMPLAINTS, Size.TINY, (complaints, 8))
    part.load(size=Size.TINY, seed=NUMBER, day=city.day)


def said() -> list[Any]:
    """Give everything that does not hang on a key of encryption."""
    answers = SurveyAnswer.objects.order_by("key").values_list("key", "service", "month", "channel", "u1", "u3", "u9")
    complaints = Complaint.objects.order_by("pk").values_list(
        "uid", "number", "state", "received_at", "due_at", "owner"
    )
    facts = Fact.objects.filter(kind=COMPLAINT.name).order_by("event_id")
    plans = SurveyFollowUp.objects.order_by("pk").values_list("element", "owner", "done_date")
    return [*answers, *complaints, *plans, *facts.values_list("event_id", "data")]


def test_everybody_whose_request_ended_was_asked_a_third_answered_and_the_late_judge_worse(
    tiny_city: TestCity, monkeypatch: Any
) -> None:
    load(tiny_city, monkeypatch, ended=1000, complaints=4)
    invites = SurveyInvite.objects.select_related("request")
    ended = Request.objects.filter(state__in=INVITED, closed_at__date__lt=tiny_city.day)
    assert {each.request_id for each in invites} == set(ended.values_list("pk", flat=True))
    for each in invites:
        closed = timezone.localdate(each.request.closed_at)
        assert each.month == closed.replace(day=1)
        assert each.last_day == closed + timedelta(days=14)
        assert (each.service, each.channel) == (each.request.service, each.request.channel)
        assert each.last_day < tiny_city.day or token_of(each)
    answered = SurveyAnswer.objects.exclude(channel="kertas")
    used = Counter(invites.filter(used=True).values_list("service", "month", "channel"))
    assert Counter(answered.values_list("service", "month", "channel")) == used
    assert 0.28 < answered.count() / invites.count() < 0.40
    assert SurveyAnswer.objects.filter(channel="kertas").exists()
    assert SurveyComment.objects.filter(shown=None).exists()
    year = survey_year(tiny_city.day.year, tiny_city.day)
    offices = [each.office for each in year.quarters if each.office]
    assert offices
    assert all(70 < float(each.index or 0) < 95 and each.lowest != "U4" for each in offices)
    means = SurveyAnswer.objects.aggregate(*(Avg(name) for name in ("u3", "u4", "u8")))
    assert means["u4__avg"] > 3.8 > means["u8__avg"]
    plans = SurveyFollowUp.objects.valid()
    assert plans.filter(done_date=None, to_date__lt=tiny_city.day).count() == 1
    assert plans.exclude(done_date=None).count() == 2


def test_complaints_of_every_state_run_by_the_limits_and_nobody_handles_an_own_case(
    tiny_city: TestCity, monkeypatch: Any
) -> None:
    load(tiny_city, monkeypatch, ended=120, complaints=60)
    calendar = calendar_now()
    rows = list(Complaint.objects.order_by("received_at").prefetch_related("steps").select_related("request"))
    assert {row.state for row in rows} == {"DITERIMA", "DISPOSISI", "DIJAWAB", "SELESAI", "BUKAN_WEWENANG", "ARSIP"}
    facts = {fact.event_id: fact for fact in Fact.objects.filter(kind=COMPLAINT.name, source__uri=URI)}
    assert [row.number for row in rows] == sorted(row.number for row in rows)
    for row in rows:
        steps = list(row.steps.all())
        assert (steps[-1].state, steps[-1].due_at, len(steps) - 1) == (row.state, row.due_at, row.revision)
        assert steps[0].at == row.received_at
        assert steps[-1].at <= tiny_city.now
        assert (row.closed_at is None) == (row.state in {"DITERIMA", "DISPOSISI", "DIJAWAB"})
        assert row.secrecy != "anonim" or (row.name.reveal(), row.request) == ("", None)
        for place, step in enumerate(steps):
            stage = {"DITERIMA": VERIFY, "DISPOSISI": row.stage, "DIJAWAB": REPLY}.get(step.state, "")
            assert step.due_at == (stage_due(calendar, stage=stage, start=step.at) if stage else None)
            fact = facts.pop(f"{row.uid}:{place}", None)
            assert (fact is not None) == (step.state == "DIJAWAB")
            if fact is not None:
                due = steps[place - 1].due_at
                assert COMPLAINT.clean(fact.data) == fact.data
                assert fact.data["tepat_waktu"] == ("ya" if due is None or step.at <= due else "tidak")
        if row.request is not None:
            hands = {row.request.officer_id, row.request.operator_id}
            hands |= set(row.request.events.values_list("employee", flat=True))
            assert row.owner_id is None or row.owner_id not in hands
    assert not facts
    viewer: Viewer = tiny_city.viewer("petugas")
    late = [row for row in queue(viewer, "terbuka") if row.due_at and row.due_at < tiny_city.now]
    assert late
    assert Complaint.objects.values("user").annotate(n=Count("pk")).filter(user__username="warga").get()["n"] == 1


def test_the_same_seed_says_the_same(tiny_city: TestCity, monkeypatch: Any) -> None:
    with transaction.atomic():
        load(tiny_city, monkeypatch, ended=60, complaints=12)
        first = said()
        transaction.set_rollback(True)
    load(tiny_city, monkeypatch, ended=60, complaints=12)
    assert said() == first
    assert len(first) > 40
