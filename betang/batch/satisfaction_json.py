"""The result of `betang satisfaction` as an object whose numbers are exact decimals."""

from decimal import Decimal
from typing import Any

import numpy as np

from betang.batch.satisfaction_read import ALL, Answers
from betang.regulation.field import Maybe
from betang.regulation.parameters import InForce
from betang.regulation.skm.index import KATEGORI, Satisfaction, figures, rounded, to_places
from betang.regulation.skm.sample import sample_size

MEAN_PLACES = 4


def described(answers: Answers, *, population: int | None, law: InForce) -> dict[str, Any]:
    """Return the figures of all respondents; with groups, those of each under its value and all under `semua`."""
    minimum = None
    if population is not None:
        # The command always rounds up, whatever the rounding of `skm/pembulatan_sampel` is.
        minimum = int(sample_size(population=np.array([population]), law=law).up[0])
    everyone = _objects(figures(answers.counts.whole(), law=law), law)[0] | {"sampel_minimum": minimum}
    if answers.groups is None:
        return everyone
    each = _objects(figures(answers.counts, law=law), law)
    return {**dict(zip(answers.groups, each, strict=True)), ALL: everyone}


def _objects(found: Satisfaction, law: InForce) -> list[dict[str, Any]]:
    """Return one object for each group."""
    names = [name.lower() for name in found.elements]
    nrr = [_decimals(to_places(mean, MEAN_PLACES)) for mean in found.nrr]
    skm, ikm = _decimals(to_places(found.skm, MEAN_PLACES)), _decimals(found.shown)
    without = _decimals(rounded(found.without, law))
    bands = law[KATEGORI].value
    objects = []
    for place, code in enumerate(found.category.tolist()):
        span, lowest = found.intervals[place], int(found.lowest[place])
        objects.append(
            {
                "n": int(found.respondents[place]),
                "nrr": {name: column[place] for name, column in zip(names, nrr, strict=True)},
                "n_per_unsur": dict(zip(names, found.tally.answered[place].tolist(), strict=True)),
                "skm": skm[place],
                "ikm": ikm[place],
                "mutu": None if code < 0 else bands[code]["mutu"],
                "kinerja": None if code < 0 else bands[code]["kinerja"],
                "ikm_tanpa_u4": without[place],
                "ci95": None if span is None else [span.low, span.high],
                "terendah": None if lowest < 0 else names[lowest],
                "sampel_minimum": None,
            }
        )
    return objects


def _decimals(column: Maybe) -> list[Decimal | None]:
    pairs = zip(column.column.decimals(), column.present.tolist(), strict=True)
    return [value if there else None for value, there in pairs]
