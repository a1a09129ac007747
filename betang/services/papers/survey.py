"""The yearly report of the satisfaction survey, in the outline of PermenPANRB 14/2017, from published figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from betang.kernel.documents.actions import Paper
from betang.services.definition import Definition
from betang.services.document_kinds import SURVEY
from betang.services.models import SurveyFollowUp
from betang.services.office import office_code
from betang.services.queries.survey import Year
from betang.services.survey_figures import Figures
from betang.services.survey_questions import questions
from betang.ui import formats


def survey_paper(
    year: Year, *, office: str, services: Mapping[str, Definition], follow_ups: Sequence[SurveyFollowUp], today: date
) -> Paper:
    """Set out a year; the same content is the same paper."""
    asked = questions(date(year.year, 12, 31))
    names = {each.code: f"{each.code} {each.name.id}" for each in asked}
    with override("id"):
        data = {
            "year": str(year.year),
            "unit": office,
            "quarters": [
                {
                    "name": f"Triwulan {one.quarter.number}",
                    "office": figures(one.office),
                    "rows": [
                        {"name": services[row.service].name.id if row.service in services else row.service,
                         **(figures(row) or {})}
                        for row in one.services
                    ] + ([{"name": "Layanan lain, digabung", **(figures(one.together) or {})}] if one.together else []),
                    "sample": str(one.sample or "–"),
                }
                for one in year.quarters
            ],
            "office": figures(year.office),
            "elements": [
                [names[code], [mean(one.office, code) for one in year.quarters], mean(year.office, code)]
                for code in names
            ],
            "strong": strongest(year.office, names, best=True),
            "weak": strongest(year.office, names, best=False),
            "follow_ups": [
                [names.get(row.element, row.element), row.programme, row.owner.name,
                 f"{formats.date(row.from_date)} – {formats.date(row.to_date or row.from_date)}",
                 f"selesai {formats.date(row.done_date)}: {row.result}" if row.done_date else "berjalan"]
                for row in follow_ups
            ],
            "questions": [[each.code, each.words.id, "; ".join(words.id for words in each.answers)] for each in asked],
        }  # fmt: skip
    return Paper(
        kind=SURVEY,
        series=f"services.survey:{office_code()}:{year.year}",
        title=f"Laporan Survei Kepuasan Masyarakat {year.year}",
        about=f"{office}, {year.year}",
        issuer=office,
        data=data,
    )


def figures(row: Figures | None) -> dict[str, Any] | None:
    """Write figures for a table."""
    if row is None:
        return None
    return {
        "answered": formats.number(row.answered),
        "paper": formats.number(row.paper),
        "invited": formats.number(row.invited),
        "rate": formats.percent(row.rate) if row.rate is not None else "–",
        "index": said(row.index),
        "quality": f"{row.quality} ({row.performance.id})" if row.performance else "–",
        "without": said(row.without),
        "span": f"{said(row.low)} – {said(row.high)}",
    }


def mean(row: Figures | None, code: str) -> str:
    """Write an element's mean."""
    return said(dict(row.means).get(code)) if row else "–"


def strongest(row: Figures | None, names: Mapping[str, str], *, best: bool) -> list[str]:
    """Name the three elements with the best or the least means."""
    if row is None:
        return []
    given = [(value, code) for code, value in row.means if value is not None]
    ordered = sorted(given, key=lambda pair: (-pair[0] if best else pair[0], pair[1]))[:3]
    return [f"{names[code]} ({said(value)})" for value, code in ordered]


def said(value: Decimal | None) -> str:
    """Write a figure with two places."""
    return "–" if value is None else formats.number(value, places=2)
