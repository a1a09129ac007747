"""The analysis of a log in words: its size, where time is lost, what is repeated, the usual ways, the flow drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from betang.services.flow_words import flow_chart, lasting
from betang.services.models import LogClock
from betang.services.process.report import MOST_STEPS, Report
from betang.ui import formats
from betang.ui.parts import Data, Figure


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a log shows."""

    counts: list[tuple[str, str]]
    said: str
    chart: Figure
    lost: Data
    again: Data
    ways: Data


def shown_report(found: Report, clock: str, language: str) -> Shown:
    """Put an analysis into words."""
    title = _("Alur dalam log ini")
    source = (
        _("Angka pada panah: berapa kali, lalu median waktu menunggu + dikerjakan menurut jam kerja kantor.")
        if clock == LogClock.WORKING
        else _("Angka pada panah: berapa kali, lalu median waktu menunggu + dikerjakan menurut jam dinding.")
    )
    return Shown(
        counts=counts(found.figures, language),
        said=said(found, language),
        chart=flow_chart(found.flow, str, language, title=title, source=source),
        lost=lost(found, language),
        again=again(found, language),
        ways=ways(found, language),
    )


def counts(figures: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Give the size of the log and how long its cases take."""
    hours, working = figures["case_hours"], figures.get("working_minutes")
    pairs = [
        (_("Kasus"), figures["cases"]),
        (_("Peristiwa"), figures["events"]),
        (_("Jenis langkah"), figures["activities"]),
        (_("Petugas dalam log"), figures["resources"]),
        (_("Cara yang berbeda"), figures["variants"]),
    ]
    found = [(label, formats.number(n, language=language)) for label, n in pairs]
    found += [
        (_("Lama kasus, median"), lasting(float(hours["median"]) * 60, language)),
        (_("Lama kasus, sembilan dari sepuluh"), lasting(float(hours["p90"]) * 60, language)),
    ]
    if working:
        found.append((_("Jam kerja kasus, median"), lasting(float(working["median"]), language)))
    return found


def said(found: Report, language: str) -> str:
    """Say in a sentence where most time is lost."""
    if not found.lost:
        return _("Tidak ada waktu tunggu dalam log ini.")
    first = found.lost[0]
    share = formats.percent(Decimal(str(first.share)), places=0, language=language)
    return _("Paling banyak waktu hilang sebelum %(step)s: %(share)s dari semua waktu tunggu.") % {
        "step": first.step, "share": share,
    }  # fmt: skip


def lost(found: Report, language: str) -> Data:
    """Say where waiting is lost, by step, the most first."""
    head = (_("Langkah yang ditunggu"), _("Kali"), _("Bagian waktu tunggu"), _("Median"), _("Sembilan dari sepuluh"))
    rows = [
        (
            each.step,
            formats.number(each.n, language=language),
            formats.percent(Decimal(str(each.share)), places=0, language=language),
            lasting(each.median, language),
            lasting(each.p90, language),
        )
        for each in found.lost
    ]
    return Data(_("Tempat waktu hilang"), head, rows, frozenset({1, 2, 3, 4}))


def again(found: Report, language: str) -> Data:
    """Say which steps are done more than once in a case."""
    head = (_("Langkah"), _("Kasus"), _("Kasus yang mengulang"), _("Kali tambahan"))
    rows = [
        (each.step, *(formats.number(n, language=language) for n in (each.cases, each.repeated, each.extra)))
        for each in found.again
    ]
    return Data(_("Langkah yang diulang"), head, rows, frozenset({1, 2, 3}))


def ways(found: Report, language: str) -> Data:
    """Give the most frequent ways of cases; long ones are cut."""
    rows = []
    for each in found.ways:
        left = each["steps"] - MOST_STEPS
        more = _(" … dan %(n)s lagi") % {"n": left} if left > 0 else ""
        share = formats.percent(Decimal(each["n"]) / found.figures["cases"], language=language)
        rows.append((" → ".join(each["activities"]) + more, formats.number(each["n"], language=language), share))
    return Data(_("Cara yang paling sering"), (_("Langkah"), _("Kasus"), _("Bagian")), rows, frozenset({1, 2}))
