"""The Ombudsman's view of a public service: compliance bands up to 2024, an opinion without published bounds after.

The scheme is chosen by the day of the assessment. From 2025 (Peraturan Ombudsman 61/2025) no cut-offs are known: the
opinion is shown as it was written, and no band is computed.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import Exact, Ratio
from betang.regulation.field import Field, InputError
from betang.regulation.parameters import InForce, NotInForceError, Unset, book
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

KATEGORI = "ombudsman/kategori"
OPINI = "ombudsman/opini"
FRASA = "ombudsman/frasa"
FROM_2025 = Text("opini sejak 2025", "opinion from 2025")


@dataclass(frozen=True, slots=True)
class Bands:
    """Scores as rounded for the comparison, and the place of each one's band (-1: no band is computed)."""

    rounded: Exact | None
    place: npt.NDArray[np.int8]


def bands(*, score: Exact, law: InForce, trace: Trace | None = None) -> Bands:
    """Return the band of each score on the day of `law`; none from 2025 on.

    NotInForceError before the first known scheme, ValueError for a score outside 0 to 100.
    """
    scheme = law.get(KATEGORI)
    if scheme is None:
        return _no_bands(score, law, trace)
    entries, places = scheme.value["kategori"], scheme.value["desimal"]
    ratio = Ratio(score.mantissa, np.full(len(score), 10**score.scale, dtype=object))
    top = max(entry["batas_atas"] for entry in entries)
    if ratio.greater(top).any() or ratio.less(Decimal(0)).any():
        raise ValueError(f"a score lies between 0 and {top}")
    rounded = Exact(ratio.half_up(places), places)
    # Bands stand highest first; the first whose lower bound is reached counts.
    below = [rounded.mantissa < int(entry["batas_bawah"].scaleb(places)) for entry in entries]
    place = np.asarray(np.sum(below, axis=0), dtype=np.int8)
    if trace is not None:
        floors = [entries[i]["batas_bawah"] for i in place.tolist()]
        inputs = {"nilai_ombudsman": score, "skema": scheme.value["skema"], "desimal": places, "batas_bawah": floors}
        trace.step("kategori_ombudsman", inputs, [_shown(entries[i]) for i in place.tolist()], parameter=scheme)
    return Bands(rounded, place)


def _no_bands(score: Exact, law: InForce, trace: Trace | None) -> Bands:
    if law.day < _latest_end():
        raise NotInForceError(KATEGORI, law.day)
    if trace is not None:
        basis = _unset().legal_basis
        trace.step("kategori_ombudsman", {"nilai_ombudsman": score}, None, basis=basis, confidence="V")
    return Bands(None, np.full(len(score), -1, dtype=np.int8))


def _latest_end() -> Any:
    return book()[KATEGORI].values[-1].end


def _unset() -> Unset:
    found = book()[OPINI].unset
    if found is None:
        raise LookupError(f"{OPINI} has become known: compute its bands")
    return found


def _shown(entry: dict[str, Any]) -> str:
    """Name a band; the older scheme has colours only."""
    return str(entry["keterangan"] if entry["kategori"] == "-" else entry["kategori"])


def opinion(
    *, written: list[str], followed: npt.NDArray[np.bool_], law: InForce, trace: Trace | None = None
) -> list[str]:
    """Return each opinion as it was written, with the phrase added where the Ombudsman's products were followed up."""
    phrase = law[FRASA]
    found = [
        f"{text} {phrase.value}" if done and not text.endswith(phrase.value) else text
        for text, done in zip(written, followed.tolist(), strict=True)
    ]
    if trace is not None:
        inputs = {"opini": written, "ditindaklanjuti": followed, "frasa": phrase.value}
        trace.step("opini_lengkap", inputs, found, parameter=phrase)
    return found


def _bands(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    score: Exact = columns["nilai_ombudsman"]
    found = bands(score=score, law=law, trace=trace)
    n = len(score)
    if found.rounded is None:
        return {
            "skema": [FROM_2025] * n,
            "kategori_ombudsman": [None] * n,
            "zona": [None] * n,
            "keterangan": [_unset().meanwhile] * n,
        }
    scheme = law[KATEGORI].value
    entries = [scheme["kategori"][place] for place in found.place.tolist()]
    return {
        "skema": [scheme["skema"]] * n,
        "kategori_ombudsman": [None if entry["kategori"] == "-" else entry["kategori"] for entry in entries],
        "zona": [entry["keterangan"] for entry in entries],
        "keterangan": [None] * n,
    }


def _opinion(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    if law.get(FRASA) is None:
        raise InputError("opini", Text("opini baru ada sejak 2025", "there are opinions from 2025 only"))
    return {
        "opini_lengkap": opinion(written=columns["opini"], followed=columns["ditindaklanjuti"], law=law, trace=trace)
    }


LABELS = {
    "desimal": Text("Angka di belakang koma", "Decimal places"),
    "batas_bawah": Text("Batas bawah kategori", "Lower bound of the band"),
    "frasa": Text("Frasa tambahan", "Added phrase"),
}

RULES = (
    Rule(
        id="ombudsman/kategori",
        title=Text("Kategori kepatuhan Ombudsman", "Ombudsman's compliance band"),
        about=Text(
            "Kategori dan zona dari nilai kepatuhan, menurut skema yang berlaku pada hari penilaian. Sejak 2025 tidak "
            "ada kategori yang dihitung.",
            "Band and zone of a compliance score by the scheme in force on the day of the assessment. From 2025 no "
            "band is computed.",
        ),
        basis="Penilaian Kepatuhan Ombudsman; Peraturan Ombudsman 61/2025",
        inputs=(
            Field("nilai_ombudsman", Text("Nilai", "Score"), "decimal", least=Decimal(0), most=Decimal(100)),
        ),
        outputs=(
            Output("skema", Text("Skema", "Scheme")),
            Output("kategori_ombudsman", Text("Kategori", "Band")),
            Output("zona", Text("Zona dan kualitas", "Zone and quality")),
            Output("keterangan", Text("Keterangan", "Remark")),
        ),
        run=_bands,
        parameters=(KATEGORI, OPINI),
        cautions=(
            Text(
                "Batas angka opini sejak 2025 tidak ditemukan.",
                "The numeric bounds of the opinion from 2025 were not found.",
            ),
        ),
    ),
    Rule(
        id="ombudsman/opini",
        title=Text("Opini Ombudsman seperti tertulis", "Ombudsman's opinion as written"),
        about=Text(
            "Opini ditampilkan seperti tertulis; frasa ditambahkan bila produk Ombudsman sudah ditindaklanjuti.",
            "The opinion is shown as written; a phrase is added when the Ombudsman's products were followed up.",
        ),
        basis="Peraturan Ombudsman 61/2025",
        inputs=(
            Field("opini", Text("Opini tertulis", "Written opinion"), "text"),
            Field("ditindaklanjuti", Text("Produk Ombudsman ditindaklanjuti", "Ombudsman's products followed up"),
                  "bool"),
        ),
        outputs=(Output("opini_lengkap", Text("Opini", "Opinion")),),
        run=_opinion,
        parameters=(FRASA,),
    ),
)  # fmt: skip
