"""Whatever is altered behind the trail's back, `betang audit verify` exits 1 and names the first bad entry."""

from collections.abc import Callable
from pathlib import Path

import pytest

from betang.cli import main
from betang.kernel.audit import chain
from betang.kernel.audit.models import AuditEntry, AuditHead, AuditValues
from betang.kernel.crypto import keyfile
from betang.kernel.crypto.keyring import Purpose, keyring
from betang.kernel.crypto.models import SubjectKey
from betang.kernel.crypto.subject import subject_erase
from tests.kernel.audit.trails import ANI, BUDI, NOW, run_sql, write_one, write_trail

pytestmark = [pytest.mark.db, pytest.mark.django_db]

ENTRY, VALUES, HEAD = AuditEntry.objects, AuditValues.objects, AuditHead.objects
OTHER = "f" * 64
MIDDLE = 3


def alter(**columns) -> Callable[[], object]:
    return lambda: ENTRY.filter(pk=MIDDLE).update(**columns)


def remove(*numbers: int) -> Callable[[], None]:
    def act() -> None:
        VALUES.filter(pk__in=numbers).delete()
        run_sql(f"DELETE FROM audit_auditentry WHERE seq IN ({', '.join(map(str, numbers))})")

    return act


def rename_field() -> None:
    fields = ENTRY.get(pk=MIDDLE).fields
    fields["nik"] = fields.pop("username")
    ENTRY.filter(pk=MIDDLE).update(fields=fields)


def turn_round() -> None:
    fields = ENTRY.get(pk=MIDDLE).fields
    ENTRY.filter(pk=MIDDLE).update(fields={name: pair[::-1] for name, pair in fields.items()})


def swap() -> None:
    columns = [*chain.COVERED[1:], "hash", "seal"]
    second, third = ENTRY.filter(pk__in=[2, 3]).order_by("pk").values(*columns)
    ENTRY.filter(pk=2).update(**third)
    ENTRY.filter(pk=3).update(**second)


def write_again(*, from_seq: int, action: str = "accounts.user_delete") -> str:
    """Change an entry and compute the chain after it anew, as anybody can who may write to the database."""
    prev = ENTRY.get(pk=from_seq).prev
    for row in ENTRY.filter(pk__gte=from_seq).order_by("pk").values(*chain.COVERED):
        changed = {**row, "prev": prev, "action": action}
        prev = chain.entry_hash(changed)
        ENTRY.filter(pk=row["seq"]).update(action=action, prev=changed["prev"], hash=prev)
    return prev


def rehash_suffix() -> None:
    HEAD.update(hash=write_again(from_seq=MIDDLE))


def rehash_newest() -> None:
    HEAD.update(hash=write_again(from_seq=5))


def remove_newest_and_lower_the_head() -> None:
    remove(5)()
    HEAD.update(seq=4, hash=ENTRY.get(pk=4).hash)


def take_the_seal_of_the_entry_for_the_head() -> None:
    remove(5)()
    last = ENTRY.get(pk=4)
    HEAD.update(seq=4, hash=last.hash, seal=last.seal)


def spoil_values() -> None:
    sealed = VALUES.get(pk=3).sealed
    VALUES.filter(pk=3).update(sealed=sealed[:-8] + "AAAAAAA=")


def put_an_older_head_back() -> None:
    """The seal is good: this head once was the end."""
    old = chain.sealed_head(keyring(), 4, ENTRY.get(pk=4).hash)
    HEAD.update(seq=old.seq, hash=old.hash, seal=old.seal)


def insert(seq: int) -> Callable[[], None]:
    def act() -> None:
        row = ENTRY.filter(pk=5).values(*chain.COVERED, "seal").get()
        row |= {"seq": seq, "prev": ENTRY.get(pk=5).hash, "values_key": "", "fields": {}, "reason": ""}
        ENTRY.create(**row, hash=chain.entry_hash(row))

    return act


TAMPERED: dict[str, tuple[Callable[[], object], str]] = {
    "time": (lambda: run_sql("UPDATE audit_auditentry SET at = '2026-11-24 01:31:00' WHERE seq = 3"), "altered 3"),
    "actor": (alter(actor_id=7), "altered 3"),
    "action": (alter(action="accounts.user_delete"), "altered 3"),
    "type": (alter(object_type="accounts.group"), "altered 3"),
    "object": (alter(object_id="999"), "altered 3"),
    "person": (alter(subject=BUDI), "altered 3"),
    "person taken out": (alter(subject=None), "altered 3"),
    "fields emptied": (alter(fields={}), "altered 3"),
    "field renamed": (rename_field, "altered 3"),
    "before and after turned round": (turn_round, "altered 3"),
    "digest of the reason": (alter(reason=OTHER), "altered 3"),
    "mark of the values' key": (alter(values_key=""), "altered 3"),
    "predecessor": (alter(prev=OTHER), "altered 3"),
    "hash": (alter(hash=OTHER), "altered 3"),
    "seal": (alter(seal=OTHER), "seal 3"),
    "seal by a key that is not ours": (alter(seal=f"nobody:{OTHER}"), "seal 3"),
    "seal of another entry": (lambda: ENTRY.filter(pk=3).update(seal=ENTRY.get(pk=2).seal), "seal 3"),
    "values altered": (
        lambda: VALUES.filter(pk=3).update(sealed=VALUES.get(pk=3).sealed[:-8] + "AAAAAAA="),
        "values 3",
    ),
    "values emptied": (lambda: VALUES.filter(pk=3).update(sealed=""), "values 3"),
    "values of another entry": (lambda: VALUES.filter(pk=4).update(sealed=VALUES.get(pk=1).sealed), "values 4"),
    "values removed": (lambda: VALUES.filter(pk=3).delete(), "values 3"),
    "values added": (lambda: VALUES.create(pk=6, sealed="v1.x"), "values 6"),
    "first removed": (remove(1), "missing 1"),
    "middle removed": (remove(3), "missing 3"),
    "newest removed": (remove(6), "missing 6"),
    "several removed": (remove(2, 3), "missing 2"),
    "all removed": (remove(*range(1, 7)), "missing 1"),
    "order changed": (swap, "altered 2"),
    "suffix hashed anew": (rehash_suffix, "seal 3"),
    "newest hashed anew": (rehash_newest, "seal 5"),
    "newest removed, head lowered": (remove_newest_and_lower_the_head, "missing 5"),
    "newest removed, head with the seal of an entry": (take_the_seal_of_the_entry_for_the_head, "missing 5"),
    "inserted at the end": (insert(7), "inserted 7"),
    "inserted at the beginning": (insert(0), "inserted 0"),
    "head removed": (lambda: run_sql("DELETE FROM audit_audithead"), "head_missing 6"),
    "head moved back": (lambda: HEAD.update(seq=4), "head_seal 6"),
    "older head put back": (put_an_older_head_back, "inserted 5"),
    "head's hash": (lambda: HEAD.update(hash=OTHER), "head_seal 6"),
    "head's seal": (lambda: HEAD.update(seal=OTHER), "head_seal 6"),
}


@pytest.fixture
def trail() -> None:
    """Six entries: five with values about different people, the newest without any."""
    write_trail(5)
    write_one(6, changes=None, reason="")


def checked(capsys) -> tuple[int, str]:
    code = main(["audit", "verify"])
    printed = capsys.readouterr()
    return code, printed.err + printed.out


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize(("tamper", "first_bad"), TAMPERED.values(), ids=TAMPERED.keys())
def test_tampering_is_found_at_its_first_entry(tamper, first_bad, capsys):
    assert checked(capsys)[0] == 0
    tamper()
    code, printed = checked(capsys)
    assert code == 1
    assert printed.startswith(f"{first_bad}: "), printed


@pytest.mark.usefixtures("trail")
def test_a_whole_trail_is_told_with_its_newest_hash(capsys):
    code, printed = checked(capsys)
    assert code == 0
    assert "6 catatan, 5 nilai cocok, 0 nilai sudah dimusnahkan" in printed
    assert AuditEntry.objects.get(pk=6).hash in printed


def test_a_trail_nobody_has_written_to_is_whole(capsys):
    assert checked(capsys)[0] == 0


@pytest.mark.usefixtures("trail")
def test_a_trail_stays_whole_when_a_person_is_erased(capsys):
    subject_erase(ANI)
    code, printed = checked(capsys)
    assert (code, "4 nilai cocok, 1 nilai sudah dimusnahkan" in printed) == (0, True), printed
    write_one(9, subject=ANI)  # under a new key
    code, printed = checked(capsys)
    assert (code, "5 nilai cocok, 1 nilai sudah dimusnahkan" in printed) == (0, True), printed


@pytest.mark.usefixtures("trail")
def test_an_entry_of_an_erased_person_is_still_watched(capsys):
    subject_erase(ANI)
    alter(action="accounts.user_delete")()
    assert checked(capsys)[1].startswith("altered 3: ")


@pytest.fixture
def own_keys(settings, tmp_path) -> Path:
    path: Path = tmp_path / "keys.json"
    settings.BETANG_KEYS = path
    keyfile.create(path, now=NOW)
    return path


def test_a_trail_stays_whole_over_new_keys(own_keys, capsys):
    write_trail(3)
    keyfile.add(own_keys, Purpose.SEAL, now=NOW)
    keyfile.add(own_keys, Purpose.DIGEST, now=NOW)
    write_one(4)
    assert checked(capsys)[0] == 0
    assert len({seal.partition(":")[0] for seal in ENTRY.values_list("seal", flat=True)}) == 2


@pytest.mark.parametrize(
    ("purpose", "first_bad"), [(Purpose.SEAL, "seal 1"), (Purpose.DIGEST, "digest_key 1")], ids=["seal", "digest"]
)
def test_a_lost_key_is_told(own_keys, capsys, purpose, first_bad):
    write_trail(3)
    for key in keyring().all(purpose):
        keyfile.remove(own_keys, key)
    keyfile.add(own_keys, purpose, now=NOW)
    code, printed = checked(capsys)
    assert (code, printed.startswith(f"{first_bad}: ")) == (1, True), printed


def test_a_lost_key_file_leaves_the_question_open(own_keys, settings, capsys):
    write_trail(3)
    settings.BETANG_MODE = "production"
    own_keys.unlink()
    code, printed = checked(capsys)
    assert (code, "Pemeriksaan tidak dapat dijalankan" in printed) == (2, True), printed


@pytest.mark.usefixtures("trail")
def test_a_spoilt_key_of_a_person_is_told(capsys):
    SubjectKey.objects.filter(subject=BUDI).update(wrapped="AAAA")
    code, printed = checked(capsys)
    assert (code, printed.startswith("person_key 1: ")) == (1, True), printed
