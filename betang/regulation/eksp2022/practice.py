"""Practice around EKSP-2022: when a reason is asked for, aspects of a plan, behaviour guides, who rates whom.

None of this computes a predikat. It is what screens and forms need, dated and sourced like every other value.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.eksp2022.levels import NILAI, PREDIKAT
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace

MODE = "eksp-2022/mode_distribusi"
ASPEK_MINIMUM = "eksp-2022/aspek_minimum"
SELISIH = "eksp-2022/selisih_alasan"
PANDUAN = "eksp-2022/panduan_perilaku"
PENILAI = "eksp-2022/pejabat_penilai"
KURVA = "eksp-2022/kurva_distribusi"
Codes8 = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]
ASPEK = codes(
    ("KUANTITAS", "Kuantitas", "Quantity"),
    ("KUALITAS", "Kualitas", "Quality"),
    ("WAKTU", "Waktu", "Time"),
    ("BIAYA", "Biaya", "Cost"),
)
JABATAN = codes(
    ("JF_KETERAMPILAN", "JF Keterampilan", "Functional post, skilled"),
    ("JF_AHLI_PERTAMA", "JF Ahli Pertama", "Functional post, Ahli Pertama"),
    ("JF_AHLI_MUDA", "JF Ahli Muda", "Functional post, Ahli Muda"),
    ("JF_AHLI_MADYA", "JF Ahli Madya", "Functional post, Ahli Madya"),
    ("JF_AHLI_UTAMA", "JF Ahli Utama", "Functional post, Ahli Utama"),
    ("PELAKSANA", "Pelaksana", "Executing staff"),
    ("PENGAWAS", "Pengawas", "First-line manager"),
    ("ADMINISTRATOR", "Administrator", "Middle manager"),
    ("JPT_PRATAMA", "JPT Pratama", "Senior executive"),
)


def pattern_needs_reason(*, met: Flags, law: InForce, trace: Trace | None = None) -> Flags:
    """Say which units' leaders must write a reason because the distribution pattern is not met."""
    mode = law[MODE].value
    found = ~met if mode == "WARN_WITH_REASON" else np.zeros(len(met), dtype=bool)
    if trace is not None:
        trace.step("perlu_alasan", {"pola_terpenuhi": met, "mode": mode}, found, parameter=law[MODE])
    return found


def decision_needs_reason(*, proposed: Codes8, decided: Codes8, law: InForce, trace: Trace | None = None) -> Flags:
    """Say which annual predikat differ so far from their proposal (codes, -1 = none) that a reason is required."""
    apart = np.abs(proposed.astype(np.int64) - decided)
    found = np.asarray((proposed >= 0) & (decided >= 0) & (apart >= law[SELISIH].value))
    if trace is not None:
        inputs = {
            "predikat_usulan": PREDIKAT.of(proposed), "predikat_putusan": PREDIKAT.of(decided),
            "selisih_tingkat": apart, "selisih_paling_sedikit": law[SELISIH].value,
        }  # fmt: skip
        trace.step("perlu_alasan", inputs, found, parameter=law[SELISIH])
    return found


def enough_aspects(
    *, owner: npt.NDArray[np.integer], aspect: Codes8, n: int, law: InForce, trace: Trace | None = None
) -> tuple[npt.NDArray[np.int64], Flags]:
    """Return how many different aspects each of n planned results has, and whether they suffice."""
    size = len(ASPEK.names)
    held = np.bincount(owner.astype(np.int64) * size + aspect, minlength=n * size).reshape(n, size) > 0
    number = held.sum(axis=1)
    found = np.asarray(number >= law[ASPEK_MINIMUM].value)
    if trace is not None:
        inputs = {"aspek_berbeda": number, "paling_sedikit": law[ASPEK_MINIMUM].value}
        trace.step("aspek_cukup", inputs, found, parameter=law[ASPEK_MINIMUM])
    return number, found


def guides(law: InForce) -> Mapping[str, list[Mapping[str, Any]]]:
    """Return the three guides (id, en) of each of the seven values, by name, in the official order."""
    found = {row["nilai"]: row["panduan"] for row in law[PANDUAN].value}
    return {name: found[name] for name in NILAI.names}
