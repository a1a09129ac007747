"""The access log as a table for a spreadsheet."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from betang.portal.access_log.lines import Line, lines
from betang.portal.access_log.queries import Wanted, log_rows
from betang.ui.formats import WIB

CHUNK = 1000


def export_rows(wanted: Wanted, *, now: dt.datetime) -> Iterator[list[object]]:
    """Give the rows with their heading, the newest first, put into words a thousand at a time.

    They are drawn after the request is over, when its language is no longer the active one.
    """
    language = get_language() or "id"
    heading: list[object] = [
        _("Waktu"), _("Nama"), _("Akun"), _("Kejadian"), _("Rincian"), _("Jaringan"), _("Sesi berakhir"),
        _("Data milik"), _("Catatan audit"),
    ]  # fmt: skip

    def drawn() -> Iterator[list[object]]:
        yield heading
        for chunk in log_rows(wanted, chunk=CHUNK):
            with override(language):
                made = [_cells(line) for line in lines(chunk, now=now)]
            yield from made

    return drawn()


def _cells(line: Line) -> list[object]:
    at, ended = (when and when.moment.astimezone(WIB).isoformat(timespec="seconds") for when in (line.at, line.ended))
    return [
        at, line.name, line.account, line.event, line.detail, line.network, ended, line.about_name, line.entry
    ]  # fmt: skip
