"""The population number (NIK) and the family-card number (KK), 16 digits each.

NIK: district code 6, birth date DDMMYY (women: day plus 40), serial 4. KK: region code 6, day of recording DDMMYY
(never plus 40), serial 4. A code that is not listed is a warning: people are registered elsewhere, and old codes exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.identity.digits import SPACES, Days, Digits, Mask, Wholes, dates
from betang.regulation.parameters import InForce, Value
from betang.regulation.trace import Trace

NIK = "identitas/nik"
KK = "identitas/kk"
SAMARAN = "identitas/samaran"
DROPPED = (*SPACES, ".", "-")
"""Characters that people write between the digits."""

KEADAAN_NIK = codes(
    ("SAH", "Sah menurut susunannya", "Possible by its structure"),
    ("PANJANG", "Bukan 16 angka", "Not 16 digits"),
    ("PROVINSI", "Kode provinsi tidak ada", "Province code does not exist"),
    ("SERI", "Nomor urut 0000", "Serial 0000"),
    ("TANGGAL", "Tanggal tidak ada", "Date does not exist"),
)
_SAH, _PANJANG, _PROVINSI, _SERI, _TANGGAL = range(5)


@dataclass(frozen=True, slots=True)
class Number:
    """What NIK or family-card numbers say. `state` is a code of KEADAAN_NIK; the rest counts where it is 0 (possible).

    `date` is the birth date or the day of recording, `sex` 0 male, 1 female, -1 unknown; `unknown_region` warns.
    """

    state: npt.NDArray[np.int8]
    date: Days
    sex: npt.NDArray[np.int8]
    region: Wholes
    unknown_region: Mask


def check_nik(
    *, number: Digits, law: InForce, known: Iterable[int] | None = None, trace: Trace | None = None
) -> Number:
    """Check NIK; `known` are district codes as numbers (none given: no warning), `law.day` decides the century."""
    extra = law[NIK].value["tambahan_hari_perempuan"]
    day = number.whole(6, 8)
    found = _check(number, day - np.where(day > extra, extra, 0), law[NIK], law, known)
    sex = np.where(found.state == _SAH, day > extra, -1).astype(np.int8)
    result = Number(found.state, found.date, sex, found.region, found.unknown_region)
    if trace is not None:
        _record(trace, "keadaan_nik", number, result, law[NIK], law)
    return result


def check_kk(*, number: Digits, law: InForce, known: Iterable[int] | None = None, trace: Trace | None = None) -> Number:
    """Check family-card numbers; the date is a day of recording, whatever its size never a woman's birthday."""
    found = _check(number, number.whole(6, 8), law[KK], law, known)
    if trace is not None:
        _record(trace, "keadaan_kk", number, found, law[KK], law)
    return found


def _check(number: Digits, day: Wholes, rule: Value, law: InForce, known: Iterable[int] | None) -> Number:
    """Check in order: length, province, (region: a warning), serial, date."""
    limits = rule.value
    province, region = number.whole(0, 2), number.whole(0, 6)
    date, exists = _date(day, number.whole(8, 10), number.whole(10, 12), law)
    faults = [
        ~number.proper,
        (province < limits["provinsi_terendah"]) | (province > limits["provinsi_tertinggi"]),
        number.whole(12, 16) < limits["urut_terendah"],
        ~exists,
    ]
    state = np.select(faults, range(_PANJANG, _TANGGAL + 1), _SAH).astype(np.int8)
    good = np.asarray(state == _SAH)
    listed = np.ones(len(number), dtype=bool) if known is None else np.isin(region, list(known))
    nobody = np.full(len(number), -1, dtype=np.int8)
    return Number(state, np.where(good, date, np.datetime64("NaT", "D")), nobody, region, good & ~listed)


def _date(day: Wholes, month: Wholes, short_year: Wholes, law: InForce) -> tuple[Days, Mask]:
    """Choose the latest century whose date exists and is not after the day of the law."""
    century = law.day.year // 100 * 100
    late, late_exists = dates(century + short_year, month, day)
    early, early_exists = dates(century - 100 + short_year, month, day)
    late_counts = late_exists & (late <= np.datetime64(law.day))
    return np.where(late_counts, late, early), np.asarray(late_counts | early_exists)


def masked(*, number: Digits, law: InForce) -> npt.NDArray[np.str_]:
    """Return numbers with the middle hidden ("" where there is no such number): region and serial stay readable."""
    rule = law[SAMARAN].value
    length = number.values.shape[1]
    hidden = rule["tanda"] * (length - rule["awal"] - rule["akhir"])
    shown = np.strings.add(number.text(0, rule["awal"]), hidden)
    return np.where(number.proper, np.strings.add(shown, number.text(length - rule["akhir"], length)), "")


def _record(trace: Trace, name: str, number: Digits, found: Number, rule: Value, law: InForce) -> None:
    # The serial and the whole date together would be the number itself: derivations show no more than the check needs.
    parts = {
        "kode_wilayah": number.text(0, 6),
        "angka_tanggal": number.text(6, 12),
        "tanggal_acuan": law.day,
    }
    trace.step(name, parts, KEADAAN_NIK.of(found.state), parameter=rule)
