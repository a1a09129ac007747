"""The job of the board: its figures reckoned anew before what is kept gets too old, so that nobody waits for them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, every
from betang.services.actions.board import summary_renew


@every("services.board_renew", title=_("Hitung angka papan layanan"), minutes=10)
def renew_board(run: Run) -> None:
    """Reckon the board's figures; a page that finds none of the last quarter of an hour does the same."""
    summary_renew(now=run.now)
