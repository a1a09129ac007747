"""The rules of the satisfaction survey as they can be asked one by one."""

from decimal import Decimal

import numpy as np

from betang.regulation.codes import codes
from betang.regulation.exact import Exact, Whole
from betang.regulation.field import Field, Maybe, Ragged
from betang.regulation.parameters import InForce, book
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.skm import survey
from betang.regulation.skm.aggregate import AGREGASI, together
from betang.regulation.skm.index import BOBOT, KATEGORI, PEMBANDING, UNSUR
from betang.regulation.skm.integrity import INTEGRITAS, integrity
from betang.regulation.skm.interval import KONVERSI, SELANG
from betang.regulation.skm.sample import PEMBULATAN, SAMPEL, allocate, sample_size
from betang.regulation.text import Text
from betang.regulation.trace import Trace
from betang.regulation.wholes import summed

_BASIS = "PermenPANRB 14/2017"
_ONE = Decimal(1)
_MANY = Decimal(10**12)


def _sample(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    found = sample_size(population=columns["populasi"], law=law, trace=trace)
    return {
        "sampel": found.chosen,
        "sampel_tepat": Exact(found.exact.half_up(2), 2),
        "sampel_terdekat": found.nearest,
        "sampel_ke_atas": found.up,
    }


def _allocation(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    services: Ragged = columns["layanan"]
    size = services.columns["jumlah"]
    population = summed(services.owner, size, len(services))
    needed: Whole = sample_size(population=population, law=law, trace=trace).chosen
    share = allocate(owner=services.owner, size=size, total=needed, trace=trace)
    names = services.columns["nama_layanan"]
    lines = [
        "; ".join(f"{names[place]} {share[place]}" for place in np.flatnonzero(services.owner == case).tolist())
        for case in range(len(services))
    ]
    return {"populasi": population, "sampel": needed, "alokasi": lines}


def _together(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    units: Ragged = columns["unit_ikm"]
    survey.check_range("unit_ikm", units.columns["ikm_unit"], law, converted=True)
    found = together(
        owner=units.owner, ikm=units.columns["ikm_unit"], respondents=units.columns["responden_unit"],
        n=len(units), law=law, trace=trace,
    )  # fmt: skip
    return {
        "rata_sederhana": found.simple,
        "rata_tertimbang": found.weighted,
        "rata_resmi": found.official,
        **survey.quality(found.category, law),
    }


def _integrity(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    people: Maybe = columns["responden"]
    counted = np.where(people.present, people.column, 0)
    found = integrity(closed=columns["tanggal_tutup"], respondents=counted, law=law, trace=trace)
    return {"terakhir_diisi": found.last, "boleh_tampil": found.shown}


ELEMENTS = codes(
    *(
        (entry["kode"], f"{entry['kode']} {entry['unsur']}", f"{entry['kode']} {entry['english']}")
        for entry in book()[UNSUR].values[-1].value
    )
)
_ELEMENTS = tuple(
    Field(f"u{place}", Text(f"U{place}", f"U{place}"), "integer", required=False) for place in range(1, 10)
)
_QUALITY = (
    Output("mutu", Text("Mutu pelayanan", "Service quality")),
    Output("kinerja", Text("Kinerja unit pelayanan", "Performance of the service unit")),
    Output("nilai_persepsi", Text("Nilai persepsi", "Perception value")),
)
_SKM = Output("skm", Text("SKM (1–4)", "SKM (1–4)"))
_IKM = Output("ikm", Text("IKM", "Index (IKM)"))
_SAMPLE = Output("sampel", Text("Jumlah sampel", "Sample size"))

LABELS = {
    "nrr": Text("Nilai rata-rata unsur", "Mean of an element"),
    "ci95": Text("Selang kepercayaan 95%", "95% interval"),
    "jumlah_skor": Text("Jumlah skor", "Sum of scores"),
    "penjawab": Text("Banyak jawaban", "Number of answers"),
    "bobot_unsur": Text("Bobot tiap unsur", "Weight of each element"),
    "faktor": Text("Faktor konversi", "Conversion factor"),
    "ikm_belum_dibulatkan": Text("IKM sebelum dibulatkan", "Index before rounding"),
    "desimal": Text("Angka di belakang koma", "Decimal places"),
    "ikm_min": Text("Batas bawah kategori", "Lower bound of the category"),
    "tanpa": Text("Unsur yang ditinggalkan", "Element left out"),
    "simpangan_baku": Text("Simpangan baku", "Standard deviation"),
    "nilai_t": Text("Nilai t", "Student's t"),
    "taraf": Text("Taraf kepercayaan", "Level of confidence"),
    "chi_kuadrat": Text("Chi-kuadrat", "Chi-square"),
    "proporsi": Text("Proporsi P", "Proportion P"),
    "galat": Text("Galat d", "Error d"),
    "pembulatan_sampel": Text("Pembulatan", "Rounding"),
    "bagian_bulat": Text("Bagian dibulatkan ke bawah", "Share rounded down"),
    "sisa": Text("Sisa pembulatan", "What rounding leaves"),
    "agregasi": Text("Angka resmi", "Official figure"),
    "masa_isi_hari": Text("Masa isi (hari)", "Days to answer"),
    "responden_min": Text("Responden paling sedikit", "Fewest respondents"),
}

RULES = (
    Rule(
        id="skm/indeks",
        title=Text("IKM dari jawaban responden", "Index from respondents' answers"),
        about=Text(
            "Nilai rata-rata tiap unsur, SKM, IKM, mutu, dan selang kepercayaannya. Satu responden sebaris: skor "
            "U1 sampai U9, 1 sampai 4.",
            "Mean of each element, SKM, index, quality and interval. One respondent a line: the scores of U1 to "
            "U9, 1 to 4.",
        ),
        basis=_BASIS,
        inputs=(Field("jawaban", Text("Jawaban responden", "Respondents' answers"), "items", parts=_ELEMENTS),),
        outputs=(
            Output("responden", Text("Responden yang menjawab", "Respondents who answered")),
            *(
                Output(f"nrr_{name.lower()}", Text(f"Nilai rata-rata {label.id}", f"Mean of {label.en}"))
                for name, label in zip(ELEMENTS.names, ELEMENTS.labels, strict=True)
            ),
            _SKM,
            _IKM,
            *_QUALITY,
            Output("ikm_tanpa_u4", Text("IKM tanpa U4", "Index without U4")),
            Output("ci95_bawah", Text("Selang 95%, batas bawah", "95% interval, lower end")),
            Output("ci95_atas", Text("Selang 95%, batas atas", "95% interval, upper end")),
            Output("terendah", Text("Unsur terendah", "Lowest element"), ELEMENTS),
        ),
        run=survey.index,
        parameters=(UNSUR, BOBOT, KONVERSI, KATEGORI, PEMBANDING, SELANG),
        cautions=(
            Text(
                "Selang dan angka tanpa U4 tidak diminta peraturan; keduanya memperjelas angka resmi.",
                "The interval and the figure without U4 are not asked for by law; both explain the official one.",
            ),
        ),
    ),
    Rule(
        id="skm/bobot",
        title=Text("IKM dari nilai rata-rata unsur", "Index from the elements' means"),
        about=Text(
            "Memeriksa IKM yang sudah diumumkan dari nilai rata-rata kesembilan unsurnya, dengan bobot 1/9 atau satu "
            "bobot lain untuk semua unsur (misalnya 0,11, yang membuang sebagian nilai).",
            "Checks a published index from its nine means, with the weight 1/9 or one other weight for all elements "
            "(such as 0.11, which loses part of the value).",
        ),
        basis=_BASIS,
        inputs=(
            Field(
                "nrr", Text("Nilai rata-rata kesembilan unsur", "Means of the nine elements"), "items",
                parts=(Field("nrr", Text("Nilai rata-rata", "Mean"), "decimal"),),
            ),
            Field("bobot_unsur", Text("Bobot lain", "Other weight"), "decimal", least=Decimal(0), most=_ONE,
                  required=False),
        ),
        outputs=(_SKM, _IKM, *_QUALITY),
        run=survey.of_means,
        parameters=(BOBOT, KONVERSI, KATEGORI),
    ),
    Rule(
        id="skm/kategori",
        title=Text("Mutu pelayanan dari IKM", "Service quality from the index"),
        about=Text(
            "IKM dibulatkan setengah ke atas ke dua angka di belakang koma, baru kategorinya dicari.",
            "The index is rounded half up to two places before its category is found.",
        ),
        basis=_BASIS,
        inputs=(
            Field("ikm_belum_dibulatkan", Text("IKM sebelum dibulatkan", "Index before rounding"), "decimal"),
        ),
        outputs=(_IKM, *_QUALITY),
        run=survey.of_index,
        parameters=(KONVERSI, KATEGORI),
    ),
    Rule(
        id="skm/unsur",
        title=Text("Pertanyaan dan jawaban survei", "Questions and answers of the survey"),
        about=Text("Bunyi pertanyaan suatu unsur dan arti skornya.", "An element's question and what a score means."),
        basis=_BASIS,
        inputs=(
            Field("unsur", Text("Unsur", "Element"), "choice", codes=ELEMENTS),
            Field("skor", Text("Skor", "Score"), "integer", required=False),
        ),
        outputs=(
            Output("nama_unsur", Text("Nama unsur", "Name of the element")),
            Output("pertanyaan", Text("Pertanyaan", "Question")),
            Output("jawaban_teks", Text("Jawaban", "Answer")),
        ),
        run=survey.question,
        parameters=(UNSUR,),
    ),
    Rule(
        id="skm/sampel",
        title=Text("Jumlah sampel", "Sample size"),
        about=Text(
            "Berapa responden paling sedikit untuk sekian penerima layanan (Krejcie & Morgan).",
            "The least number of respondents for so many recipients (Krejcie & Morgan).",
        ),
        basis=_BASIS,
        inputs=(
            Field("populasi", Text("Penerima layanan periode terakhir", "Recipients in the last period"), "integer",
                  least=_ONE, most=_MANY),
        ),
        outputs=(
            _SAMPLE,
            Output("sampel_tepat", Text("Sebelum dibulatkan", "Before rounding")),
            Output("sampel_terdekat", Text("Dibulatkan ke terdekat", "Rounded to the nearest")),
            Output("sampel_ke_atas", Text("Dibulatkan ke atas", "Rounded up")),
        ),
        run=_sample,
        parameters=(SAMPEL, PEMBULATAN),
    ),
    Rule(
        id="skm/alokasi",
        title=Text("Pembagian sampel antarlayanan", "Allocation of the sample to services"),
        about=Text(
            "Membagi jumlah sampel menurut besar tiap layanan; sisanya menurut pecahan terbesar.",
            "Shares the sample among services by size; what is left goes by the largest remainder.",
        ),
        basis="PermenPANRB 14/2017; Rancangan Betang",
        inputs=(
            Field(
                "layanan", Text("Layanan", "Services"), "items",
                parts=(
                    Field("nama_layanan", Text("Nama layanan", "Name of the service"), "text"),
                    Field("jumlah", Text("Penerima layanan", "Recipients"), "integer", least=_ONE, most=_MANY),
                ),
            ),
        ),
        outputs=(
            Output("populasi", Text("Penerima layanan", "Recipients")),
            _SAMPLE,
            Output("alokasi", Text("Sampel tiap layanan", "Sample of each service")),
        ),
        run=_allocation,
        parameters=(SAMPEL, PEMBULATAN),
    ),
    Rule(
        id="skm/agregasi",
        title=Text("IKM beberapa unit", "Index of several units"),
        about=Text(
            "Rata-rata sederhana, dan rata-rata tertimbang menurut banyaknya responden.",
            "The simple mean, and the mean weighted by respondents.",
        ),
        basis="PermenPANRB 14/2017; Rancangan Betang",
        inputs=(
            Field(
                "unit_ikm", Text("Unit", "Units"), "items",
                parts=(
                    Field("nama_unit", Text("Nama unit", "Name of the unit"), "text"),
                    Field("ikm_unit", Text("IKM unit", "Index of the unit"), "decimal"),
                    Field("responden_unit", Text("Responden", "Respondents"), "integer", least=_ONE, most=_MANY),
                ),
            ),
        ),
        outputs=(
            Output("rata_sederhana", Text("Rata-rata sederhana", "Simple mean")),
            Output("rata_tertimbang", Text("Rata-rata tertimbang", "Weighted mean")),
            Output("rata_resmi", Text("Angka resmi", "Official figure")),
            *_QUALITY,
        ),
        run=_together,
        parameters=(AGREGASI, KONVERSI, KATEGORI),
        cautions=(
            Text(
                "Peraturan tidak memberi satu rumus; rata-rata sederhana adalah kebiasaan.",
                "The regulation gives no single formula; the simple mean is common practice.",
            ),
        ),
    ),
    Rule(
        id="skm/integritas",
        title=Text("Masa isi dan batas penampilan", "Time to answer and limit of showing"),
        about=Text(
            "Sampai kapan survei suatu permohonan dapat diisi, dan apakah hasil per petugas boleh ditampilkan.",
            "Until when a request's survey can be answered, and whether an officer's result may be shown.",
        ),
        basis="Rancangan Betang",
        inputs=(
            Field("tanggal_tutup", Text("Permohonan ditutup", "Request closed on"), "date"),
            Field("responden", Text("Responden", "Respondents"), "integer", least=Decimal(0), most=_MANY,
                  required=False),
        ),
        outputs=(
            Output("terakhir_diisi", Text("Terakhir dapat diisi", "Last day to answer")),
            Output("boleh_tampil", Text("Hasil boleh ditampilkan", "Result may be shown")),
        ),
        run=_integrity,
        parameters=(INTEGRITAS,),
    ),
)  # fmt: skip
