"""The steps that staff take, who may take them, and what each needs; the order of states is the law's parameter's.

Operator and verifier are different people on one request (Permendagri 95/2019 Pasal 44 and 46): who recorded a request
does not validate it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.kernel.errors import Forbidden
from betang.services import flow
from betang.services.models import Request

OFFICER, VERIFIER = frozenset({Role.OFFICER}), frozenset({Role.VERIFIER})
EITHER = OFFICER | VERIFIER


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step as a button: its label, who may take it, whether it needs coded reasons, words, or
    what was looked at when something is handed over."""

    label: Promise
    roles: frozenset[Role]
    reasons: bool = False
    words: bool = False
    hands: bool = False
    main: bool = False


MOVES: Mapping[tuple[str, str], Move] = {
    (flow.SUBMITTED, flow.VERIFYING): Move(label=_("Ambil dan periksa"), roles=OFFICER, main=True),
    (flow.VERIFYING, flow.RECORDING): Move(label=_("Lengkap, kerjakan di SIAK"), roles=OFFICER, main=True),
    (flow.VERIFYING, flow.CORRECTING): Move(label=_("Minta perbaikan"), roles=OFFICER, reasons=True, words=True),
    (flow.VERIFYING, flow.REJECTED): Move(label=_("Tolak"), roles=OFFICER, reasons=True, words=True),
    (flow.RECORDING, flow.VALIDATING): Move(label=_("Selesai direkam"), roles=OFFICER, main=True),
    (flow.RECORDING, flow.OUTAGE): Move(label=_("Catat gangguan"), roles=EITHER, words=True),
    (flow.OUTAGE, flow.RECORDING): Move(label=_("Gangguan berakhir"), roles=EITHER, main=True),
    (flow.VALIDATING, flow.SIGNING): Move(label=_("Sesuai, ajukan tanda tangan"), roles=VERIFIER, main=True),
    (flow.VALIDATING, flow.RECORDING): Move(label=_("Kembalikan ke perekam"), roles=VERIFIER, words=True),
    (flow.SIGNING, flow.ISSUED): Move(label=_("Sudah ditandatangani"), roles=EITHER, main=True),
    (flow.SIGNING, flow.VALIDATING): Move(label=_("Kembalikan ke validasi"), roles=VERIFIER, words=True),
    (flow.SIGNING, flow.OUTAGE): Move(label=_("Catat gangguan"), roles=EITHER, words=True),
    (flow.OUTAGE, flow.SIGNING): Move(label=_("Gangguan berakhir, menunggu tanda tangan"), roles=EITHER),
    (flow.ISSUED, flow.SENT): Move(label=_("Kirim kepada pemohon"), roles=EITHER, main=True),
    (flow.ISSUED, flow.READY): Move(label=_("Siap diambil"), roles=EITHER, main=True),
    (flow.SENT, flow.DONE): Move(label=_("Sudah diterima"), roles=EITHER),
    (flow.READY, flow.DONE): Move(label=_("Sudah diserahkan"), roles=EITHER, hands=True, main=True),
}
KEEPS_FOUR_EYES = {(flow.VALIDATING, flow.SIGNING), (flow.VALIDATING, flow.RECORDING)}


HELD = frozenset({flow.SUBMITTED, flow.VERIFYING, flow.RECORDING})
"""States in which a request is its officer's: taken, or given to them by the head of section."""
SKILLED = frozenset({flow.SUBMITTED, flow.VERIFYING, flow.RECORDING, flow.VALIDATING})
"""States whose steps need to know the service; handing over and outages do not."""


def needs_skill(state: str, to: str) -> bool:
    """Tell whether a step needs competence for the service."""
    return state in SKILLED and to != flow.OUTAGE


def moves_of(viewer: Viewer, row: Request, *, digital: bool, barred: str = "") -> dict[str, Move]:
    """Return the steps that somebody may take on a request now, by the state they lead to; `barred` as below."""
    return {
        to: move
        for (state, to), move in MOVES.items()
        if state == row.state
        and viewer.has(*move.roles)
        and not hindrance(viewer, row, to=to, digital=digital, barred=barred)
    }


def hindrance(viewer: Viewer, row: Request, *, to: str, digital: bool, barred: str = "") -> str:
    """Say why somebody who has the role may not take a step on this very request; "" when nothing is in the way.

    `barred`: why they may not work on its service; "" when they may.
    """
    if barred and needs_skill(row.state, to):
        return barred
    if (row.state, to) in KEEPS_FOUR_EYES and row.operator_id == viewer.employee_id:
        return gettext("Yang merekam tidak memvalidasi sendiri: petugas kedua yang memeriksanya.")
    if row.state in HELD and row.officer_id not in {None, viewer.employee_id}:
        return gettext("Permohonan ini sedang dipegang petugas lain.")
    if row.state == flow.ISSUED and (to == flow.SENT) != digital:
        return gettext("Hasil layanan ini diserahkan dengan cara lain.")
    if row.filed_by_id is not None and row.filed_by_id == viewer.employee_id and to == flow.SIGNING:
        return gettext("Yang mengisikan permohonan ini tidak memvalidasinya.")
    return ""


def allowed(viewer: Viewer, row: Request, *, to: str, digital: bool, barred: str = "") -> Move:
    """Return a step that somebody may take; Forbidden, with the reason, otherwise."""
    move = MOVES.get((row.state, to))
    if move is None or not viewer.has(*move.roles):
        raise Forbidden(gettext("Langkah ini bukan untuk peran Anda."))
    if reason := hindrance(viewer, row, to=to, digital=digital, barred=barred):
        raise Forbidden(reason)
    return move
