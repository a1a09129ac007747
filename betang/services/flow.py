"""The states of a request and what may follow them, as the parameter layanan/alur_status says on a day. Pure.

Who acts in a state is said there too; that the one who recorded a request does not validate it (four eyes) is
Permendagri 95/2019 Pasal 44 and 46: operator and verifier are different people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from betang.regulation.parameters import NotInForceError, Value, book
from betang.regulation.service_standards.catalogue import ALUR_STATUS
from betang.regulation.text import Text

DRAFT, SUBMITTED, VERIFYING, CORRECTING = "DRAF", "DIAJUKAN", "VERIFIKASI", "PERBAIKAN"
RECORDING, OUTAGE, VALIDATING, SIGNING = "PROSES", "GANGGUAN", "VALIDASI", "TTE"
ISSUED, SENT, READY, DONE = "TERBIT", "DIKIRIM", "SIAP_AMBIL", "SELESAI"
REJECTED, LAPSED, CANCELLED = "DITOLAK", "KEDALUWARSA", "DIBATALKAN"
CLOSED = (DONE, REJECTED, LAPSED, CANCELLED)
ISSUED_OR_LATER = (ISSUED, SENT, READY, DONE)
ATTACHABLE = (SIGNING, ISSUED)  # when the document of SIAK is attached
DELIVERED = (SENT, DONE)  # when it can be fetched
WITH_APPLICANT = (DRAFT, CORRECTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state: its clock (RUN, PAUSE, STOP), who acts, what may follow, which of these need a reason."""

    code: str
    name: Text
    clock: str
    actor: str
    following: tuple[str, ...]
    reasoned: frozenset[str]
    lapse_days: int | None


@dataclass(frozen=True, slots=True)
class Flow:
    """The states in force on a day."""

    states: dict[str, State]

    def may_follow(self, state: str, following: str) -> bool:
        """Tell whether a state may follow another one."""
        return state in self.states and following in self.states[state].following

    def needs_reason(self, state: str, following: str) -> bool:
        """Tell whether the step needs a reason."""
        return following in self.states[state].reasoned


def flow_on(day: date) -> Flow:
    """Return the states as they are in force on a day."""
    return _flow(_in_force(ALUR_STATUS, day).start)


def _in_force(parameter: str, day: date) -> Value:
    found = book()[parameter].on(day)
    if found is None:
        raise NotInForceError(parameter, day)
    return found


@lru_cache(maxsize=8)
def _flow(since: date) -> Flow:
    rows = _in_force(ALUR_STATUS, since).value
    return Flow(
        {
            row["kode"]: State(
                code=row["kode"],
                name=Text(row["nama"], row["en"]),
                clock=row["jam"],
                actor=row["aktor"],
                following=tuple(row["ke"]),
                reasoned=frozenset(row.get("wajib_alasan", ())),
                lapse_days=row.get("kedaluwarsa_hari"),
            )
            for row in rows
        }
    )
