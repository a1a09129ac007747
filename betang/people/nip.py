"""What is wrong with a NIP, in the words of the page: by the rule of `betang.regulation.identity`, many at once."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language

from betang.regulation.identity.digits import digits
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
    language = "en" if (get_language() or "id").startswith("en") else "id"
    words = ["", *(getattr(label, language) for label in KEADAAN_NIP.labels[1:])]
    return [words[state] for state in found.state.tolist()]
