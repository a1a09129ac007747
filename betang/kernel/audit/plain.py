"""Turns values of models into what JSON can hold, always in the same way."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

from betang.kernel.crypto.secret import Secret


def plain(value: Any) -> Any:
    """Return a value as text, number, truth value, list or dictionary; TypeError for what has no such form.

    A row becomes its id, a secret its plain text (the caller seals it), a decimal its digits.
    """
    match value:
        case None | bool() | int() | float():
            return value
        case Secret():
            return value.reveal()
        case str():
            return str(value)  # a choice of TextChoices becomes its plain text
        case Model():
            return plain(value.pk)
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal() | UUID() | timedelta() | Promise():
            return str(value)
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case list() | tuple():
            return [plain(part) for part in value]
        case set() | frozenset():
            return sorted((plain(part) for part in value), key=str)
    raise TypeError(f"The trail cannot hold a value of {type(value).__name__}; give text, a number or a row.")
