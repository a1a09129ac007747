"""From values to NSKP: a leader's two kinds of core performance, additional performance, periodic value, merge of 2021.

How several indicators of JA/JF combine, what cascading changes, the scope weights and the numbers of behaviour are not
known: they come in as figures that somebody fills in.
"""

from decimal import Decimal

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import Exact, Ratio, added, align, from_decimals, product
from betang.regulation.num2019.final import capped
from betang.regulation.num2019.levels import KATEGORI, KINERJA_UTAMA, RENCANA_AKSI
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace
from betang.regulation.wholes import constant, counted, summed

PIMPINAN = "num-2019/bobot_pimpinan"
TAMBAHAN = "num-2019/tambahan"
BERKALA = "num-2019/nilai_berkala"
GABUNGAN = "num-2019/gabungan_2021"


def weighted(left: Exact, right: Exact, first: Decimal, second: Decimal) -> Ratio:
    """Return first × left + second × right, exactly."""
    weights = from_decimals([first, second])
    a, b = (int(whole) for whole in weights.mantissa)
    one, two, scale = align(left, right)
    num = added(product(one, a), product(two, b))
    return Ratio(num, constant(10 ** (scale + weights.scale), len(num)))


def plus(left: Ratio, right: Ratio) -> Ratio:
    """Add two columns of quotients."""
    num = added(product(left.num, right.den), product(right.num, left.den))
    return Ratio(num, product(left.den, right.den))


def leader_nskp(
    *, agreement: Exact, action: Exact, additional: Exact, law: InForce, trace: Trace | None = None
) -> Ratio:
    """Return a leader's NSKP: weighted core performance plus additional performance, which counts up to its cap.

    `agreement`: value of the part from agreement, plan or directives; `action`: value of action plans or initiatives.
    """
    value = law[PIMPINAN]
    core = weighted(agreement, action, value.value["perjanjian_kinerja"], value.value["rencana_aksi"])
    most = law[TAMBAHAN].value["jumlah_paling_banyak"]
    extra = capped(Ratio(additional.mantissa, constant(10**additional.scale, len(additional))), most)
    found = plus(core, extra)
    if trace is not None:
        inputs = {"nilai_perjanjian_kinerja": agreement, "nilai_rencana_aksi": action, **value.value}
        trace.step("kinerja_utama", inputs, core, parameter=value)
        inputs = {"nilai_tambahan": additional, "jumlah_paling_banyak": most}
        trace.step("tambahan_dipakai", inputs, extra, parameter=law[TAMBAHAN])
        inputs = {"kinerja_utama": core, "tambahan_dipakai": extra}
        trace.step("nskp", inputs, found, basis="PermenPANRB 8/2021 Lampiran", confidence="V")
    return found


def additional_value(
    *,
    owner: npt.NDArray[np.integer],
    category: npt.NDArray[np.int8],
    scope: Exact,
    value: Exact,
    n: int,
    law: InForce,
    trace: Trace | None = None,
) -> Ratio:
    """Return the additional performance of n people: Σ share by category × scope weight × value/100, up to the cap.

    `scope` is the weight of the assignment's scope: its official numbers are unknown, so somebody gives it.
    """
    rule = law[TAMBAHAN]
    shares = from_decimals([rule.value["kategori"][name] for name in KATEGORI.names])
    each = product(product(scope.mantissa, shares.mantissa[category]), value.mantissa)
    scale = scope.scale + shares.scale + value.scale
    total = Ratio(summed(owner, each, n), constant(100 * 10**scale, n))
    found = capped(total, rule.value["jumlah_paling_banyak"])
    if trace is not None:
        items = {"kategori_iki": KATEGORI.of(category), "bobot_lingkup": scope, "nilai_iki": value}
        result = Ratio(each, constant(100 * 10**scale, len(each)))
        trace.step("butir_tambahan", items, result, parameter=rule, owner=owner)
        inputs = {"jumlah_tambahan": total, "jumlah_paling_banyak": rule.value["jumlah_paling_banyak"]}
        trace.step("tambahan_dipakai", inputs, found, parameter=rule)
    return found


def periodic_value(
    *,
    owner: npt.NDArray[np.integer],
    part: npt.NDArray[np.int8],
    value: Exact,
    n: int,
    law: InForce,
    trace: Trace | None = None,
) -> tuple[Ratio, npt.NDArray[np.bool_]]:
    """Return the periodic value of n people, and whether it exists: it needs values of both kinds.

    It is half the average of action plans (part 0) and half the average of measurable core performance (part 1).
    """
    rule = law[BERKALA]
    sums, sizes = [], []
    for kind in (RENCANA_AKSI, KINERJA_UTAMA):
        mine = part == kind
        sums.append(summed(owner[mine], value.mantissa[mine], n))
        sizes.append(counted(owner[mine], n))
    both = (sizes[0] > 0) & (sizes[1] > 0)
    weights = from_decimals([rule.value["rencana_aksi"], rule.value["kinerja_utama"]])
    a, b = (int(whole) for whole in weights.mantissa)
    first, second = (np.where(size == 0, 1, size) for size in sizes)
    num = added(product(product(sums[0], second), a), product(product(sums[1], first), b))
    den = product(product(first, second), 10 ** (value.scale + weights.scale))
    found = Ratio(num, den)
    if trace is not None:
        scale = 10**value.scale
        inputs = {
            "rata_rencana_aksi": Ratio(sums[0], product(first, scale)), "jumlah_rencana_aksi": sizes[0],
            "rata_kinerja_utama": Ratio(sums[1], product(second, scale)), "jumlah_kinerja_utama": sizes[1],
        }  # fmt: skip
        trace.step("nilai_berkala", inputs, found, parameter=rule)
    return found, both


def merged_2021(*, first: Exact, second: Exact, law: InForce, trace: Trace | None = None) -> Ratio:
    """Return the value of 2021 from its two halves (January–June under PPK-2011, July–December under NUM-2019)."""
    rule = law[GABUNGAN]
    found = weighted(first, second, rule.value["ppk_2011"], rule.value["num_2019"])
    if trace is not None:
        inputs = {"nilai_paruh_pertama": first, "nilai_paruh_kedua": second, **rule.value}
        trace.step("nilai_2021", inputs, found, parameter=rule)
    return found
