"""The EKSP-2022 pipeline: unit's achievement → pattern → items → result → behaviour → quadrant → predikat.

One pass over whole columns; with a trace the same pass also records each person's steps.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.batch.appraise.achieved import achieved, evidence
from betang.batch.appraise.model import AppraiseInput, Behaviours, Bools, Indicators, Int8, Int32, Results
from betang.batch.appraise.notes import Keys, Note, mark, mark_printed, marked
from betang.regulation.codes import NONE
from betang.regulation.credit import credit_points
from betang.regulation.eksp2022.distribution import POLA, Verdict, distribution, judge
from betang.regulation.eksp2022.levels import CAPAIAN, JENIS, PREDIKAT, RATING
from betang.regulation.eksp2022.pattern import Counts, pattern_text
from betang.regulation.eksp2022.quadrant import head_result, quadrant
from betang.regulation.eksp2022.ratings import (
    AMBANG,
    USULAN_RATING,
    behaviour_rating,
    item_ratings,
    rating_of_achievement,
    result_rating,
)
from betang.regulation.exact import Ratio
from betang.regulation.parameters import InForce
from betang.regulation.trace import Grouped, Indexed, Trace

PERSENTASE = "angka-kredit/persentase"
_CHUNK = 4_000_000
"""Indicators rated at a time: keeps the temporary columns of exact arithmetic small beside the data itself."""


_NOBODY: Int32 = np.zeros(0, dtype=np.int32)
_NOTHING: Int8 = np.zeros(0, dtype=np.int8)
_NO_RESULTS = Results(_NOBODY, _NOTHING, _NOTHING)
_NO_BEHAVIOURS = Behaviours(_NOBODY, _NOTHING, _NOTHING)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The rated people, row for row with the input; codes -1 = none. `credit` counts where `has_credit`."""

    proposed_result: Int8
    proposed_behaviour: Int8
    result: Int8
    behaviour: Int8
    predikat: Int8
    credit: Ratio | None
    has_credit: npt.NDArray[np.bool_]
    notes: Keys
    tally: Counts
    verdict: Verdict | None


def evaluate(data: AppraiseInput, law: InForce, trace: Trace | None = None) -> Evaluation:
    """Rate everyone in the input by the values of law in force."""
    n = len(data.people)
    notes = marked(n)
    _unit_steps(data, law, trace)
    result_proposal, result = _results(data, law, notes, trace)
    behaviour_proposal, behaviour = _behaviours(data, law, notes, trace)
    result, behaviour = _decided(data, result, behaviour, notes, trace)
    predikat = quadrant(result=result, behaviour=behaviour, law=law, trace=trace)
    if trace is not None:
        _predikat_step(data, predikat, trace)
    if data.printed is not None:
        mark_printed(notes, data.printed.predikat, predikat)
    _remark_unrated(data, result, behaviour, notes)
    credit, has_credit = _credit(data, predikat, law, notes, trace)
    tally, verdict = _units(data, predikat, law)
    return Evaluation(
        result_proposal, behaviour_proposal, result, behaviour, predikat, credit, has_credit, notes, tally, verdict
    )


def _capaian(data: AppraiseInput) -> Int8:
    """Return the achievement of each person's unit, -1 where no unit is known."""
    if data.units is None:
        return np.full(len(data.people), NONE, dtype=np.int8)
    return np.append(data.units.capaian, np.int8(NONE))[data.people.unit]


def _unit_steps(data: AppraiseInput, law: InForce, trace: Trace | None) -> None:
    """Record the unit's achievement and its pattern."""
    if trace is None:
        return
    capaian, pattern = _capaian(data), law.get(POLA)
    trace.step(
        "capaian_unit",
        {"unit": data.people.unit_code},
        CAPAIAN.of(capaian),
        basis="PermenPANRB 6/2022",
        confidence="V2",
    )
    words = [pattern_text(pattern.value[name]) if pattern else None for name in CAPAIAN.names]
    missing = None if pattern else "SE MenPANRB 3/2023"
    trace.step(
        "pola_distribusi", {"capaian_unit": CAPAIAN.of(capaian)}, Indexed(capaian, [*words, None]),
        parameter=pattern, basis=missing, confidence=None if pattern else "V",
    )  # fmt: skip


def _results(data: AppraiseInput, law: InForce, notes: Keys, trace: Trace | None) -> tuple[Int8, Int8]:
    """Return each result rating as proposed (a head's is the unit's achievement) and as it stands (printed ones do).

    What a Rekap prints needs no proposal: there the first is empty.
    """
    printed = _printed(data, None if data.printed is None else data.printed.result)
    proposing = printed < 0
    staff, heads = proposing & ~data.people.head, proposing & data.people.head
    # Beside a Rekap indicators may come without results: they belong to no item then.
    results, indicators = (data.results, data.indicators) if data.results else (_NO_RESULTS, None)
    rating = _items(results, indicators, law, notes, staff, trace)
    proposed = result_rating(
        owner=results.owner, kind=results.kind, rating=rating, n=len(data.people), law=law,
        trace=trace and trace.only(staff),
    )  # fmt: skip
    if data.people.head.any():
        from_unit = head_result(capaian=_capaian(data), law=law, trace=trace and trace.only(heads))
        proposed = np.where(heads, from_unit, proposed)
        mark(notes, data.people.head & ~proposing & (from_unit >= 0) & (from_unit != printed), Note.HEAD_PRINTED)
    if law[AMBANG].overlay:
        mark(notes, staff & (proposed >= 0), Note.POLICY)
    return _standing("rating_hasil", proposed, printed, trace)


def _printed(data: AppraiseInput, column: Int8 | None) -> Int8:
    """Return a column of printed ratings, all -1 without a Rekap."""
    return np.full(len(data.people), NONE, dtype=np.int8) if column is None else column


def _standing(name: str, proposed: Int8, printed: Int8, trace: Trace | None) -> tuple[Int8, Int8]:
    """Put printed ratings in the place of proposals and record the step of those who have one."""
    stands = printed >= 0
    if trace is not None:
        found = RATING.of(printed)
        trace.only(stands).step(name, {"rating_tercetak": found}, found, basis="SE Kepala BKN 11/2023", confidence="V2")
    return np.where(stands, np.int8(NONE), proposed), np.where(stands, printed, proposed)


def _items(
    results: Results, indicators: Indicators | None, law: InForce, notes: Keys, staff: Bools, trace: Trace | None
) -> Int8:
    """Rate each item: the given rating, else the proposal from its indicators; it counts for `staff` only."""
    given, proposed = results.rating, np.full(len(results), NONE, dtype=np.int8)
    each: Int8 | None = None
    if indicators is not None and len(indicators):
        each = _indicator_ratings(indicators, law)
        proposed = item_ratings(item=indicators.result, indicator_rating=each, n=len(results))
    rating = np.where(given >= 0, given, proposed)
    if law[USULAN_RATING].overlay:
        by_policy = np.zeros(len(notes), dtype=bool)
        by_policy[results.owner[(given < 0) & (proposed >= 0)]] = True
        mark(notes, by_policy & staff, Note.POLICY)
    if trace is not None:
        inputs: dict[str, Any] = {
            "rhk": results.rhk, "jenis": JENIS.of(results.kind), "rating_diberikan": RATING.of(given)
        }  # fmt: skip
        if indicators is not None and each is not None:
            inputs |= {name: Grouped(indicators.result, column) for name, column in evidence(indicators).items()}
            inputs["capaian_persen"] = Grouped(indicators.result, achieved(indicators, slice(None)))
            inputs["rating_indikator"] = Grouped(indicators.result, RATING.of(each))
            inputs |= law[USULAN_RATING].value
            inputs["usulan"] = RATING.of(proposed)
        trace.step(
            "rating_butir", inputs, RATING.of(rating), parameter=law[USULAN_RATING], owner=results.owner,
            applies=given < 0, otherwise=("PermenPANRB 6/2022", "V"),
        )  # fmt: skip
    return rating


def _indicator_ratings(indicators: Indicators, law: InForce) -> Int8:
    """Rate every indicator, some millions at a time."""
    out = np.empty(len(indicators), dtype=np.int8)
    for start in range(0, len(indicators), _CHUNK):
        part = slice(start, start + _CHUNK)
        out[part] = rating_of_achievement(achieved(indicators, part), law)
    return out


def _behaviours(data: AppraiseInput, law: InForce, notes: Keys, trace: Trace | None) -> tuple[Int8, Int8]:
    """Return each behaviour rating as proposed and as it stands, as `_results` does."""
    printed = _printed(data, None if data.printed is None else data.printed.behaviour)
    proposing, table = printed < 0, data.behaviours or _NO_BEHAVIOURS
    proposed = behaviour_rating(
        owner=table.owner, rating=table.rating, n=len(printed), law=law, trace=trace and trace.only(proposing)
    )
    if law[AMBANG].overlay:
        mark(notes, proposing & (proposed >= 0), Note.POLICY)
    return _standing("rating_perilaku", proposed, printed, trace)


def _decided(data: AppraiseInput, result: Int8, behaviour: Int8, notes: Keys, trace: Trace | None) -> tuple[Int8, Int8]:
    """Put raters' decisions in the place of what stands."""
    final_result, final_behaviour = result.copy(), behaviour.copy()
    table = data.decisions
    if table is None or not len(table):
        return final_result, final_behaviour
    for column, final, note in (
        (table.result, final_result, Note.RESULT_DECIDED),
        (table.behaviour, final_behaviour, Note.BEHAVIOUR_DECIDED),
    ):
        who = table.owner[column >= 0]
        final[who] = column[column >= 0]
        decided = np.zeros(len(final), dtype=bool)
        decided[who] = True
        if note is Note.RESULT_DECIDED:
            mark(notes, decided & data.people.head, Note.HEAD_DECIDED)
            decided &= ~data.people.head
        mark(notes, decided, note)
    if trace is not None:
        inputs = {"rating_hasil": RATING.of(table.result), "rating_perilaku": RATING.of(table.behaviour)}
        trace.step("keputusan", inputs, table.reason, basis="PermenPANRB 6/2022", confidence="V", owner=table.owner)
    return final_result, final_behaviour


def _predikat_step(data: AppraiseInput, predikat: Int8, trace: Trace) -> None:
    inputs: dict[str, Any] = {"kuadran": PREDIKAT.of(predikat)}
    if data.printed is not None:
        inputs["predikat_tercetak"] = PREDIKAT.of(data.printed.predikat)
    trace.step("predikat", inputs, PREDIKAT.of(predikat), basis="PermenPANRB 6/2022", confidence="V2")


def _remark_unrated(data: AppraiseInput, result: Int8, behaviour: Int8, notes: Keys) -> None:
    """Say why someone has no predikat."""
    n = len(data.people)
    no_result = (result < 0) & ~data.people.head
    mark(notes, (result < 0) & data.people.head, Note.UNIT_UNKNOWN)
    if no_result.any():
        has_items = np.zeros(n, dtype=bool)
        if data.results is not None:
            has_items[data.results.owner] = True
        mark(notes, no_result & ~has_items, Note.NO_ITEMS)
        mark(notes, no_result & has_items, Note.UNRATED_ITEM)
    mark(notes, behaviour < 0, Note.NO_BEHAVIOUR)


def _credit(
    data: AppraiseInput, predikat: Int8, law: InForce, notes: Keys, trace: Trace | None
) -> tuple[Ratio | None, npt.NDArray[np.bool_]]:
    """Compute angka kredit for people with a level and a predikat, where the values are in force."""
    level, months = data.people.level, data.people.months
    has = (level >= 0) & (predikat >= 0)
    if not has.any():
        return None, np.zeros(len(level), dtype=bool)
    if law.get(PERSENTASE) is None:
        mark(notes, has, Note.CREDIT_NOT_IN_FORCE)
        return None, np.zeros(len(level), dtype=bool)
    points = credit_points(level=level, predikat=predikat, months=months, law=law, trace=trace and trace.only(has))
    return points, has


def _units(data: AppraiseInput, predikat: Int8, law: InForce) -> tuple[Counts, Verdict | None]:
    """Count predikat in each unit and hold the counts against the pattern, where it is in force."""
    if data.units is None:
        return np.zeros((0, 5), dtype=np.int64), None
    tally = distribution(unit=data.people.unit, predikat=predikat, n=len(data.units))
    if law.get(POLA) is None:
        return tally, None
    return tally, judge(tally=tally, capaian=data.units.capaian, law=law)
