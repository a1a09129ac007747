"""Two imports at the same moment: one waits for the other, and is told when its ground has changed."""

import io
from functools import partial

import pytest

from betang.kernel.errors import Conflict
from betang.people.actions import imports
from betang.people.models import Employee, ImportKind, ImportState
from tests.at_once import at_once
from tests.people import build
from tests.people.build import DAY, NOW, nip

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def files():
    """Two files, both checked, that bring in the same new employee under different names."""
    city = build.city()
    keeper = build.account(None, "bkpsdm")
    runs = []
    for name in ("Satu", "Dua"):
        text = f"nip,nama,kedudukan,jabatan\n{nip(50)},{name},pns,{city.posts['clerk'].code}\n"
        run, checked = imports.import_check(
            actor=keeper, content=io.BytesIO(text.encode()), name="x.csv", kind=ImportKind.EMPLOYEES, day=DAY, now=NOW
        )
        assert checked.faults == ()
        runs.append(run)
    return keeper, runs


def test_of_two_imports_at_once_one_is_told(files, own_connection):
    keeper, runs = files
    told: list[str] = []

    def bring(run):
        try:
            imports.import_apply(actor=keeper, run=run, now=NOW)
        except Conflict as conflict:
            told.append(conflict.message)

    at_once([partial(bring, run) for run in runs], own_connection)
    assert len(told) == 1
    assert "pratinjau" in told[0]
    found = Employee.objects.get(nip=nip(50))
    assert found.assignments.count() == 1
    states = sorted(run.state for run in type(runs[0]).objects.filter(pk__in=[run.pk for run in runs]))
    assert states == sorted([ImportState.APPLIED, ImportState.CHECKED])


def test_one_import_applied_twice_at_once_counts_once(files, own_connection):
    keeper, runs = files
    told: list[str] = []

    def bring():
        try:
            imports.import_apply(actor=keeper, run=runs[0], now=NOW)
        except Conflict as conflict:
            told.append(conflict.message)

    at_once([bring, bring], own_connection)
    assert len(told) == 1
    assert Employee.objects.filter(nip=nip(50)).count() == 1
