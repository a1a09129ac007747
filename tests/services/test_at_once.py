"""Two at once on one request, each with a connection of its own: a held step and a document's first download."""

from __future__ import annotations

import pytest

from betang.services import flow
from betang.services.actions.deliveries import result_fetch
from betang.services.actions.holding import held_steps_take, step_hold
from betang.services.actions.results import result_attach
from betang.services.models import Delivery, HeldStep, Request
from tests.at_once import at_once, own_connection
from tests.services.sent import submitted
from tests.services.test_delivery import signing
from tests.services.test_screening import document
from tests.services.test_steps import NOW, Counter, counter, minutes

__all__ = ["counter", "own_connection"]
pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


def test_a_held_step_is_taken_once_and_two_first_downloads_close_a_request_once(
    counter: Counter, settings, own_connection
):
    sent = signing(counter, submitted(NOW))
    result_attach(viewer=counter.officer, request=sent, content=document(), now=minutes(75))
    sent = counter.step(counter.step(sent, flow.ISSUED, at=80), flow.SENT, at=85)
    held = submitted(NOW)
    settings.BETANG_HOLD_SECONDS = 10
    step_hold(viewer=counter.officer, request=held, to=flow.VERIFYING, seen=held.revision, now=NOW)
    later = minutes(90)

    def take() -> None:
        held_steps_take(now=later)

    def fetch() -> None:
        result_fetch(actor=None, request=sent, now=later)

    at_once([take, take, fetch, fetch, fetch], own_connection)
    assert (HeldStep.objects.count(), held.events.filter(state=flow.VERIFYING).count()) == (0, 1)
    assert (Delivery.objects.get().downloads, sent.events.filter(state=flow.DONE).count()) == (3, 1)
    assert Request.objects.get(pk=sent.pk).state == flow.DONE
