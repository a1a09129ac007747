"""What in the database is encrypted, found from the models themselves: a new column needs no entry anywhere."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from betang.kernel.crypto.fields import BlindIndexField, EncryptedField, key_prefix
from betang.kernel.crypto.models import EncryptedFile, SubjectKey

RAW = "raw_"


class Encrypted(NamedTuple):
    """A table with its encrypted columns and the blind indexes beside them."""

    model: type[models.Model]
    fields: list[EncryptedField]
    indexes: list[BlindIndexField]


def encrypted_tables() -> list[Encrypted]:
    """List the tables that have encrypted columns, in the order of their names."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        own = model._meta.local_concrete_fields if model._meta.managed and not model._meta.proxy else []
        fields = [field for field in own if isinstance(field, EncryptedField)]
        if fields:
            found.append(Encrypted(model, fields, [field for field in own if isinstance(field, BlindIndexField)]))
    return sorted(found, key=lambda table: table.model._meta.label_lower)


def rows(table: Encrypted) -> QuerySet[Any]:
    """Return all rows of a table in the order of their keys, with nothing but what is encrypted."""
    columns: list[models.Field[Any, Any]] = [*table.fields, *table.indexes]
    names = [column.attname for column in columns]
    return table.model._base_manager.order_by("pk").only("pk", *names)


def stored_texts(table: Encrypted) -> QuerySet[Any]:
    """Return the rows with the text of each encrypted column as it is stored, as `raw_<column>`."""
    raw = {f"{RAW}{field.attname}": Cast(F(field.attname), TextField()) for field in table.fields}
    annotated: QuerySet[Any] = rows(table).annotate(**raw)
    return annotated


def not_current(table: Encrypted) -> QuerySet[Any]:
    """Return the rows of which a column stands under another key than the current one."""
    stale = Q()
    for field in table.fields:
        stale |= Q(**{f"{RAW}{field.attname}__gt": ""}) & ~Q(**{f"{RAW}{field.attname}__startswith": key_prefix()})
    return stored_texts(table).filter(stale)


def chunks(queryset: QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """Walk through a queryset that is ordered by its key, some rows at a time; each row once, whatever is changed."""
    last = None
    while found := list((queryset if last is None else queryset.filter(pk__gt=last))[:size]):
        yield found
        last = found[-1].pk


def anything_encrypted() -> bool:
    """Tell whether a value, a file or a person's key stands in the database; tables that are not made yet hold none."""
    made = set(connection.introspection.table_names())
    kept = [model for model in (EncryptedFile, SubjectKey) if model._meta.db_table in made]
    if any(model._base_manager.exists() for model in kept):
        return True
    tables = [table for table in encrypted_tables() if table.model._meta.db_table in made]
    return any(stored_texts(table).filter(_filled(table)).exists() for table in tables)


def _filled(table: Encrypted) -> Q:
    filled = Q()
    for field in table.fields:
        filled |= Q(**{f"{RAW}{field.attname}__gt": ""})
    return filled
