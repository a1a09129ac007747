"""Data of children: specific data under UU 27/2022 Pasal 4, marked wherever a request is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from betang.regulation.identity.digits import digits
from betang.regulation.identity.nik import DROPPED, check_nik
from betang.regulation.parameters import book
from betang.services.definition import Definition, Kind

OF_CHILDREN = {"lahir", "lahir-mati", "kia-baru", "kia-ganti", "angkat-anak", "akui-anak", "sahkan-anak"}
ADULT = 18
"""Below this age somebody is a child: UU 35/2014 Pasal 1 angka 1."""


def holds_child(definition: Definition, answers: Mapping[str, str], day: date) -> bool:
    """Tell whether a request names a child: a NIK whose date of birth is less than 18 years ago, or a birth."""
    numbers = [answers[each.key] for each in definition.questions if each.kind == Kind.NIK and answers.get(each.key)]
    if definition.id in OF_CHILDREN or not numbers:
        return definition.id in OF_CHILDREN
    found = check_nik(number=digits(numbers, length=16, dropped=DROPPED), law=book().on(day))
    born_since = np.datetime64(f"{day.year - ADULT:04d}-{day:%m}") + np.timedelta64(0, "M")
    return bool((found.date > born_since.astype("datetime64[D]") + (day.day - 1)).any())
