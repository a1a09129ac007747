"""Ratings of items, of results and of behaviours, as proposals.

The official definitions say "most", "only a small part" without numbers; the two shares are parameters (`ambang`).
The counting is one pass over all items of everyone; people without items come out as -1 (unrated).
"""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import NONE
from betang.regulation.eksp2022.levels import DI_ATAS, DI_BAWAH, RATING, SESUAI, UTAMA
from betang.regulation.exact import Ratio, product
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace

Ratings = npt.NDArray[np.int8]
Index = npt.NDArray[np.integer]
AMBANG = "eksp-2022/ambang"
USULAN_RATING = "eksp-2022/usulan_rating"


def rating_of_achievement(achieved: Ratio, law: InForce) -> Ratings:
    """Propose a rating for each indicator from its achievement C, compared unrounded."""
    bounds = law[USULAN_RATING].value
    rating = np.full(len(achieved), SESUAI, dtype=np.int8)
    rating[achieved.less(bounds["di_bawah_kurang_dari"])] = DI_BAWAH
    rating[achieved.greater(bounds["di_atas_lebih_dari"])] = DI_ATAS
    return rating


def counts(owner: Index, rating: Ratings, n: int) -> npt.NDArray[np.int64]:
    """Count ratings for each owner: array of shape (n, 3), columns DI_BAWAH, SESUAI, DI_ATAS; -1 is not counted."""
    rated = rating >= 0
    if not rated.all():
        owner, rating = owner[rated], rating[rated]
    flat = np.bincount(owner.astype(np.int64) * 3 + rating, minlength=3 * n)
    return flat.reshape(n, 3)


def item_ratings(*, item: Index, indicator_rating: Ratings, n: int) -> Ratings:
    """Propose one rating for each of n items from the ratings of its indicators; -1 for an item without any.

    With several indicators the rating held by more than half of them counts, else the median one, of two the lower.
    """
    tally = counts(item, indicator_rating, n)
    total = tally.sum(axis=1)
    # A rating held by more than half is the median too, so the lower median (place (total - 1) // 2) serves both.
    place = (total - 1) // 2
    proposed = (tally[:, 0] <= place).astype(np.int8) + (tally[:, 0] + tally[:, 1] <= place)
    proposed[total == 0] = NONE
    ratings: Ratings = proposed.astype(np.int8)
    return ratings


def result_rating(
    *, owner: Index, kind: npt.NDArray[np.int8], rating: Ratings, n: int, law: InForce, trace: Trace | None = None
) -> Ratings:
    """Propose the result rating of n people from their items; -1 for nobody's items or an unrated item.

    DI_ATAS: more than `mayoritas` of all items above and no core item below. DI_BAWAH: more than `mayoritas` of all
    below, or at least `minoritas` of the core items below ("only a small part" is exceeded). Else SESUAI.
    """
    value = law[AMBANG]
    most, small = value.value["mayoritas"], value.value["minoritas"]
    tally = counts(owner, rating, n)
    core = kind == UTAMA
    core_tally = counts(owner[core], rating[core], n)
    total, core_total, core_below = tally.sum(axis=1), core_tally.sum(axis=1), core_tally[:, DI_BAWAH]
    out = np.full(n, SESUAI, dtype=np.int8)
    out[_over(tally[:, DI_BAWAH], total, most) | ((core_total > 0) & _not_small(core_below, core_total, small))] = (
        DI_BAWAH
    )
    out[_over(tally[:, DI_ATAS], total, most) & (core_below == 0)] = DI_ATAS
    out[total == 0] = NONE
    out[owner[rating < 0]] = NONE
    if trace is not None:
        trace.step(
            "rating_hasil",
            {
                "jumlah_butir": total, "di_atas": tally[:, DI_ATAS], "di_bawah": tally[:, DI_BAWAH],
                "utama": core_total, "utama_di_bawah": core_below,
                "mayoritas_lebih_dari": most, "bagian_kecil_kurang_dari": small,
            },
            RATING.of(out),
            parameter=value,
        )  # fmt: skip
    return out


def behaviour_rating(*, owner: Index, rating: Ratings, n: int, law: InForce, trace: Trace | None = None) -> Ratings:
    """Propose the behaviour rating of n people over their rated values; -1 where there is none.

    DI_ATAS: more than `mayoritas` above and none below. DI_BAWAH: at least `minoritas` below. Else SESUAI.
    """
    value = law[AMBANG]
    most, small = value.value["mayoritas"], value.value["minoritas"]
    tally = counts(owner, rating, n)
    total, below = tally.sum(axis=1), tally[:, DI_BAWAH]
    out = np.full(n, SESUAI, dtype=np.int8)
    out[_not_small(below, total, small)] = DI_BAWAH
    out[_over(tally[:, DI_ATAS], total, most) & (below == 0)] = DI_ATAS
    out[total == 0] = NONE
    if trace is not None:
        trace.step(
            "rating_perilaku",
            {
                "jumlah_nilai": total, "di_atas": tally[:, DI_ATAS], "di_bawah": below,
                "mayoritas_lebih_dari": most, "bagian_kecil_kurang_dari": small,
            },
            RATING.of(out),
            parameter=value,
        )  # fmt: skip
    return out


def _over(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64], share: Decimal) -> npt.NDArray[np.bool_]:
    """Say where part / whole > share, exactly."""
    top, bottom = share.as_integer_ratio()
    return np.asarray(product(part, bottom) > product(whole, top), dtype=bool)


def _not_small(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64], share: Decimal) -> npt.NDArray[np.bool_]:
    """Say where part / whole ≥ share, exactly."""
    top, bottom = share.as_integer_ratio()
    return np.asarray(product(part, bottom) >= product(whole, top), dtype=bool)
