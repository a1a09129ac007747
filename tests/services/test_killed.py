"""Web server and worker killed five times while residents and officers work over HTTP: nothing half, nothing twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from bench.killing import whole
from bench.killing.rounds import Ground, rounds, session_of
from betang.kernel.access.roles import Role
from betang.kernel.mail.models import OutboxMessage
from betang.ledger.models import Fact
from betang.services.flow import DONE
from betang.services.models import Request
from tests.access.people import user_with
from tests.health.sources import ROOT
from tests.kernel.test_server import free_port
from tests.services.test_steps import NOW
from tests.workers import database

__all__ = ["database"]
pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, EACH = 5, 2


@pytest.fixture
def env(database: str, tmp_path: Path, settings) -> dict[str, str]:
    """What other processes need to work on the database and the files of this test."""
    settings.BETANG_VAR, settings.BETANG_WITNESS = tmp_path, tmp_path / "audit.head"
    return {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "betang.settings",
        "BETANG_MODE": "demo", "BETANG_VAR": str(tmp_path), "BETANG_KEYS": str(django_settings.BETANG_KEYS),
        "BETANG_WITNESS": str(tmp_path / "audit.head"), "SECRET_KEY": django_settings.SECRET_KEY,
        "DATABASE_URL": database,
    }  # fmt: skip


def test_whoever_is_killed_each_request_is_wholly_there_or_was_refused(env, freeze):
    freeze(NOW)
    staff = [session_of(user_with(role), "10.2.0.1") for role in (Role.OFFICER, Role.VERIFIER)]
    ground = Ground(free_port(), staff)
    rounds(ground, env=env, now=timezone.now(), count=ROUNDS, seed=3, each=EACH)
    assert ground.wrong == []
    assert ground.deaths > ROUNDS // 2, "they are to die while somebody waits for an answer"
    ended = Request.objects.filter(state=DONE)
    assert ended.count() == ROUNDS * EACH
    Request.objects.filter(pk=ended[0].pk).update(state="DIKIRIM")
    Fact.objects.order_by("pk")[0].delete()
    OutboxMessage.objects.order_by("pk")[0].delete()
    found = " ".join(whole.problems())
    assert all(part in found for part in ("history", "facts", "mails")), "half states are to be found"
