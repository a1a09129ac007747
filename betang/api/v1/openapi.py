"""`/api/v1/openapi.json`: the doors of version 1 as an OpenAPI 3.1 document. Kinds of facts come from their registry.

The rest is kept by hand; a test holds it against the addresses and against what the view really answers.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from betang.api.v1.cloudevents import BATCH, CORRECTS, LONGEST_ID, MOST_EVENTS, ONE
from betang.kernel.access.rules import access, public
from betang.ledger.drafts import Refusal
from betang.ledger.kinds import FactKind, Field, kinds


@access(public)
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Hand over the document."""
    return JsonResponse(document())


def document() -> dict[str, Any]:
    """Build the document."""
    event = {"$ref": "#/components/schemas/Event"}
    batch = {"type": "array", "items": event, "minItems": 1, "maxItems": MOST_EVENTS}
    post = {
        "operationId": "facts_take",
        "summary": _("Menerima fakta dari sistem terdaftar"),
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": {ONE: {"schema": event}, BATCH: {"schema": batch}}},
        "responses": {"202": _json(_("Hasil tiap peristiwa"), "Results"), **problems()},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Betang", "version": "1"},
        "paths": {"/api/v1/facts": {"post": post}},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Event": event_schema(), "Results": results_schema(), "Problem": problem_schema(), **data()},
        },
    }


def _json(description: str, schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def problems() -> dict[str, Any]:
    """Describe every answer that refuses the request as a whole."""
    words = {
        "401": _("Token tidak ada, tidak dikenal, atau tidak berlaku lagi"),
        "403": _("Sumber sudah ditutup"),
        "404": _("Alamat tidak ada"),
        "405": _("Hanya POST"),
        "413": _("Kiriman terlalu besar"),
        "415": _("Jenis isi bukan CloudEvents JSON"),
        "422": _("Isi bukan JSON yang dapat dibaca, atau terlalu banyak peristiwa"),
        "429": _("Terlalu banyak permintaan"),
    }
    return {status: _json(description, "Problem") for status, description in words.items()}


def event_schema() -> dict[str, Any]:
    """Describe an event: CloudEvents 1.0, with what the contract asks for."""
    text = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "required": ["specversion", "id", "source", "type", "subject", "time", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {**text, "maxLength": LONGEST_ID},
            "source": text,
            "type": {"enum": [kind.name for kind in kinds()]},
            "subject": {"type": "string", "pattern": "^[0-9]{18}$", "description": "NIP"},
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"const": "application/json"},
            "data": {"anyOf": [{"$ref": f"#/components/schemas/{kind.name}"} for kind in kinds()]},
        },
    }


def results_schema() -> dict[str, Any]:
    """Describe the answer to events."""
    count = {"type": "integer", "minimum": 0}
    result = {
        "type": "object",
        "required": ["index", "id", "status"],
        "properties": {
            "index": count,
            "id": {"type": "string"},
            "status": {"enum": ["accepted", "repeated", "refused"]},
            "code": {"enum": [refusal.value for refusal in Refusal]},
            "reason": {"type": "string"},
        },
    }
    return {
        "type": "object",
        "required": ["accepted", "repeated", "refused", "results"],
        "properties": {
            **dict.fromkeys(("accepted", "repeated", "refused"), count),
            "results": {"type": "array", "items": result},
        },
    }


def problem_schema() -> dict[str, Any]:
    """Describe the answer to a request that is refused as a whole."""
    return {"type": "object", "required": ["detail"], "properties": {"detail": {"type": "string"}}}


def data() -> dict[str, Any]:
    """Describe the values of each kind of facts."""
    return {kind.name: kind_schema(kind) for kind in kinds()}


def kind_schema(kind: FactKind) -> dict[str, Any]:
    """Describe the values of one kind."""
    corrects = {"type": "string", "maxLength": LONGEST_ID, "description": _("id peristiwa yang dikoreksi")}
    return {
        "type": "object",
        "title": str(kind.title),
        "additionalProperties": False,
        "required": [field.name for field in kind.fields.values() if field.required],
        "properties": {**{name: field_schema(field) for name, field in kind.fields.items()}, CORRECTS: corrects},
    }


def field_schema(field: Field) -> dict[str, Any]:
    """Describe one value."""
    title = f"{field.title} ({field.unit})" if field.unit else str(field.title)
    if field.yes_no:
        return {"type": "boolean", "title": title}
    if field.choices is not None:
        return {"enum": list(field.choices), "title": title}
    number: dict[str, Any] = {"type": "number" if field.places else "integer", "title": title}
    number |= {"minimum": field.lowest, "maximum": field.highest}
    return {**number, "multipleOf": 10**-field.places} if field.places else number
