"""Several appending at once: one chain without a gap, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from django.db import transaction

from betang.kernel.audit import record_many
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.verification import verify
from betang.kernel.audit.witness import witness_read
from tests.at_once import at_once
from tests.kernel.audit.trails import NOW, change, write_one

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
WRITERS, ROUNDS = 3, 8


def test_those_that_append_at_once_keep_one_gapless_chain(own_connection, settings, tmp_path):
    settings.BETANG_WITNESS = tmp_path / "audit.head"

    def single() -> None:
        for number in range(ROUNDS):
            write_one(number)

    def bulk() -> None:
        for _ in range(ROUNDS):
            with transaction.atomic():
                record_many([change(number) for number in range(5)], actor=None, now=NOW)

    at_once([single, single, bulk], own_connection)
    count = (WRITERS - 1) * ROUNDS + ROUNDS * 5
    assert list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, count + 1))
    assert verify() is None
    seen = witness_read()
    assert seen
    assert seen.seq == count
