"""Numbers and addresses that look right and belong to nobody.

NIP: by the structure that `betang.regulation.identity` checks. NIK: the district 627199 does not exist, and the serial
begins with 99. Telephone: no operator uses the prefix 0840. E-mail: the ending `.example` is reserved (RFC 2606).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random

from betang.people.seed.names import slug
from betang.people.seed.seats import PART_TIME, PPPK

NO_DISTRICT = "627199"
NO_PREFIX = "0840"
DOMAIN = "palangkaraya.example"
PLANTS = ("Rotan", "Meranti", "Ulin", "Ramin", "Galam", "Purun", "Pantung", "Sungkai", "Bungur", "Tengkawang")


class Numbers:
    """Draws numbers and addresses, each once."""

    def __init__(self, chance: Random, wards: Sequence[str]) -> None:
        self._chance = chance
        self._wards = wards
        self._nip: set[str] = set()
        self._nik: Counter[str] = Counter()
        self._mail: Counter[str] = Counter()

    def nip(self, *, birth: date, appointed: date, sex: str, kind: str) -> str:
        """Draw a NIP; for PPPK the year of appointment and the code 21 stand where others have year and month."""
        month = "21" if kind in {PPPK, PART_TIME} else f"{appointed:%m}"
        head = f"{birth:%Y%m%d}{appointed:%Y}{month}{'1' if sex == 'L' else '2'}"
        while (number := f"{head}{self._chance.randint(1, 999):03}") in self._nip:
            pass
        self._nip.add(number)
        return number

    def nik(self, *, birth: date, sex: str) -> str:
        """Draw a NIK of the district that does not exist; a woman's day of birth is 40 higher."""
        head = f"{NO_DISTRICT}{birth.day + (40 if sex == 'P' else 0):02}{birth:%m%y}"
        self._nik[head] += 1
        return f"{head}{9900 + self._nik[head]}"

    def phone(self) -> str:
        """Draw a telephone number that nobody has."""
        return f"{NO_PREFIX}{self._chance.randrange(10**8):08}"

    def email(self, name: str) -> str:
        """Build the e-mail address of a name; the second of the same name gets a number."""
        local = slug(name)
        self._mail[local] += 1
        return f"{local}{self._mail[local] if self._mail[local] > 1 else ''}@{DOMAIN}"

    def address(self) -> str:
        """Draw an address in one of the city's kelurahan, in a street that does not exist."""
        street = f"Jl. Contoh {self._chance.choice(PLANTS)} No. {self._chance.randint(1, 180)}"
        block = f"RT {self._chance.randint(1, 20):02}/RW {self._chance.randint(1, 12):02}"
        return f"{street}, {block}, {self._chance.choice(self._wards)}, Palangka Raya"
