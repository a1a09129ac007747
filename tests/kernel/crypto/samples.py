"""Rows with secrets, stored text that was altered, and what stands in the database as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import F, TextField
from django.db.models.functions import Cast

from betang.people.models import Employee, EmployeeKind

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def employee(number: int = 1, **fields: Any) -> Employee:
    """Make a row with four secrets, not yet stored; the NIK is from the range that does not exist."""
    given = {
        "kind": EmployeeKind.ELECTED,
        "name": f"Contoh {number}",
        "nik": f"627103570890{9900 + number % 100}",
        "phone": f"0811520{number:05}",
        "email": f"contoh{number}@example.go.id",
        "address": f"Jalan Contoh {number}, Pahandut",
        "created_at": NOW,
    }
    return Employee(**(given | fields))


def altered(sealed: str) -> str:
    """Turn one bit of the encrypted part of a stored text."""
    head, dot, body = sealed.rpartition(".")
    letter = "A" if body[20] != "A" else "B"
    return f"{head}{dot}{body[:20]}{letter}{body[21:]}"


def stored(row: Employee, column: str) -> str:
    """Return the text of a column as it stands in the database."""
    found = (
        Employee.objects.filter(pk=row.pk).annotate(text=Cast(F(column), TextField())).values_list("text", flat=True)
    )
    return str(found.get())


def store(row: Employee, column: str, text: str) -> None:
    """Write text into a column past the field, as somebody with access to the database would."""
    assert column in {"nik", "phone", "email", "address", "nik_index"}
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE people_employee SET {column} = %s WHERE id = %s", [text, row.pk])
