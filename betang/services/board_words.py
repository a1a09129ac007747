"""The board in words: states, steps in their order with waiting and working, reasons, the forecast and its grounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.regulation.parameters import book
from betang.regulation.service_standards.catalogue import TARGET_INTERNAL, TUJUAN_PETUGAS
from betang.services import flow
from betang.services.board_figures import Lost, Timed, Work
from betang.services.process import load, waiting
from betang.services.process.load import Forecast
from betang.services.process.staffing import Staffing, staff_needed
from betang.services.queries.board_summary import step_of
from betang.services.reasons import REASONS
from betang.ui import formats
from betang.ui.charts.stacks import Stacked, stacks
from betang.ui.parts import Data, Derivation, Figure

PUT_RIGHT = step_of(flow.VERIFYING, flow.CORRECTING)
STEPS: dict[str, Lazy] = {
    flow.VERIFYING: gettext_lazy("Menunggu diambil petugas"),
    flow.CORRECTING: gettext_lazy("Pemeriksaan sampai dikembalikan"),
    PUT_RIGHT: gettext_lazy("Perbaikan oleh pemohon"),
    flow.RECORDING: gettext_lazy("Pemeriksaan berkas"),
    flow.OUTAGE: gettext_lazy("Perekaman sampai gangguan"),
    flow.VALIDATING: gettext_lazy("Perekaman di SIAK"),
    flow.SIGNING: gettext_lazy("Validasi"),
    flow.ISSUED: gettext_lazy("Tanda tangan"),
    flow.SENT: gettext_lazy("Pengiriman"),
    flow.READY: gettext_lazy("Persiapan pengambilan"),
    flow.DONE: gettext_lazy("Penyerahan kepada pemohon"),
    flow.REJECTED: gettext_lazy("Pemeriksaan sampai ditolak"),
    flow.LAPSED: gettext_lazy("Perbaikan yang tidak datang"),
    flow.CANCELLED: gettext_lazy("Dibatalkan pemohon"),
}
"""What ends when a state is entered, in the order of the flow."""
MOST_ROWS = 8


def in_order(rows: Sequence[Timed]) -> list[Timed]:
    """Give the steps in the order of the flow."""
    found = {each.code: each for each in rows}
    return [found[code] for code in STEPS if code in found]


def minutes(value: float, language: str) -> str:
    """Write minutes of working time."""
    return formats.duration(round(value), day_minutes=10**9, short=True, language=language)


def flow_figure(rows: Sequence[Timed], language: str) -> Figure:
    """Draw how long each step waits and is worked on, the steps in their order."""
    inside = [each for each in rows if each.n and each.code not in {flow.LAPSED, flow.CANCELLED}]
    drawn = [
        Stacked(
            str(STEPS[each.code]),
            (("p2", each.waiting), ("p4", each.working), ("zone", each.undivided)),
            minutes(each.whole, language),
        )
        for each in inside[:MOST_ROWS]
    ]
    title = _("Alur dan waktunya")
    longest = max(inside, key=lambda each: each.waiting, default=None)
    takeaway = (
        _("Menunggu paling lama: %(step)s, rata-rata %(time)s.")
        % {"step": STEPS[longest.code], "time": minutes(longest.waiting, language)}
        if longest
        else _("Belum ada langkah.")
    )
    cells = [
        (
            str(STEPS[each.code]),
            formats.number(each.n, language=language),
            *(minutes(part, language) for part in (each.waiting, each.working, each.undivided)),
        )
        for each in rows
    ]
    head = (_("Langkah"), _("Kali"), _("Menunggu"), _("Dikerjakan"), _("Tidak terbagi"))
    return Figure(
        title=title,
        takeaway=takeaway,
        drawing=stacks(drawn, label=f"{title}. {takeaway}"),
        source=_("Rata-rata jam kerja tiap langkah dalam 14 hari terakhir. Waktu kerja adalah batas atas."),
        data=Data(_("Waktu tiap langkah"), head, cells, frozenset({1, 2, 3, 4})),
        legend=[("p2", _("menunggu")), ("p4", _("dikerjakan")), ("zone", _("di tangan pemohon atau tidak terbagi"))],
    )


def lost(rows: Sequence[Lost], language: str) -> Data:
    """Say where waiting is lost, by step and reason, the most first."""
    cells = [
        (
            str(STEPS.get(each.step, each.step)),
            REASONS[each.reason].text(language) if each.reason in REASONS else "–",
            formats.number(each.n, language=language),
            formats.percent(Decimal(each.share), places=0, language=language),
            minutes(each.median, language),
        )
        for each in rows
    ]
    head = (_("Langkah yang ditunggu"), _("Alasan sebelumnya"), _("Kali"), _("Bagian waktu tunggu"), _("Median"))
    return Data(_("Tempat waktu hilang"), head, cells, frozenset({2, 3, 4}))


def need(work: Work | None, ahead: Forecast | None, day: date) -> Staffing | None:
    """Work out the officers that keep the internal target on the day ahead; None while there is nothing to go by."""
    per_hour = ahead.per_hour if ahead else None
    if work is None or not per_hour:
        return None
    law = book().on(day)
    return staff_needed(
        arrivals_per_hour=per_hour,
        service_minutes=work.mean,
        service_cv=work.cv,
        promise_minutes=float(law[TARGET_INTERNAL].value["bawaan_menit"]),
        share=float(law[TUJUAN_PETUGAS].value),
    )


def why(found: Staffing, ahead: Forecast, language: str) -> Derivation:
    """Unfold how the number of officers came about, with everything that was assumed."""
    inputs = [
        (_("Permohonan diperkirakan"), _("%(low)s sampai %(high)s, dari %(n)s hari") % {
            "low": math.floor(ahead.low or 0), "high": math.ceil(ahead.high or 0), "n": ahead.n,
        }),
        (_("Masuk per jam buka"), formats.number(Decimal(found.demand.per_hour), places=1, language=language)),
        (_("Kerja tiap permohonan"), minutes(found.demand.service_minutes, language)),
        (_("Janji"), _("%(share)s selesai dalam %(time)s kerja") % {
            "share": formats.percent(Decimal(found.share), places=0, language=language),
            "time": minutes(found.minutes, language),
        }),
    ]  # fmt: skip
    assumed = (*load.ASSUMPTIONS, *waiting.ASSUMPTIONS, *found.assumptions)
    return Derivation(
        _("Mengapa sekian petugas?"),
        inputs,
        [
            *(f"{step.name.text(language)}: {step.result}" for step in found.steps),
            *(_("Anggapan: %(words)s") % {"words": each.text(language)} for each in assumed),
        ],
    )
