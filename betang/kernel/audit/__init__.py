"""The audit trail: who did what to which object, when and why, in a chain that shows every later alteration.

An action ends with `record(...)` (or `record_many(...)`) inside its own transaction: the change and its entry stand or
fall together. Call it last in the action, since it holds the head of the chain until the transaction ends.

The three names are loaded on first use: Django imports this package before models may be touched.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from betang.kernel.audit.recording import Change, record, record_many

__all__ = ["Change", "record", "record_many"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("betang.kernel.audit.recording"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
