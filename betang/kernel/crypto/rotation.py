"""Brings everything under the current keys: columns, blind indexes, keys of files and keys of persons.

It works in short transactions of some rows each, beside running processes; it can be killed at any moment and started
again: what is under the current key is left alone. What cannot be opened is reported and left as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet

from betang.kernel.crypto.aead import SealBroken
from betang.kernel.crypto.fields import is_current
from betang.kernel.crypto.files import file_rewrap
from betang.kernel.crypto.inventory import Encrypted, chunks, encrypted_tables, not_current, rows
from betang.kernel.crypto.keyring import Purpose, keyring
from betang.kernel.crypto.keys import KeyFileError
from betang.kernel.crypto.models import EncryptedFile, SubjectKey
from betang.kernel.crypto.subject import key_rewrap

CHUNK = 100


@dataclass
class Done:
    """How far one table came: its name, rows rewritten, and a sentence for each row that could not be opened."""

    name: str
    rewritten: int = 0
    problems: list[str] = field(default_factory=list)


def rotate(*, chunk: int = CHUNK) -> Iterator[Done]:
    """Rewrite whatever stands under an old key, `chunk` rows to a transaction; yields each table after each chunk."""
    for table in encrypted_tables():
        yield from _columns(table, chunk)
        if table.indexes:
            yield from _indexes(table, chunk)
    yield from _wrapped(EncryptedFile, Purpose.FILE, file_rewrap, chunk)
    yield from _wrapped(SubjectKey, Purpose.SUBJECT, key_rewrap, chunk)


def _columns(table: Encrypted, chunk: int) -> Iterator[Done]:
    done = Done(table.model._meta.label)
    for found in chunks(not_current(table).values_list("pk", named=True), chunk):
        with transaction.atomic():
            _columns_rewrite(table, _locked(rows(table), found), done)
        yield done
    yield done


def _columns_rewrite(table: Encrypted, found: Sequence[models.Model], done: Done) -> None:
    """Write the columns of some locked rows anew, but for what does not open.

    A statement for each row: one for all (`bulk_update`) takes nearly three times as long with four columns.
    """
    for row in found:
        opened = [column.attname for column in table.fields if _opens(row, column, done)]
        # A value that was only read and is not under the current key is encrypted anew when it is saved.
        if opened:
            table.model._base_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in opened})
    done.rewritten += len(found)


def _opens(row: models.Model, column: Any, done: Done) -> bool:
    value = getattr(row, column.attname)
    if not value or is_current(value.sealed):
        return True
    return _tried(value.reveal, f"{row._meta.label} {row.pk}, {column.attname}", done)


def _indexes(table: Encrypted, chunk: int) -> Iterator[Done]:
    names = [index.attname for index in table.indexes]
    done = Done(f"{table.model._meta.label} ({', '.join(names)})")
    for found in chunks(rows(table), chunk):
        stale = [row for row in found if _index_differs(row, table, done)]
        if stale:
            with transaction.atomic():
                locked = [row for row in _locked(rows(table), stale) if _index_differs(row, table, done)]
                table.model._base_manager.bulk_update(locked, names)
            done.rewritten += len(locked)
        yield done


def _index_differs(row: models.Model, table: Encrypted, done: Done) -> bool:
    """Compute the indexes of a row; tell whether one was another. One that cannot be computed stays as it is."""
    differs = False
    for index in table.indexes:
        stored = getattr(row, index.attname)
        _tried(partial(index.fill, row), f"{row._meta.label} {row.pk}, {index.attname}", done)
        differs |= getattr(row, index.attname) != stored
    return differs


def _wrapped(model: type[Any], purpose: Purpose, rewrap: Callable[[Any], None], chunk: int) -> Iterator[Done]:
    done = Done(f"{model._meta.label} (wrapped)")
    everything = model.objects.order_by("pk")
    for found in chunks(everything.exclude(key_id=keyring().current(purpose).id), chunk):
        with transaction.atomic():
            locked = _locked(everything, found)
            opened = [row for row in locked if _tried(partial(rewrap, row), f"{model._meta.label} {row}", done)]
            model.objects.bulk_update(opened, ["key_id", "wrapped"])
        done.rewritten += len(opened)
        yield done
    yield done


def _locked(queryset: QuerySet[Any], found: Iterable[Any]) -> list[Any]:
    """Read rows again, locked: what another process wrote since they were found must not be overwritten."""
    return list(queryset.filter(pk__in=[row.pk for row in found]).select_for_update())


def _tried(open_it: Callable[[], object], what: str, done: Done) -> bool:
    try:
        open_it()
    except (SealBroken, KeyFileError) as error:
        sentence = f"{what}: {error}"
        if sentence not in done.problems:
            done.problems.append(sentence)
        return False
    return True
