"""Talent: the nine-box of PermenPANRB 3/2020 and its succession group.

The axis "performance" here is not the rating of the same name in PermenPANRB 6/2022: it has codes of its own. Where a
score becomes a level, the cut points are an agency's choice and come in as figures.
"""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import NONE, codes
from betang.regulation.exact import Exact, align
from betang.regulation.field import Field, InputError
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

KOTAK = "talenta/kotak"
REKOMENDASI = "talenta/rekomendasi"
SUKSESI = "talenta/kelompok_suksesi"
Codes8 = npt.NDArray[np.int8]
KINERJA_TALENTA = codes(
    ("DI_BAWAH", "Di bawah ekspektasi (sumbu talenta)", "Below expectation (talent axis)"),
    ("SESUAI", "Sesuai ekspektasi (sumbu talenta)", "Meets expectation (talent axis)"),
    ("DI_ATAS", "Di atas ekspektasi (sumbu talenta)", "Above expectation (talent axis)"),
)
POTENSI = codes(("RENDAH", "Rendah", "Low"), ("MENENGAH", "Menengah", "Medium"), ("TINGGI", "Tinggi", "High"))


def nine_box(*, performance: Codes8, potential: Codes8, law: InForce, trace: Trace | None = None) -> Codes8:
    """Return the box 1–9 for each pair of levels, -1 where one of them is missing."""
    value = law[KOTAK].value
    # One extra row and column, filled with -1, receive the index -1 of a missing level.
    table = np.full((len(KINERJA_TALENTA.names) + 1, len(POTENSI.names) + 1), NONE, dtype=np.int8)
    for row, name in enumerate(KINERJA_TALENTA.names):
        table[row, :-1] = [value[name][column] for column in POTENSI.names]
    found: Codes8 = table[performance, potential]
    if trace is not None:
        inputs = {"kinerja_talenta": KINERJA_TALENTA.of(performance), "potensi": POTENSI.of(potential)}
        trace.step("kotak", inputs, found, parameter=law[KOTAK])
    return found


def in_succession_group(*, box: Codes8, law: InForce, trace: Trace | None = None) -> npt.NDArray[np.bool_]:
    """Say which boxes belong to the succession group."""
    found = np.isin(box, law[SUKSESI].value)
    if trace is not None:
        trace.step("kelompok_suksesi", {"kotak": box}, found, parameter=law[SUKSESI])
    return found


def axis_level(*, score: Exact, high: Exact, middle: Exact) -> Codes8:
    """Return the level of each score (0 low, 1 medium, 2 high); a score at a cut point takes the level above it."""
    level: Codes8 = np.zeros(len(score), dtype=np.int8)
    for bound in (middle, high):
        left, right, _ = align(score, bound)
        level += np.asarray(left >= right).astype(np.int8)
    return level


def _box(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    box = nine_box(
        performance=columns["kinerja_talenta"].array, potential=columns["potensi"].array, law=law, trace=trace
    )
    texts = [Text(**law[REKOMENDASI].value[str(number)]) for number in box.tolist()]
    group = in_succession_group(box=box, law=law, trace=trace)
    if trace is not None:
        trace.step("rekomendasi", {"kotak": box}, texts, parameter=law[REKOMENDASI])
    return {"kotak": box, "kelompok_suksesi": group, "rekomendasi": texts}


def _axis(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    score, high, middle = (columns[name] for name in ("skor_talenta", "batas_tinggi", "batas_menengah"))
    if any(low > top for low, top in zip(middle.decimals(), high.decimals(), strict=True)):
        raise InputError(
            "batas_menengah",
            Text("tidak boleh lebih besar daripada batas tinggi", "must not be greater than the upper cut point"),
        )
    found = POTENSI.of(axis_level(score=score, high=high, middle=middle))
    if trace is not None:
        inputs = {"skor_talenta": score, "batas_tinggi": high, "batas_menengah": middle}
        trace.step("tingkat_sumbu", inputs, found, basis="PermenPANRB 3/2020", confidence="C")
    return {"tingkat_sumbu": found}


def _score(name: str, indonesian: str, english: str) -> Field:
    return Field(name, Text(indonesian, english), "decimal", least=Decimal(0))


LABELS: dict[str, Text] = {}

RULES = (
    Rule(
        id="talenta/kotak",
        title=Text("Kotak talenta", "Talent box"),
        about=Text(
            "Kotak 1–9 dari tingkat kinerja dan potensi, kelompok rencana suksesi, dan rekomendasinya.",
            "Box 1–9 from the levels of performance and potential, the succession group, and what is recommended.",
        ),
        basis="PermenPANRB 3/2020",
        inputs=(
            Field("kinerja_talenta", Text("Kinerja", "Performance"), "choice", codes=KINERJA_TALENTA),
            Field("potensi", Text("Potensi", "Potential"), "choice", codes=POTENSI),
        ),
        outputs=(
            Output("kotak", Text("Kotak", "Box")),
            Output("kelompok_suksesi", Text("Masuk kelompok rencana suksesi", "In the succession group")),
            Output("rekomendasi", Text("Rekomendasi", "Recommendation")),
        ),
        run=_box,
        parameters=(KOTAK, SUKSESI, REKOMENDASI),
        cautions=(
            Text(
                "Nama tingkat kinerja di sini sama dengan rating PermenPANRB 6/2022, artinya tidak.",
                "The levels are named like the ratings of PermenPANRB 6/2022 and mean something else.",
            ),
        ),
    ),
    Rule(
        id="talenta/sumbu",
        title=Text("Tingkat pada sumbu talenta", "Level on a talent axis"),
        about=Text(
            "Tingkat dari skor dan batas yang dipakai instansi. Pada sumbu kinerja, rendah, menengah, dan tinggi "
            "dibaca di bawah, sesuai, dan di atas ekspektasi.",
            "The level from a score and the agency's cut points. On the axis of performance, low, medium and high "
            "read below, meeting and above expectation.",
        ),
        basis="PermenPANRB 3/2020; Kepka BKN 411/2025",
        inputs=(
            _score("skor_talenta", "Skor", "Score"),
            _score("batas_tinggi", "Tinggi mulai", "High from"),
            _score("batas_menengah", "Menengah mulai", "Medium from"),
        ),
        outputs=(Output("tingkat_sumbu", Text("Tingkat", "Level"), POTENSI),),
        run=_axis,
        cautions=(
            Text(
                "Batas kota belum diketahui; isilah batas yang ditetapkan instansi.",
                "The city's cut points are not known; fill in those that the agency has set.",
            ),
        ),
    ),
)
