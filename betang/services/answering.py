"""What is taken as an answer to a question, and what is only warned of.

Numbers are never refused for their prefix: people move, and codes change. A wrong one is the officer's to find, with
the resident's help; a right one that a program refuses leaves the resident with nowhere to go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from betang.regulation.identity.digits import digits
from betang.regulation.identity.nik import DROPPED, KEADAAN_NIK, Number, check_kk, check_nik
from betang.regulation.identity.region import known_codes
from betang.regulation.parameters import book
from betang.services.definition import Kind, Question

SHORT, LONG = 120, 1000
MOBILE = re.compile(r"(?:\+?62|0)8[0-9]{7,11}")
EARLIEST = date(1900, 1, 1)


class NotAnAnswer(ValueError):  # noqa: N818  read where raised
    """What was typed cannot be an answer; the message is a sentence that says how to write it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is kept, and a sentence about what looks wrong with it ("" for nothing)."""

    value: str
    warning: str = ""


def answer(question: Question, text: str, *, today: date, kelurahan: Container[str] = ()) -> Answer:
    """Read what was typed; NotAnAnswer with a sentence when it cannot be one. `kelurahan` are codes of units."""
    plain = cleaned(text, lines=question.kind == Kind.LONG)
    if not plain:
        if question.optional:
            return Answer("")
        raise NotAnAnswer(_("Pertanyaan ini perlu dijawab."))
    if question.kind == Kind.KELURAHAN:
        return one_of(plain, kelurahan)
    if question.kind == Kind.CHOICE:
        return one_of(plain, {each.value for each in question.options})
    return READERS[question.kind](plain, today)


def cleaned(text: str, *, lines: bool) -> str:
    """Leave out signs that nobody sees or that turn a text around; make spaces single."""
    found = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(sign for sign in found if sign == "\n" or unicodedata.category(sign)[0] != "C")
    rows = [" ".join(row.split()) for row in kept.split("\n")]
    return "\n".join(rows).strip() if lines else " ".join(" ".join(rows).split())


def one_of(text: str, values: Container[str]) -> Answer:
    """Take one of the values offered."""
    if text not in values:
        raise NotAnAnswer(_("Pilih salah satu jawaban."))
    return Answer(text)


def limited(most: int) -> Callable[[str, date], Answer]:
    """Make the reader of texts of some length."""

    def read(text: str, today: date) -> Answer:
        if len(text) > most:
            raise NotAnAnswer(_("Paling banyak %(most)d huruf; ini %(found)d.") % {"most": most, "found": len(text)})
        return Answer(text)

    return read


def a_date(text: str, today: date) -> Answer:
    """Read a day, written by the form as 2026-01-31; a day to come is taken with a warning."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotAnAnswer(_("Tanggal ini tidak ada. Periksa hari, bulan, dan tahunnya.")) from None
    if day < EARLIEST:
        raise NotAnAnswer(_("Tahun ini terlalu lama. Tulis tahun dengan empat angka."))
    return Answer(day.isoformat(), _("Tanggal ini belum terjadi.") if day > today else "")


def a_time(text: str, today: date) -> Answer:
    """Read a time of day, 09.30 or 09:30."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])", text)
    if found is None:
        raise NotAnAnswer(_("Tulis jam seperti 09.30."))
    return Answer(f"{int(found[1]):02d}.{found[2]}")


def a_number(text: str, today: date) -> Answer:
    """Read a whole number up to 9999."""
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise NotAnAnswer(_("Tulis bilangan dengan angka, misalnya 2."))
    return Answer(str(int(text)))


def a_nik(text: str, today: date) -> Answer:
    """Read a NIK: 16 digits; anything else about it is a warning."""
    number = digits([text], length=16, dropped=DROPPED)
    law = book().on(today)
    return sixteen(text, number.proper[0], check_nik(number=number, law=law, known=known_codes(law)))


def a_kk(text: str, today: date) -> Answer:
    """Read a family-card number: 16 digits; anything else about it is a warning."""
    number = digits([text], length=16, dropped=DROPPED)
    law = book().on(today)
    return sixteen(text, number.proper[0], check_kk(number=number, law=law, known=known_codes(law)))


def sixteen(text: str, proper: bool, found: Number) -> Answer:
    """Take 16 digits, with the warning that the vectors give."""
    if not proper:
        given = sum(sign.isdigit() for sign in text)
        raise NotAnAnswer(_("Nomor ini harus 16 angka; yang ditulis %(found)d.") % {"found": given})
    value = "".join(sign for sign in text if sign in "0123456789")
    if KEADAAN_NIK.names[int(found.state[0])] != "SAH":
        return Answer(value, _("Susunan nomor ini tidak lazim. Cocokkan sekali lagi dengan KTP atau KK."))
    return Answer(value, _("Kode wilayahnya tidak kami kenal.") if found.unknown_region[0] else "")


def a_phone(text: str, today: date) -> Answer:
    """Read an Indonesian mobile number, kept as +628…"""
    bare = re.sub(r"[\s().-]", "", text)
    if not MOBILE.fullmatch(bare):
        raise NotAnAnswer(_("Tulis nomor ponsel seperti 0812 3456 7890."))
    return Answer("+62" + bare[bare.index("8") :])


def an_email(text: str, today: date) -> Answer:
    """Read one bare e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        raise NotAnAnswer(_("Tulis alamat surel seperti nama@contoh.id.")) from None
    return Answer(text)


READERS: dict[Kind, Callable[[str, date], Answer]] = {
    Kind.TEXT: limited(SHORT),
    Kind.LONG: limited(LONG),
    Kind.DATE: a_date,
    Kind.TIME: a_time,
    Kind.NUMBER: a_number,
    Kind.NIK: a_nik,
    Kind.KK: a_kk,
    Kind.PHONE: a_phone,
    Kind.EMAIL: an_email,
}
