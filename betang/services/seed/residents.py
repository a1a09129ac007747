"""Residents who do not exist: names from the city's lists, NIK of the district that does not exist, and their answers.

Each applies a few times, so that encrypting what identifies them is done once for each and not for each request.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from betang.kernel.crypto.blind import blind, caseless, compact
from betang.kernel.crypto.fields import sealed_text
from betang.kernel.crypto.keyring import Key, Purpose, keyring
from betang.people.seed.chance import uid
from betang.people.seed.names import Names, slug
from betang.people.seed.numbers import DOMAIN, NO_DISTRICT, NO_PREFIX
from betang.services.definition import Answers, Definition, Kind, Question

PLACE = "services.request"
NEWS = ("surel", "ponsel")
LONE_SERIAL = 9000  # employees have serials from 9901 on


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys in use, looked up once: each look-up asks the disk whether they have changed."""

    field: Key
    index: Key


def keys() -> Keys:
    """Return the current keys."""
    ring = keyring()
    return Keys(ring.current(Purpose.FIELD), ring.current(Purpose.INDEX))


@dataclass(frozen=True, slots=True)
class Resident:
    """One person as the rows of their requests hold them: encrypted, with what finds them, and in the clear."""

    answers: dict[str, str]
    subject: str
    columns: tuple[str, ...]  # name, nik, nik_index, email, email_index, phone, phone_index


def residents(chance: Random, count: int, kelurahan: list[str], used: Keys) -> list[Resident]:
    """Draw people."""
    names = Names(chance)
    return [resident(chance, names, number, kelurahan, used) for number in range(count)]


def resident(chance: Random, names: Names, number: int, kelurahan: list[str], used: Keys) -> Resident:
    """Draw one person; day of birth and serial together make the NIK theirs alone."""
    sex = chance.choice("LP")
    birth = f"{chance.randint(1, 28) + (40 if sex == 'P' else 0):02}{chance.randint(1, 12):02}{chance.randint(60, 99)}"
    name, serial = names.draw(sex), LONE_SERIAL + number % 900
    answers = {
        "nama": name,
        "nik": f"{NO_DISTRICT}{birth}{serial}",
        "no_kk": f"{NO_DISTRICT}{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(10, 24)}{serial}",
        "kelurahan": chance.choice(kelurahan),
        "surel": f"{slug(name)}{number}@{DOMAIN}",
        "ponsel": f"{NO_PREFIX}{chance.randrange(10**8):08}",
        "kabar": chance.choice(NEWS),
    }
    return Resident(answers, uid(chance).hex, columns(answers, used))


def columns(answers: Mapping[str, str], used: Keys) -> tuple[str, ...]:
    """Give what stands beside the answers, as `answers_put` would set it."""
    email = answers["surel"] if answers["kabar"] == "surel" else ""
    phone = answers["ponsel"] if answers["kabar"] == "ponsel" else ""
    return (
        sealed_text(answers["nama"], f"{PLACE}.name", key=used.field),
        *found_by("nik", answers["nik"], compact(answers["nik"]), used),
        *found_by("email", email, caseless(email), used),
        *found_by("phone", phone, compact(phone), used),
    )


def found_by(field: str, value: str, plain: str, used: Keys) -> tuple[str, str]:
    """Give a value encrypted, and the keyed hash that finds it."""
    return sealed_text(value, f"{PLACE}.{field}", key=used.field), blind(f"{PLACE}.{field}", plain, key=used.index)


OTHER = {
    Kind.TEXT: "Contoh", Kind.LONG: "Contoh, bukan data orang sungguhan.", Kind.DATE: "2024-05-14", Kind.TIME: "09:00",
    Kind.NUMBER: "2", Kind.NIK: f"{NO_DISTRICT}1505199001", Kind.KK: f"{NO_DISTRICT}1505199001",
    Kind.PHONE: f"{NO_PREFIX}55550000", Kind.EMAIL: f"contoh@{DOMAIN}",
}  # fmt: skip


def template(definition: Definition, person: Mapping[str, str]) -> dict[str, str]:
    """Answer all questions of a service for a person, without ending its way and with as few papers as can be."""
    answers: dict[str, str] = {}
    while asked := next((each for each in definition.asked(answers) if each.key not in answers), None):
        answers[asked.key] = one(definition, answers, asked, person)
    return answers


def one(definition: Definition, answers: Answers, asked: Question, person: Mapping[str, str]) -> str:
    """Answer one question: what is known of the person, the first choice that leads on, or a made-up text."""
    if asked.key in person:
        return person[asked.key]
    if asked.optional:
        return ""
    if asked.kind == Kind.CHOICE:
        values = [each.value for each in asked.options]
        return next((each for each in values if definition.stopped({**answers, asked.key: each}) is None), values[0])
    return person["kelurahan"] if asked.kind == Kind.KELURAHAN else OTHER[asked.kind]


def sealed_answers(person: Resident, mould: Mapping[str, str], used: Keys) -> str:
    """Encrypt what a person answered to the questions of a mould."""
    own = {key: person.answers.get(key, value) for key, value in mould.items()}
    return sealed_text(json.dumps(own, ensure_ascii=False, sort_keys=True), f"{PLACE}.answers", key=used.field)
