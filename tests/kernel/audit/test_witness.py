"""The witness file outside the database: it notices what the sealed head alone cannot, and never forgets it."""

import logging
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from betang.cli import main
from betang.kernel.audit.findings import Finding
from betang.kernel.audit.models import AuditEntry, AuditHead, AuditValues
from betang.kernel.audit.verification import verify
from betang.kernel.audit.witness import witness_read
from tests.kernel.audit.trails import run_sql, write_one

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def witness(settings, tmp_path) -> Path:
    path: Path = tmp_path / "below" / "audit.head"
    settings.BETANG_WITNESS = path
    return path


@pytest.fixture
def commit(django_capture_on_commit_callbacks) -> Callable[..., None]:
    """Append entries, each as a committed transaction of its own."""

    def act(*numbers: int) -> None:
        for number in numbers:
            with django_capture_on_commit_callbacks(execute=True):
                write_one(number)

    return act


def take_copy() -> dict[str, Any]:
    return dict(AuditHead.objects.values().get())


def put_back(head: dict[str, Any]) -> None:
    """Put the database back to the state in which the head was that one; its seal is good."""
    AuditValues.objects.filter(pk__gt=head["seq"]).delete()
    run_sql("DELETE FROM audit_auditentry WHERE seq > %s", head["seq"])
    AuditHead.objects.update(**head)


def test_it_follows_the_head_and_belongs_to_us_alone(witness, commit):
    commit(1, 2, 3)
    seen = witness_read()
    assert seen
    assert (seen.seq, seen.hash) == (3, AuditEntry.objects.get(pk=3).hash)
    assert stat.S_IMODE(witness.stat().st_mode) == 0o600
    assert verify() is None


def test_what_was_undone_is_not_witnessed(witness, commit):
    commit(1)
    write_one(2)  # the test's own transaction never commits
    seen = witness_read()
    assert seen
    assert seen.seq == 1
    assert verify() is None  # behind is not wrong


def test_an_older_state_put_back_is_noticed(witness, commit):
    commit(1, 2)
    old = take_copy()
    commit(3, 4)
    put_back(old)
    assert verify() == Finding("witness_ahead", 3)


def test_an_emptied_trail_is_noticed(witness, commit, capsys):
    commit(1, 2)
    put_back({"seq": 0})
    run_sql("DELETE FROM audit_audithead")
    assert main(["audit", "verify"]) == 1
    assert capsys.readouterr().err.startswith("witness_ahead 1: Catatan 1 hilang")


def test_a_trail_that_grew_again_after_a_cut_is_noticed_for_good(witness, commit, caplog):
    commit(1, 2)
    old = take_copy()
    commit(3)
    put_back(old)
    with caplog.at_level(logging.ERROR):
        commit(13, 14, 15)
    assert "as the witness saw it" in caplog.text
    seen = witness_read()
    assert seen
    assert seen.seq == 3  # it stays, so that the disagreement stays
    assert verify() == Finding("witness_other", 3)


def test_it_goes_on_where_other_processes_went_ahead_of_it(witness, commit):
    commit(1)
    write_one(2)  # committed by a process that died before it told the witness
    commit(3)
    seen = witness_read()
    assert seen
    assert seen.seq == 3
    assert verify() is None


def test_a_later_head_is_not_overwritten_by_an_earlier_one(witness, commit, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as late:
        write_one(1)
    commit(2)
    for callback in late:
        callback()
    seen = witness_read()
    assert seen
    assert seen.seq == 2


@pytest.mark.parametrize("content", ["", "nonsense", "7", "[1, 2]", '[2, "ffff", "k:ffff"]'])
def test_a_damaged_witness_proves_nothing_and_says_so(witness, commit, content):
    commit(1, 2)
    witness.write_text(content)
    assert verify() == (Finding("witness_damaged", 0) if content else None)


def test_a_damaged_witness_does_not_stop_the_work(witness, commit):
    commit(1)
    witness.write_text("nonsense")
    commit(2)
    assert AuditEntry.objects.count() == 2
    assert witness.read_text() == "nonsense"


def test_a_missing_witness_is_told(witness, commit, capsys):
    commit(1)
    witness.unlink()
    assert main(["audit", "verify"]) == 0
    assert "berkas saksi belum ada" in capsys.readouterr().err


def renew(capture: Callable[..., Any], reason: str = "pemulihan dari cadangan tanggal 20") -> int:
    with capture(execute=True):
        return main(["audit", "renew-witness", "--reason", reason])


def test_a_database_restored_on_purpose_is_accepted_and_recorded(witness, commit, django_capture_on_commit_callbacks):
    commit(1, 2)
    old = take_copy()
    commit(3, 4)
    kept = witness.read_bytes()
    put_back(old)
    assert renew(django_capture_on_commit_callbacks) == 0
    assert verify() is None
    assert AuditEntry.objects.get(pk=3).action == "audit.witness_renew"
    aside = [path for path in witness.parent.iterdir() if path != witness]
    assert [path.read_bytes() for path in aside] == [kept]
    commit(5)
    assert verify() is None


@pytest.mark.parametrize(
    ("statement", "reason", "said"),
    [
        ("SELECT 1", "pemulihan dari cadangan", "tidak ada yang perlu diganti"),
        ("UPDATE audit_auditentry SET action = 'x.y' WHERE seq = 1", "pemulihan dari cadangan", "Catatan 1 diubah"),
        ("SELECT 1", "singkat", "paling sedikit 10 huruf"),
    ],
)
def test_a_witness_is_not_renewed_without_need(
    witness, commit, django_capture_on_commit_callbacks, capsys, statement, reason, said
):
    commit(1, 2)
    before = witness.read_bytes()
    run_sql(statement)
    assert renew(django_capture_on_commit_callbacks, reason) == 2
    assert said in capsys.readouterr().err
    assert (witness.read_bytes(), AuditEntry.objects.count()) == (before, 2)
