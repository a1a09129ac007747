"""The steps of one person's derivation as they are read: in words, with article, confidence and a link to the rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from betang.batch.appraise.explain import LABELS
from betang.portal.shown import Reader
from betang.portal.tryout import StepShown
from betang.portal.workbook.computing import EKSP
from betang.regulation.codes import Codes
from betang.regulation.credit import JENJANG
from betang.regulation.eksp2022.levels import CAPAIAN, JENIS, PREDIKAT, RATING
from betang.regulation.eksp2022.quadrant import KEPALA_UNIT
from betang.regulation.indicator import ARAH
from betang.regulation.labels import labels
from betang.regulation.num2019.levels import BOBOT, KATEGORI
from betang.regulation.parameters import book
from betang.regulation.trace import Line
from betang.ui.confidence import confidence

# Typed by people: a result called "B" is no predikat and stays as it was written.
FREE = {"unit", "rhk", "indikator", "keputusan", "pola_distribusi"}
_EKSP_CODES: Mapping[str, Codes] = {
    **dict.fromkeys(("predikat", "predikat_tercetak", "kuadran"), PREDIKAT),
    **dict.fromkeys(
        (
            "rating_hasil", "rating_perilaku", "rating_butir", "rating_diberikan", "rating_tercetak",
            "rating_indikator", "usulan",
        ),
        RATING,
    ),
    "capaian_unit": CAPAIAN,
    "jenis": JENIS,
    "arah": ARAH,
    "jenjang": JENJANG,
}  # fmt: skip
_NUM_CODES: Mapping[str, Codes] = {
    "arah": ARAH,
    "bobot": BOBOT,
    "kategori_iki": KATEGORI,
    "predikat_angka": KATEGORI,
    "predikat": KATEGORI,
}
_RULES: Mapping[str, str] = {
    "capaian_unit": "eksp-2022/pola_distribusi",
    "pola_distribusi": "eksp-2022/pola_distribusi",
    "rating_butir": "eksp-2022/usulan_rating",
    "rating_hasil": "eksp-2022/ambang",
    "rating_perilaku": "eksp-2022/perilaku",
    "kuadran": "eksp-2022/kuadran",
    "predikat": "eksp-2022/kuadran",
    "persentase_ak": "angka-kredit/konversi",
    "angka_kredit": "angka-kredit/konversi",
    "indikator": "num-2019/indikator",
    "capaian_dipakai": "num-2019/indikator",
    "kategori_iki": "num-2019/indikator",
    "nilai_iki": "num-2019/indikator",
    "skor_akhir": "num-2019/nilai_akhir",
    "skor_dipakai": "num-2019/nilai_akhir",
    "predikat_angka": "num-2019/nilai_akhir",
}
"""The rule whose page explains a step and lets a reader try it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, what it is about where there are several of its name, and the page of its rule ("" for none)."""

    shown: StepShown
    about: str
    rule_url: str


def step(line: Line, *, rules: str, language: str) -> Step:
    """Return one line of a derivation in words."""
    reader = Reader(rules, language)
    codes = _EKSP_CODES if rules == EKSP else _NUM_CODES

    def value(name: str, text: str | None) -> str:
        if text is None:
            return "–"
        return text if name in FREE else reader.words(text, codes.get(name), name=name)

    shown = StepShown(
        name=step_name(line.name, language=language),
        inputs=tuple(
            (step_name(name, language=language), value(name, text))
            for name, text in line.inputs.items()
            if text is not None
        ),
        result=value(line.name, line.result),
        basis=line.basis,
        confidence=confidence(line.confidence),
        parameter=book().parameters.get(line.parameter.parameter) if line.parameter else None,
        since=line.parameter.start if line.parameter else None,
    )
    return Step(shown, about(line), rule_url(line))


def step_name(name: str, *, language: str) -> str:
    """Return the wording of a step or an input."""
    found = LABELS.get(name) or labels().get(name)
    return found.text(language) if found else name.replace("_", " ")


def about(line: Line) -> str:
    """Name the work result or indicator that a step is about, "" for a step there is one of."""
    parts = [line.inputs.get("rhk") if line.name in ("rating_butir", "indikator") else None]
    parts.append(line.inputs.get("indikator") if line.name == "indikator" else None)
    return " · ".join(part for part in parts if part)


def rule_url(line: Line) -> str:
    """Return the address of the rule that a step follows, "" where there is none."""
    rule = "" if "rating_tercetak" in line.inputs else _RULES.get(line.name, "")  # printed: no rule was applied
    if line.parameter is not None and line.parameter.parameter == KEPALA_UNIT:
        rule = KEPALA_UNIT
    return reverse("rule", args=rule.split("/")) if rule else ""
