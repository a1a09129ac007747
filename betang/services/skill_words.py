"""What is said to an officer who is not recorded as competent for a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from betang.kernel.access.viewer import Viewer
from betang.services.models import Request
from betang.services.moves import MOVES, needs_skill


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is said, "" where nothing is missing, and whether it stops the steps."""

    words: str = ""
    stops: bool = False

    @property
    def barred(self) -> str:
        """Why no step can be taken; "" when one can."""
        return self.words if self.stops else ""


def lacking(viewer: Viewer, row: Request) -> Lacking:
    """Say what is missing, for who could take a step on a request as it stands, annotated by `standing_of`."""
    could = any(
        state == row.state and viewer.has(*move.roles) and needs_skill(state, to) for (state, to), move in MOVES.items()
    )
    found: dict[str, Any] = vars(row)
    if not could or not found["skill_lacks"]:
        return Lacking()
    last, stops = found["skill_ended"], bool(found["skill_blocks"])
    if last:
        begin = _("Keahlian Anda untuk layanan ini berakhir %(day)s.") % {"day": date_format(last, "j F Y")}
    else:
        begin = _("Keahlian Anda untuk layanan ini belum tercatat.")
    more = (
        _("Langkahnya hanya untuk petugas yang cakap; hubungi kepala bagian.")
        if stops
        else _("Anda tetap dapat mengerjakannya; bertanyalah bila ragu.")
    )
    return Lacking(f"{begin} {more}", stops)
