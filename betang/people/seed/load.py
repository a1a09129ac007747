"""Loads the people's part of the demo city: only in demo or development mode, only where nobody is recorded yet."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from betang.kernel.accounts.demo import DEMO_PASSWORD
from betang.kernel.accounts.models import User
from betang.people.models import Employee, Unit
from betang.people.seed.catalogue import Size
from betang.people.seed.plan import City, drawn
from betang.people.seed.writing.books import Books
from betang.people.seed.writing.dispatch import write

MODES = frozenset({"demo", "development"})
SALT = "kotacontohbetang2024salt"  # fixed, so that the same city has the same rows; 24 signs, as long as Django's own


class SeedRefusedError(Exception):
    """The demo city must not be loaded here; the message is a sentence for whoever asked."""


def is_empty() -> bool:
    """Tell whether the database holds no people, units or accounts."""
    return not any(model.objects.exists() for model in (User, Employee, Unit))


def refuse() -> None:
    """Refuse production, and a database that holds people: made-up people never stand among real ones."""
    if settings.BETANG_MODE not in MODES:
        raise SeedRefusedError(
            f"Kota contoh tidak dimuat dalam mode {settings.BETANG_MODE}: orang rekaan tidak boleh bercampur dengan "
            "orang sungguhan. Jalankan dengan BETANG_MODE=demo atau BETANG_MODE=development."
        )
    if not is_empty():
        raise SeedRefusedError(
            "Basis data ini sudah berisi orang, unit, atau akun; kota contoh hanya dimuat ke basis data yang kosong."
        )


def load(*, size: Size, seed: int, day: date) -> City:
    """Draw a city and write it, all or nothing. SeedRefusedError; ValueError for a day it cannot stand on."""
    city = drawn(size=size, seed=seed, day=day)
    with transaction.atomic():
        refuse()
        write(Books(password=make_password(DEMO_PASSWORD, salt=SALT)), city.steps)
    return city
