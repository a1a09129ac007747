"""The public service index (IPP): six weighted aspects on a scale of 0 to 5, and the category of the sum.

PermenPANRB 29/2022, amended by 4/2023. How each aspect is scored from the forms F-01 to F-03 is not modelled.
"""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.exact import Exact, Ratio, Whole, added, align, plain, product
from betang.regulation.field import Field, InputError
from betang.regulation.parameters import InForce, book
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text, joined
from betang.regulation.trace import Trace

ASPEK = "ipp/aspek"
KATEGORI = "ipp/kategori"
CAMPURAN = "ipp/campuran"
RESPONDEN = "ipp/responden"
BUKTI = "ipp/bukti"
KECUKUPAN = codes(("kurang", "kurang", "too few"), ("cukup", "cukup", "enough"), ("lebih", "lebih", "more than needed"))
KELOMPOK_BUKTI = codes(
    *{
        entry["kelompok"]: (entry["kelompok"], entry["nama"].partition(":")[0], entry["english"].partition(":")[0])
        for value in book()[BUKTI].values
        for entry in value.value
    }.values()
)


def weighted(parts: Mapping[str, Exact], weights: Mapping[str, Decimal]) -> Exact:
    """Return Σ weight · part for columns of one length, exactly."""
    total: Exact | None = None
    for name, part in parts.items():
        weight = weights[name]
        places = max(0, -int(weight.as_tuple().exponent))
        one = Exact(product(part.mantissa, int(weight.scaleb(places))), part.scale + places)
        if total is None:
            total = one
            continue
        left, right, scale = align(total, one)
        total = Exact(added(left, right), scale)
    if total is None:
        raise ValueError("there is no part to weigh")
    return total


def category(*, index: Exact, law: InForce, trace: Trace | None = None) -> npt.NDArray[np.int8]:
    """Return the category of each index as its place in the list in force; an upper bound belongs to its category.

    ValueError for an index below 0 or above the last bound.
    """
    bands = law[KATEGORI]
    bounds = [entry["batas_atas"] for entry in bands.value]
    ratio = Ratio(index.mantissa, np.full(len(index), 10**index.scale, dtype=object))
    above = [ratio.greater(bound) for bound in bounds]
    if above[-1].any() or ratio.less(Decimal(0)).any():
        raise ValueError(f"an index lies between 0 and {bounds[-1]}")
    found = np.asarray(np.sum(above, axis=0), dtype=np.int8)
    if trace is not None:
        shown = [bounds[place] for place in found.tolist()]
        names = [bands.value[place]["kategori"] for place in found.tolist()]
        trace.step("kategori_ipp", {"ipp": index, "batas_atas": shown}, names, parameter=bands)
    return found


def _index(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    aspects = law[ASPEK]
    parts = {entry["kode"]: columns[f"aspek_{entry['kode']}"] for entry in aspects.value}
    for name, part in parts.items():
        _within(f"aspek_{name}", part, law)
    index = weighted(parts, {entry["kode"]: entry["bobot"] for entry in aspects.value})
    if trace is not None:
        shown = {f"aspek_{name}": part for name, part in parts.items()}
        weights = joined(
            Text(f"{entry['aspek']} {percent.replace('.', ',')}%", f"{entry['english']} {percent}%")
            for entry in aspects.value
            for percent in (plain(entry["bobot"] * 100),)
        )
        trace.step("ipp", {**shown, "bobot_aspek": weights}, index, parameter=aspects)
    return {"ipp": index, **_named(index, law, trace)}


def _category(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    index: Exact = columns["ipp"]
    _within("ipp", index, law)
    return _named(index, law, trace)


def _named(index: Exact, law: InForce, trace: Trace | None) -> Columns:
    entries = [law[KATEGORI].value[place] for place in category(index=index, law=law, trace=trace).tolist()]
    return {
        "kategori_ipp": [entry["kategori"] for entry in entries],
        "arti_ipp": [Text(entry["arti"], entry["english"]) for entry in entries],
    }


def _within(name: str, column: Exact, law: InForce) -> None:
    top = law[KATEGORI].value[-1]["batas_atas"]
    if any(not 0 <= value <= top for value in column.decimals()):
        raise InputError(name, Text(f"tulis angka 0 sampai {top:f}", f"write a number from 0 to {top:f}"))


def _mix(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    shares = law[CAMPURAN]
    parts = {name: columns[f"nilai_{name}"] for name in shares.value}
    for name, part in parts.items():
        _within(f"nilai_{name}", part, law)
    found = weighted(parts, shares.value)
    if trace is not None:
        shown = {f"nilai_{name}": part for name, part in parts.items()}
        weights = "; ".join(f"{name.upper()} {plain(share * 100)}%" for name, share in shares.value.items())
        trace.step("nilai_campuran", {**shown, "bobot_formulir": weights}, found, parameter=shares)
    return {"nilai_campuran": found}


def _respondents(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    people: Whole = columns["responden_f03"]
    limits = law[RESPONDEN]
    low, high = limits.value["paling_sedikit"], limits.value["paling_banyak"]
    words = KECUKUPAN.of(np.where(people < low, 0, np.where(people > high, 2, 1)))
    if trace is not None:
        trace.step("kecukupan", {"responden_f03": people, **limits.value}, words, parameter=limits)
    return {"kecukupan": words}


def _evidence(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    groups = law[BUKTI]
    found = []
    for number in columns["nomor_bukti"].tolist():
        entry = next((one for one in groups.value if one["dari"] <= number <= one["sampai"]), None)
        if entry is None:
            last = groups.value[-1]["sampai"]
            raise InputError("nomor_bukti", Text(f"nomor 1 sampai {last}", f"numbers 1 to {last}"))
        found.append(entry)
    result = {
        "kelompok_bukti": KELOMPOK_BUKTI.of(KELOMPOK_BUKTI.array([entry["kelompok"] for entry in found])),
        "nama_bukti": [Text(entry["nama"], entry["english"]) for entry in found],
    }
    if trace is not None:
        trace.step(
            "kelompok_bukti", {"nomor_bukti": columns["nomor_bukti"]}, result["kelompok_bukti"], parameter=groups
        )
    return result


_BASIS = "PermenPANRB 29/2022; PermenPANRB 4/2023"
_ASPECTS = (
    ("kebijakan", Text("Kebijakan Pelayanan", "Service policy")),
    ("sdm", Text("Profesionalisme SDM", "HR professionalism")),
    ("sarpras", Text("Sarana Prasarana", "Facilities")),
    ("sipp", Text("Sistem Informasi Pelayanan Publik", "Public service information system")),
    ("pengaduan", Text("Konsultasi dan Pengaduan", "Consultation and complaints")),
    ("inovasi", Text("Inovasi", "Innovation")),
)
_CATEGORY = (
    Output("kategori_ipp", Text("Kategori", "Category")),
    Output("arti_ipp", Text("Arti", "Meaning")),
)
_INDEX = Text("Indeks Pelayanan Publik (IPP)", "Public service index (IPP)")

LABELS = {
    "bobot_aspek": Text("Bobot aspek", "Weights of the aspects"),
    "bobot_formulir": Text("Bobot formulir", "Weights of the forms"),
    "batas_atas": Text("Batas atas kategori", "Upper bound of the category"),
    "paling_sedikit": Text("Paling sedikit", "At least"),
    "paling_banyak": Text("Paling banyak", "At most"),
}

RULES = (
    Rule(
        id="ipp/aspek",
        title=Text("IPP dari enam aspek", "Index from six aspects"),
        about=Text(
            "Jumlah nilai enam aspek (0–5) dikali bobotnya, lalu kategorinya.",
            "Sum of the six aspects' scores (0–5) times their weights, then the category.",
        ),
        basis=_BASIS,
        inputs=tuple(Field(f"aspek_{name}", label, "decimal") for name, label in _ASPECTS),
        outputs=(Output("ipp", _INDEX), *_CATEGORY),
        run=_index,
        parameters=(ASPEK, KATEGORI),
    ),
    Rule(
        id="ipp/kategori",
        title=Text("Kategori IPP", "Category of the index"),
        about=Text(
            "Kategori suatu indeks; batas atas termasuk di dalamnya. Nilai tidak dibulatkan lebih dulu.",
            "The category of an index; an upper bound belongs to it. The value is not rounded first.",
        ),
        basis=_BASIS,
        inputs=(Field("ipp", _INDEX, "decimal"),),
        outputs=_CATEGORY,
        run=_category,
        parameters=(KATEGORI,),
        cautions=(Text("Sebutan F sampai B belum dipastikan.", "The labels F to B are not confirmed."),),
    ),
    Rule(
        id="ipp/campuran",
        title=Text("Campuran nilai F-02 dan F-03", "Mix of the scores F-02 and F-03"),
        about=Text(
            "Nilai evaluator (F-02) dan nilai pengguna (F-03) digabung menurut bobotnya.",
            "The evaluators' score (F-02) and the users' score (F-03) together by their weights.",
        ),
        basis=_BASIS,
        inputs=(
            Field("nilai_f02", Text("Nilai F-02", "Score F-02"), "decimal"),
            Field("nilai_f03", Text("Nilai F-03", "Score F-03"), "decimal"),
        ),
        outputs=(Output("nilai_campuran", Text("Nilai gabungan", "Score together")),),
        run=_mix,
        parameters=(CAMPURAN, KATEGORI),
        cautions=(
            Text("Bobot 75/25 hanya pengetahuan umum berkeyakinan rendah.", "The 75/25 mix is weak general knowledge."),
        ),
    ),
    Rule(
        id="ipp/responden",
        title=Text("Jumlah responden F-03", "Number of F-03 respondents"),
        about=Text("Apakah banyak responden suatu lokus cukup.", "Whether a locus has enough respondents."),
        basis=_BASIS,
        inputs=(Field("responden_f03", Text("Responden F-03", "F-03 respondents"), "integer", least=Decimal(0)),),
        outputs=(Output("kecukupan", Text("Kecukupan", "Sufficiency"), KECUKUPAN),),
        run=_respondents,
        parameters=(RESPONDEN,),
    ),
    Rule(
        id="ipp/bukti",
        title=Text("Berkas bukti F-01", "Evidence for F-01"),
        about=Text("Aspek yang didukung suatu nomor bukti.", "The aspect that a numbered piece of evidence supports."),
        basis=_BASIS,
        inputs=(Field("nomor_bukti", Text("Nomor pertanyaan", "Question number"), "integer", least=Decimal(1)),),
        outputs=(
            Output("kelompok_bukti", Text("Kelompok", "Group"), KELOMPOK_BUKTI),
            Output("nama_bukti", Text("Isi bukti", "What it shows")),
        ),
        run=_evidence,
        parameters=(BUKTI,),
    ),
)
