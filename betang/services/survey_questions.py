"""The questionnaire: official wording from the parameter skm/unsur, and our English of it beside it. Pure.

The regulation has no English wording. Where the parameter gets another wording than the one translated here, the
Indonesian stands in both languages, so that nobody answers a question that is no longer asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from betang.regulation.parameters import book
from betang.regulation.skm.index import UNSUR
from betang.regulation.text import Text

ENGLISH: dict[str, tuple[str, tuple[str, ...]]] = {
    "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?": (
        "How well do the requirements fit this kind of service?",
        ("They do not fit", "They hardly fit", "They fit", "They fit very well"),
    ),
    "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?": (
        "How easy is the procedure of the service in this office?",
        ("Not easy", "Hardly easy", "Easy", "Very easy"),
    ),
    "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?": (
        "How quickly was the service given?",
        ("Not quickly", "Hardly quickly", "Quickly", "Very quickly"),
    ),
    "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?": (
        "How reasonable is the cost of the service?",
        ("Very expensive", "Rather expensive", "Cheap", "Free"),
    ),
    "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar pelayanan "
    "dengan hasil yang diberikan?": (
        "How well does what you were given fit what the service standard promises?",
        ("It does not fit", "It hardly fits", "It fits", "It fits very well"),
    ),
    "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?": (
        "How competent are the officers?",
        ("Not competent", "Hardly competent", "Competent", "Very competent"),
    ),
    "Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?": (
        "How polite and friendly are the officers?",
        ("Not polite and friendly", "Hardly polite and friendly", "Polite and friendly", "Very polite and friendly"),
    ),
    "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?": (
        "How good are the facilities?",
        ("Bad", "Fair", "Good", "Very good"),
    ),
    "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?": (
        "How are users' complaints handled?",
        ("Not at all", "There is a way, but it does not work", "It works less than well", "They are managed well"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One element: its column, what it is called, what is asked, and the answers from score 1 on."""

    code: str
    column: str
    name: Text
    words: Text
    answers: tuple[Text, ...]


def questions(day: date) -> tuple[Question, ...]:
    """Return the elements in force on a day, in the order of the form."""
    return tuple(
        Question(
            code=row["kode"],
            column=row["kode"].lower(),
            name=Text(row["unsur"], row["english"]),
            words=Text(row["pertanyaan"], english(row["pertanyaan"], row["jawaban"])[0]),
            answers=tuple(map(Text, row["jawaban"], english(row["pertanyaan"], row["jawaban"])[1])),
        )
        for row in book().on(day)[UNSUR].value
    )


def english(asked: str, answers: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Translate a question with its answers; the Indonesian where there is no translation that fits."""
    found = ENGLISH.get(asked)
    return found if found and len(found[1]) == len(answers) else (asked, tuple(answers))
