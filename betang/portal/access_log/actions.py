"""Downloading the access log: it takes records about people out of the house, so the audit trail knows of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Invalid
from betang.portal.access_log.queries import Wanted, log_count

MOST = 100_000


def log_export(*, actor: User, wanted: Wanted, now: datetime) -> int:
    """Record that somebody downloads what a filter shows; return how many rows that is. Invalid for over 100,000."""
    amount = log_count(wanted)
    if amount > MOST:
        raise Invalid(_("Unduhan memuat paling banyak 100.000 baris. Persempit dengan tanggal atau saringan lain."))
    asked = {"kind": wanted.kind, "account": wanted.account, "since": wanted.since, "before": wanted.before}
    changes = {name: (None, value) for name, value in asked.items() if value}
    with transaction.atomic():
        record(
            actor=actor, action="portal.access_log_export", target=("portal.accesslog", "csv"),
            subject=wanted.about or wanted.person, changes={**changes, "amount": (None, amount)}, now=now,
        )  # fmt: skip
    return amount
