"""A fact as somebody hands it over, and what became of it: the same from a system, from a file, from our modules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from betang.ledger.models import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fact to be taken: `event_id` is its own id within the source, `corrects` an earlier one that it replaces."""

    event_id: str
    kind: str
    nip: str
    happened_at: datetime  # with a zone
    data: Mapping[str, Any]
    corrects: str = ""


class Refusal(StrEnum):
    """Why a fact is not taken, as a program reads it."""

    MALFORMED = "malformed"
    FOREIGN_SOURCE = "foreign_source"
    UNKNOWN_KIND = "unknown_kind"
    KIND_NOT_ALLOWED = "kind_not_allowed"
    BAD_DATA = "bad_data"
    UNKNOWN_NIP = "unknown_nip"
    FUTURE = "future"
    CLOSED_PERIOD = "closed_period"
    UNKNOWN_CORRECTED = "unknown_corrected"
    OTHER_KIND_CORRECTED = "other_kind_corrected"
    ID_REUSED = "id_reused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a draft: a new fact, one that was there already, or a refusal with its reason."""

    event_id: str
    fact: Fact | None = None
    repeated: bool = False
    refusal: Refusal | None = None
    reason: str = ""

    @property
    def status(self) -> str:
        """Say it in a word: accepted, repeated or refused."""
        if self.refusal:
            return "refused"
        return "repeated" if self.repeated else "accepted"
