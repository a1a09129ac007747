"""A value that shows itself only when asked to: everywhere else it is its own mask.

Whoever prints, logs, formats, templates or serialises a `Secret` gets the mask; only `reveal()` gives the plain text,
and whoever calls it answers for the reason and the entry in the access log.
"""

import hmac
import logging
from collections.abc import Callable
from typing import Any, NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from betang.kernel.crypto.aead import SealBroken
from betang.kernel.crypto.keys import KeyFileError
from betang.kernel.crypto.masks import MASKS

log = logging.getLogger(__name__)


class Secret(Promise):
    """A secret text. A `Promise`, as Django calls text that comes to be when shown: its JSON and escaping use str().

    Read from the database it is opened only when needed: `sealed` is its column's text and `place` the column.
    """

    __slots__ = ("_open", "mask", "place", "sealed")

    def __init__(self, plain: str, *, mask: str = "text") -> None:
        self._set(lambda: plain, mask=mask, sealed="" if plain else None, place="")

    def _set(self, opener: Callable[[], str], *, mask: str, sealed: str | None, place: str) -> None:
        self._open = opener  # a closure, not the text: what lists attributes finds no secret
        self.mask = mask
        self.sealed = sealed
        self.place = place

    @classmethod
    def stored(cls, sealed: str, *, opener: Callable[[], str], mask: str, place: str) -> "Secret":
        """Make a secret that stays closed until it is needed."""
        secret = cls.__new__(cls)
        secret._set(opener, mask=mask, sealed=sealed, place=place)
        return secret

    def reveal(self) -> str:
        """Return the plain text; SealBroken when the stored bytes were altered, KeyMissing without the key."""
        return self._open()

    reveal.alters_data = True  # type: ignore[attr-defined]  # a template may not call it

    def __str__(self) -> str:
        """Show the mask. What cannot be opened says so instead of taking the page down with it."""
        if not self:
            return ""
        try:
            return MASKS[self.mask](self._open())
        except (SealBroken, KeyFileError):
            log.exception("a value of %s cannot be opened", self.place)
            return _("(tidak terbaca)")

    def __repr__(self) -> str:
        return f"<Secret {self}>"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __bool__(self) -> bool:
        return self.sealed is not None

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str) and not other:
            return not self
        if not isinstance(other, Secret | str):
            return NotImplemented
        plain = other.reveal() if isinstance(other, Secret) else other
        return hmac.compare_digest(self.reveal().encode(), plain.encode())

    def __hash__(self) -> int:
        return hash(self.reveal())

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Secret":
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("A Secret cannot be pickled: caches and job arguments are no place for it. Pass the row's id.")

    def _proxy____cast(self) -> NoReturn:
        raise TypeError("A Secret cannot be written to a plain column; use an EncryptedField, or reveal() it.")
