"""SAKIP: the predicate of an agency's accountability score, the score from its components, achievement of IKU.

PermenPANRB 88/2021 for the evaluation. A SAKIP grade is never turned into a unit's achievement: that one comes from the
performance agreement and the expectation on the unit (SE MenPANRB 3/2023).
"""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.exact import Exact, Ratio, added, from_decimals, product
from betang.regulation.field import Field, Maybe, Ragged
from betang.regulation.indicator import ARAH, achievement
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace
from betang.regulation.wholes import constant, counted, over_power, summed

PREDIKAT_SAKIP = "sakip/predikat"
KOMPONEN = "sakip/komponen"
SUBKOMPONEN = "sakip/subkomponen"
PREDIKAT = codes(
    ("D", "Sangat Kurang", "Very poor"),
    ("C", "Kurang", "Poor"),
    ("CC", "Cukup (Memadai)", "Fair (adequate)"),
    ("B", "Baik", "Good"),
    ("BB", "Sangat Baik", "Very good"),
    ("A", "Memuaskan", "Satisfying"),
    ("AA", "Sangat Memuaskan", "Very satisfying"),
)
KOMPONEN_AKIP = codes(
    ("PERENCANAAN", "Perencanaan kinerja", "Performance planning"),
    ("PENGUKURAN", "Pengukuran kinerja", "Performance measurement"),
    ("PELAPORAN", "Pelaporan kinerja", "Performance report"),
    ("EVALUASI", "Evaluasi internal", "Internal evaluation"),
)


def sakip_predikat(*, score: Ratio, law: InForce, trace: Trace | None = None) -> npt.NDArray[np.int8]:
    """Return the predicate of each score (0 D … 6 AA); a score at a bound stays below it."""
    found = np.zeros(len(score), dtype=np.int8)
    for row in reversed(law[PREDIKAT_SAKIP].value):
        fits = score.greater(row["lebih_dari"]) if "lebih_dari" in row else np.ones(len(score), dtype=bool)
        found[fits] = PREDIKAT.code(row["predikat"])
    if trace is not None:
        trace.step("predikat_sakip", {"nilai_sakip": score}, PREDIKAT.of(found), parameter=law[PREDIKAT_SAKIP])
    return found


def evaluation_score(
    *,
    owner: npt.NDArray[np.integer],
    component: npt.NDArray[np.int8],
    existence: Exact,
    quality: Exact,
    use: Exact,
    n: int,
    law: InForce,
    trace: Trace | None = None,
) -> tuple[Ratio, npt.NDArray[np.bool_]]:
    """Return the score of n agencies from their components, and whether every component was given exactly once.

    Each row is one component with its three parts in percent (0–100): existence, quality, use.
    """
    parts, weights = law[SUBKOMPONEN].value, law[KOMPONEN].value
    shares = from_decimals([parts["keberadaan"], parts["kualitas"], parts["pemanfaatan"]])
    rates = from_decimals([weights[name] for name in KOMPONEN_AKIP.names])
    scale = max(column.scale for column in (existence, quality, use))
    mixed = constant(0, len(owner))
    for column, share in zip((existence, quality, use), shares.mantissa.tolist(), strict=True):
        mixed = added(mixed, product(column.rescaled(scale).mantissa, share))
    each = product(mixed, rates.mantissa[component])
    den = 100 * 10 ** (scale + shares.scale + rates.scale)
    total = Ratio(summed(owner, each, n), constant(den, n))
    kinds = len(KOMPONEN_AKIP.names)
    tally = counted(owner.astype(np.int64) * kinds + component, n * kinds).reshape(n, kinds)
    if trace is not None:
        inputs = {"keberadaan": existence, "kualitas": quality, "pemanfaatan": use}
        result = Ratio(mixed, constant(10 ** (scale + shares.scale), len(owner)))
        trace.step("persen_komponen", inputs, result, parameter=law[SUBKOMPONEN], owner=owner)
        rows = {"komponen_akip": KOMPONEN_AKIP.of(component), "persen_komponen": result}
        trace.step("nilai_komponen", rows, Ratio(each, constant(den, len(owner))), parameter=law[KOMPONEN],
                   owner=owner)  # fmt: skip
    return total, np.asarray((tally == 1).all(axis=1))


def _predikat(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    score = Ratio(*over_power(columns["nilai_sakip"]))
    return {"predikat_sakip": PREDIKAT.of(sakip_predikat(score=score, law=law, trace=trace))}


def _evaluation(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    rows: Ragged = columns["komponen_evaluasi"]
    parts = rows.columns
    score, complete = evaluation_score(
        owner=rows.owner, component=parts["komponen_akip"].array, existence=parts["keberadaan"],
        quality=parts["kualitas"], use=parts["pemanfaatan"], n=len(rows), law=law, trace=trace,
    )  # fmt: skip
    found = sakip_predikat(score=score, law=law, trace=trace and trace.only(complete))
    return {
        "nilai_sakip": Maybe(score, complete),
        "predikat_sakip": PREDIKAT.of(np.where(complete, found, -1).astype(np.int8)),
    }


def _indicator(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    found = achievement(direction=columns["arah"].array, target=columns["target"], realised=columns["realisasi"])
    if trace is not None:
        inputs = {name: columns[name] for name in ("arah", "target", "realisasi")}
        trace.step("capaian_persen", inputs, found, basis="PermenPANRB 8/2021 Lampiran", confidence="M-high")
    return {"capaian_persen": found}


def _percent(name: str, indonesian: str, english: str) -> Field:
    return Field(name, Text(indonesian, english), "decimal", least=Decimal(0), most=Decimal(100))


LABELS = {
    "persen_komponen": Text("Persen komponen", "Percent of the component"),
    "nilai_komponen": Text("Nilai komponen", "Score of the component"),
}

RULES = (
    Rule(
        id="sakip/predikat",
        title=Text("Predikat SAKIP", "SAKIP predicate"),
        about=Text("Predikat dari nilai evaluasi AKIP.", "The predicate of an evaluation score."),
        basis="PermenPANRB 88/2021",
        inputs=(_percent("nilai_sakip", "Nilai AKIP", "Score"),),
        outputs=(Output("predikat_sakip", Text("Predikat SAKIP", "SAKIP predicate"), PREDIKAT),),
        run=_predikat,
        parameters=(PREDIKAT_SAKIP,),
        cautions=(
            Text(
                "Predikat SAKIP bukan capaian kinerja unit dan tidak dipakai untuk pola distribusi.",
                "The SAKIP predicate is not the unit's achievement and does not set the distribution pattern.",
            ),
        ),
    ),
    Rule(
        id="sakip/evaluasi",
        title=Text("Nilai evaluasi dari komponennya", "Evaluation score from its components"),
        about=Text(
            "Keempat komponen, masing-masing dengan persen keberadaan, kualitas, dan pemanfaatan. Tidak ada hasil "
            "bila belum lengkap.",
            "The four components, each with percent of existence, quality and use. No result until all are there.",
        ),
        basis="PermenPANRB 88/2021",
        inputs=(
            Field(
                "komponen_evaluasi",
                Text("Komponen", "Components"),
                "items",
                parts=(
                    Field("komponen_akip", Text("Komponen", "Component"), "choice", codes=KOMPONEN_AKIP),
                    _percent("keberadaan", "Keberadaan (%)", "Existence (%)"),
                    _percent("kualitas", "Kualitas (%)", "Quality (%)"),
                    _percent("pemanfaatan", "Pemanfaatan (%)", "Use (%)"),
                ),
            ),
        ),
        outputs=(
            Output("nilai_sakip", Text("Nilai AKIP", "Score")),
            Output("predikat_sakip", Text("Predikat SAKIP", "SAKIP predicate"), PREDIKAT),
        ),
        run=_evaluation,
        parameters=(KOMPONEN, SUBKOMPONEN, PREDIKAT_SAKIP),
        cautions=(Text("Bobotnya pengetahuan umum, belum dikonfirmasi.", "The weights are not confirmed."),),
    ),
    Rule(
        id="sakip/capaian_iku",
        title=Text("Capaian indikator kinerja utama", "Achievement of a key performance indicator"),
        about=Text(
            "Makin tinggi makin baik: R/T × 100. Makin rendah makin baik: (2T − R)/T × 100. Tanpa batas atas.",
            "Higher is better: R/T × 100. Lower is better: (2T − R)/T × 100. Without an upper cap.",
        ),
        basis="PermenPANRB 8/2021",
        inputs=(
            Field("arah", Text("Arah", "Direction"), "choice", codes=ARAH),
            Field("target", Text("Target", "Target"), "decimal", least=Decimal("0.0000000001")),
            Field("realisasi", Text("Realisasi", "Realisation"), "decimal", least=Decimal(0)),
        ),
        outputs=(Output("capaian_persen", Text("Capaian (%)", "Achievement (%)")),),
        run=_indicator,
        cautions=(
            Text(
                "Apakah capaian di atas 100% dibatasi adalah pilihan daerah yang belum diketahui.",
                "Whether achievement above 100% is capped is a local choice that is not known.",
            ),
        ),
    ),
)
