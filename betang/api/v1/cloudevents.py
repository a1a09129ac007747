"""Reading CloudEvents 1.0 in JSON, one or a batch, from anybody: whatever was sent, the answer is a sentence.

Only what is needed is taken over; unknown attributes are allowed by CloudEvents and left aside.
"""

import json
import re
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from betang.api.v1.problems import Problem
from betang.ledger.drafts import Draft, Outcome, Refusal

ONE, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
MOST_BYTES, MOST_EVENTS, LONGEST_ID = 1024 * 1024, 500, 200
CORRECTS = "menggantikan"  # the attribute in `data` that names the earlier id
# RFC 3339 with a zone; `fromisoformat` alone would take week numbers and moments without one.
MOMENT = re.compile(r"20\d\d-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:0\d|1[0-4]):\d\d)")

NIP = re.compile(r"[0-9]{18}")


def read_events(body: bytes, *, batch: bool) -> list[Any]:
    """Read the events of a body, each still as it came; Problem 422 when it is not JSON of the announced shape."""
    try:
        found = json.loads(
            body.decode("utf-8"), parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_without_doubles
        )
    except (ValueError, RecursionError, ArithmeticError) as error:  # UnicodeDecodeError is a ValueError
        raise Problem(422, _("Isi kiriman bukan JSON yang dapat dibaca.")) from error
    if not isinstance(found, list if batch else dict):
        shape = _("Kumpulan peristiwa adalah larik JSON.") if batch else _("Satu peristiwa adalah objek JSON.")
        raise Problem(422, shape)
    events: list[Any] = found if isinstance(found, list) else [found]
    if not 1 <= len(events) <= MOST_EVENTS:
        raise Problem(422, _("Satu kiriman memuat 1 sampai %(most)s peristiwa.") % {"most": MOST_EVENTS})
    return events


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def read_event(event: Any, *, source: str) -> Draft | Outcome:
    """Turn an event of a registered source into a draft; a refused Outcome says what is wrong with it."""
    named = event.get("id") if isinstance(event, dict) else None
    name = named if isinstance(named, str) and _plain(named) else ""
    try:
        draft = _draft(event, name)
    except ValueError as fault:
        return Outcome(event_id=name, refusal=Refusal.MALFORMED, reason=str(fault))
    if event["source"] != source:
        reason = _("`source` bukan nama sumber yang terdaftar untuk token ini.")
        return Outcome(event_id=name, refusal=Refusal.FOREIGN_SOURCE, reason=reason)
    return draft


def _draft(event: Any, name: str) -> Draft:
    """Build the draft of an event; ValueError says what it lacks of what CloudEvents and the contract ask for."""
    if not isinstance(event, dict):
        raise ValueError(_("Peristiwa harus objek JSON."))
    if event.get("specversion") != "1.0":
        raise ValueError(_('`specversion` harus "1.0".'))
    if not name:
        raise ValueError(_("`id` harus teks 1 sampai %(longest)s huruf.") % {"longest": LONGEST_ID})
    missing = [key for key in ("source", "type", "subject", "time") if not isinstance(event.get(key), str)]
    if missing:
        raise ValueError(_("Harus ada sebagai teks: %(names)s.") % {"names": ", ".join(f"`{key}`" for key in missing)})
    if event.get("datacontenttype", "application/json") != "application/json":
        raise ValueError(_("`datacontenttype` harus application/json."))
    if not isinstance(event.get("data"), dict):
        raise ValueError(_("`data` harus objek JSON."))
    data = dict(event["data"])
    return Draft(
        event_id=name,
        kind=event["type"],
        nip=event["subject"] if NIP.fullmatch(event["subject"]) else "",  # nobody's
        happened_at=_moment(event["time"]),
        corrects=_corrects(data.pop(CORRECTS)) if CORRECTS in data else "",
        data=data,
    )


def _corrects(value: Any) -> str:
    """Take the id of the event that this one corrects."""
    if not isinstance(value, str) or not _plain(value):
        raise ValueError(_("`menggantikan` harus berisi id peristiwa terdahulu."))
    return value


def _plain(text: str) -> bool:
    """Say whether a text can be an id: printable, not too long (a half of a pair of surrogates is not printable)."""
    return 0 < len(text) <= LONGEST_ID and text.isprintable()


def _moment(text: str) -> datetime:
    """Take a moment with its zone."""
    if MOMENT.fullmatch(text):
        with suppress(ValueError):
            return datetime.fromisoformat(text.upper())
    raise ValueError(_("`time` harus waktu RFC 3339 dengan zona, misalnya 2026-11-24T08:00:00+07:00."))
