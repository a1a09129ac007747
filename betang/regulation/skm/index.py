"""From answers to the index: mean of each element, SKM, IKM, its category, and what is shown beside it.

NRR = sum of scores / answers of an element; SKM = Σ NRR · weight; IKM = SKM · 25, rounded half up to two places before
its category is found. Means, weights and index are exact quotients.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import Exact, Ratio, product
from betang.regulation.field import Maybe
from betang.regulation.parameters import InForce
from betang.regulation.skm.interval import KONVERSI, SELANG, Interval, interval
from betang.regulation.skm.tally import Counts, Tally, tally
from betang.regulation.trace import Trace

UNSUR = "skm/unsur"
BOBOT = "skm/bobot"
KATEGORI = "skm/kategori"
PEMBANDING = "skm/pembanding"


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Figures of g groups, one place for each. A Maybe is missing where an element it needs has no answer.

    `nrr` has one column for each element; `ikm` is unrounded, `shown` rounded; `category` and `lowest` are places in
    the list of categories and elements, -1 for none; `without` is the index without the element left out.
    """

    elements: tuple[str, ...]
    tally: Tally
    respondents: Counts
    nrr: tuple[Maybe, ...]
    skm: Maybe
    ikm: Maybe
    shown: Maybe
    category: npt.NDArray[np.int8]
    without: Maybe
    lowest: npt.NDArray[np.int8]
    intervals: tuple[Interval | None, ...]


def satisfaction(
    *,
    scores: npt.NDArray[np.int8],
    law: InForce,
    group: npt.NDArray[np.integer] | None = None,
    groups: int = 1,
    trace: Trace | None = None,
) -> Satisfaction:
    """Return the figures of a survey; `scores` has shape (respondents, elements), 1 to 4, 0 = blank.

    `group[i]` is the group of respondent i, below `groups`. ValueError for a score out of range.
    """
    highest = law[KONVERSI].value["skor_tertinggi"]
    return figures(tally(scores=scores, highest=highest, group=group, groups=groups), law=law, trace=trace)


def figures(counts: Tally, *, law: InForce, trace: Trace | None = None) -> Satisfaction:
    """Return the figures that follow from counted answers."""
    elements = tuple(entry["kode"] for entry in law[UNSUR].value)
    parts = [law[BOBOT].value[name] for name in elements]
    factor = law[KONVERSI].value["faktor"]
    skm = mean_of_elements(counts, parts)
    ikm = times(skm, factor)
    shown = rounded(ikm, law)
    dropped = law[PEMBANDING].value["tanpa"]
    left_out = [0 if name == dropped else part for name, part in zip(elements, parts, strict=True)]
    found = Satisfaction(
        elements=elements,
        tally=counts,
        respondents=counts.respondents[:, 1:].sum(axis=1),
        nrr=tuple(_element_mean(counts, place) for place in range(len(elements))),
        skm=skm,
        ikm=ikm,
        shown=shown,
        category=category(shown, law),
        without=times(mean_of_elements(counts, left_out), factor),
        lowest=_lowest(counts),
        intervals=_intervals(counts, ikm, law),
    )
    if trace is not None:
        _record(trace, found, law)
    return found


def _element_mean(counts: Tally, place: int) -> Maybe:
    answered = counts.answered[:, place]
    return Maybe(Ratio(counts.total[:, place], np.maximum(answered, 1)), answered > 0)


def mean_of_elements(counts: Tally, parts: Sequence[int]) -> Maybe:
    """Return Σ NRR · weight, a weight being its parts over all parts.

    Missing where an element with parts has no answer. The common denominator is the product of the elements' answers:
    exact in Python integers of any size.
    """
    used = [place for place, part in enumerate(parts) if part]
    answered = counts.answered[:, used]
    below = np.maximum(answered, 1).astype(object)
    common = below.prod(axis=1)
    above = sum(
        part * counts.total[:, place].astype(object) * (common // below[:, column])
        for column, (place, part) in enumerate((place, parts[place]) for place in used)
    )
    return Maybe(Ratio(np.asarray(above), common * sum(parts)), np.asarray((answered > 0).all(axis=1), dtype=bool))


def times(column: Maybe, factor: int) -> Maybe:
    """Multiply exact quotients by a whole number."""
    ratio: Ratio = column.column
    return Maybe(Ratio(product(ratio.num, factor), ratio.den), column.present)


def rounded(ikm: Maybe, law: InForce) -> Maybe:
    """Round an index half up to the places in force."""
    return to_places(ikm, law[KONVERSI].value["desimal"])


def to_places(column: Maybe, places: int) -> Maybe:
    """Round exact quotients half up."""
    return Maybe(Exact(column.column.half_up(places), places), column.present)


def category(shown: Maybe, law: InForce) -> npt.NDArray[np.int8]:
    """Return the category of each rounded index as its place in the list in force; -1 for none."""
    column: Exact = shown.column
    floors = [int(entry["ikm_min"].scaleb(column.scale)) for entry in law[KATEGORI].value]
    found = np.searchsorted(np.array(floors), column.mantissa.astype(np.int64), side="right") - 1
    return np.where(shown.present, found, -1).astype(np.int8)


def _lowest(counts: Tally) -> npt.NDArray[np.int8]:
    """Return the element with the lowest mean, the first of equals; means are compared by multiplying out."""
    best = np.full(len(counts.total), -1, dtype=np.int8)
    total, answered = np.zeros(len(best), dtype=object), np.zeros(len(best), dtype=object)
    for place in range(counts.total.shape[1]):
        t, n = counts.total[:, place].astype(object), counts.answered[:, place].astype(object)
        lower = np.asarray((n > 0) & ((best < 0) | (t * answered < total * n)), dtype=bool)
        best[lower], total[lower], answered[lower] = place, t[lower], n[lower]
    return best


def _intervals(counts: Tally, ikm: Maybe, law: InForce) -> tuple[Interval | None, ...]:
    rows = zip(counts.respondents.tolist(), counts.scored.tolist(), counts.squared.tolist(), strict=True)
    return tuple(
        interval(ikm=_fraction(ikm, place), respondents=people, scored=scored, squared=squared, law=law)
        if ikm.present[place]
        else None
        for place, (people, scored, squared) in enumerate(rows)
    )


def _fraction(column: Maybe, place: int) -> Fraction:
    found: Fraction = column.column.fraction(place)
    return found


def _record(trace: Trace, found: Satisfaction, law: InForce) -> None:
    """Record the steps: one for each element, then those of the index."""
    groups, size = len(found.respondents), len(found.elements)
    flat = Maybe(
        Ratio(found.tally.total.ravel(), np.maximum(found.tally.answered.ravel(), 1)), found.tally.answered.ravel() > 0
    )
    inputs = {
        "unsur": list(found.elements) * groups,
        "jumlah_skor": found.tally.total.ravel(),
        "penjawab": found.tally.answered.ravel(),
    }
    trace.step("nrr", inputs, flat, parameter=law[UNSUR], owner=np.repeat(np.arange(groups), size))
    parts = law[BOBOT].value
    shares = {str(Fraction(parts[name], sum(parts[n] for n in found.elements))) for name in found.elements}
    trace.step("skm", {"bobot_unsur": " ".join(sorted(shares))}, found.skm, parameter=law[BOBOT])
    record_index(trace, ikm=found.ikm, skm=found.skm, shown=found.shown, code=found.category, law=law)
    trace.step("ikm_tanpa_u4", {"tanpa": law[PEMBANDING].value["tanpa"]}, found.without, parameter=law[PEMBANDING])
    _record_interval(trace, found, law)
    names = [None if place < 0 else found.elements[place] for place in found.lowest.tolist()]
    trace.step("terendah", {}, names, parameter=law[UNSUR])


def record_index(
    trace: Trace, *, ikm: Maybe, skm: Maybe | None, shown: Maybe, code: npt.NDArray[np.int8], law: InForce
) -> None:
    """Record the rounding of an index and the category found."""
    conversion, bands = law[KONVERSI], law[KATEGORI]
    before = {"skm": skm, "faktor": conversion.value["faktor"]} if skm is not None else {}
    places = conversion.value["desimal"]
    trace.step("ikm", {**before, "ikm_belum_dibulatkan": ikm, "desimal": places}, shown, parameter=conversion)
    floors = [None if place < 0 else bands.value[place]["ikm_min"] for place in code.tolist()]
    quality = [None if place < 0 else bands.value[place]["mutu"] for place in code.tolist()]
    trace.step("mutu", {"ikm": shown, "ikm_min": floors}, quality, parameter=bands)


def _record_interval(trace: Trace, found: Satisfaction, law: InForce) -> None:
    spans = found.intervals
    inputs = {
        "responden": found.respondents,
        "simpangan_baku": [span and span.deviation for span in spans],
        "nilai_t": [span and span.factor for span in spans],
        "taraf": law[SELANG].value["taraf"],
    }
    trace.step("ci95", inputs, [span and f"{span.low} – {span.high}" for span in spans], parameter=law[SELANG])
