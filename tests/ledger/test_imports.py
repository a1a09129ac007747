"""Facts from spreadsheets: checked line by line, shown, applied as a whole or not at all."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from betang.kernel.access.roles import Role
from betang.kernel.audit import verification
from betang.kernel.errors import Conflict, Invalid
from betang.ledger import closing
from betang.ledger.actions.imports import LARGEST, import_apply, import_check, import_drop
from betang.ledger.actions.sources import source_close
from betang.ledger.fact_kinds import ATTENDANCE, COUNT, TRAINING
from betang.ledger.models import Fact, FactImport
from betang.ledger.sheets import layout_of
from betang.people.imports.template import template
from betang.people.models import Employee
from tests.ledger.build import at, draft, facts, source
from tests.people import build
from tests.people.build import NOW, nip

pytestmark = [pytest.mark.django_db, pytest.mark.db]
HEAD = "id,nip,waktu,menggantikan,jumlah,perbaikan,hari\n"
GOOD = f'{HEAD}a-1,{nip(4)},2026-11-23 07:55,,12,0,"2,5"\na-2,{nip(3)},23/11/2026,,3.0,,\n'


@pytest.fixture
def keeper(freeze):
    freeze(NOW)
    build.city()
    return build.account(None, "pembawa", Role.BKPSDM)


def checked(actor: Any, text: str | bytes, *, kind: str = COUNT.name, name: str = "fakta.csv", of: Any = None) -> Any:
    """Upload a file."""
    content = io.BytesIO(text.encode() if isinstance(text, str) else text)
    return import_check(actor=actor, content=content, name=name, source=of or source(), kind=kind, now=NOW)


def test_a_file_becomes_facts(keeper):
    run, found = checked(keeper, GOOD)
    assert (found.faults, run.counts) == ((), {"baru": 2, "koreksi": 0, "tetap": 0})
    assert Fact.objects.count() == 0
    import_apply(actor=keeper, run=run, now=NOW)
    rows = [(one.event_id, str(one.day), one.data, one.recorded_by) for one in Fact.objects.order_by("event_id")]
    assert rows == [
        ("a-1", "2026-11-23", {"jumlah": 12, "perbaikan": 0, "hari": "2.50"}, keeper),
        ("a-2", "2026-11-23", {"jumlah": 3}, keeper),
    ]
    assert Fact.objects.get(event_id="a-1").happened_at == at(11, 23, 0).replace(minute=55)
    with pytest.raises(Conflict):
        import_apply(actor=keeper, run=run, now=NOW)
    assert verification.verify() is None


def test_the_same_file_again_adds_nothing_and_a_correction_replaces(keeper):
    of = source()
    import_apply(actor=keeper, run=checked(keeper, GOOD, of=of)[0], now=NOW)
    run, _found = checked(keeper, f"{GOOD}a-3,{nip(4)},2026-11-23 07:55,a-1,11,1,\n", of=of)
    assert run.counts == {"baru": 0, "koreksi": 1, "tetap": 2}
    import_apply(actor=keeper, run=run, now=NOW)
    assert sorted(Fact.objects.counting().values_list("event_id", flat=True)) == ["a-2", "a-3"]


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (f",{nip(4)},2026-11-23,,1,,", "id", "kosong"),
        ("b,123,2026-11-23,,1,,", "nip", "NIP"),
        (f"b,{nip(77)},2026-11-23,,1,,", "nip", "tidak tercatat"),
        (f"b,{nip(4)},kemarin,,1,,", "waktu", "tanggal"),
        (f"b,{nip(4)},2026-11-25,,1,,", "waktu", "belum terjadi"),
        (f"b,{nip(4)},2026-11-23,x,1,,", "menggantikan", "tidak ada pada sumber"),
        (f"b,{nip(4)},2026-11-23,,,,", "jumlah", "kosong"),
        (f"b,{nip(4)},2026-11-23,,1.5,,", "jumlah", "koma"),
        (f"b,{nip(4)},2026-11-23,,=1+1,,", "jumlah", "harus bilangan"),
        (f"b,{nip(4)},2026-11-23,,1,,1001", "hari", "antara"),
        (f"a-1,{nip(4)},2026-11-23,,1,,", "id", "satu baris saja"),
    ],
)
def test_a_wrong_line_is_named_by_its_cell_and_nothing_is_written(keeper, line, column, said):
    run, found = checked(keeper, f"{GOOD}{line}\n")
    assert len(found.faults) == 1
    assert "baris 4" in found.faults[0]
    assert f"kolom {column}" in found.faults[0]
    assert said in found.faults[0]
    assert run.state == "ditolak"
    with pytest.raises(Conflict):
        import_apply(actor=keeper, run=run, now=NOW)
    assert Fact.objects.count() == 0


def test_an_id_of_something_else_is_a_fault(keeper):
    of = source()
    facts(of, draft(Employee.objects.get(nip=nip(4)), at(11, 3), event_id="a-1", jumlah=4))
    _run, found = checked(keeper, GOOD, of=of)
    assert "kolom id" in found.faults[0]


def test_what_changed_since_the_preview_stops_the_whole(keeper, monkeypatch):
    run, _found = checked(keeper, GOOD)
    monkeypatch.setattr(closing, "_closers", [lambda: [(NOW.date().replace(day=1), NOW.date())]])
    with pytest.raises(Conflict, match="pratinjau"):
        import_apply(actor=keeper, run=run, now=NOW)
    monkeypatch.undo()
    source_close(actor=keeper, source=run.source, reason="uji", now=NOW)
    with pytest.raises(Conflict, match="ditutup"):
        import_apply(actor=keeper, run=run, now=NOW)
    assert Fact.objects.count() == 0


def test_files_that_are_none_are_refused(keeper):
    of = source(kinds=[COUNT.name])
    with pytest.raises(Invalid):
        checked(keeper, GOOD, name="fakta.exe", of=of)
    with pytest.raises(Invalid):
        checked(keeper, GOOD, kind=TRAINING.name, of=of)
    with pytest.raises(Invalid, match="10 MB"):
        checked(keeper, b"x" * (LARGEST + 1), of=of)
    assert checked(keeper, b"PK\x03\x04 broken", name="x.xlsx", of=of)[1].faults
    assert checked(keeper, "salah\n1\n", of=of)[1].faults


def test_a_dropped_file_is_not_applied(keeper):
    run, _found = checked(keeper, GOOD)
    import_drop(actor=keeper, run=run, now=NOW)
    for action in (import_apply, import_drop):
        with pytest.raises(Conflict):
            action(actor=keeper, run=run, now=NOW)


@pytest.mark.parametrize("kind", [ATTENDANCE, TRAINING, COUNT])
def test_the_template_of_a_kind_can_be_filled_in_and_read(keeper, kind):
    content = template(layout_of(kind))
    _run, found = checked(keeper, content, kind=kind.name, name="templat.xlsx")
    # The example speaks of somebody who is not in this city; everything else in it holds.
    assert len(found.faults) == 1
    assert "tidak tercatat" in found.faults[0]


def test_the_pages_of_an_import(keeper):
    of = source()
    client = Client(headers={"host": "localhost"})
    client.force_login(keeper)
    assert client.post("/admin/sumber/impor/", {}).status_code == 422
    sent = {"source": of.pk, "kind": COUNT.name, "file": SimpleUploadedFile("x.csv", GOOD.encode())}
    page = client.post("/admin/sumber/impor/", sent, follow=True)
    text = page.content.decode()
    assert "Nirmala Tumon" in text
    assert "Lama pengerjaan: 2,50 hari kerja" in text
    run = FactImport.objects.get()
    client.post(f"/admin/sumber/impor/{run.pk}/terapkan/")
    assert Fact.objects.count() == 2
    again = {**sent, "file": SimpleUploadedFile("x.csv", GOOD.encode())}
    assert (
        "Semua fakta di berkas ini sudah tercatat"
        in client.post("/admin/sumber/impor/", again, follow=True).content.decode()
    )
    wrong = {**sent, "file": SimpleUploadedFile("x.csv", f"{HEAD}<b>,1,x,,1,,\n".encode())}
    refused = client.post("/admin/sumber/impor/", wrong, follow=True).content.decode()
    assert "Tidak ada yang disimpan" in refused
    assert "<b>," not in refused
    assert client.get("/admin/sumber/impor/").status_code == 200
    assert client.get(f"/admin/sumber/impor/templat/{COUNT.name}/").headers["Content-Type"].endswith("sheet")
