"""The rules of NUM-2019 around the plan: leader's NSKP, additional performance, periodic value, merge of 2021."""

from decimal import Decimal
from fractions import Fraction

from betang.regulation.exact import decimal_of, plain
from betang.regulation.field import Field, Maybe, Ragged
from betang.regulation.num2019.levels import BAGIAN, KATEGORI
from betang.regulation.num2019.plan import (
    BERKALA,
    GABUNGAN,
    PIMPINAN,
    TAMBAHAN,
    additional_value,
    leader_nskp,
    merged_2021,
    periodic_value,
)
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text, joined
from betang.regulation.trace import Trace

ASPEK = "num-2019/aspek_perilaku"
KUOTA = "num-2019/kuota_status"
_ANNEX = "PermenPANRB 8/2021"
_ZERO = Decimal(0)


def _leader(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    found = leader_nskp(
        agreement=columns["nilai_perjanjian_kinerja"], action=columns["nilai_rencana_aksi"],
        additional=columns["nilai_tambahan"], law=law, trace=trace,
    )  # fmt: skip
    return {"nskp_pimpinan": found}


def _additional(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    items: Ragged = columns["tugas_tambahan"]
    parts = items.columns
    found = additional_value(
        owner=items.owner, category=parts["kategori_tugas"].array, scope=parts["bobot_lingkup"],
        value=parts["nilai_tugas"], n=len(items), law=law, trace=trace,
    )  # fmt: skip
    return {"nilai_tambahan": found}


def _periodic(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    items: Ragged = columns["nilai_periode"]
    found, exists = periodic_value(
        owner=items.owner, part=items.columns["bagian"].array, value=items.columns["nilai_bagian"],
        n=len(items), law=law, trace=trace,
    )  # fmt: skip
    return {"nilai_berkala": Maybe(found, exists)}


def _merged(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    first, second = columns["nilai_paruh_pertama"], columns["nilai_paruh_kedua"]
    return {"nilai_2021": merged_2021(first=first, second=second, law=law, trace=trace)}


def _aspects(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    rows = law[ASPEK].value
    leader = columns["pimpinan"].tolist()
    found = [
        joined(Text(row["aspek"], row["en"]) for row in rows if head or not row["hanya_pimpinan"]) for head in leader
    ]
    if trace is not None:
        trace.step("aspek_perilaku", {"pimpinan": columns["pimpinan"]}, found, parameter=law[ASPEK])
    return {"aspek_perilaku": found}


def _shares(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    bounds = law[KUOTA].value
    above, meets, below = (columns[name] for name in ("n_di_atas", "n_sesuai", "n_di_bawah"))
    total = above + meets + below
    met = [_within(bounds, *row) for row in zip(above.tolist(), meets.tolist(), below.tolist(), strict=True)]
    shown = {
        name: [None if n == 0 else plain(decimal_of(Fraction(100 * part, n), 2)) for part, n in
               zip(column.tolist(), total.tolist(), strict=True)]
        for name, column in (("persen_di_atas", above), ("persen_sesuai", meets), ("persen_di_bawah", below))
    }  # fmt: skip
    if trace is not None:
        trace.step("dalam_batas", {"n_di_atas": above, "n_sesuai": meets, "n_di_bawah": below, **bounds}, met,
                   parameter=law[KUOTA])  # fmt: skip
    return {**shown, "dalam_batas": met}


def _within(bounds: dict[str, Decimal], above: int, meets: int, below: int) -> bool | None:
    """Say whether the shares lie within the bounds, exactly; None without anybody."""
    total = above + meets + below
    if total == 0:
        return None
    return (
        above <= bounds["di_atas_paling_banyak"] * total
        and bounds["sesuai_paling_sedikit"] * total <= meets <= bounds["sesuai_paling_banyak"] * total
        and below <= bounds["di_bawah_paling_banyak"] * total
    )


LABELS = {
    "perjanjian_kinerja": Text("Bobot perjanjian kinerja", "Weight of the agreement"),
    "rencana_aksi": Text("Bobot rencana aksi", "Weight of action plans"),
    "kinerja_utama": Text("Kinerja utama", "Core performance"),
    "tambahan_dipakai": Text("Kinerja tambahan yang dipakai", "Additional performance used"),
    "jumlah_tambahan": Text("Jumlah kinerja tambahan", "Total of additional performance"),
    "jumlah_paling_banyak": Text("Jumlah paling banyak", "Total at most"),
    "butir_tambahan": Text("Nilai satu tugas tambahan", "Value of one additional assignment"),
    "rata_rencana_aksi": Text("Rata-rata rencana aksi", "Average of action plans"),
    "jumlah_rencana_aksi": Text("Banyaknya rencana aksi", "Number of action plans"),
    "rata_kinerja_utama": Text("Rata-rata kinerja utama", "Average of core performance"),
    "jumlah_kinerja_utama": Text("Banyaknya kinerja utama", "Number of core values"),
    "ppk_2011": Text("Bobot paruh pertama", "Weight of the first half"),
    "num_2019": Text("Bobot paruh kedua", "Weight of the second half"),
    "di_atas_paling_banyak": Text("Di atas: paling banyak", "Above: at most"),
    "sesuai_paling_sedikit": Text("Sesuai: paling sedikit", "Meets: at least"),
    "sesuai_paling_banyak": Text("Sesuai: paling banyak", "Meets: at most"),
    "di_bawah_paling_banyak": Text("Di bawah: paling banyak", "Below: at most"),
}


def _number(name: str, indonesian: str, english: str) -> Field:
    return Field(name, Text(indonesian, english), "decimal", least=_ZERO)


def _people(name: str, indonesian: str, english: str) -> Field:
    return Field(name, Text(indonesian, english), "integer", least=_ZERO, most=Decimal(1000000))


RULES = (
    Rule(
        id="num-2019/pimpinan",
        title=Text("Nilai SKP pimpinan (2021)", "A leader's plan value (2021)"),
        about=Text(
            "Kinerja utama dari perjanjian kinerja dan dari rencana aksi, ditambah kinerja tambahan.",
            "Core performance from the agreement and from action plans, plus additional performance.",
        ),
        basis=_ANNEX,
        inputs=(
            _number("nilai_perjanjian_kinerja", "Nilai bagian perjanjian kinerja", "Value of the agreement's part"),
            _number("nilai_rencana_aksi", "Nilai bagian rencana aksi", "Value of the action plans' part"),
            _number("nilai_tambahan", "Nilai kinerja tambahan", "Value of additional performance"),
        ),
        outputs=(Output("nskp_pimpinan", Text("Nilai SKP (NSKP)", "Plan's value (NSKP)")),),
        run=_leader,
        parameters=(PIMPINAN, TAMBAHAN),
        cautions=(
            Text(
                "Bobot 60/40 disimpulkan dari satu contoh resmi; cara menggabungkan indikator tidak diketahui.",
                "The weights 60/40 are derived from one official example; how indicators combine is not known.",
            ),
        ),
    ),
    Rule(
        id="num-2019/tambahan",
        title=Text("Kinerja tambahan (2021)", "Additional performance (2021)"),
        about=Text(
            "Nilai tugas tambahan menurut kategori, bobot lingkup, dan nilainya; jumlahnya dibatasi.",
            "Value of additional assignments by category, weight of scope and value; the total is capped.",
        ),
        basis=_ANNEX,
        inputs=(
            Field(
                "tugas_tambahan",
                Text("Tugas tambahan", "Additional assignments"),
                "items",
                parts=(
                    Field("kategori_tugas", Text("Kategori", "Category"), "choice", codes=KATEGORI),
                    _number("bobot_lingkup", "Bobot lingkup penugasan", "Weight of the scope"),
                    _number("nilai_tugas", "Nilai", "Value"),
                ),
            ),
        ),
        outputs=(Output("nilai_tambahan", Text("Nilai kinerja tambahan", "Value of additional performance")),),
        run=_additional,
        parameters=(TAMBAHAN,),
        cautions=(
            Text(
                "Angka resmi bobot lingkup tidak ditemukan; isilah menurut dokumen yang diperiksa.",
                "The official scope weights were not found; fill them in from the document under review.",
            ),
        ),
    ),
    Rule(
        id="num-2019/berkala",
        title=Text("Nilai penilaian berkala (2021)", "Value of a periodic assessment (2021)"),
        about=Text(
            "Rata-rata rencana aksi dan rata-rata kinerja utama, masing-masing separuh.",
            "The average of action plans and that of core performance, half each.",
        ),
        basis=_ANNEX,
        inputs=(
            Field(
                "nilai_periode",
                Text("Nilai pada periode", "Values of the period"),
                "items",
                parts=(
                    Field("bagian", Text("Bagian", "Part"), "choice", codes=BAGIAN),
                    _number("nilai_bagian", "Nilai", "Value"),
                ),
            ),
        ),
        outputs=(Output("nilai_berkala", Text("Nilai berkala", "Periodic value")),),
        run=_periodic,
        parameters=(BERKALA,),
    ),
    Rule(
        id="num-2019/tahun_2021",
        title=Text("Nilai tahun 2021", "Value of the year 2021"),
        about=Text(
            "Dua paruh tahun 2021 digabung sama berat; ketiga nilai disimpan.",
            "The two halves of 2021 merged with equal weight; all three values are kept.",
        ),
        basis="SE MenPANRB 3/2021",
        inputs=(
            _number("nilai_paruh_pertama", "Nilai Januari–Juni (PPK-2011)", "Value January–June (PPK-2011)"),
            _number("nilai_paruh_kedua", "Nilai Juli–Desember (NUM-2019)", "Value July–December (NUM-2019)"),
        ),
        outputs=(Output("nilai_2021", Text("Nilai 2021", "Value of 2021")),),
        run=_merged,
        parameters=(GABUNGAN,),
    ),
    Rule(
        id="num-2019/aspek_perilaku",
        title=Text("Aspek perilaku (2021)", "Aspects of behaviour (2021)"),
        about=Text("Aspek perilaku yang dinilai.", "The aspects of behaviour that are assessed."),
        basis="PP 30/2019; PermenPANRB 8/2021",
        inputs=(Field("pimpinan", Text("Memimpin unit", "Leads a unit"), "bool"),),
        outputs=(Output("aspek_perilaku", Text("Aspek", "Aspects")),),
        run=_aspects,
        parameters=(ASPEK,),
    ),
    Rule(
        id="num-2019/kuota_status",
        title=Text("Pembagian status kinerja (2021)", "Shares of performance status (2021)"),
        about=Text(
            "Bagian pegawai di atas, sesuai, dan di bawah ekspektasi dibanding batasnya. Hanya informasi.",
            "Shares of employees above, meeting and below expectation against their bounds. Information only.",
        ),
        basis="PP 30/2019 Pasal 51",
        inputs=(
            _people("n_di_atas", "Di atas ekspektasi", "Above expectation"),
            _people("n_sesuai", "Sesuai ekspektasi", "Meeting expectation"),
            _people("n_di_bawah", "Di bawah ekspektasi", "Below expectation"),
        ),
        outputs=(
            Output("persen_di_atas", Text("Di atas (%)", "Above (%)")),
            Output("persen_sesuai", Text("Sesuai (%)", "Meets (%)")),
            Output("persen_di_bawah", Text("Di bawah (%)", "Below (%)")),
            Output("dalam_batas", Text("Dalam batas", "Within the bounds")),
        ),
        run=_shares,
        parameters=(KUOTA,),
        cautions=(
            Text(
                "Pasalnya belum terbaca; tidak diterapkan, hanya ditampilkan.",
                "The article was not read; not applied, shown only.",
            ),
        ),
    ),
)
