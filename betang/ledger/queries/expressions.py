"""How a value inside a fact, and the number of its day, are written for each database: looked up once a row.

Django's own lookup of a JSON key asks SQLite three times for the same value: half the time of a million facts.
"""

from typing import Any

from django.db.models import BigIntegerField, DecimalField, F, Func, IntegerField, TextField
from django.db.models.functions import Cast

EPOCH = 1721424.5  # the Julian day of the day before 1 January of the year 1, from which Python counts days


class InData(Func):
    """A value of a fact's data as text (SQLite: as it is); NULL when it is absent. The field is one of its kind's."""

    output_field = TextField()

    def __init__(self, field: str) -> None:
        super().__init__(F("data"))
        self.key = field

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Write it for SQLite, where true is 1."""
        column, params = compiler.compile(self.source_expressions[0])
        return f"JSON_EXTRACT({column}, %s)", (*params, f'$."{self.key}"')

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Write it for PostgreSQL, where true is "true"."""
        column, params = compiler.compile(self.source_expressions[0])
        return f"({column} ->> %s)", (*params, self.key)


class DayNumber(Func):
    """The day of a fact as Python numbers days (`date.toordinal`)."""

    output_field = IntegerField()

    def __init__(self) -> None:
        super().__init__(F("day"))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Write it for SQLite, which keeps days as text."""
        column, params = compiler.compile(self.source_expressions[0])
        return f"CAST(JULIANDAY({column}) - {EPOCH} AS INTEGER)", tuple(params)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Write it for PostgreSQL."""
        column, params = compiler.compile(self.source_expressions[0])
        return f"({column} - DATE '0001-01-01' + 1)", tuple(params)


def whole(field: str) -> Cast:
    """Give a whole number of a fact."""
    return Cast(InData(field), BigIntegerField())


def decimal(field: str) -> Cast:
    """Give a decimal of a fact, for comparing."""
    return Cast(InData(field), DecimalField(max_digits=20, decimal_places=6))


def text(field: str) -> Cast:
    """Give a value of a fact as text."""
    return Cast(InData(field), TextField())
