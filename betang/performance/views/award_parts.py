"""What the screens of awards share: the state in words, and the lines behind a team's result."""

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.ledger.measures import How
from betang.performance.criteria import criterion_from_json, sort_words
from betang.performance.models import Award, AwardTeam
from betang.ui.formats import date as date_words
from betang.ui.formats import number
from betang.ui.parts import Derivation


def state_of(award: Award, today: date) -> tuple[str, str]:
    """Say how far an award came, and the tone of its badge."""
    if award.cancelled_at:
        return _("dibatalkan"), "line"
    if award.decided_at:
        return _("diputuskan"), "good"
    if award.computed_at:
        return _("dihitung, menunggu keputusan"), "info"
    if today < award.from_date:
        return _("diumumkan"), "info"
    return (_("berjalan"), "info") if today <= award.to_date else (_("menunggu hitungan"), "line")


def team_lines(award: Award, team: AwardTeam) -> dict[str, Any]:
    """Give the lines of a team by criterion and sort of cases, and the derivation in words."""
    criteria = [criterion_from_json(kept) for kept in award.criteria]
    lines = [
        {
            **cell,
            "criterion": criteria[cell["criterion"]],
            "sort": sort_words(criteria[cell["criterion"]], cell["sort"]),
            "unit": "%" if criteria[cell["criterion"]].measure.how == How.SHARE else "",
        }
        for cell in team.cells
    ]
    return {"lines": lines, "why": why(award, team), "enough": team.shown}


def why(award: Award, team: AwardTeam) -> Derivation:
    """Say how the result of a team came about."""
    language = get_language() or "id"
    per_cent = [number(f"{100 * value:.2f}", language=language) for value in (team.change, team.low)]
    return Derivation(
        question=_("Bagaimana angka ini dihitung?"),
        inputs=[
            (_("Orang dengan fakta"), str(team.people)),
            (_("Fakta paling sedikit tiap golongan dan masa"), str(award.terms["fakta"])),
            (_("Orang paling sedikit"), str(award.terms["orang"])),
        ],
        steps=[
            _("Rata-rata kini dikurangi rata-rata tim itu sendiri dahulu, pada tiap golongan perkara."),
            _("Dibagi skala golongannya: rata-rata seluruh tim dahulu, atau 100 bagi bagian dalam persen."),
            _("Dijumlahkan menurut campuran perkara tim dahulu; tiap kriteria sama berat: %(change)s%%.")
            % {"change": per_cent[0]},
            _("Batas bawah selang 90 persen: %(low)s%%. Tim membaik bila batas ini di atas nol.")
            % {"low": per_cent[1]},
        ],
        citations=[
            _("Rancangan Betang; nilai berlaku sejak %(since)s")
            % {"since": date_words(date.fromisoformat(award.terms["since"]), language=language)}
        ],
    )
