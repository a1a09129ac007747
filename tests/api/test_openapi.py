"""The document of the doors says what they really take and answer."""

import json

import pytest
from django.test import Client
from django.urls import resolve

from betang.api.v1 import cloudevents, openapi
from betang.kernel.access.addresses import addresses
from betang.ledger.kinds import kinds
from tests.access.matrix import methods_of

API = "/api/v1/"


@pytest.fixture
def document():
    return json.loads(json.dumps(openapi.document()))


@pytest.mark.django_db
def test_the_document_is_handed_over(document):
    response = Client().get("/api/v1/openapi.json")
    assert response.json() == document


def test_every_door_is_described_and_nothing_else(document):
    doors = {address.route: address for address in addresses() if address.route.startswith(API)}
    doors.pop(f"{API}openapi.json")
    said = {path: {method.upper() for method in methods} for path, methods in document["paths"].items()}
    assert said == {route: methods_of(address) for route, address in doors.items()}
    for path in said:
        assert resolve(path).func is doors[path].view


def test_every_answer_is_described(document):
    post = document["paths"]["/api/v1/facts"]["post"]
    assert set(post["responses"]) == {"202", "401", "403", "404", "405", "413", "415", "422", "429"}
    assert set(post["requestBody"]["content"]) == {cloudevents.ONE, cloudevents.BATCH}


def test_every_reference_leads_somewhere(document):
    schemas = document["components"]["schemas"]
    found = [text.split('"')[0] for text in json.dumps(document).split('"$ref": "#/components/schemas/')[1:]]
    assert found
    assert [name for name in found if name not in schemas] == []


def test_every_kind_is_described_with_its_values(document):
    schemas = document["components"]["schemas"]
    for kind in kinds():
        properties = schemas[kind.name]["properties"]
        assert set(properties) == {*kind.fields, "menggantikan"}
        for name, field in kind.fields.items():
            if field.number:
                assert field.clean(properties[name]["minimum"]) is not None
                with pytest.raises(ValueError, match="antara"):
                    field.clean(properties[name]["maximum"] + 1)
            else:
                for value in properties[name].get("enum", [True, False]):
                    assert field.clean(value) == value
