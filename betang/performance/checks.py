"""What a plan must hold before it goes to the superior, found all at once so that it is mended once.

The law asks for results with measures, targets and expected behaviour (law/appraisal-2022 §3); how many aspects a
result must be measured by is a value of the rule set (`eksp2022.practice.enough_aspects`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from betang.performance.models import Approach, Result
from betang.regulation.eksp2022.levels import JENIS, UTAMA
from betang.regulation.eksp2022.practice import ASPEK, ASPEK_MINIMUM, enough_aspects
from betang.regulation.parameters import book


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is missing: of a result, or of the plan as a whole (None)."""

    result: Result | None
    text: str


def faults(results: Sequence[Result], *, approach: str, day: date) -> list[Fault]:
    """Name what is missing of a plan's results (with their indicators read ahead), by the law of a day."""
    found: list[Fault] = []
    if not any(one.kind == JENIS.names[UTAMA] for one in results):
        found.append(Fault(None, _("Belum ada rencana hasil kerja utama; paling sedikit satu.")))
    if approach == Approach.QUALITATIVE:
        return found + [
            Fault(one, _("Tulis ukuran keberhasilan dan targetnya.")) for one in results if not one.measure.strip()
        ]
    return found + _aspects(results, day) + [fault for one in results for fault in _targets(one)]


def _aspects(results: Sequence[Result], day: date) -> list[Fault]:
    """Name the results that are measured by too few aspects."""
    law = book().on(day)
    pairs = [(n, code(row.aspect)) for n, one in enumerate(results) for row in one.indicators.all()]
    _number, enough = enough_aspects(
        owner=np.array([n for n, _aspect in pairs], dtype=np.int64),
        aspect=np.array([aspect for _n, aspect in pairs], dtype=np.int8),
        n=len(results),
        law=law,
    )
    least = law[ASPEK_MINIMUM].value
    return [
        Fault(one, _("Tambahkan indikator: paling sedikit %(least)s aspek yang berbeda.") % {"least": least})
        for one, good in zip(results, enough, strict=True)
        if not good
    ]


def code(aspect: str) -> int:
    """Give regulation's code of an aspect of the tables."""
    return ASPEK.names.index(aspect.upper())


def _targets(result: Result) -> list[Fault]:
    """Name the indicators of a result without target, or with a range that runs backwards."""
    found = []
    for row in result.indicators.all():
        if row.target is None:
            found.append(Fault(result, _("Indikator “%(text)s” belum mempunyai target.") % {"text": row.text}))
        elif row.target_top is not None and row.target_top < row.target:
            found.append(Fault(result, _("Rentang target “%(text)s” terbalik.") % {"text": row.text}))
        if not row.polarity:
            found.append(Fault(result, _("Indikator “%(text)s” belum mempunyai polaritas.") % {"text": row.text}))
    return found
