"""The city comes in from spreadsheets: checked, shown, applied as a whole or not at all."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from betang.kernel.audit import verification
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Invalid
from betang.people.actions import imports
from betang.people.actions.accounts import accounts_open
from betang.people.imports.layouts import LAYOUTS
from betang.people.imports.template import template
from betang.people.models import (
    Absence,
    Assignment,
    Employee,
    Grade,
    ImportKind,
    ImportState,
    Position,
    PositionType,
    ReportingLine,
    Status,
    Unit,
    UnitKind,
    UnitPeriod,
)
from betang.people.queries.imports import preview_of
from betang.people.queries.structure import superior_on
from tests.people import build
from tests.people.build import DAY, NOW, TODAY, nip

pytestmark = [pytest.mark.django_db, pytest.mark.db]

UNITS = """kode,nama,singkatan,jenis,induk,perangkat_daerah
bidang-a,Unit bidang-a,BIDANG-A,bidang,dinas-a,tidak
kota,Unit kota,KOTA,kota,,tidak
dinas-a,Unit dinas-a,DINAS-A,dinas,kota,ya
dinas-b,Unit dinas-b,DINAS-B,dinas,kota,ya
"""
POSTS = """kode,nama,jenis,jenjang,kelas,unit,memimpin
kepala-a,Jabatan kepala-a,jpt_pratama,II.b,14,dinas-a,ya
kabid-a,Jabatan kabid-a,administrator,III.b,11,bidang-a,ya
staf-a,Jabatan staf-a,pelaksana,Klerek,6,bidang-a,
kepala-b,Jabatan kepala-b,jpt_pratama,II.b,14,dinas-b,ya
"""
PEOPLE = f"""nip,nama,kedudukan,golongan,jabatan,nik,telepon
{nip(2)},Hendra Wibawa,pns,IV/b,kepala-a,,
{nip(3)},Citra Lestari,pns,III/d,kabid-a,,
"{nip(4)[:8]} {nip(4)[8:]}",Nirmala Tumon,pppk,IX,staf-a,6271990101900001,0812 0000 0004
{nip(5)},Rusdi Ulin,pns,IV/a,kepala-b,,
"""


@pytest.fixture
def keeper():
    return build.account(None, "bkpsdm")


def bring(actor, kind, text, *, day=DAY, now=NOW):
    """Check a CSV text as an upload."""
    content = io.BytesIO(text.encode())
    return imports.import_check(actor=actor, content=content, name="berkas.csv", kind=kind, day=day, now=now)


def superior_nip(employee, day):
    """Give the NIP of somebody's superior on a day."""
    found = superior_on(employee, day)
    assert found
    return found.nip


def apply(actor, kind, text, *, day=DAY):
    """Check and apply a CSV text."""
    run, checked = bring(actor, kind, text, day=day)
    assert checked.faults == ()
    return imports.import_apply(actor=actor, run=run, now=NOW)


@pytest.fixture
def city(keeper):
    """A city that came in by files alone."""
    apply(keeper, ImportKind.UNITS, UNITS)
    apply(keeper, ImportKind.POSITIONS, POSTS)
    apply(keeper, ImportKind.EMPLOYEES, PEOPLE)
    assert accounts_open(actor=keeper, day=TODAY, now=NOW) == 4
    return keeper


def everything():
    """Give every row of every table that imports write, without ids and times."""
    skipped = {"id", "user_id", "recorded_at", "created_at", "uid", "reason", "recorded_by_id", "path"}
    tables = (Unit, UnitPeriod, Position, Employee, Status, Grade, Assignment, ReportingLine, Absence)
    return {
        table.__name__: sorted(
            str(sorted((name, str(value)) for name, value in row.items() if name not in skipped))
            for row in table.objects.values()
        )
        for table in tables
    }


def test_a_city_comes_in_whole(city):
    assert Unit.objects.get(code="bidang-a").path.count("/") == 4
    assert Employee.objects.count() == 4
    clerk = Employee.objects.get(nip=nip(4))
    assert clerk.nik.reveal() == "6271990101900001"
    assert Employee.objects.get(nik_index__of="6271990101900001") == clerk
    assert superior_nip(clerk, TODAY) == nip(3)
    assert superior_nip(Employee.objects.get(nip=nip(3)), TODAY) == nip(2)
    assert clerk.grades.get().grade == "IX"
    assert clerk.assignments.get().from_date == DAY
    assert clerk.user
    assert (clerk.user.username, clerk.user.subject, clerk.user.has_usable_password()) == (nip(4), clerk.uid, False)
    assert verification.verify() is None


def test_imported_rows_equal_rows_made_one_by_one(keeper):
    built = build.unit("kota", kind=UnitKind.CITY)
    office = build.unit("dinas-a", parent=built)
    where = build.post("kepala-a", office, head=True, kind=PositionType.JPT)
    build.person(2, "Hendra Wibawa", where)
    by_actions = {table.__name__: comparable(table) for table in (UnitPeriod, Status, Assignment)}
    made = [(u.code, u.name, u.abbreviation, u.kind, u.path.count("/")) for u in Unit.objects.order_by("code")]
    for table in (Assignment, Status, Employee, Position, UnitPeriod):
        table.objects.all().delete()
    Unit.objects.filter(parent__isnull=False).delete()
    Unit.objects.all().delete()
    apply(keeper, ImportKind.UNITS, "\n".join(UNITS.splitlines()[i] for i in (0, 2, 3)))
    apply(keeper, ImportKind.POSITIONS, "\n".join(POSTS.splitlines()[:2]))
    apply(keeper, ImportKind.EMPLOYEES, f"nip,nama,kedudukan,jabatan\n{nip(2)},Hendra Wibawa,pns,kepala-a\n")
    assert {table.__name__: comparable(table) for table in (UnitPeriod, Status, Assignment)} == by_actions
    assert [(u.code, u.name, u.abbreviation, u.kind, u.path.count("/")) for u in Unit.objects.order_by("code")] == made


def comparable(table):
    """Give the dated rows of a table, without ids and who recorded them."""
    skipped = ("id", "unit_id", "employee_id", "position_id", "parent_id", "recorded_by_id", "reason")
    return [{n: v for n, v in row.items() if n not in skipped} for row in table.objects.order_by("id").values()]


def test_the_same_file_twice_changes_nothing(city):
    before = everything()
    for kind, text in ((ImportKind.UNITS, UNITS), (ImportKind.POSITIONS, POSTS), (ImportKind.EMPLOYEES, PEOPLE)):
        run, checked = bring(city, kind, text)
        assert checked.plan.steps == []
        assert run.counts["tetap"] == len(text.strip().splitlines()) - 1
        imports.import_apply(actor=city, run=run, now=NOW)
    assert everything() == before


def test_changes_are_dated_and_keep_what_was(city):
    text = PEOPLE.replace("Nirmala Tumon", "Nirmala Sekar Tumon").replace("III/d", "IV/a")
    text = text.replace("nik,telepon", "nik,telepon,tmt_golongan")
    rows = [line if n == 0 else f"{line},2026-04-01" for n, line in enumerate(text.strip().splitlines())]
    run, checked = bring(city, ImportKind.EMPLOYEES, "\n".join(rows), day=TODAY)
    assert {step.label: sorted(step.changes) for step in checked.plan.steps} == {
        "Citra Lestari": ["grade"],
        "Nirmala Sekar Tumon": ["name"],
    }
    imports.import_apply(actor=city, run=run, now=NOW)
    grades = Grade.objects.filter(employee__nip=nip(3)).order_by("from_date")
    assert [(row.grade, row.from_date, row.to_date) for row in grades] == [
        ("III/d", DAY, date(2026, 3, 31)),
        ("IV/a", date(2026, 4, 1), None),
    ]


def test_a_move_ends_the_old_post_and_the_superior_follows(city):
    moved = f"nip,nama,kedudukan,jabatan,tmt_jabatan\n{nip(4)},Nirmala Tumon,pppk,staf-b,{TODAY}\n"
    post = "kode,nama,jenis,unit\nstaf-b,Jabatan staf-b,pelaksana,dinas-b\n"
    apply(city, ImportKind.POSITIONS, post)
    apply(city, ImportKind.EMPLOYEES, moved, day=TODAY)
    clerk = Employee.objects.get(nip=nip(4))
    assert superior_nip(clerk, TODAY) == nip(5)
    assert superior_nip(clerk, TODAY - timedelta(days=1)) == nip(3)


def test_superiors_and_absences_come_in(city):
    apply(city, ImportKind.LINES, f"nip,nip_atasan,alasan\n{nip(4)},{nip(2)},tugas khusus\n", day=TODAY)
    clerk = Employee.objects.get(nip=nip(4))
    assert superior_nip(clerk, TODAY) == nip(2)
    assert clerk.lines.valid().get(to_date__isnull=True).reason == "tugas khusus"
    absences = f"nip,jenis,mulai,sampai\n{nip(4)},cuti_tahunan,21/12/2026,2026-12-23\n"
    apply(city, ImportKind.ABSENCES, absences)
    assert Absence.objects.get(employee=clerk).from_date == date(2026, 12, 21)
    run, checked = bring(city, ImportKind.ABSENCES, absences)
    assert (checked.plan.steps, run.counts["tetap"]) == ([], 1)


FAULTS = [
    (ImportKind.UNITS, "kode,nama,jenis,induk\nX Y,Salah,dinas,kota\n", "kolom kode"),
    (ImportKind.UNITS, "kode,nama,jenis,induk\nbaru,Baru,dinas,tidak-ada\n", "kolom induk"),
    (ImportKind.UNITS, "kode,nama,jenis,induk\nbaru,Baru,dinas,\n", "kolom induk"),
    (ImportKind.UNITS, "kode,nama,jenis,induk\na,A,dinas,b\nb,B,dinas,a\n", "tanpa lingkaran"),
    (ImportKind.UNITS, "kode,nama,jenis,induk\na,A,istana,kota\n", "salah satu dari"),
    (ImportKind.UNITS, "nama,jenis\nA,dinas\n", "kolom wajib kode"),
    (ImportKind.POSITIONS, "kode,nama,jenis,unit\np,P,pelaksana,hilang\n", "kode unit yang tercatat"),
    (ImportKind.POSITIONS, "kode,nama,jenis,unit,kelas\np,P,pelaksana,dinas-a,99\n", "kelas jabatan yang ada: 1–17"),
    (ImportKind.POSITIONS, "kode,nama,jenis,unit,memimpin\np,P,jpt_pratama,dinas-a,ya\n", "satu jabatan pimpinan"),
    (ImportKind.POSITIONS, "kode,nama,jenis,unit\nstaf-a,P,pelaksana,dinas-b\n", "kode baru"),
    (ImportKind.EMPLOYEES, "nip,nama,kedudukan,jabatan\n1,Ada,pns,staf-a\n", "18 angka"),
    (ImportKind.EMPLOYEES, f"nip,nama,kedudukan,jabatan\n{nip(8)},Ada,pns,hilang\n", "kode jabatan yang tercatat"),
    (ImportKind.EMPLOYEES, f"nip,nama,kedudukan,jabatan\n{nip(8)},Ada,pns,kepala-a\n", "belum diduduki"),
    (ImportKind.EMPLOYEES, f"nip,nama,kedudukan,jabatan\n{nip(4)},Ada,pppk,kepala-b\n", "tmt_jabatan"),
    (ImportKind.EMPLOYEES, f"nip,nama,kedudukan,golongan,jabatan\n{nip(8)},A,pns,III/e,staf-a\n", "I/a–IV/e"),
    (ImportKind.EMPLOYEES, f"nip,nama,kedudukan,golongan,jabatan\n{nip(8)},A,pppk,III/a,staf-a\n", "I–XVII"),
    (
        ImportKind.EMPLOYEES,
        f"nip,nama,kedudukan,jabatan,nik\n{nip(8)},Ada,pns,staf-a,6271990101900001\n",
        "NIK yang belum dipakai",
    ),
    (ImportKind.EMPLOYEES, f"nip,nama,kedudukan,jabatan,nik\n{nip(8)},A,pns,staf-a,62719901019000\n", "Bukan 16 angka"),
    (ImportKind.EMPLOYEES, f"nip,nama,kedudukan,jabatan,surel\n{nip(8)},A,pns,staf-a,bukan-surel\n", "alamat surel"),
    (ImportKind.EMPLOYEES, f"nip,nama,kedudukan,jabatan\n{nip(8)},A,pns,staf-a\n{nip(8)},A,pns,staf-a\n", "baris 2"),
    (ImportKind.LINES, f"nip,nip_atasan\n{nip(4)},{nip(4)}\n", "bukan dirinya"),
    (ImportKind.LINES, f"nip,nip_atasan\n{nip(2)},{nip(4)}\n", "tanpa lingkaran"),
    (ImportKind.LINES, f"nip,nip_atasan\n{nip(2)},{nip(99)}\n", "NIP pegawai yang tercatat"),
    (ImportKind.ABSENCES, f"nip,jenis,mulai,sampai\n{nip(4)},sakit,2026-12-03,2026-12-01\n", "tidak mendahului"),
    (ImportKind.ABSENCES, f"nip,jenis,mulai,sampai\n{nip(4)},sakit,31-02-2026,2026-12-01\n", "tanggal, mis."),
    (
        ImportKind.ABSENCES,
        f"nip,jenis,mulai,sampai\n{nip(4)},sakit,2026-12-01,2026-12-03\n{nip(4)},izin,2026-12-03,2026-12-03\n",
        "belum tercatat",
    ),
]


@pytest.mark.parametrize("kind", list(ImportKind))
def test_a_bad_row_is_named_and_leaves_everything_as_it_was(city, kind):
    before = everything()
    for _kind, text, said in [fault for fault in FAULTS if fault[0] == kind]:
        run, checked = bring(city, kind, text)
        assert run.state == ImportState.REFUSED, text
        assert any(said in f"kolom {fault.column}: {fault.found}, {fault.expected}" for fault in checked.faults), text
        assert read_back(run).faults == list(checked.faults)
        with pytest.raises(Conflict):
            imports.import_apply(actor=city, run=run, now=NOW)
    assert everything() == before


def read_back(run):
    """Read the stored preview."""
    run.refresh_from_db()
    found = preview_of(run)
    assert found is not None
    return found


def test_the_preview_masks_what_is_secret(city):
    run, _checked = bring(city, ImportKind.EMPLOYEES, PEOPLE.replace("6271990101900001", "6271990101900002"))
    (line,) = read_back(run).lines
    assert line.changes == [("NIK", "627199******0001", "627199******0002")]
    imports.import_apply(actor=city, run=run, now=NOW)
    assert Employee.objects.get(nik_index__of="6271990101900002").nip == nip(4)
    assert not Employee.objects.filter(nik_index__of="6271990101900001").exists()


def test_the_preview_speaks_of_people_and_posts_not_of_codes(city):
    run, _checked = bring(city, ImportKind.POSITIONS, "kode,nama,jenis,unit,kelas\nadb,Ahli,jf_keahlian,dinas-b,8\n")
    words = {name: after for name, _before, after in read_back(run).lines[0].changes}
    assert (words["Jenis jabatan"], words["Unit"]) == ("Jabatan fungsional keahlian", "DINAS-B")
    assert not {"Memimpin", "Jenjang"} & words.keys()
    moved = f"nip,nama,kedudukan,golongan,jabatan\n{nip(4)},Nirmala Tumon,pppk_pw,x,staf-a\n"
    run, _checked = bring(city, ImportKind.EMPLOYEES, moved, day=TODAY)
    with CaptureQueriesContext(connection) as queries:
        (line,) = read_back(run).lines
    assert line.changes == [
        ("Kedudukan", "PPPK", "PPPK paruh waktu"),
        ("Golongan", "IX", f"X sejak {TODAY.day} November 2026"),
    ]
    assert len(queries) < 10
    run, _checked = bring(city, ImportKind.LINES, f"nip,nip_atasan\n{nip(4)},{nip(2)}\n", day=TODAY)
    assert read_back(run).lines[0].changes == [("Atasan", "Citra Lestari", "Hendra Wibawa")]


def test_a_grade_is_recorded_as_the_law_writes_it(city):
    text = f"nip,nama,kedudukan,golongan,jabatan\n{nip(8)},Ada,cpns,IIIa,staf-a\n{nip(9)},Adi,pppk,ix,staf-a\n"
    apply(city, ImportKind.EMPLOYEES, text)
    grades = Grade.objects.filter(employee__nip__in=[nip(8), nip(9)]).order_by("employee__nip")
    assert [row.grade for row in grades] == ["III/a", "IX"]


def test_a_file_whose_ground_has_changed_is_checked_again_first(city):
    text = PEOPLE.replace("Nirmala Tumon", "Nirmala Sekar Tumon")
    run, _checked = bring(city, ImportKind.EMPLOYEES, text)
    apply(city, ImportKind.EMPLOYEES, PEOPLE.replace("Nirmala Tumon", "N. Tumon"))
    before = everything()
    with pytest.raises(Conflict, match="pratinjau"):
        imports.import_apply(actor=city, run=run, now=NOW)
    assert everything() == before


def test_nothing_stays_when_it_breaks_half_way(city, monkeypatch):
    run, _checked = bring(city, ImportKind.EMPLOYEES, f"nip,nama,kedudukan,jabatan\n{nip(8)},Ada,pns,staf-a\n")
    before, entries = everything(), AuditEntry.objects.count()

    def broken(*args, **named):
        raise OSError("disk penuh")

    with monkeypatch.context() as patch:
        patch.setattr(imports, "record_many", broken)
        with pytest.raises(OSError, match="disk penuh"):
            imports.import_apply(actor=city, run=run, now=NOW)
    assert (everything(), AuditEntry.objects.count()) == (before, entries)
    run.refresh_from_db()
    assert run.state == ImportState.CHECKED
    imports.import_apply(actor=city, run=run, now=NOW)
    assert Employee.objects.filter(nip=nip(8)).exists()


def test_an_import_is_applied_once(city):
    run, _checked = bring(city, ImportKind.EMPLOYEES, f"nip,nama,kedudukan,jabatan\n{nip(8)},Ada,pns,staf-a\n")
    imports.import_apply(actor=city, run=run, now=NOW)
    before = everything()
    with pytest.raises(Conflict):
        imports.import_apply(actor=city, run=run, now=NOW)
    assert everything() == before


def test_a_dropped_file_is_not_applied(city):
    run, _checked = bring(city, ImportKind.EMPLOYEES, PEOPLE)
    imports.import_drop(actor=city, run=run, now=NOW)
    with pytest.raises(Conflict):
        imports.import_apply(actor=city, run=run, now=NOW)


@pytest.mark.parametrize("name", ["x.exe", "x", "../../etc/passwd", "x.xlsx\0.csv.exe"])
def test_path_traversal_and_unknown_kinds_never_reach_the_disk(keeper, name):
    with pytest.raises(Invalid):
        imports.import_check(actor=keeper, content=io.BytesIO(b"x"), name=name, kind=ImportKind.UNITS, day=DAY, now=NOW)


def test_formula_injection_in_a_file_stays_text(city):
    run, checked = bring(city, ImportKind.UNITS, 'kode,nama,jenis,induk\nz,"=HYPERLINK(""http://x"")",dinas,kota\n')
    assert checked.faults == ()
    imports.import_apply(actor=city, run=run, now=NOW)
    assert Unit.objects.get(code="z").name.startswith("=HYPERLINK")


def test_every_template_can_be_filled_and_brought_in(city, tmp_path):
    for kind, layout in LAYOUTS.items():
        path = tmp_path / f"{kind}.xlsx"
        path.write_bytes(template(layout))
        faults = [
            fault for fault in imports.check(path=path, kind=kind, day=DAY).faults if "tercatat" not in fault.expected
        ]
        assert faults == [], kind


def crowd(first, last):
    """Write employees as a CSV text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["nip", "nama", "kedudukan", "golongan", "jabatan"])
    for number in range(first, last):
        writer.writerow([nip(number), f"Pegawai {number}", "pns", "III/a", "staf-a"])
    return out.getvalue()


def test_more_rows_ask_no_more_questions(city):
    counts = []
    for first, last in ((100, 110), (200, 260)):
        run, _checked = bring(city, ImportKind.EMPLOYEES, crowd(first, last))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            imports.import_apply(actor=city, run=run, now=NOW)
        counts.append(len(asked))
    assert counts[0] == counts[1]
