"""Columns that are encrypted, and the columns beside them that let a whole value be found again.

    nik = EncryptedField(_("NIK"), mask="nik", blank=True, default="")
    nik_index = BlindIndexField(source="nik")

    Employee.objects.filter(nik_index__of="6271 0357 0890 9901")

Trap: `save(update_fields=["nik"])` and `bulk_update(rows, ["nik"])` leave the index behind; name both, and call
`index_fill(row)` before a `bulk_update`. `update(nik=...)` cannot know the index at all. `betang keys check` finds such
rows, `betang keys rotate` puts them right.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import In, Lookup
from django.db.models.query_utils import DeferredAttribute

from betang.kernel.crypto.aead import SealBroken, as_text, from_text, seal, unseal
from betang.kernel.crypto.blind import LENGTH, blind, blinds, compact
from betang.kernel.crypto.keyring import Key, Purpose, keyring
from betang.kernel.crypto.masks import MASKS
from betang.kernel.crypto.secret import Secret

VERSION = "v1"

if TYPE_CHECKING:
    _Text = models.TextField[str | Secret, Secret]
    _Chars = models.CharField[str, str]
else:
    _Text, _Chars = models.TextField, models.CharField


def sealed_text(text: str, place: str, *, key: Key | None = None) -> str:
    """Encrypt a text for a column under the current key (or one given), as "v1.<key>.<base64>"; "" stays ""."""
    if not text:
        return ""
    used = key or keyring().current(Purpose.FIELD)
    return f"{VERSION}.{used.id}.{as_text(seal(used.secret, text.encode(), place.encode()))}"


def opened_text(sealed: str, place: str) -> str:
    """Decrypt what `sealed_text` made for the same column; SealBroken when altered, KeyMissing without the key."""
    if not sealed:
        return ""
    version, _, rest = sealed.partition(".")
    key_id, _, body = rest.partition(".")
    if version != VERSION or not body:
        raise SealBroken(f"Data terenkripsi di {place} rusak: bukan teks yang ditulis Betang.")
    key = keyring().get(Purpose.FIELD, key_id)
    return unseal(key.secret, from_text(body, place.encode()), place.encode()).decode()


def key_prefix(key_id: str = "") -> str:
    """Return what every column that stands under a key (by default the current one) begins with."""
    return f"{VERSION}.{key_id or keyring().current(Purpose.FIELD).id}."


def is_current(sealed: str) -> bool:
    """Tell whether the text of a column stands under the current key."""
    return sealed.startswith(key_prefix())


def index_fill(instance: models.Model) -> None:
    """Fill the blind indexes of a row by hand: `bulk_update` does not."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, BlindIndexField):
            field.fill(instance)


class EncryptedAttribute(DeferredAttribute):
    """Makes whatever is assigned a Secret."""

    field: "EncryptedField"

    def __set__(self, instance: models.Model, value: Any) -> None:
        name = self.field.attname
        current = instance.__dict__.get(name)
        if isinstance(value, str) and value and isinstance(current, Secret) and value == str(current):
            return  # a form that was sent back with the mask in it: nothing was changed
        instance.__dict__[name] = self.field.to_python(value)


class EncryptedField(_Text):
    """A text that is encrypted in its column and is a `Secret` in Python; assign plain text or a Secret.

    `mask` says what may be shown ("nik", "phone", "email", "text"). `label` is what the encryption is bound to: by
    default "app.model.field"; give the old one when a column is renamed. It cannot be searched but for being empty.
    """

    descriptor_class = EncryptedAttribute

    def __init__(self, *args: Any, mask: str = "text", label: str = "", **kwargs: Any) -> None:
        if mask not in MASKS:
            raise ValueError(f"{mask!r} is no mask; use one of {', '.join(MASKS)}.")
        self.mask = mask
        self.label = label
        super().__init__(*args, **kwargs)

    @property
    def place(self) -> str:
        """The column that the encryption is bound to: "people.employee.nik"."""
        return self.label or f"{self.model._meta.label_lower}.{self.name}"

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Say how a migration makes this field."""
        name, path, args, kwargs = super().deconstruct()
        kwargs |= {"mask": self.mask} if self.mask != "text" else {}
        kwargs |= {"label": self.label} if self.label else {}
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Secret | None:
        """Wrap the column's text; it is opened when needed."""
        if value is None:
            return None
        if not value:
            return Secret("", mask=self.mask)
        place = self.place
        return Secret.stored(value, opener=lambda: opened_text(value, place), mask=self.mask, place=place)

    def to_python(self, value: Any) -> Any:
        """Make a Secret of a text; expressions and None stay."""
        if value is None or isinstance(value, Secret) or hasattr(value, "resolve_expression"):
            return value
        return Secret(str(value), mask=self.mask)

    def run_validators(self, value: Any) -> None:
        """Validate the plain text, not its mask."""
        super().run_validators(value.reveal() if isinstance(value, Secret) else value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Encrypt; a value that was only read and stands under the current key keeps its text."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, Secret) and value.place == self.place and is_current(value.sealed or ""):
            return value.sealed
        return sealed_text(value.reveal() if isinstance(value, Secret) else str(value), self.place)

    def get_prep_value(self, value: Any) -> Any:
        """Refuse to compare with a value: encryption gives another text each time, so that nothing would be found."""
        if value in (None, ""):
            return value
        raise FieldError(f"{self.place} is encrypted; search it by a BlindIndexField beside it (lookup `of`).")

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Allow to ask whether it is empty, nothing else."""
        if lookup_name not in {"exact", "isnull"}:
            raise FieldError(f"{self.place} is encrypted; the lookup {lookup_name} would compare encrypted text.")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> NoReturn:
        """Refuse Django's serialisers: a dump would hold either the secret or a mask that nothing restores."""
        raise TypeError(f"{self.place} is encrypted and is not dumped. Back up the database and the key file instead.")


class BlindIndexField(_Chars):
    """The keyed hash of an encrypted column beside it, filled when the row is saved; search with the lookup `of`.

    `normalise` gives values that mean the same one writing (`compact` for numbers, `caseless` for names and addresses).
    """

    def __init__(
        self, *args: Any, source: str, normalise: Callable[[str], str] = compact, unique: bool = False, **kwargs: Any
    ) -> None:
        if unique:
            raise ValueError("A blind index cannot be unique: while keys rotate, one value has two hashes.")
        self.source = source
        self.normalise = normalise
        super().__init__(*args, **{**_FIXED, **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Say how a migration makes this field."""
        name, path, args, kwargs = super().deconstruct()
        kwargs = {key: value for key, value in kwargs.items() if _FIXED.get(key) != value}
        kwargs |= {"normalise": self.normalise} if self.normalise is not compact else {}
        return name, path, args, {**kwargs, "source": self.source}

    def source_field(self) -> EncryptedField:
        """Return the encrypted column beside this one."""
        field = self.model._meta.get_field(self.source)
        if not isinstance(field, EncryptedField):
            raise FieldError(f"{self.model._meta.label}.{self.source} is no EncryptedField.")
        return field

    def value_of(self, instance: models.Model) -> str:
        """Compute the hash that belongs to a row under the current key."""
        secret = getattr(instance, self.source)
        return blind(self.source_field().place, self.normalise(secret.reveal())) if secret else ""

    def fill(self, instance: models.Model) -> str:
        """Set the hash of a row; return it."""
        value = self.value_of(instance)
        setattr(instance, self.attname, value)
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Compute the hash whenever the row is written."""
        return self.fill(model_instance)

    def hashes(self, text: str) -> list[str]:
        """Return the hashes under which rows with this value may stand."""
        return blinds(self.source_field().place, self.normalise(text))


_FIXED: dict[str, Any] = {
    "max_length": LENGTH, "db_index": True, "editable": False, "blank": True, "default": "",
}  # fmt: skip


@BlindIndexField.register_lookup
class Of(In):
    """Rows whose encrypted column has this value: `filter(nik_index__of="6271…")`."""

    lookup_name = "of"

    def get_prep_lookup(self) -> Any:
        """Replace the value by its hashes under all keys."""
        field = self.lhs.output_field
        text = self.rhs.reveal() if isinstance(self.rhs, Secret) else str(self.rhs)
        self.rhs = field.hashes(text)
        return super().get_prep_lookup()
