"""Adapters between the inputs of the survey's rules and its kernels: answers, means, indices as people write them."""

from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import Exact, Ratio, product
from betang.regulation.field import InputError, Maybe, Ragged
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns
from betang.regulation.skm.index import (
    BOBOT,
    KATEGORI,
    UNSUR,
    Satisfaction,
    category,
    record_index,
    rounded,
    satisfaction,
    times,
    to_places,
)
from betang.regulation.skm.interval import KONVERSI
from betang.regulation.text import Text
from betang.regulation.trace import Trace
from betang.regulation.wholes import counted, summed

MEAN_PLACES = 4


def index(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Compute a survey from its answers, one respondent a line."""
    answers: Ragged = columns["jawaban"]
    found = satisfaction(scores=_scores(answers, law), law=law, group=answers.owner, groups=len(answers), trace=trace)
    means = {f"nrr_{name.lower()}": to_places(mean, MEAN_PLACES) for name, mean in _means(found)}
    return {
        "responden": found.respondents,
        **means,
        "skm": to_places(found.skm, MEAN_PLACES),
        "ikm": found.shown,
        **quality(found.category, law),
        "ikm_tanpa_u4": rounded(found.without, law),
        "ci95_bawah": [span and span.low for span in found.intervals],
        "ci95_atas": [span and span.high for span in found.intervals],
        "terendah": [None if place < 0 else found.elements[place] for place in found.lowest.tolist()],
    }


def _means(found: Satisfaction) -> list[tuple[str, Maybe]]:
    return list(zip(found.elements, found.nrr, strict=True))


def _scores(answers: Ragged, law: InForce) -> npt.NDArray[np.int8]:
    """Lay the answers out as respondents × elements, 0 for a blank; InputError for a score out of range."""
    conversion = law[KONVERSI].value
    low, high = conversion["skor_terendah"], conversion["skor_tertinggi"]
    columns = []
    for part in answers.columns.values():
        wrong = part.present & ((part.column < low) | (part.column > high))
        if wrong.any():
            message = Text(f"skor {low} sampai {high}, atau - bila kosong", f"scores {low} to {high}, or - for a blank")
            raise InputError("jawaban", message)
        columns.append(np.where(part.present, part.column, 0))
    return np.stack(columns, axis=1).astype(np.int8)


def check_range(name: str, column: Exact, law: InForce, *, converted: bool) -> None:
    """Refuse means outside the scores in force, or indices outside the converted ones, with an InputError."""
    conversion = law[KONVERSI].value
    factor = conversion["faktor"] if converted else 1
    low, high = conversion["skor_terendah"] * factor, conversion["skor_tertinggi"] * factor
    unit = 10**column.scale
    if ((column.mantissa < low * unit) | (column.mantissa > high * unit)).any():
        raise InputError(name, Text(f"tulis angka {low} sampai {high}", f"write a number from {low} to {high}"))


def quality(code: npt.NDArray[np.int8], law: InForce) -> dict[str, list[Any]]:
    """Return quality, performance and value of categories, None where there is none."""
    bands = law[KATEGORI].value
    places = code.tolist()
    found = {key: [None if place < 0 else bands[place][key] for place in places] for key in ("mutu", "nilai_persepsi")}
    words = [Text(band["kinerja"], band["english"]) for band in bands]
    return {**found, "kinerja": [None if place < 0 else words[place] for place in places]}


def of_index(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Round an index and find its category."""
    given: Exact = columns["ikm_belum_dibulatkan"]
    check_range("ikm_belum_dibulatkan", given, law, converted=True)
    below = np.full(len(given), 10**given.scale, dtype=object)
    ikm = Maybe(Ratio(given.mantissa, below), np.ones(len(given), dtype=bool))
    return _from_index(ikm, None, law, trace)


def _from_index(ikm: Maybe, skm: Maybe | None, law: InForce, trace: Trace | None) -> Columns:
    shown = rounded(ikm, law)
    code = category(shown, law)
    if trace is not None:
        record_index(trace, ikm=ikm, skm=skm, shown=shown, code=code, law=law)
    return {"ikm": shown, **quality(code, law)}


def of_means(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Compute the index from the elements' means, with the weights in force or with one weight for all."""
    items: Ragged = columns["nrr"]
    means: Exact = items.columns["nrr"]
    weight: Maybe = columns["bobot_unsur"]
    parts = [law[BOBOT].value[entry["kode"]] for entry in law[UNSUR].value]
    n = len(items)
    check_range("nrr", means, law, converted=False)
    if (counted(items.owner, n) != len(parts)).any():
        raise InputError("nrr", Text(f"tulis {len(parts)} nilai, satu tiap unsur", f"write {len(parts)} values"))
    share = np.array(parts * n, dtype=object)
    exact = Ratio(
        summed(items.owner, product(means.mantissa.astype(object), share), n),
        np.full(n, sum(parts) * 10**means.scale, dtype=object),
    )
    own: Exact = weight.column
    given = Ratio(
        product(summed(items.owner, means.mantissa.astype(object), n), own.mantissa),
        np.full(n, 10 ** (means.scale + own.scale), dtype=object),
    )
    present = weight.present
    chosen = Ratio(np.where(present, given.num, exact.num), np.where(present, given.den, exact.den))
    skm = Maybe(chosen, np.ones(n, dtype=bool))
    if trace is not None:
        used = [own.at(i) if present[i] else f"1/{sum(parts)}" for i in range(n)]
        trace.step("skm", {"nrr": items, "bobot_unsur": used}, skm, parameter=law[BOBOT])
    found = _from_index(times(skm, law[KONVERSI].value["faktor"]), skm, law, trace)
    return {"skm": to_places(skm, MEAN_PLACES), **found}


def question(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Look up an element of the questionnaire, and the answer that a score stands for."""
    entries = {entry["kode"]: entry for entry in law[UNSUR].value}
    score: Maybe = columns["skor"]
    found = []
    for place, code in enumerate(columns["unsur"].array.tolist()):
        entry = entries[columns["unsur"].codes.names[code]]
        found.append((entry, _answers(entry["jawaban"], int(score.column[place]) if score.present[place] else None)))
    answers = [answer for _, answer in found]
    if trace is not None:
        trace.step("jawaban_teks", {"unsur": columns["unsur"], "skor": score}, answers, parameter=law[UNSUR])
    return {
        "nama_unsur": [entry["unsur"] for entry, _ in found],
        "pertanyaan": [entry["pertanyaan"] for entry, _ in found],
        "jawaban_teks": answers,
    }


def _answers(answers: tuple[str, ...], score: int | None) -> str:
    if score is None:
        return "; ".join(f"{place} {answer}" for place, answer in enumerate(answers, start=1))
    if not 1 <= score <= len(answers):
        raise InputError("skor", Text(f"1 sampai {len(answers)}", f"1 to {len(answers)}"))
    return answers[score - 1]
