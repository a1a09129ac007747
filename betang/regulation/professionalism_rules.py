"""The rules of IP ASN as they can be asked one by one."""

from decimal import Decimal

import numpy as np

from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.exact import Exact
from betang.regulation.field import Field, InputError, Maybe
from betang.regulation.parameters import InForce
from betang.regulation.professionalism import (
    BOBOT,
    DISIPLIN,
    HUKUMAN,
    KATEGORI,
    KATEGORI_IP,
    KELOMPOK,
    KINERJA_ANGKA,
    KINERJA_PREDIKAT,
    KOMPETENSI,
    KUALIFIKASI,
    PENDIDIKAN,
    SYARAT,
    category,
    index_points,
    predikat_points,
    value_points,
)
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

_BASIS = "PermenPANRB 38/2018; Peraturan BKN 8/2019"
_ESTIMATE = Text(
    "Perkiraan: sebagian angka belum terbaca dari peraturannya.",
    "An estimate: some of the figures were not read in the regulation.",
)


def _performance(columns: Columns, law: InForce, trace: Trace | None) -> Exact:
    """Take the points by predikat or by an old value, whichever of the two is given."""
    predikat, value = columns["predikat"], columns["nilai_kinerja"]
    by_grade = predikat.array >= 0
    if (by_grade == value.present).any():
        raise InputError(
            "predikat", Text("isi predikat atau nilai kinerja, salah satu", "fill in the predikat or the value, one")
        )
    from_grade = predikat_points(predikat=predikat.array, law=law)
    from_value = value_points(value=value.column, law=law)
    found = Exact(np.where(by_grade, from_grade.mantissa, from_value.mantissa), from_grade.scale)
    if trace is not None:
        inputs = {"predikat": predikat}
        trace.only(by_grade).step("poin_kinerja", inputs, found, parameter=law[KINERJA_PREDIKAT])
        trace.only(~by_grade).step("poin_kinerja", {"nilai_kinerja": value}, found, parameter=law[KINERJA_ANGKA])
    return found


def _index(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    performance = _performance(columns, law, trace)
    hours: Maybe = columns["jp_teknis"]
    points = index_points(
        group=columns["kelompok_jabatan"].array, education=columns["pendidikan"].array,
        post_training=_given(columns["diklat_jabatan"]), technical_hours=np.where(hours.present, hours.column, 0),
        seminar=_given(columns["seminar"]), performance=performance, sanction=columns["hukuman"].array,
        law=law, trace=trace,
    )  # fmt: skip
    return {
        "poin_kualifikasi": points.qualification,
        "poin_kompetensi": points.competence,
        "poin_kinerja": points.performance,
        "poin_disiplin": points.discipline,
        "ip_asn": points.total,
        "kategori_ip": KATEGORI.of(category(index=points.total, law=law, trace=trace)),
    }


def _given(column: Maybe) -> np.ndarray:
    return np.asarray(column.column & column.present)


def _category(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    return {"kategori_ip": KATEGORI.of(category(index=columns["ip_asn"], law=law, trace=trace))}


LABELS = {"diklat_teknis": Text("Diklat teknis memenuhi syarat", "Technical training meets the condition")}

RULES = (
    Rule(
        id="ip-asn/indeks",
        title=Text("Indeks Profesionalitas ASN", "Professionalism index (IP ASN)"),
        about=Text(
            "Kualifikasi, kompetensi, kinerja, dan disiplin dijumlah menjadi indeks dan kategorinya. Isi predikat, "
            "atau nilai kinerja lama.",
            "Qualification, competence, performance and discipline add up to the index and its category. Fill in the "
            "predikat, or an old numeric value.",
        ),
        basis=_BASIS,
        inputs=(
            Field("kelompok_jabatan", Text("Kelompok jabatan", "Group of posts"), "choice", codes=KELOMPOK),
            Field("pendidikan", Text("Pendidikan", "Education"), "choice", codes=PENDIDIKAN),
            Field(
                "diklat_jabatan",
                Text("Diklat kepemimpinan atau fungsional untuk jabatannya", "Leadership or functional training"),
                "bool",
                required=False,
            ),
            Field(
                "jp_teknis",
                Text("JP diklat teknis tahun terakhir", "Hours of technical training, last year"),
                "integer",
                least=Decimal(0),
                most=Decimal(5000),
                required=False,
            ),
            Field(
                "seminar",
                Text("Seminar, lokakarya, magang, kursus (dua tahun terakhir)", "Seminar or course, last two years"),
                "bool",
                required=False,
            ),
            Field("predikat", Text("Predikat kinerja", "Predikat"), "choice", codes=PREDIKAT, required=False),
            Field(
                "nilai_kinerja",
                Text("Nilai kinerja (aturan lama)", "Numeric value (old rules)"),
                "decimal",
                least=Decimal(0),
                required=False,
            ),
            Field("hukuman", Text("Hukuman disiplin", "Disciplinary sanction"), "choice", codes=HUKUMAN),
        ),
        outputs=(
            Output("poin_kualifikasi", Text("Kualifikasi", "Qualification")),
            Output("poin_kompetensi", Text("Kompetensi", "Competence")),
            Output("poin_kinerja", Text("Kinerja", "Performance")),
            Output("poin_disiplin", Text("Disiplin", "Discipline")),
            Output("ip_asn", Text("Indeks", "Index")),
            Output("kategori_ip", Text("Kategori indeks", "Category of the index"), KATEGORI),
        ),
        run=_index,
        parameters=(
            BOBOT,
            KUALIFIKASI,
            KOMPETENSI,
            SYARAT,
            KINERJA_PREDIKAT,
            KINERJA_ANGKA,
            DISIPLIN,
            KATEGORI_IP,
        ),
        cautions=(_ESTIMATE,),
    ),
    Rule(
        id="ip-asn/kategori",
        title=Text("Kategori IP ASN", "Category of IP ASN"),
        about=Text("Kategori dari indeks yang sudah jadi.", "The category of a finished index."),
        basis="Peraturan BKN 8/2019",
        inputs=(Field("ip_asn", Text("Indeks", "Index"), "decimal", least=Decimal(0), most=Decimal(100)),),
        outputs=(Output("kategori_ip", Text("Kategori indeks", "Category of the index"), KATEGORI),),
        run=_category,
        parameters=(KATEGORI_IP,),
    ),
)
