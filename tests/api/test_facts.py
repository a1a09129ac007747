"""Facts come in by `POST /api/v1/facts`: as the contract says, whatever anybody sends."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from betang.api.v1 import cloudevents
from betang.api.v1.bearer import GUESSES, REQUESTS
from betang.kernel.audit import verification
from betang.kernel.audit.models import AuditEntry
from betang.kernel.limits.counting import hit
from betang.ledger import closing
from betang.ledger.actions.sources import source_close, token_renew
from betang.ledger.fact_kinds import ATTENDANCE, COUNT
from betang.ledger.models import Fact
from tests.ledger.build import TOKEN, URI, source
from tests.people import build
from tests.people.build import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.db]
ADDRESS = "/api/v1/facts"


@pytest.fixture
def city(freeze):
    freeze(NOW)
    return build.city()


@pytest.fixture
def registered(city):
    return source()


def event(number: int = 1, **fields: Any) -> dict[str, Any]:
    """Make an event about the clerk of the small city."""
    return {
        "specversion": "1.0",
        "id": f"e-{number}",
        "source": URI,
        "type": ATTENDANCE.name,
        "subject": build.nip(4),
        "time": "2026-11-23T08:00:00+07:00",
        "data": {"keadaan": "hadir", "terlambat_menit": 0},
        **fields,
    }


def post(payload: Any, *, token: str = TOKEN, kind: str = "", **headers: str) -> Any:
    """Send something; a list as a batch."""
    body = payload if isinstance(payload, str | bytes) else json.dumps(payload)
    kind = kind or (cloudevents.BATCH if isinstance(payload, list) else cloudevents.ONE)
    headers = {"authorization": f"Bearer {token}", **headers} if token else headers
    return Client(enforce_csrf_checks=True).post(ADDRESS, body, content_type=kind, headers=headers)


def codes(response: Any) -> list[str]:
    """Give for each event its status, or why it was refused."""
    assert response.status_code == 202, response.content
    return [result.get("code") or result["status"] for result in response.json()["results"]]


def test_one_event_becomes_a_fact(city, registered):
    response = post(event())
    assert response.json() == {
        "accepted": 1,
        "repeated": 0,
        "refused": 0,
        "results": [{"index": 0, "id": "e-1", "status": "accepted"}],
    }
    fact = Fact.objects.get()
    assert (fact.subject, fact.unit, str(fact.day), fact.source) == (
        city.clerk,
        city.division,
        "2026-11-23",
        registered,
    )
    assert fact.data == {"keadaan": "hadir", "terlambat_menit": 0}
    assert (fact.record, fact.revision, fact.replaces) == ("e-1", 1, None)
    assert AuditEntry.objects.filter(action="ledger.facts_take").count() == 1
    assert verification.verify() is None


def test_the_day_is_that_of_the_city_and_the_unit_that_of_the_day(city, registered):
    post([event(1, time="2026-11-22T17:30:00Z"), event(2, time="2025-03-01T08:00:00+07:00")])
    assert [(str(fact.day), fact.unit) for fact in Fact.objects.order_by("event_id")] == [
        ("2026-11-23", city.division),
        ("2025-03-01", None),  # before the clerk had a post
    ]


def test_the_same_event_again_changes_nothing(registered):
    assert codes(post(event())) == ["accepted"]
    before = AuditEntry.objects.count()
    assert codes(post([event(), event(), event(2)])) == ["repeated", "repeated", "accepted"]
    assert Fact.objects.count() == 2
    assert codes(post([event(), event(2)])) == ["repeated", "repeated"]
    assert AuditEntry.objects.count() == before + 1


def test_an_id_is_not_used_twice_for_different_things(registered):
    post(event())
    again = [
        event(data={"keadaan": "sakit", "terlambat_menit": 0}),
        event(time="2026-11-20T08:00:00+07:00"),
        event(subject=build.nip(3)),
        event(data={"keadaan": "hadir", "terlambat_menit": 0, "menggantikan": "e-1"}),
        event(data={"jumlah": 1}, type=COUNT.name),
        event(data={"keadaan": 7}),
    ]
    assert codes(post(again)) == ["id_reused"] * len(again)
    assert Fact.objects.get().data["keadaan"] == "hadir"


def test_a_correction_is_a_new_fact_and_the_last_one_counts(city, registered):
    late = {"keadaan": "hadir", "terlambat_menit": 30}
    post(event())
    assert codes(post(event(2, data={**late, "menggantikan": "e-1"}))) == ["accepted"]
    third = event(3, data={"keadaan": "dinas_luar", "terlambat_menit": 0, "menggantikan": "e-1"})
    assert codes(post(third)) == ["accepted"]
    facts = list(Fact.objects.order_by("revision"))
    assert [fact.record for fact in facts] == ["e-1"] * 3
    assert [fact.replaces for fact in facts] == [None, facts[0], facts[1]]
    assert [fact.event_id for fact in Fact.objects.counting()] == ["e-3"]
    assert codes(post(third)) == ["repeated"]


def test_a_correction_may_come_in_the_batch_of_what_it_corrects(registered):
    late = {"keadaan": "hadir", "terlambat_menit": 9}
    chain = [event(1), event(2, data={**late, "menggantikan": "e-1"}), event(3, data={**late, "menggantikan": "e-2"})]
    assert codes(post(chain)) == ["accepted"] * 3
    assert codes(post(chain)) == ["repeated"] * 3
    assert Fact.objects.counting().get().revision == 3


def test_a_correction_names_an_earlier_event_of_the_same_source_and_kind(registered):
    source("/lain", token="btg_" + "B" * 43)
    post(event(1, source="/lain"), token="btg_" + "B" * 43)
    post(event(5, type=COUNT.name, data={"jumlah": 3}))
    right = {"keadaan": "hadir", "terlambat_menit": 0}
    wrong = [event(9, data={**right, "menggantikan": name}) for name in ("e-1", "tidak-ada", "e-9", "e-5", "", 7)]
    assert codes(post(wrong)) == [
        "unknown_corrected", "unknown_corrected", "unknown_corrected", "other_kind_corrected", "malformed", "malformed",
    ]  # fmt: skip


def test_each_event_is_judged_for_itself(registered):
    batch = [
        event(1),
        event(2, subject="199999999999999999"),
        event(3, subject="Siti"),
        event(4, type="id.go.palangkaraya.tidak.ada"),
        event(5, source="/lain"),
        event(6, time="2026-11-25T08:00:00+07:00"),
        event(7, data={"keadaan": "hadir"}),
        event(8, data={"keadaan": "hadir", "terlambat_menit": -1}),
        event(9, data={"keadaan": "hadir", "terlambat_menit": 0, "nama": "Siti"}),
        event(10),
    ]
    response = post(batch)
    assert codes(response) == [
        "accepted", "unknown_nip", "unknown_nip", "unknown_kind", "foreign_source", "future", "bad_data", "bad_data",
        "bad_data", "accepted",
    ]  # fmt: skip
    body = response.json()
    assert (body["accepted"], body["repeated"], body["refused"]) == (2, 0, 8)
    assert all(result["reason"].endswith(".") for result in body["results"] if result["status"] == "refused")
    assert "terlambat_menit harus ada" in body["results"][6]["reason"]
    assert Fact.objects.count() == 2


def test_a_source_sends_the_kinds_it_is_registered_for(city):
    source(kinds=[COUNT.name])
    assert codes(post([event(1), event(2, type=COUNT.name, data={"jumlah": 3})])) == ["kind_not_allowed", "accepted"]


def test_a_closed_period_takes_nothing(registered, monkeypatch):
    post(event(1, time="2025-12-31T08:00:00+07:00"))
    year = (NOW.date().replace(2025, 1, 1), NOW.date().replace(2025, 12, 31))
    monkeypatch.setattr(closing, "_closers", [lambda: [year]])
    right = {"keadaan": "sakit", "terlambat_menit": 0}
    batch = [
        event(1, time="2025-12-31T08:00:00+07:00"),  # what was there already stays there
        event(2, time="2025-12-31T23:59:59+07:00"),
        event(3, time="2025-12-31T17:00:00Z"),  # midnight in the city: the new year
        event(4, data={**right, "menggantikan": "e-1"}),
    ]
    assert codes(post(batch)) == ["repeated", "closed_period", "accepted", "closed_period"]


BROKEN: list[dict[str, Any]] = [
    {"specversion": "0.3"},
    {"specversion": 1.0},
    {"id": ""},
    {"id": 7},
    {"id": "x" * 201},
    {"id": "a\x00b"},
    {"id": "\ud800"},
    {"source": None},
    {"type": ["x"]},
    {"subject": 199004172015032008},
    {"time": "kemarin"},
    {"time": "2026-11-23"},
    {"time": "2026-11-23T08:00:00"},
    {"time": "2026-W48-1T08:00:00+07:00"},
    {"time": "2026-02-30T08:00:00+07:00"},
    {"time": "0001-01-01T00:00:00+14:00"},
    {"time": "2026-11-23T08:00:60Z"},
    {"data": None},
    {"data": []},
    {"data": "x"},
    {"datacontenttype": "text/xml"},
]


def test_hostile_json_a_malformed_event_is_refused_alone(registered):
    found = codes(post([*({**event(), **broken} for broken in BROKEN), event(2)]))
    assert found == ["malformed"] * len(BROKEN) + ["accepted"]


def test_hostile_json_a_value_that_is_no_such_number_is_refused(registered):
    values = [
        True,
        "x",
        None,
        [],
        {},
        -1,
        1441,
        0.5,
        1e300,
        10**30,
        "1e99999999",
        "1e1",
        "NaN",
        "Infinity",
        "\ud800",
        "١",
    ]
    batch = [event(n, data={"keadaan": "hadir", "terlambat_menit": value}) for n, value in enumerate(values)]
    assert codes(post(batch)) == ["bad_data"] * len(values)
    states: list[Any] = ["x", 1, None, [], {}]
    batch = [event(n, data={"keadaan": value, "terlambat_menit": 0}) for n, value in enumerate(states)]
    assert codes(post(batch)) == ["bad_data"] * len(batch)


def test_hostile_json_a_body_that_cannot_be_read_is_refused(registered):
    bodies = [b" ", b"{", b"\xff\xfe{}", b'{"id": NaN}', b'{"id": "a", "id": "b"}', b"[" * 100_000, b'{"a":' * 100_000]
    for body in [*bodies, b"1" * 5000, b"[]", b'"x"', b"null", b'{"a": 1e99999999999999999999}']:
        response = post(body, kind=cloudevents.ONE)
        assert (response.status_code, body[:20]) in {(422, body[:20]), (202, b'{"a": 1e999999999999')}
        assert response.status_code == 202 or response.json()["detail"].endswith(".")
    assert Fact.objects.count() == 0


def test_a_batch_has_an_end(registered):
    assert post([]).status_code == 422
    assert post([event()] * (cloudevents.MOST_EVENTS + 1)).status_code == 422
    assert post({"a": "x" * cloudevents.MOST_BYTES}).status_code == 413
    assert post([1, None, "x", []]).json()["refused"] == 4


def test_a_batch_costs_the_same_queries_whatever_its_size(registered):
    def asked(numbers: range) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert set(codes(post([event(number) for number in numbers]))) == {"accepted"}
        return len(queries)

    asked(range(1))  # makes the key of the trail
    small, large = asked(range(100, 103)), asked(range(200, 270))
    assert large == small


def test_other_content_is_refused(registered):
    for kind in ("application/json", "text/plain", "application/cloudevents+json; charset=utf-16"):
        assert post(json.dumps(event()), kind=kind).status_code == 415
    assert post(event(), **{"content-encoding": "gzip"}).status_code == 415


def test_without_a_token_that_holds_nobody_sends(registered):
    for token in ("", "btg_salah", "x" * 5000, "btg_é", TOKEN.lower()):
        response = post(event(), token=token)
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert response.json()["detail"]
    assert Fact.objects.count() == 0


def test_a_token_ends(registered, freeze):
    token_renew(actor=build.account(None, "admin"), source=registered, days=30, token="btg_baru", now=NOW)
    assert post(event()).status_code == 401
    assert post(event(), token="btg_baru").status_code == 202
    freeze(NOW + timedelta(days=30))
    assert post(event(), token="btg_baru").status_code == 401


def test_a_closed_source_sends_no_more(registered):
    source_close(actor=build.account(None, "admin"), source=registered, reason="diganti", now=NOW)
    response = post(event())
    assert response.status_code == 403
    assert "ditutup" in response.json()["detail"]


def test_guessing_tokens_ends_soon(registered):
    for _number in range(GUESSES.amount):
        assert post(event(), token="btg_tebak").status_code == 401
    response = post(event(), token="btg_tebak")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0


def test_a_source_that_sends_too_often_waits(registered):
    for _number in range(REQUESTS.amount):
        hit(REQUESTS, str(registered.pk), NOW)
    assert post(event()).status_code == 429


def test_only_post_is_taken_and_unknown_doors_answer_programs(registered):
    for response in (Client().get(ADDRESS), Client().put(ADDRESS)):
        assert response.status_code == 405
        assert response.json()["detail"]
    missing = Client().post("/api/v1/tidak-ada", "{}", content_type="application/json")
    assert missing.status_code == 404
    assert missing.json()["detail"]


def test_the_token_of_a_browser_session_opens_nothing(city, registered):
    client = Client(headers={"host": "localhost"})
    client.force_login(build.account(city.clerk, "petugas"))
    assert client.post(ADDRESS, json.dumps(event()), content_type=cloudevents.ONE).status_code == 401
