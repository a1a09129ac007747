"""A key for each person: sealed values open with it alone, and are gone when it is destroyed."""

from __future__ import annotations

import base64
from uuid import UUID

import pytest
from django.db import connection

from betang.kernel.crypto import subject as subject_module
from betang.kernel.crypto.aead import SealBroken
from betang.kernel.crypto.keyring import KeyMissing, Purpose
from betang.kernel.crypto.models import SubjectKey
from betang.kernel.crypto.subject import Cipher, SubjectErased, subject_cipher, subject_ciphers, subject_erase
from tests.kernel.crypto.samples import altered

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ANI, BUDI = UUID(int=1), UUID(int=2)


def cipher(subject: UUID = ANI) -> Cipher:
    found = subject_cipher(subject)
    assert found is not None
    return found


def test_what_is_sealed_opens_again_for_the_same_place_only():
    sealed = cipher().seal(b"alasan", b"audit|7")
    assert cipher().open(sealed, b"audit|7") == b"alasan"
    assert "alasan" not in sealed
    for wrong in (altered(sealed), sealed[:-8], sealed.replace("s1.", "s2."), "alasan"):
        with pytest.raises(SealBroken):
            cipher().open(wrong, b"audit|7")
    with pytest.raises(SealBroken):
        cipher().open(sealed, b"audit|8")


def test_one_persons_key_does_not_open_anothers_values():
    sealed = cipher(ANI).seal(b"alasan", b"")
    forged = sealed.replace(cipher(ANI).mark, cipher(BUDI).mark)
    with pytest.raises(SealBroken):
        cipher(BUDI).open(forged, b"")


def test_erasing_a_person_makes_the_values_unreadable_for_good():
    sealed, kept = cipher(ANI).seal(b"alasan", b""), cipher(BUDI).seal(b"alasan", b"")
    assert subject_erase(ANI)
    assert subject_cipher(ANI, create=False) is None
    with pytest.raises(SubjectErased, match="sudah dihapus"):
        cipher(ANI).open(sealed, b"")  # a person who comes back has another key
    assert cipher(BUDI).open(kept, b"") == b"alasan"
    assert not subject_erase(UUID(int=3))


def test_no_usable_key_stands_in_the_database(keys):
    secret = cipher().secret
    row = SubjectKey.objects.get()
    for writing in (secret.hex(), base64.b64encode(secret).decode(), base64.urlsafe_b64encode(secret).decode()):
        assert writing not in row.wrapped
    assert secret not in base64.urlsafe_b64decode(row.wrapped)
    assert repr(secret) not in repr(cipher())
    keys.add(Purpose.SUBJECT)
    keys.drop(Purpose.SUBJECT)
    with pytest.raises(KeyMissing, match="subject-tests"):
        cipher()


def test_keys_wrapped_for_another_person_are_refused():
    cipher(ANI), cipher(BUDI)
    SubjectKey.objects.filter(subject=BUDI).update(wrapped=SubjectKey.objects.get(subject=ANI).wrapped)
    with pytest.raises(SealBroken):
        cipher(BUDI)


@pytest.mark.parametrize("people", [2, 300])
def test_many_persons_take_as_many_queries_as_two(people, django_assert_num_queries, monkeypatch):
    wanted = [UUID(int=number) for number in range(1, people + 1)]
    inserts = -(-people // connection.ops.bulk_batch_size(SubjectKey._meta.concrete_fields[1:], wanted))
    with django_assert_num_queries(2 + inserts):
        made = subject_ciphers(wanted)
    assert len({each.secret for each in made.values()}) == people
    with django_assert_num_queries(1):
        assert subject_ciphers(wanted) == made
    monkeypatch.setattr(subject_module, "CHUNK", people // 2)
    with django_assert_num_queries(2):
        assert subject_ciphers(wanted) == made


def test_without_creating_only_known_persons_are_given():
    cipher(ANI)
    assert list(subject_ciphers([ANI, BUDI], create=False)) == [ANI]
    assert SubjectKey.objects.count() == 1


def test_a_key_that_another_process_made_meanwhile_is_used(monkeypatch):
    """Both find no key, both make one: the first one stored wins, and both seal with it."""
    looked: list[bool] = []
    original = subject_module._stored

    def late(subjects: list[UUID]) -> dict[UUID, Cipher]:
        found = original(subjects)
        if not looked:
            looked.append(True)
            monkeypatch.setattr(subject_module, "_stored", original)
            subject_ciphers(subjects)
        return found

    monkeypatch.setattr(subject_module, "_stored", late)
    first = cipher()
    assert SubjectKey.objects.get().mark == first.mark == cipher().mark
