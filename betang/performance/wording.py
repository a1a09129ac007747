"""Help with the wording of a plan: a result and not an activity, something measurable, evidence that is named.

Hints only. They stand beside the plan, never block it, and come from data with its source (`data/wording.toml`).
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from betang.performance.models import Approach, Indicator, Result

DATA = Path(__file__).with_name("data") / "wording.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """The words that are looked for."""

    verbs: frozenset[str]
    vague: tuple[str, ...]


@cache
def words() -> Words:
    """Read the words once."""
    read = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return Words(frozenset(read["activity"]["verbs"]), tuple(read["vague"]["words"]))


def result_hints(result: Result, *, approach: str, linkable: bool) -> list[str]:
    """Give hints on one result with its indicators; `linkable`: there is something above that it could serve."""
    found = []
    first = result.text.split()[:1]
    if first and first[0].casefold().strip(",.") in words().verbs:
        found.append(
            _("“%(verb)s” adalah kegiatan. Tulis hasilnya, mis. “Terlaksananya …” atau “Tersusunnya …”.")
            % {"verb": first[0]}
        )
    if vague := [word for word in words().vague if word in result.text.casefold()]:
        found.append(_("“%(word)s” sukar diukur. Sebutkan keadaan yang dapat dilihat.") % {"word": vague[0]})
    if linkable and result.parent_lineage is None and result.goal_id is None:
        found.append(_("Belum tersambung ke hasil pimpinan atau tujuan unit."))
    if approach == Approach.QUANTITATIVE:
        found += indicator_hints(result.indicators.all())
    return found


def indicator_hints(indicators: Iterable[Indicator]) -> list[str]:
    """Give hints on indicators: evidence named, unit and formula told."""
    found = []
    for row in indicators:
        missing = [
            str(label)
            for value, label in (
                (row.data_source, _("sumber data atau bukti")),
                (row.measure_unit, _("satuan")),
                (row.definition or row.formula, _("definisi atau rumus")),
            )
            if not value.strip()
        ]
        if missing:
            found.append(
                _("Indikator “%(text)s” belum menyebut: %(what)s.") % {"text": row.text, "what": ", ".join(missing)}
            )
    return found
