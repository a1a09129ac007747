"""The rules of identity numbers as they can be asked one by one."""

import numpy as np

from betang.regulation.codes import codes
from betang.regulation.field import Field
from betang.regulation.identity.digits import Digits, digits
from betang.regulation.identity.nik import DROPPED, KEADAAN_NIK, KK, NIK, SAMARAN, Number, check_kk, check_nik, masked
from betang.regulation.identity.nip import JENIS_PEGAWAI, KEADAAN_NIP, KELAMIN, NIP, USIA, check_nip
from betang.regulation.identity.region import WILAYAH, folded, known_codes, regions
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

PERINGATAN = codes(
    ("POLA_PPPK", "pola NI PPPK", "pattern of NI PPPK"),
    ("USIA", "usia saat diangkat tidak wajar", "implausible age at appointment"),
    ("MASA_DEPAN", "diangkat pada masa depan", "appointed in the future"),
    ("KECAMATAN", "kecamatan tidak dikenal", "unknown district"),
)


def _nip(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    number = digits(columns["nip"], length=law[NIP].value["panjang"])
    found = check_nip(number=number, law=law, trace=trace)
    good = (found.state == 0).tolist()
    warnings = zip(found.pattern.tolist(), found.age.tolist(), found.future.tolist(), strict=True)
    words = PERINGATAN.names[:3]
    serial = number.text(15, 18)
    return {
        "keadaan": KEADAAN_NIP.of(found.state),
        "jenis_pegawai": JENIS_PEGAWAI.of(found.kind),
        "tanggal_lahir": found.birth,
        "tmt": [_appointed(y, m) if ok else None for y, m, ok in zip(found.year, found.month, good, strict=True)],
        "jenis_kelamin": KELAMIN.of(found.sex),
        "nomor_urut": [str(serial[place]) if ok else None for place, ok in enumerate(good)],
        "peringatan_nomor": ["; ".join(w for w, on in zip(words, row, strict=True) if on) or None for row in warnings],
    }


def _appointed(year: int, month: int) -> str:
    """Write the appointment as far as the number tells it: year and month, for PPPK the year."""
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def _nik(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    number = digits(columns["nik"], length=law[NIK].value["panjang"], dropped=DROPPED)
    found = check_nik(number=number, law=law, known=known_codes(law), trace=trace)
    shown = _shown(number, found, law, trace)
    return {"keadaan": KEADAAN_NIK.of(found.state), "tanggal_lahir": found.date,
            "jenis_kelamin": KELAMIN.of(found.sex), **shown}  # fmt: skip


def _kk(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    number = digits(columns["nomor_kk"], length=law[KK].value["panjang"], dropped=DROPPED)
    found = check_kk(number=number, law=law, known=known_codes(law), trace=trace)
    shown = _shown(number, found, law, trace)
    return {"keadaan": KEADAAN_NIK.of(found.state), "tanggal_pencatatan": found.date, **shown}


def _shown(number: Digits, found: Number, law: InForce, trace: Trace | None) -> Columns:
    """Return warning, district and mask; a refused number has none of them."""
    good = found.state == 0
    names = regions(law)
    codes = [f"{code:06d}" for code in found.region.tolist()]
    district = [names[code].district if ok and code in names else None for code, ok in zip(codes, good, strict=True)]
    if trace is not None:
        known = [name if ok else None for name, ok in zip(codes, good, strict=True)]
        trace.step("kecamatan", {"kode_wilayah": known}, district, parameter=law[WILAYAH])
        trace.step("samaran", {}, np.where(good, masked(number=number, law=law), "").tolist(), parameter=law[SAMARAN])
    return {
        "peringatan_nomor": [PERINGATAN.names[3] if warned else None for warned in found.unknown_region.tolist()],
        "kecamatan": district,
        "samaran": [str(mask) if ok else None for mask, ok in zip(masked(number=number, law=law), good, strict=True)],
    }


def _region(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    names = regions(law)
    found = [names.get(folded(text)) for text in columns["wilayah"]]
    result = {
        "kode_resmi": [region and region.code for region in found],
        "kecamatan": [region and region.district for region in found],
        "kelurahan": [region and region.ward for region in found],
    }
    if trace is not None:
        trace.step("kode_resmi", {"wilayah": columns["wilayah"]}, result["kode_resmi"], parameter=law[WILAYAH])
    return result


_REAL = Text(
    "Jangan memasukkan nomor orang sungguhan; pakai nomor buatan.",
    "Do not enter a real person's number; use a made-up one.",
)
_EXISTS = Text(
    "Yang diperiksa hanya susunannya; nomor yang mungkin belum tentu ada.",
    "Only the structure is checked; a possible number need not exist.",
)
_WARNING = Output("peringatan_nomor", Text("Peringatan", "Warning"), PERINGATAN)
_BIRTH = Output("tanggal_lahir", Text("Tanggal lahir", "Birth date"))
_SEX = Output("jenis_kelamin", Text("Jenis kelamin", "Sex"), KELAMIN)
_DISTRICT = Output("kecamatan", Text("Kecamatan", "District"))
_MASK = Output("samaran", Text("Nomor tersamar", "Masked number"))

LABELS = {
    "keadaan_nip": Text("Pemeriksaan NIP", "Check of the NIP"),
    "keadaan_nik": Text("Pemeriksaan NIK", "Check of the NIK"),
    "keadaan_kk": Text("Pemeriksaan nomor KK", "Check of the family-card number"),
    "angka_lahir": Text("Angka tanggal lahir", "Digits of the birth date"),
    "angka_tmt": Text("Angka pengangkatan", "Digits of the appointment"),
    "angka_kelamin": Text("Angka jenis kelamin", "Digit of sex"),
    "angka_urut": Text("Angka urut", "Digits of the serial"),
    "angka_tanggal": Text("Angka tanggal", "Digits of the date"),
    "kode_wilayah": Text("Kode wilayah", "Region code"),
    "tanggal_acuan": Text("Hari acuan", "Day of reference"),
    "usia_wajar": Text("Tanggal dan usia wajar", "Dates and age plausible"),
    "tmt_tahun": Text("Tahun pengangkatan", "Year of appointment"),
    "paling_muda": Text("Usia termuda", "Youngest age"),
    "paling_tua": Text("Usia tertua", "Oldest age"),
}

RULES = (
    Rule(
        id="identitas/nip",
        title=Text("NIP dan NI PPPK", "Civil servant's number (NIP, NI PPPK)"),
        about=Text(
            "Apa yang terbaca dari nomor pegawai 18 angka, dan apakah susunannya mungkin.",
            "What an employee's number of 18 digits tells, and whether its structure is possible.",
        ),
        basis="Kaidah NIP BKN",
        inputs=(Field("nip", Text("NIP", "NIP"), "text"),),
        outputs=(
            Output("keadaan", Text("Keadaan", "State"), KEADAAN_NIP),
            Output("jenis_pegawai", Text("Jenis pegawai", "Kind of employee"), JENIS_PEGAWAI),
            _BIRTH,
            Output("tmt", Text("Pengangkatan (TMT)", "Appointment")),
            _SEX,
            Output("nomor_urut", Text("Nomor urut", "Serial")),
            _WARNING,
        ),
        run=_nip,
        parameters=(NIP, USIA),
        cautions=(
            _REAL,
            _EXISTS,
            Text("Pola NI PPPK (angka 13–14 = 21) belum dipastikan.", "The PPPK pattern (21) is not confirmed."),
        ),
    ),
    Rule(
        id="identitas/nik",
        title=Text("NIK", "Population number (NIK)"),
        about=Text(
            "Tanggal lahir dan jenis kelamin menurut pendaftaran pertama, pemeriksaan, dan penyamaran NIK.",
            "Birth date and sex as first registered, the check, and the mask of a NIK.",
        ),
        basis="UU 23/2006; UU 24/2013",
        inputs=(Field("nik", Text("NIK", "NIK"), "text"),),
        outputs=(
            Output("keadaan", Text("Keadaan", "State"), KEADAAN_NIK),
            _BIRTH,
            _SEX,
            _WARNING,
            _DISTRICT,
            _MASK,
        ),
        run=_nik,
        parameters=(NIK, WILAYAH, SAMARAN),
        cautions=(
            _REAL,
            _EXISTS,
            Text(
                "Awalan daerah lain sah. Tanggal NIK boleh berbeda dari tanggal lahir sesudah pembetulan.",
                "A prefix of another region is legal. The date may differ from the birth date after a correction.",
            ),
        ),
    ),
    Rule(
        id="identitas/kk",
        title=Text("Nomor kartu keluarga", "Family-card number"),
        about=Text(
            "Hari pencatatan, pemeriksaan, dan penyamaran nomor KK.",
            "Day of recording, check and mask of a family-card number.",
        ),
        basis="UU 23/2006; UU 24/2013",
        inputs=(Field("nomor_kk", Text("Nomor KK", "Family-card number"), "text"),),
        outputs=(
            Output("keadaan", Text("Keadaan", "State"), KEADAAN_NIK),
            Output("tanggal_pencatatan", Text("Tanggal pencatatan", "Day of recording")),
            _WARNING,
            _DISTRICT,
            _MASK,
        ),
        run=_kk,
        parameters=(KK, WILAYAH, SAMARAN),
        cautions=(_REAL, _EXISTS),
    ),
    Rule(
        id="identitas/wilayah",
        title=Text("Kode wilayah kota", "Region codes of the city"),
        about=Text(
            "Kecamatan atau kelurahan dari kodenya (dengan atau tanpa titik), atau kecamatan dari namanya.",
            "District or ward of a code (with or without dots), or a district of a name.",
        ),
        basis="Kepmendagri 300.2.2-2430/2025",
        inputs=(Field("wilayah", Text("Kode atau nama kecamatan", "Code, or name of a district"), "text"),),
        outputs=(
            Output("kode_resmi", Text("Kode resmi", "Official code")),
            _DISTRICT,
            Output("kelurahan", Text("Kelurahan", "Ward")),
        ),
        run=_region,
        parameters=(WILAYAH,),
    ),
)
