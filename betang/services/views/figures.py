"""The public face of services: whether the city keeps its word, as a page and as open data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, public
from betang.kernel.exchange.safe_cells import csv_lines
from betang.services.actions.figures import figures_renew
from betang.services.definition import Definition
from betang.services.figures import Figures, Row
from betang.services.queries.catalogue import services_on
from betang.services.queries.figures import figures_kept
from betang.services.service_page import say
from betang.services.settled import bars as bars_at
from betang.ui.charts.marks import Bar, bars
from betang.ui.formats import number
from betang.ui.parts import Link
from betang.ui.public_parts import public_parts

HEADING = [
    "layanan", "nama", "terbit", "dengan_batas_hukum", "tepat_waktu", "persen_tepat_waktu", "median_menit_kerja",
    "persentil90_menit_kerja", "sejak",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One service in the table."""

    row: Row
    name: str


@access(public)
@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """Show in time, how long and how many, of the last twelve months; say so where there is nothing to show."""
    now = timezone.now()
    found = figures_kept(now) or figures_renew(now=now)
    services = services_on(timezone.localdate(now))
    rows, compared = shown(found, services), bars_at(now).compared
    context = {
        "figures": found,
        "rows": rows,
        "takeaway": takeaway(rows, compared),
        "months": month_bars(found),
        "least": found.least,
        "compared": compared,
        "satisfaction": satisfaction_bars(found, services),
        "parts": public_parts(timezone.localdate(now)),
        "trail": [Link(_("Beranda"), reverse("home")), Link(_("Kinerja kota"))],
    }
    return render(request, "services/transparency.html", context)


@access(public)
@require_safe
def transparency_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Give the table of the page as open data."""
    now = timezone.now()
    found = figures_kept(now) or figures_renew(now=now)
    rows: list[list[object]] = [[*HEADING], *lines(found, shown(found, services_on(timezone.localdate(now))))]
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="waktu-layanan.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def lines(found: Figures, rows: list[Shown]) -> Iterator[list[object]]:
    """Give the lines of the open data; a share of too few stays empty."""
    for each in rows:
        row, judged = each.row, each.row.share is not None
        yield [
            row.service, each.name, row.issued, row.judged if judged else "", row.in_time if judged else "",
            round(100 * (row.share or 0), 1) if judged else "", row.median_minutes, row.most_minutes,
            found.since.isoformat(),
        ]  # fmt: skip


def shown(found: Figures, offered: Mapping[str, Definition]) -> list[Shown]:
    """Name the services of the figures."""
    return [Shown(row, say(offered[row.service].name)) for row in found.rows if row.service in offered]


def takeaway(rows: list[Shown], compared: int) -> str:
    """Say in a sentence which services keep the limit most and least often; "" where too few can be compared."""
    judged = [each for each in rows if each.row.issued >= compared and each.row.share is not None]
    if len(judged) < 2:
        return ""
    ordered = sorted(judged, key=lambda each: each.row.share or 0.0)
    return _("Paling sering tepat waktu: %(best)s. Paling sering terlambat: %(worst)s.") % {
        "best": ordered[-1].name,
        "worst": ordered[0].name,
    }


def satisfaction_bars(found: Figures, services: Mapping[str, Definition]) -> list[tuple[Bar, int]]:
    """Draw the survey's index of each service, of 100, with how many answered."""
    rows = found.satisfaction.rows if found.satisfaction else []
    named = [say(services[row.service].name) if row.service in services else row.service for row in rows]
    indices = [Decimal(str(row.index)) for row in rows]
    written = [(name, float(index), number(index, places=1)) for name, index in zip(named, indices, strict=True)]
    return [(bar, row.answered) for bar, row in zip(bars(written, maximum=100.0), rows, strict=True)]


def month_bars(found: Figures) -> list[Bar]:
    """Draw how many requests were sent in each month."""
    hidden = _("kurang dari %(least)s") % {"least": found.least}
    written = [
        (date_format(month, "F Y"), float(count or 0), hidden if count is None else number(count))
        for month, count in found.months
    ]
    return bars(written)
