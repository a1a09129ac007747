"""What is refused: wrong cells are named one by one, hostile files never get in, and nothing is kept of either."""

import io
import zipfile
from pathlib import Path
from tempfile import gettempdir

import pytest

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.crypto.models import EncryptedFile
from betang.kernel.jobs.models import JobRun
from betang.portal.workbook import uploads
from betang.portal.workbook.extent import MOST_CELLS, is_quick, laid_out
from betang.portal.workbook.models import RunState, WorkbookRun
from tests.access.people import user_with
from tests.batch.appraise.inputs import A, book, write_ods
from tests.portal.workbook.uploads import UPLOAD, keeper, post, sent, signed_in, workbook

pytestmark = pytest.mark.django_db
UNSURE = "application/octet-stream"  # what a browser says that knows no spreadsheets
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def nothing_is_kept():
    return not (
        WorkbookRun.objects.exists()
        or EncryptedFile.objects.exists()
        or JobRun.objects.exists()
        or AuditEntry.objects.exists()
    )


def test_wrong_cells_are_named_by_sheet_row_column_and_nothing_of_the_file_is_kept():
    tables = book()
    tables["pegawai"][1][0] = "123"
    tables["perilaku"][3][2] = 3
    tables["indikator"][2][5] = "banyak"
    client = signed_in(keeper())
    page = client.get(post(client, sent(workbook(tables)))["Location"])
    found = [
        (fault.sheet, fault.row, fault.column, fault.value, fault.expected)
        for fault in page.context["faults"]
        if "nip yang ada" not in fault.expected
    ]
    assert found == [
        ("pegawai", 2, "nip", "123", "NIP: 18 angka sebagai teks (sel angka kehilangan digit)"),
        ("indikator", 3, "target", "banyak", "angka dengan titik atau satu koma desimal"),
        ("perilaku", 4, "rating", "3", "DI_BAWAH, SESUAI, DI_ATAS (kode angka ditolak)"),
    ]
    assert page.context["total"] == len(page.context["faults"]) == 9
    assert not EncryptedFile.objects.exists()
    run = WorkbookRun.objects.get()
    assert (run.state, run.counts, run.files.count()) == (RunState.REFUSED, {"salah": 9}, 0)
    assert client.get(f"/penilaian/{run.pk}/orang/1/").status_code == 404


def test_the_first_fifty_faults_are_shown_and_all_are_counted():
    tables = book()
    tables["perilaku"] += [[A, 2, "hebat"] for _ in range(70)]
    client = signed_in(keeper())
    page = client.get(post(client, sent(workbook(tables)))["Location"])
    assert (len(page.context["faults"]), page.context["total"]) == (50, 140)
    assert "Ditampilkan 50 kesalahan pertama dari 140." in page.content.decode()


def test_formulas_count_by_their_stored_result():
    content = workbook()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "xl/worksheets/sheet4.xml":
                assert b"<v>97.89</v>" in data
                data = data.replace(b"<v>97.89</v>", b"<f>1+1</f>")
            new.writestr(member.filename, data)
    client = signed_in(keeper())
    fault = client.get(post(client, sent(made.getvalue()))["Location"]).context["faults"][0]
    assert (fault.sheet, fault.row, fault.column, fault.found) == (
        "indikator", 2, "realisasi", "rumus tanpa hasil tersimpan",
    )  # fmt: skip


def with_member(name, content=b"x"):
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, content)
    return made.getvalue()


def macros():
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "[Content_Types].xml":
                data = data.replace(b"spreadsheetml.sheet.main+xml", b"x.macroEnabled.main+xml")
            new.writestr(member.filename, data)
    return made.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"
HOSTILE = {
    "a page as csv": (PAGE, "pegawai.csv", "text/csv", "bukan tabel csv"),
    "a drawing as csv": (b"\xef\xbb\xbf \n" + SVG, "pegawai.csv", "text/csv", "bukan tabel csv"),
    "a page as xlsx": (PAGE, "a.xlsx", UNSURE, "bukan buku kerja"),
    "a page before an archive": (PAGE + workbook(), "a.xlsx", UNSURE, "bukan buku kerja"),
    "a page behind an archive": (workbook() + PAGE, "a.xlsx", UNSURE, "hal lain di belakang"),
    "an archive as csv": (workbook(), "pegawai.csv", "text/csv", "bukan tabel csv"),
    "a pdf as csv": (b"%PDF-1.7", "pegawai.csv", "text/csv", "bukan tabel csv"),
    "any archive": (with_member("a.txt")[:40], "a.xlsx", UNSURE, "rusak"),
    "xlsx as ods": (workbook(), "a.ods", ODS, "bukan buku kerja"),
    "said to be a page": (workbook(), "a.xlsx", "text/html", "dikirim sebagai jenis lain"),
    "said to be a drawing": (b"nip;nama\n", "pegawai.csv", "image/svg+xml", "dikirim sebagai jenis lain"),
    "named as a page": (PAGE, "a.html", "text/html", "tidak diterima"),
    "named as a drawing": (SVG, "a.svg", "image/svg+xml", "tidak diterima"),
    "without a name": (workbook(), ".xlsx", UNSURE, "tidak diterima"),
    "two endings": (workbook(), "a.xlsx.exe", UNSURE, "tidak diterima"),
    "old excel": (b"\xd0\xcf\x11\xe0", "a.xls", UNSURE, "tanpa makro"),
    "macro ending": (workbook(), "a.xlsm", UNSURE, "tanpa makro"),
    "macros inside": (with_member("xl/vbaProject.bin"), "a.xlsx", UNSURE, "memuat makro"),
    "macros declared": (macros(), "a.xlsx", UNSURE, "memuat makro"),
    "an embedded object": (with_member("xl/embeddings/oleObject1.bin"), "a.xlsx", UNSURE, "memuat makro"),
    "a path out of the archive": (with_member("../../etc/passwd"), "a.xlsx", UNSURE, "nama yang berbahaya"),
    "an absolute path": (with_member("/etc/passwd"), "a.xlsx", UNSURE, "nama yang berbahaya"),
    "a drive": (with_member("C:\\x.xml"), "a.xlsx", UNSURE, "nama yang berbahaya"),
    "empty": (b"", "a.xlsx", UNSURE, "kosong"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_upload_of_a_hostile_or_wrong_file_is_refused_and_nothing_is_kept(name):
    content, called, said, sentence = HOSTILE[name]
    answer = post(signed_in(keeper()), sent(content, name=called, said=said))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert nothing_is_kept()


def bomb():
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet99.xml", b" " * 6_000_000)
    return made.getvalue()


@pytest.mark.parametrize("content", [bomb(), with_member("xl/evil.xml", b"<!DOCTYPE x>")], ids=["bomb", "doctype"])
def test_upload_of_an_archive_that_would_swamp_the_machine_is_refused_by_the_guards(content):
    client = signed_in(keeper())
    page = client.get(post(client, sent(content))["Location"])
    assert page.context["run"].state == RunState.REFUSED
    assert not EncryptedFile.objects.exists()


def test_upload_of_too_much_too_many_or_two_of_a_kind_is_refused(monkeypatch):
    client = signed_in(keeper())
    table = sent(b"nip;nama\n", name="pegawai.csv", said="text/csv")
    many = [sent(b"a;b\n", name=f"{number}.csv", said="text/csv") for number in range(9)]
    twice = [table, sent(b"nip;nama\n", name="PEGAWAI.csv", said="text/csv")]
    for files, sentence in (
        (many, "paling banyak 7 berkas csv"),
        (twice, "dua berkas untuk tabel yang sama"),
        ([sent(workbook()), table], "satu buku kerja saja"),
        ([], "Pilih berkas buku kerja."),
    ):
        answer = post(client, *files)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    assert "Unggahan paling besar" in post(client, sent(workbook())).content.decode()
    assert nothing_is_kept()


@pytest.mark.parametrize("name", ["../../../tmp/h\x00ack.xlsx", "..\\..\\boot.xlsx", "/etc/cron.d/x.xlsx", "‮gpj.xlsx"])
def test_path_traversal_names_are_only_ever_shown(name, monkeypatch, tmp_path):
    made: list[str] = []
    original = Path.symlink_to

    def noted(path: Path, target: str) -> None:
        made.append(path.name)
        original(path, target)

    monkeypatch.setattr(Path, "symlink_to", noted)
    before = {*Path(gettempdir()).glob("betang-*")}
    client = signed_in(keeper())
    url = post(client, sent(workbook(), name=name))["Location"]
    shown = WorkbookRun.objects.get().name.reveal()
    assert made == ["buku.xlsx"]
    assert not {"/", "\\", "\0", "‮"} & {*shown}
    assert shown.endswith(".xlsx")
    assert client.get(url).status_code == 200
    assert {*Path(gettempdir()).glob("betang-*")} == before


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"pada": "2019-01-01"}, "aturan eksp-2022 berlaku"),
        ({"pada": "kemarin"}, "Masukkan tanggal yang valid"),
        ({"aturan": "dp3"}, "pilihan yang"),
        ({"kebijakan": sent(b"[ambang]\nmayoritas = 0.5", name="k.toml", said="text/plain")}, "dasar: wajib diisi"),
        ({"kebijakan": sent(b"\xff\xfe", name="k.toml", said="text/plain")}, "bukan teks UTF-8"),
        ({"kebijakan": sent(b"#" * 70_000, name="k.toml", said="text/plain")}, "terlalu besar"),
    ],
    ids=["day", "no day", "rules", "policy", "policy no text", "policy too large"],
)
def test_a_day_a_rule_set_or_a_policy_that_does_not_hold_is_refused(more, sentence):
    answer = post(signed_in(keeper()), sent(workbook()), **more)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert nothing_is_kept()


def test_over_posting_extra_fields_change_nothing():
    user, other = user_with(Role.UNIT_ADMIN), keeper()
    post(
        signed_in(user), sent(workbook()), owner=other.pk, owner_id=other.pk, state="selesai", rule_version="x", size=1
    )
    run = WorkbookRun.objects.get()
    assert (run.owner_id, run.rule_version) == (user.pk, "EKSP-2022/2022-01-01")
    assert run.size > 1


def test_csrf_no_upload_or_deletion_without_a_token():
    user = keeper()
    strict = signed_in(user)
    strict.handler.enforce_csrf_checks = True
    assert post(strict, sent(workbook())).status_code == 403
    assert nothing_is_kept()
    url = post(signed_in(user), sent(workbook()))["Location"]
    assert strict.post(f"{url}hapus/", {"yakin": "1"}).status_code == 403
    assert strict.get(f"{url}hapus/?yakin=1").status_code == 405
    assert WorkbookRun.objects.count() == 1


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMIN, Role.AUDITOR, Role.LEADERSHIP, Role.MAYOR])
def test_nobody_else_uploads(role):
    assert post(signed_in(user_with(role)), sent(workbook())).status_code == 403
    assert nothing_is_kept()


def test_a_small_file_that_lays_out_to_very_much_is_left_to_a_worker(tmp_path):
    tables = book()
    quick, far, repeated = (tmp_path / name for name in ("a.xlsx", "far.xlsx", "rows.ods"))
    quick.write_bytes(workbook(tables))
    tables["unit"] += [[None]] * 200_000 + [["X"]]
    far.write_bytes(workbook(tables))
    write_ods(repeated, book())
    assert is_quick(quick, ending=".xlsx", unpacked=10_000)
    assert not is_quick(quick, ending=".xlsx", unpacked=10**8)
    assert not is_quick(far, ending=".xlsx", unpacked=10_000)
    assert laid_out(far, ending=".xlsx") > MOST_CELLS > laid_out(repeated, ending=".ods") >= 70
    assert UPLOAD.startswith("/penilaian/")
