"""Credit points (angka kredit) of functional posts: PermenPANRB 1/2023, Peraturan BKN 3/2023.

AK = months / 12 × share by predikat × coefficient of the level. A move within a year gives several rows, which add up
unrounded; figures are rounded on display only.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.exact import Exact, Ratio, from_decimals, product
from betang.regulation.field import Maybe
from betang.regulation.parameters import InForce
from betang.regulation.trace import Indexed, Trace
from betang.regulation.wholes import constant, summed

PERSENTASE = "angka-kredit/persentase"
KOEFISIEN = "angka-kredit/koefisien"
PEMBULATAN = "angka-kredit/pembulatan"
BULAN = "angka-kredit/bulan"
Days = npt.NDArray[np.datetime64]
JENJANG = codes(
    ("PEMULA", "Pemula", "Pemula (skilled, beginner)"),
    ("TERAMPIL", "Terampil", "Terampil (skilled)"),
    ("MAHIR", "Mahir", "Mahir (skilled, advanced)"),
    ("PENYELIA", "Penyelia", "Penyelia (skilled, supervising)"),
    ("AHLI_PERTAMA", "Ahli Pertama", "Ahli Pertama (expert, first level)"),
    ("AHLI_MUDA", "Ahli Muda", "Ahli Muda (expert, young)"),
    ("AHLI_MADYA", "Ahli Madya", "Ahli Madya (expert, middle)"),
    ("AHLI_UTAMA", "Ahli Utama", "Ahli Utama (expert, top)"),
)


def credit_points(
    *,
    level: npt.NDArray[np.int8],
    predikat: npt.NDArray[np.int8],
    months: npt.NDArray[np.integer],
    law: InForce,
    trace: Trace | None = None,
) -> Ratio:
    """Return the credit points of each row, exact.

    `level`: codes of JENJANG; `predikat`: codes of EKSP-2022; `months`: whole months served, 12 for a year and more
    for a conversion on appointment. Where level or predikat is -1 the points are 0 and mean nothing: the caller leaves
    these rows out (`has_credit` says which ones count).
    """
    shares = from_decimals([law[PERSENTASE].value[name] for name in PREDIKAT.names])
    rates = from_decimals([law[KOEFISIEN].value[name] for name in JENJANG.names])
    # One extra row and column, filled with 0, receive the index -1 of a missing level or predikat.
    table = np.zeros((len(JENJANG.names) + 1, len(PREDIKAT.names) + 1), dtype=np.int64)
    table[:-1, :-1] = np.outer(rates.mantissa, shares.mantissa)
    num = product(table[level, predikat], np.asarray(months, dtype=np.int64))
    points = Ratio(num, constant(12 * 10 ** (rates.scale + shares.scale), len(num)))
    if trace is not None:
        _record(trace, level=level, predikat=predikat, months=months, points=points, law=law)
    return points


def months_served(*, first: Days, last: Days, law: InForce, trace: Trace | None = None) -> npt.NDArray[np.int64]:
    """Return how many months count for a post held from `first` to `last` (datetime64[D], both included).

    A month counts where its deciding day lies within; posts that follow one another share a year without overlap.
    """
    day = int(law[BULAN].value["hari_penentu"])  # 1 to 28: earlier days of a month fall into the one before
    before = first - np.timedelta64(1, "D")
    passed = [(x - np.timedelta64(day - 1, "D")).astype("datetime64[M]").astype(np.int64) for x in (last, before)]
    found: npt.NDArray[np.int64] = np.maximum(passed[0] - passed[1], 0)
    if trace is not None:
        trace.step("bulan", {"mulai_menjabat": first, "akhir_menjabat": last}, found, parameter=law[BULAN])
    return found


def has_credit(*, level: npt.NDArray[np.int8], predikat: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
    """Say which rows have credit points: those with a functional level and a predikat."""
    return np.asarray((level >= 0) & (predikat >= 0))


def _record(
    trace: Trace,
    *,
    level: npt.NDArray[np.int8],
    predikat: npt.NDArray[np.int8],
    months: npt.NDArray[np.integer],
    points: Ratio,
    law: InForce,
) -> None:
    shares = [*(law[PERSENTASE].value[name] for name in PREDIKAT.names), None]
    rates = [*(law[KOEFISIEN].value[name] for name in JENJANG.names), None]
    trace.step(
        "persentase_ak", {"predikat": PREDIKAT.of(predikat)}, Indexed(predikat, shares), parameter=law[PERSENTASE]
    )
    inputs = {"persentase_ak": Indexed(predikat, shares), "koefisien": Indexed(level, rates), "bulan": months}
    found = Maybe(points, has_credit(level=level, predikat=predikat))
    trace.step("angka_kredit", {"jenjang": JENJANG.of(level), **inputs}, found, parameter=law[KOEFISIEN])


def credit_total(*, owner: npt.NDArray[np.integer], points: Ratio, n: int) -> Ratio:
    """Add the unrounded points of several rows of each of n people (rows of one `credit_points` call)."""
    den = int(points.den[0]) if len(points) else 1
    return Ratio(summed(owner, points.num, n), constant(den, n))


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures as they are shown: with a fixed number of places."""

    figures: Exact

    def __len__(self) -> int:
        return len(self.figures)

    def at(self, index: int) -> str:
        """Return one figure, its trailing zeros included (25.00)."""
        return format(self.figures.decimal(index), "f")


def shown(points: Ratio, law: InForce, trace: Trace | None = None) -> Shown:
    """Return credit points as they are shown, rounded half up."""
    places = law[PEMBULATAN].value["angka_di_belakang_koma"]
    found = Shown(Exact(points.half_up(places), places))
    if trace is not None:
        trace.step("angka_kredit_tampil", {"angka_kredit": points}, found, parameter=law[PEMBULATAN])
    return found
