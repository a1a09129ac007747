"""How an evaluation came about, as it is read: each step in words, with its article, how sure we are, and the rule."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.urls import reverse
from django.utils.translation import gettext as _

from betang.performance.queries.contents import Content
from betang.performance.queries.proposals import law_of, propose
from betang.performance.words import language
from betang.regulation.codes import Codes
from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT, RATING
from betang.regulation.eksp2022.quadrant import KEPALA_UNIT
from betang.regulation.indicator import ARAH
from betang.regulation.labels import labels
from betang.regulation.parameters import book
from betang.regulation.text import Text
from betang.regulation.trace import Line, Trace
from betang.ui import formats
from betang.ui.confidence import Confidence, confidence

CODES: Mapping[str, Codes] = {
    **dict.fromkeys(("kuadran", "predikat"), PREDIKAT),
    **dict.fromkeys(
        (
            "rating_hasil", "rating_perilaku", "rating_butir", "rating_diberikan", "rating_indikator", "usulan",
            "keputusan_rating", "usulan_hasil", "usulan_perilaku",
        ),
        RATING,
    ),
    "capaian_unit": CAPAIAN,
    "arah": ARAH,
}  # fmt: skip
LABELS: Mapping[str, Text] = {
    "rating_diberikan": Text("Rating dari penilai", "Rating given by the rater"),
    "usulan": Text("Usulan dari indikator", "Proposed from the indicators"),
    "keputusan_rating": Text("Keputusan penilai atas hasil kerja", "The rater's decision on results"),
    "usulan_hasil": Text("Usulan rating hasil kerja", "Proposed result rating"),
    "usulan_perilaku": Text("Usulan rating perilaku kerja", "Proposed behaviour rating"),
}
RULES: Mapping[str, str] = {
    "pola_distribusi": "eksp-2022/pola_distribusi",
    "rating_butir": "eksp-2022/usulan_rating",
    "rating_hasil": "eksp-2022/ambang",
    "rating_perilaku": "eksp-2022/perilaku",
    "kuadran": "eksp-2022/kuadran",
    "bulan": "angka-kredit/bulan",
    "angka_kredit": "angka-kredit/konversi",
    "angka_kredit_tampil": "angka-kredit/konversi",
    "poin_kinerja": "ip-asn/indeks",
}
FREE = {"rhk", "pola_distribusi"}  # written by people: a result called "B" is no predikat


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation as it is read."""

    name: str
    about: str
    result: str
    inputs: Sequence[tuple[str, str]]
    basis: str
    confidence: Confidence
    value_title: str
    value_url: str
    since: dt.date | None
    rule_url: str


def derivation(content: Content, *, result: str = "", behaviour: str = "") -> list[Step]:
    """Run the rules for one evaluation with a trace and say each step in words."""
    trace = Trace()
    propose([content], law=law_of(content), chosen=[(result, behaviour)], trace=trace)
    return steps(trace.at(0, language=language()))


def steps(lines: Sequence[Line]) -> list[Step]:
    """Say lines of a derivation in words."""
    return [_step(line) for line in lines]


def _step(line: Line) -> Step:
    """Say one line in words."""
    rule = RULES.get(line.name, "")
    if line.parameter is not None and line.parameter.parameter == KEPALA_UNIT:
        rule = KEPALA_UNIT
    held = book().parameters.get(line.parameter.parameter) if line.parameter else None
    return Step(
        name=_name(line.name),
        about=line.inputs.get("rhk") or "",
        result=_value(line.name, line.result),
        inputs=[
            (_name(key), _value(key, text)) for key, text in line.inputs.items() if text is not None and key != "rhk"
        ],
        basis=line.basis,
        confidence=confidence(line.confidence),
        value_title=held.title.text(language()) if held else "",
        value_url=reverse("value", args=line.parameter.parameter.split("/")) if held and line.parameter else "",
        since=line.parameter.start if line.parameter else None,
        rule_url=reverse("rule", args=rule.split("/")) if rule else "",
    )


def _name(key: str) -> str:
    """Give the wording of a step or an input."""
    found = LABELS.get(key) or labels().get(key)
    return found.text(language()) if found else key.replace("_", " ")


def _value(name: str, text: str | None) -> str:
    """Write one value: codes by their labels, numbers in the language of the page, several behind one another."""
    if text is None:
        return "–"
    if name in FREE:
        return text
    return "; ".join(_plain(name, part) for part in text.split("; "))


def _plain(name: str, part: str) -> str:
    codes = CODES.get(name)
    if codes and part in codes.names:
        return codes.label(part).text(language())
    if part in {"ya", "tidak"}:
        return _("ya") if part == "ya" else _("tidak")
    try:
        return formats.number(Decimal(part.removesuffix("%")), language=language()) + (
            "%" if part.endswith("%") else ""
        )
    except InvalidOperation:
        return part
