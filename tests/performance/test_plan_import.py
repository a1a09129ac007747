"""A plan from a spreadsheet: the template comes back in, a wrong file names its cells and leaves nothing behind."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from betang.kernel.audit.models import AuditEntry
from betang.performance import plan_sheet
from betang.performance.models import Approach, Result, VersionState
from tests.people.build import account
from tests.performance import build

pytestmark = pytest.mark.django_db
COLUMNS = [one.name for one in plan_sheet.FIELDS]


@pytest.fixture
def year(city):
    return build.plans(city)


@pytest.fixture
def client(client, city):
    client.force_login(account(city.clerk, "pegawai"))
    return client


def sheet(*rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("skp.csv", out.getvalue().encode(), "text/csv")


def send(client, plan, file):
    return client.post(reverse("plan_import", args=[plan.uid]), {"file": file})


LINE = {"rencana_hasil_kerja": "Terbitnya KK tepat waktu", "aspek": "Waktu", "indikator": "Selesai dalam janji",
        "target": "92,5", "satuan": "%"}  # fmt: skip


def test_the_template_can_be_sent_as_it_is(client, year):
    given = client.get(reverse("plan_import_template"))
    assert given["Content-Disposition"] == 'attachment; filename="templat-skp.xlsx"'
    file = SimpleUploadedFile("templat-skp.xlsx", given.content)
    assert send(client, year.clerk, file).status_code == 302
    row = year.clerk.versions.get().results.get()
    assert (row.kind, row.indicators.get().target) == ("UTAMA", Decimal(95))


def test_lines_of_one_result_come_together_in_the_order_of_the_file(client, year):
    more = {**LINE, "aspek": "kualitas", "indikator": "Berkas benar", "target": "98", "target_sampai": "100"}
    other = {"rencana_hasil_kerja": "Tertibnya arsip", "jenis": "Tambahan", "penugasan_dari": "Camat"}
    assert send(client, year.clerk, sheet(LINE, other, more)).status_code == 302
    rows = list(year.clerk.versions.get().results.all())
    assert [row.text for row in rows] == ["Terbitnya KK tepat waktu", "Tertibnya arsip"]
    assert [one.target for one in rows[0].indicators.all()] == [Decimal("92.5"), Decimal(98)]
    assert (rows[1].kind, rows[1].assigned_by) == ("TAMBAHAN", "Camat")
    assert AuditEntry.objects.filter(action="performance.plan_import", subject=year.clerk.employee.uid).count() == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"target": "banyak"}, "baris 2, kolom target"),
        ({"aspek": "rasa"}, "baris 2, kolom aspek"),
        ({"aspek": ""}, "baris 2, kolom aspek"),
        ({"indikator": ""}, "baris 2, kolom indikator"),
        ({"target_sampai": "3"}, "baris 2, kolom target_sampai"),
        ({"jenis": "wajib"}, "baris 2, kolom jenis"),
        ({"rencana_hasil_kerja": ""}, "baris 2, kolom rencana_hasil_kerja"),
        ({"rencana_hasil_kerja": "sudah ada"}, "belum ada di draf"),
        ({"indikator": "x" * 301}, "paling panjang 300"),
    ],
)
def test_a_fault_is_named_by_its_cell_and_nothing_is_kept(client, year, change, named):
    build.result(year.clerk.versions.get(), "Sudah ada")
    answer = send(client, year.clerk, sheet({**LINE, **change}, {**LINE, "rencana_hasil_kerja": "Baik"}))
    assert answer.status_code == 422
    assert named in answer.content.decode()
    assert Result.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("skp.exe", b"MZ", "Jenis berkas tidak dikenal"),
        ("skp.xlsx", b"bukan lembar kerja", "kesalahan pada berkas"),
        ("skp.csv", b"nama;umur\r\n<script>alert(1)</script>;3\r\n", "rencana_hasil_kerja"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_sentence(client, year, name, content, words):
    answer = send(client, year.clerk, SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert not Result.objects.exists()


def test_a_file_is_taken_only_into_the_own_open_draft(client, year):
    assert send(client, year.chief, sheet(LINE)).status_code == 404
    build.filled(year.clerk, VersionState.SUBMITTED, results=1)
    assert send(client, year.clerk, sheet(LINE)).status_code == 409
    assert Result.objects.count() == 1


def test_a_qualitative_plan_needs_its_measure(client, city):
    plan = build.plans(city, approach=Approach.QUALITATIVE).clerk
    assert "kolom ukuran" in send(client, plan, sheet(LINE)).content.decode()
    assert send(client, plan, sheet({**LINE, "ukuran": "Semua tersimpan"})).status_code == 302
    row = plan.versions.get().results.get()
    assert (row.measure, row.indicators.count()) == ("Semua tersimpan", 0)
