"""Local policy: a file of an agency that overlays some national or proposed values, and says so wherever it is used.

Only the values named in `SECTIONS` may be changed. The file has no effect on a day before its `dari`.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from betang.regulation.parameters import Book, InForce, Value, changed
from betang.regulation.shape import ShapeError, parse_shape

SECTIONS: Mapping[str, str] = {
    "usulan_rating": "eksp-2022/usulan_rating",
    "ambang": "eksp-2022/ambang",
    "distribusi": "eksp-2022/distribusi",
    "num_2019": "num-2019/num_2019",
}
"""Section of the file → parameter whose record it changes, key by key."""


class PolicyError(ValueError):
    """A policy file that is refused; `key` names the place, the message is an Indonesian sentence."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}: {message}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Policy:
    """A read policy file: its legal basis, its first day, and the keys it changes for each parameter."""

    basis: str
    start: dt.date
    changes: Mapping[str, Mapping[str, Any]]

    def applied(self, law: InForce) -> InForce:
        """Return the day's values with the changes on top; the same values when the day lies before `start`."""
        if law.day < self.start:
            return law
        overlays: dict[str, Value] = {}
        for parameter, part in self.changes.items():
            value = law.get(parameter)
            if value is not None and part:
                overlays[parameter] = changed(value, part, basis=self.basis, start=self.start)
        return law.overlaid(overlays)


def parse_policy(source: str, *, book: Book) -> Policy:
    """Parse a policy file; PolicyError for an unknown key, a missing `dasar` or `dari`, or a value out of shape."""
    try:
        raw = tomllib.loads(source, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError("TOML", f"berkas tidak terbaca ({error})") from error
    for key in raw:
        if key not in {"dasar", "dari", *SECTIONS}:
            raise PolicyError(key, "kunci ini tidak dikenal")
    basis, start = raw.get("dasar"), raw.get("dari")
    if not isinstance(basis, str) or not basis.strip():
        raise PolicyError("dasar", "wajib diisi dengan dasar hukum kebijakan")
    if not isinstance(start, dt.date) or isinstance(start, dt.datetime):
        raise PolicyError("dari", "wajib diisi dengan tanggal, misalnya 2026-01-01")
    changes = {SECTIONS[name]: _section(raw[name], name, book) for name in raw if name in SECTIONS}
    _bounds_in_order(changes, book, start)
    if changes.get(SECTIONS["distribusi"], {}).get("n_min", 1) < 1:
        raise PolicyError("distribusi.n_min", "paling sedikit 1")
    return Policy(basis.strip(), start, changes)


def _section(raw: Any, name: str, book: Book) -> Mapping[str, Any]:
    """Check one section: every key must exist in the record and have its shape."""
    if not isinstance(raw, dict):
        raise PolicyError(name, "harus berupa bagian [" + name + "]")
    parameter = book[SECTIONS[name]]
    shape = parse_shape(parameter.shape)
    known = dict(parameter.values[-1].value)
    for key in raw:
        if key not in known:
            raise PolicyError(f"{name}.{key}", "kunci ini tidak dikenal")
    try:
        checked = shape.check({**known, **raw}, "")
    except ShapeError as error:
        raise PolicyError(f"{name}.{error.path}", f"nilai tidak sesuai bentuk {parameter.shape}") from error
    return {key: checked[key] for key in raw}


def _bounds_in_order(changes: Mapping[str, Mapping[str, Any]], book: Book, start: dt.date) -> None:
    """The bound for "below" must not lie above the bound for "above": no achievement could be both."""
    name = SECTIONS["usulan_rating"]
    base = book[name].on(start) or book[name].values[-1]
    bounds = {**base.value, **changes.get(name, {})}
    if bounds["di_bawah_kurang_dari"] > bounds["di_atas_lebih_dari"]:
        raise PolicyError("usulan_rating.di_bawah_kurang_dari", "tidak boleh lebih besar daripada di_atas_lebih_dari")
