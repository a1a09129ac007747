"""Residents' data: what is stored and who looked is shown masked to its owner; what is over is erased with its key."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from betang.cli import main
from betang.kernel.access.roles import Role
from betang.kernel.accounts.models import User
from betang.kernel.audit.models import AuditEntry
from betang.kernel.audit.reading import values_of
from betang.kernel.audit.verification import examine
from betang.kernel.crypto import folder
from betang.kernel.crypto.models import EncryptedFile, SubjectKey
from betang.services import flow
from betang.services.actions import retention
from betang.services.actions.residents import requests_keep
from betang.services.jobs import erase_due
from betang.services.minors import holds_child
from betang.services.models import Attachment, PhoneMessage, Request
from betang.services.queries.retention import due, limits_at
from betang.services.reading import packaged
from betang.services.secrets import link_digest
from tests.access.people import user_with
from tests.services.sent import submitted, with_paper
from tests.services.test_steps import NOW

pytestmark = pytest.mark.django_db
SECRET = "kuda-terbang-biru-7"
DAY = timedelta(days=1)


@pytest.fixture
def owner(freeze: Any) -> User:
    """A resident with one request that an officer opened."""
    freeze(NOW)
    user = user_with(Role.RESIDENT)
    user.set_password(SECRET)
    user.save()
    row = submitted(NOW)
    requests_keep(actor=user, uids=[str(row.uid)], now=NOW)
    officer = Client()
    officer.force_login(user_with(Role.OFFICER))
    officer.post(f"/loket/{row.uid}/nomor/", {"key": "nik", "reason": "Merekam di SIAK."})
    return user


def ended(row: Request, days: int) -> Request:
    """A request that ended so many days ago."""
    Request.objects.filter(pk=row.pk).update(state=flow.DONE, closed_at=NOW - days * DAY)
    row.refresh_from_db()
    return row


def test_the_owner_sees_masked_what_is_stored_and_which_office_looked(owner, django_assert_max_num_queries):
    client = Client()
    client.force_login(owner)
    with django_assert_max_num_queries(12):
        page = client.get("/permohonan/data-saya/").content.decode()
    assert "627103******0001" in page
    assert "6271034412900001" not in page
    assert "Surat keterangan kehilangan" in page
    assert "jawaban permohonan dibuka" in page
    officer = user_with(Role.OFFICER)
    assert "Dinas-Uji-Satu" in page  # the office, and no name of anybody in it
    assert officer.employee.name.rpartition(" ")[0] not in page
    refused = client.post("/permohonan/data-saya/", {"sandi": "salah-sekali-1"})
    assert refused.status_code == 422
    taken = client.post("/permohonan/data-saya/", {"sandi": SECRET})
    assert taken.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(taken.getvalue())) as archive:
        names = archive.namelist()
        assert "6271034412900001" in json.loads(archive.read(names[0]))["permohonan"][0]["jawaban"].values()
        row = Request.objects.get(user=owner)
        assert names[1:] == [f"berkas/{row.number}/surat_hilang-{row.attachments.get().pk}.pdf"]
        assert archive.read(names[1]).startswith(b"%PDF")
    assert AuditEntry.objects.filter(action="services.own_data_take", subject=owner.subject).count() == 1
    other = Client()
    other.force_login(user_with(Role.RESIDENT))
    assert "627103" not in other.get("/permohonan/data-saya/").content.decode()


def test_what_is_over_is_erased_with_its_key_and_the_trail_still_holds(owner, capsys):
    old = ended(Request.objects.get(user=owner), 366)
    files, fresh, sent = (ended(submitted(NOW), days) for days in (91, 89, 0))
    draft = with_paper(NOW - 91 * DAY)
    Request.objects.filter(pk=sent.pk).update(state=flow.VERIFYING, closed_at=None)
    PhoneMessage.objects.create(phone="+62812", created_at=NOW, sent_at=NOW - 91 * DAY)
    path = folder.path_of(old.attachments.get().file_id)
    before = Request.objects.count()
    assert main(["retention"]) == 0  # a report, and nothing else
    assert "Berkas dari 2 permohonan, isi dari 1 permohonan, 1 draf, 1 nomor pesan" in capsys.readouterr().out
    assert (Request.objects.count(), path.is_file()) == (before, True)
    assert erase_due(NOW) == 5
    assert erase_due(NOW) == 0
    old.refresh_from_db()
    assert (old.answers.reveal(), old.name.reveal(), old.nik_index, old.user, old.erased_at) == ("", "", "", None, NOW)
    assert (old.service, old.number is not None) == ("kk-hilang-rusak", True)  # what the figures need
    assert not SubjectKey.objects.filter(subject=old.subject).exists()
    looked = AuditEntry.objects.filter(subject=old.subject, action="services.answer_reveal")
    assert set(values_of(looked).values()) == {None}
    assert AuditEntry.objects.filter(subject=old.subject, action="services.contents_erase").count() == 1
    report = examine()
    assert report.finding is None
    assert report.erased > 0
    files.refresh_from_db()
    assert (files.attachments.count(), files.name.reveal()) == (0, "Sari Tumon")
    assert fresh.attachments.count() == sent.attachments.count() == 1
    assert not Request.objects.filter(pk=draft.pk).exists()
    assert EncryptedFile.objects.count() == Attachment.objects.count() == 2
    assert PhoneMessage.objects.filter(sent_at__isnull=False).count() == 0
    assert due(NOW) == due(NOW).__class__(files=0, contents=0, drafts=0, messages=0)


def test_a_part_that_is_killed_leaves_all_or_nothing_and_is_taken_up_again(owner, monkeypatch):
    row = ended(Request.objects.get(user=owner), 366)

    def dies(*args: Any, **named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(retention, "record_many", dies)
        for erase in (retention.files_erase, retention.contents_erase):
            with pytest.raises(KeyboardInterrupt):
                erase(limits=limits_at(NOW), now=NOW)
    row.refresh_from_db()
    assert (row.attachments.count(), row.name.reveal(), row.erased_at) == (1, "Sari Tumon", None)
    assert row.attachments.get().file.name.reveal() == "surat.pdf"
    later = submitted(NOW)
    Request.objects.filter(pk=later.pk).update(subject=row.subject)
    assert erase_due(NOW) == 2
    row.refresh_from_db()
    assert row.erased_at == NOW
    assert SubjectKey.objects.filter(subject=row.subject).exists()  # a later request still stands under it
    ended(later, 366)
    erase_due(NOW)
    assert not SubjectKey.objects.filter(subject=row.subject).exists()


def test_a_link_or_number_opens_nothing_of_an_erased_request(owner):
    row = ended(Request.objects.get(user=owner), 366)
    Request.objects.filter(pk=row.pk).update(link_digest=link_digest("uji"))
    erase_due(NOW)
    assert Client().get("/lacak/t/uji/").status_code == 404
    said = Client().post("/lacak/", {"nomor": str(row.number), "pin": "000000"})
    assert said.status_code == 422


@pytest.mark.parametrize(
    ("service", "nik", "child"),
    [
        ("kk-hilang-rusak", "6271034412900001", False),
        ("kk-hilang-rusak", "6271032411089901", False),  # eighteen today
        ("kk-hilang-rusak", "6271032511089901", True),  # tomorrow
        ("lahir", "6271034412900001", True),
    ],
)
def test_data_of_children_are_known(service, nik, child):
    definition = packaged()[service]
    assert holds_child(definition, {"nik": nik}, NOW.date()) is child
