"""Alive, ready, metrics: what they say, and to whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from betang.kernel.http import health
from betang.kernel.jobs.keeping import worker_beat


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def test_alive_needs_no_database(client):
    response = client.get("/-/sehat")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.db
@pytest.mark.django_db
def test_ready_when_database_migrations_disk_and_worker_are_in_order(client):
    worker_beat("satu", started_at=timezone.now(), now=timezone.now())
    response = client.get("/-/siap")
    assert response.status_code == 200
    everything = {"database": "ok", "migrations": "ok", "disk": "ok", "worker": "ok"}
    assert response.json() == {"status": "ok", "checks": everything}


@pytest.mark.django_db
def test_not_ready_without_a_worker_that_is_alive(client, settings):
    sentence = "no worker shows that it is alive; start one: betang worker"
    assert client.get("/-/siap").json()["checks"]["worker"] == sentence
    silent = timezone.now() - timedelta(seconds=2 * settings.BETANG_JOB_LEASE_SECONDS + 1)
    worker_beat("satu", started_at=silent, now=silent)
    response = client.get("/-/siap")
    assert (response.status_code, response.json()["checks"]["worker"]) == (503, sentence)


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_not_ready_while_a_migration_is_missing(client):
    call_command("migrate", "django_tasks_database", "0020", verbosity=0)
    try:
        response = client.get("/-/siap")
        assert response.status_code == 503
        assert response.json()["checks"]["migrations"] == "1 migrations are not applied; run the migrate command"
    finally:
        call_command("migrate", verbosity=0)


@pytest.mark.django_db
def test_not_ready_when_the_disk_is_nearly_full(client, settings):
    settings.BETANG_DISK_MINIMUM_MB = 10**9
    response = client.get("/-/siap")
    assert response.status_code == 503
    assert response.json()["checks"]["disk"].startswith("only ")


def test_a_check_that_breaks_tells_the_log_not_the_caller(client, monkeypatch, caplog):
    def broken() -> str:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(health, "CHECKS", {"database": broken})
    response = client.get("/-/siap")
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "failed; see the log"}
    assert "hunter2" in caplog.text


def test_metrics_count_by_view_and_status(client):
    client.get("/aturan/")
    client.get("/tidak/ada/")
    text = client.get("/-/metrik").content.decode()
    assert 'betang_requests_total{method="GET",status="200",view="rules"}' in text
    assert 'betang_requests_total{method="GET",status="404",view="none"}' in text
    assert 'betang_request_seconds_bucket{le="0.5",view="rules"}' in text
    assert "betang_build_info{" in text
    assert "/tidak" not in text


def test_metrics_are_for_this_machine_or_the_bearer_of_the_token(settings):
    def status(**named: Any) -> int:
        return Client(headers={"host": "localhost"}).get("/-/metrik", **named).status_code

    assert status(REMOTE_ADDR="10.1.2.3") == 403
    assert status(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.1.2.3") == 403
    assert status(REMOTE_ADDR="10.1.2.3", HTTP_AUTHORIZATION="Bearer ") == 403
    settings.BETANG_METRICS_TOKEN = "s3cret"
    assert status(REMOTE_ADDR="10.1.2.3", HTTP_AUTHORIZATION="Bearer s3cret") == 200
    assert status(REMOTE_ADDR="10.1.2.3", HTTP_AUTHORIZATION="Bearer other") == 403
