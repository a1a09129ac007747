"""E-mail: plain text, put into an outbox within the action's transaction, delivered by a job.

    mail_send(to=address, subject=_("Kode masuk"), text=..., now=now)

Whatever a person typed can become neither a link nor a header (see `plain`). Addresses of this site, made by
`site_url`, are the only links. Demo mode sends nothing: its outbox is a page.

The names are loaded on first use: Django imports this package before models may be touched.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from betang.kernel.mail.plain import site_url
    from betang.kernel.mail.sending import mail_send, mails_send

_HOMES = {"mail_send": "sending", "mails_send": "sending", "site_url": "plain"}
__all__ = ["mail_send", "mails_send", "site_url"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"betang.kernel.mail.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
