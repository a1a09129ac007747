"""Notices: one sentence for one person, with the address it leads to; listed in the shell, once a day sent by e-mail.

`notice_send` is called by the action that has something to tell, inside its transaction:

    notice_send(to=[user_id], kind="people.import_done", text=_("Impor pegawai selesai."), url="/pegawai/", now=now)

The sentence may be a lazy translation (`format_lazy(_("… {name} …"), name=…)`): it is then kept in both languages.
It never holds a rating, a reason or an identity number; the e-mail does not even repeat it (see `digest`).

`notices_send` takes many sentences at once. The names are loaded on first use: Django imports this package before
models may be touched.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from betang.kernel.notices.actions import Told, notice_send, notices_send

__all__ = ["Told", "notice_send", "notices_send"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("betang.kernel.notices.actions"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
