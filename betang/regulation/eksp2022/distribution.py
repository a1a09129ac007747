"""The distribution of predikat in a unit held against the pattern of SE MenPANRB 3/2023.

The circular is a guide for the leader's consideration: what is not met is a warning that asks for a reason, never a
block and never an automatic downgrade. Limits are exact: 70 % of 90 people allows 63.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT
from betang.regulation.eksp2022.pattern import Counts, limits, pattern_text
from betang.regulation.parameters import InForce
from betang.regulation.text import Text, joined
from betang.regulation.trace import Trace

POLA = "eksp-2022/pola_distribusi"
DISTRIBUSI = "eksp-2022/distribusi"
ALL_MET = Text("semua terpenuhi", "all met")
NOBODY = Text("belum ada pegawai yang dinilai", "no employee is rated yet")
UNKNOWN = Text("capaian kinerja unit tidak diketahui", "the unit's achievement is not known")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the pattern says of each unit: `judged` where it says anything, and the sentences for what is not met."""

    judged: npt.NDArray[np.bool_]
    warnings: tuple[tuple[Text, ...], ...]

    def __len__(self) -> int:
        return len(self.warnings)

    def at(self, index: int) -> str:
        """Return ya, tidak or informasi for one unit."""
        if not self.judged[index]:
            return "informasi"
        return "tidak" if self.warnings[index] else "ya"


def distribution(*, unit: npt.NDArray[np.integer], predikat: npt.NDArray[np.int8], n: int) -> Counts:
    """Count predikat in each of n units: shape (n, 5), columns SK, K, BP, B, SB; unrated people and -1 are left out."""
    counted = (predikat >= 0) & (unit >= 0)
    flat = np.bincount(unit[counted].astype(np.int64) * 5 + predikat[counted], minlength=5 * n)
    return flat.reshape(n, 5)


def judge(*, tally: Counts, capaian: npt.NDArray[np.int8], law: InForce, trace: Trace | None = None) -> Verdict:
    """Hold each unit's counts (as of `distribution`) against the pattern of its achievement (-1: not known).

    A unit that is too small, or whose achievement is not known, is not judged.
    """
    pattern, least = law[POLA], law[DISTRIBUSI]
    total = tally.sum(axis=1)
    found: list[list[Text]] = [[NOBODY] if n == 0 else [] for n in total.tolist()]
    for code, name in enumerate(CAPAIAN.names):
        for limit in limits(pattern.value[name]):
            held = limit.held(tally)
            for place in np.flatnonzero(limit.broken(tally) & (capaian == code) & (total > 0)).tolist():
                found[place].append(limit.sentence(int(held[place]), int(total[place])))
    for place in np.flatnonzero(capaian < 0).tolist():
        found[place].append(UNKNOWN)
    judged = np.asarray((total >= least.value["n_min"]) & (capaian >= 0))
    verdict = Verdict(judged, tuple(tuple(texts) for texts in found))
    if trace is not None:
        _record(trace, tally=tally, capaian=capaian, law=law, verdict=verdict)
    return verdict


def _record(trace: Trace, *, tally: Counts, capaian: npt.NDArray[np.int8], law: InForce, verdict: Verdict) -> None:
    pattern, least, total = law[POLA], law[DISTRIBUSI], tally.sum(axis=1)
    names = [CAPAIAN.of(capaian).at(i) for i in range(len(capaian))]
    words = [pattern_text(pattern.value[name]) if name else None for name in names]
    by_predikat = {name.lower(): tally[:, code] for code, name in reversed(list(enumerate(PREDIKAT.names)))}
    unmet = [joined(texts) or ALL_MET for texts in verdict.warnings]
    trace.step("distribusi", {"capaian_unit": CAPAIAN.of(capaian), "pola": words, "n": total, **by_predikat},
               unmet, parameter=pattern)  # fmt: skip
    trace.step("ukuran_unit", {"n": total, "n_min": least.value["n_min"]}, verdict, parameter=least)
