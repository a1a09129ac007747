"""The number of a civil servant (NIP) and of a contract employee (NI PPPK), 18 digits.

Birth 8 (YYYYMMDD), appointment 6 (YYYYMM; for PPPK the year and the code 21), sex 1, serial 3. What cannot be is
refused; what is merely unlikely, or rests on a pattern not confirmed, is a warning.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.identity.digits import Days, Digits, Mask, Wholes, dates
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace

NIP = "identitas/nip"
USIA = "identitas/usia_nip"

KEADAAN_NIP = codes(
    ("SAH", "Sah menurut susunannya", "Possible by its structure"),
    ("PANJANG", "Bukan 18 angka", "Not 18 digits"),
    ("TANGGAL", "Tanggal lahir tidak ada", "Birth date does not exist"),
    ("TMT", "Bulan pengangkatan tidak ada", "Month of appointment does not exist"),
    ("JENIS_KELAMIN", "Angka jenis kelamin bukan 1 atau 2", "Digit of sex is neither 1 nor 2"),
    ("SERI", "Nomor urut 000", "Serial 000"),
)
JENIS_PEGAWAI = codes(("PNS", "PNS", "Civil servant (PNS)"), ("PPPK", "PPPK", "Contract employee (PPPK)"))
KELAMIN = codes(("L", "Laki-laki", "Male"), ("P", "Perempuan", "Female"))
_SAH, _PANJANG, _TANGGAL, _TMT, _KELAMIN, _SERI = range(6)


@dataclass(frozen=True, slots=True)
class Nip:
    """What NIPs say. `state` is a code of KEADAAN_NIP (0: possible); the other columns count where it is 0.

    `month` is 0 for PPPK. Warnings: `pattern` (NI PPPK, not confirmed), `age` (unlikely at appointment), `future`
    (birth or appointment after the day of the law).
    """

    state: npt.NDArray[np.int8]
    kind: npt.NDArray[np.int8]
    birth: Days
    year: Wholes
    month: Wholes
    sex: npt.NDArray[np.int8]
    serial: Wholes
    pattern: Mask
    age: Mask
    future: Mask


def check_nip(*, number: Digits, law: InForce, trace: Trace | None = None) -> Nip:
    """Check numbers of 18 digits (see `digits`); `law.day` is the day of reference."""
    rule = law[NIP].value
    birth, exists = dates(number.whole(0, 4), number.whole(4, 6), number.whole(6, 8))
    year, month = number.whole(8, 12), number.whole(12, 14)
    contract = month == rule["kode_pppk"]
    sex, serial = number.whole(14, 15), number.whole(15, 18)
    faults = [
        ~number.proper,
        ~exists,
        ~contract & ((month < 1) | (month > 12)),
        (sex != rule["laki_laki"]) & (sex != rule["perempuan"]),
        serial < rule["urut_terendah"],
    ]
    state = np.select(faults, range(_PANJANG, _SERI + 1), _SAH).astype(np.int8)
    good = np.asarray(state == _SAH)
    month = np.where(contract, 0, month)
    found = Nip(
        state=state,
        kind=np.where(good, contract, -1).astype(np.int8),
        birth=np.where(good, birth, np.datetime64("NaT", "D")),
        year=year,
        month=month,
        sex=np.where(good, sex == rule["perempuan"], -1).astype(np.int8),
        serial=serial,
        pattern=good & contract,
        age=good & _unlikely(number, year, month, law),
        future=good & _future(birth, year, month, law),
    )
    if trace is not None:
        _record(trace, number, found, law)
    return found


def _unlikely(number: Digits, year: Wholes, month: Wholes, law: InForce) -> Mask:
    """Say whose age at appointment, in full years, lies outside the plausible range; PPPK count by the year."""
    limits = law[USIA].value
    born_year, born_month = number.whole(0, 4), number.whole(4, 6)
    months = (year - born_year) * 12 + np.where(month == 0, 0, month - born_month)
    age = months // 12
    return np.asarray((age < limits["paling_muda"]) | (age > limits["paling_tua"]))


def _future(birth: Days, year: Wholes, month: Wholes, law: InForce) -> Mask:
    appointed = year * 12 + np.maximum(month, 1)
    return np.asarray((birth > np.datetime64(law.day)) | (appointed > law.day.year * 12 + law.day.month))


def _record(trace: Trace, number: Digits, found: Nip, law: InForce) -> None:
    parts = {
        "angka_lahir": number.text(0, 8),
        "angka_tmt": number.text(8, 14),
        "angka_kelamin": number.text(14, 15),
        "angka_urut": number.text(15, 18),
    }
    trace.step("keadaan_nip", parts, KEADAAN_NIP.of(found.state), parameter=law[NIP])
    limits = {"tmt_tahun": found.year, "tanggal_acuan": law.day, **law[USIA].value}
    trace.step("usia_wajar", limits, ~(found.age | found.future), parameter=law[USIA])
