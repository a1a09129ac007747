"""What is wrong with a NIP or NIK, in the words of the page: by the rules of the law on identity, many at once."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language

from betang.regulation.codes import Codes
from betang.regulation.identity.digits import digits
from betang.regulation.identity.nik import DROPPED, KEADAAN_NIK, NIK, check_nik
from betang.regulation.identity.nip import KEADAAN_NIP, check_nip
from betang.regulation.parameters import book

LENGTH = 18


def normalised(text: str) -> str:
    """Return a NIP without the spaces it is often written with: "19900417 201503 2 008"."""
    return "".join(text.split())


def problems(nips: Sequence[str], *, day: date) -> list[str]:
    """Say for each NIP what is wrong with it, "" when nothing is (law/people-reference §1)."""
    law = book().on(day)
    found = check_nip(number=digits(nips, length=LENGTH), law=law)
    return _said(KEADAAN_NIP, found.state.tolist())


def nik_normalised(text: str) -> str:
    """Return a NIK without the spaces, dots and hyphens it is often written with."""
    return text.translate(str.maketrans("", "", "".join(DROPPED)))


def nik_problems(niks: Sequence[str], *, day: date) -> list[str]:
    """Say for each NIK what is wrong with it, "" when nothing is. A district that is not listed is no fault."""
    law = book().on(day)
    found = check_nik(number=digits(niks, length=law[NIK].value["panjang"], dropped=DROPPED), law=law)
    return _said(KEADAAN_NIK, found.state.tolist())


def _said(register: Codes, states: Sequence[int]) -> list[str]:
    """Write states in the language of the page; the first, "possible", is no problem."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    words = ["", *(getattr(label, language) for label in register.labels[1:])]
    return [words[state] for state in states]
