"""The board's first words: how today compares with what is usual, and each service with its own weeks before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.regulation.parameters import book
from betang.regulation.service_standards.share import shares
from betang.services.board_figures import OnTime, Summary, Usual, usual
from betang.ui import formats


@dataclass(frozen=True, slots=True)
class Kept:
    """A service's share in time (0-1) with the ends of its interval, and whether there are enough to compare."""

    service: str
    of: int
    in_time: int
    share: float
    low: float
    high: float
    compared: bool


def kept(rows: Sequence[OnTime], now: datetime) -> dict[str, Kept]:
    """Give each service's share of what was due in four weeks; services without any are left out."""
    some = [row for row in rows if row.due]
    return _kept([row.service for row in some], [row.in_time for row in some], [row.due for row in some], now)


def _kept(names: Sequence[str], within: Sequence[int], of: Sequence[int], now: datetime) -> dict[str, Kept]:
    law = book().on(timezone.localdate(now))
    found = shares(within=np.array(within, dtype=np.int64), of=np.array(of, dtype=np.int64), law=law)
    columns = (found.share.tolist(), found.low.tolist(), found.high.tolist(), found.compared.tolist())
    return {row[0]: Kept(row[0], row[1], row[2], *row[3:]) for row in zip(names, of, within, *columns, strict=True)}


def load_words(summary: Summary, *, waiting: int, today: int, now: datetime, language: str) -> str:
    """Say how many came today and how many wait, each against what is usual at this hour; `now` in the city's time."""
    came = _against(today, usual(summary.usual_until(now)), language)
    waits = _against(waiting, usual(summary.waited), language)
    words = {
        "came": formats.number(today, language=language),
        "against": came,
        "waiting": formats.number(waiting, language=language),
        "waits": waits,
        "clock": formats.clock(now, language=language),
    }
    if not came:
        said = _("Hari ini masuk %(came)s permohonan; %(waiting)s menunggu. Belum cukup riwayat untuk membandingkan.")
    elif not waits:
        said = _("Hari ini sampai pukul %(clock)s masuk %(came)s permohonan, %(against)s. %(waiting)s menunggu.")
    else:
        said = _(
            "Hari ini sampai pukul %(clock)s masuk %(came)s permohonan, %(against)s. %(waiting)s menunggu, %(waits)s."
        )
    return said % words


def _against(value: int, found: Usual | None, language: str) -> str:
    """Say how a value stands to what is usual; "" where nothing is known to be."""
    if found is None:
        return ""
    mean = formats.number(round(found.mean), language=language)
    if found.place(value) > 0:
        return _("lebih banyak daripada biasanya (sekitar %(mean)s)") % {"mean": mean}
    if found.place(value) < 0:
        return _("lebih sedikit daripada biasanya (sekitar %(mean)s)") % {"mean": mean}
    return _("seperti biasanya (sekitar %(mean)s)") % {"mean": mean}


def on_time_words(rows: Sequence[OnTime], names: Mapping[str, str], now: datetime, language: str) -> str:
    """Say which services keep their limit more or less often than in the four weeks before; intervals must not meet."""
    both = [row for row in rows if row.judged and row.judged_before and row.service in names]
    service = [row.service for row in both]
    after = _kept(service, [row.in_time for row in both], [row.judged for row in both], now)
    before = _kept(service, [row.in_time_before for row in both], [row.judged_before for row in both], now)
    known = [each for each in service if after[each].compared and before[each].compared]
    if not known:
        return _("Belum ada layanan yang dokumennya cukup banyak untuk membandingkan ketepatan waktu.")
    worse = [each for each in known if after[each].high < before[each].low]
    better = [each for each in known if after[each].low > before[each].high]
    if not worse and not better:
        return _("Ketepatan waktu tiap layanan tidak berubah nyata dibanding empat minggu sebelumnya.")
    return " ".join(
        words % {"services": ", ".join(_changed(names[each], before[each], after[each], language) for each in found)}
        for words, found in (
            (_("Ketepatan waktu turun nyata: %(services)s."), worse),
            (_("Ketepatan waktu naik nyata: %(services)s."), better),
        )
        if found
    )


def _changed(name: str, before: Kept, after: Kept, language: str) -> str:
    return _("%(name)s (%(after)s, empat minggu sebelumnya %(before)s)") % {
        "name": name,
        "after": formats.percent(Decimal(after.share), places=0, language=language),
        "before": formats.percent(Decimal(before.share), places=0, language=language),
    }
