"""Opens everything that is encrypted and says what stands under which key, and what cannot be opened."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from betang.kernel.crypto.aead import SealBroken
from betang.kernel.crypto.fields import key_prefix
from betang.kernel.crypto.files import file_check, file_present, file_secret
from betang.kernel.crypto.inventory import RAW, Encrypted, encrypted_tables, rows, stored_texts
from betang.kernel.crypto.keyring import Key, Purpose, keyring
from betang.kernel.crypto.keys import KeyFileError
from betang.kernel.crypto.models import EncryptedFile, SubjectKey
from betang.kernel.crypto.subject import key_secret

ROWS_AT_ONCE = 500


@dataclass
class Checked:
    """What one table came to: values by the key they stand under, stale indexes, and a sentence for each problem."""

    name: str
    purpose: Purpose
    by_key: Counter[str] = field(default_factory=Counter)
    stale_indexes: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def old(self) -> int:
        """How many values stand under another key than the current one, wrong indexes included."""
        current = keyring().current(self.purpose).id
        return self.by_key.total() - self.by_key[current] + self.stale_indexes


def check(*, contents: bool = False) -> Iterator[Checked]:
    """Open every column, every wrapped key, and with `contents` every stored file to its end. Writes nothing."""
    for table in encrypted_tables():
        yield _columns(table)
    yield _files(contents=contents)
    yield _subjects()


def in_use(key: Key) -> int:
    """Count what would be lost without a key. An index key counts the rows that would no longer be found."""
    match key.purpose:
        case Purpose.FIELD:
            return sum(_columns_under(table, key) for table in encrypted_tables())
        case Purpose.FILE:
            return EncryptedFile.objects.filter(key_id=key.id).count()
        case Purpose.SUBJECT:
            return SubjectKey.objects.filter(key_id=key.id).count()
        case Purpose.INDEX:
            return sum(_columns(table).stale_indexes for table in encrypted_tables() if table.indexes)
    raise ValueError(f"{key.purpose} keys are needed for ever.")


def _columns_under(table: Encrypted, key: Key) -> int:
    under = Q()
    for column in table.fields:
        under |= Q(**{f"{RAW}{column.attname}__startswith": key_prefix(key.id)})
    return stored_texts(table).filter(under).count()


def _columns(table: Encrypted) -> Checked:
    checked = Checked(table.model._meta.label, Purpose.FIELD)
    for row in rows(table).iterator(chunk_size=ROWS_AT_ONCE):
        for column in table.fields:
            if secret := getattr(row, column.attname):
                checked.by_key[secret.sealed.split(".")[1] if secret.sealed.count(".") == 2 else "?"] += 1
                try:
                    secret.reveal()
                except (SealBroken, KeyFileError) as error:
                    checked.problems.append(f"{table.model._meta.label} {row.pk}, {column.attname}: {error}")
        for index in table.indexes:
            try:
                checked.stale_indexes += index.value_of(row) != getattr(row, index.attname)
            except (SealBroken, KeyFileError):
                continue  # told above, with its column
    return checked


def _files(*, contents: bool) -> Checked:
    checked = Checked(f"{EncryptedFile._meta.label} (wrapped)", Purpose.FILE)
    for file in EncryptedFile.objects.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
        checked.by_key[file.key_id] += 1
        try:
            file_secret(file)
            file_present(file)
            if contents:
                file_check(file)
        except (SealBroken, KeyFileError) as error:
            checked.problems.append(f"{EncryptedFile._meta.label} {file.pk}: {error}")
    return checked


def _subjects() -> Checked:
    checked = Checked(f"{SubjectKey._meta.label} (wrapped)", Purpose.SUBJECT)
    for row in SubjectKey.objects.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
        checked.by_key[row.key_id] += 1
        try:
            key_secret(row)
        except (SealBroken, KeyFileError) as error:
            checked.problems.append(f"{SubjectKey._meta.label} {row.subject}: {error}")
    return checked
