"""The columns of each file that can be brought in, with what they mean and an example line for the template."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from betang.people.models import AbsenceKind, EmployeeKind, ImportKind, PositionType, UnitKind
from betang.people.models.employees import Education

TEXT, DAY, YES, WHOLE, CHOICE = "text", "day", "yes", "whole", "choice"
NIP, NIK, EMAIL = "nip", "nik", "email"
YES_WORDS = frozenset({"ya", "y", "1", "true", "benar", "x"})
NO_WORDS = frozenset({"", "tidak", "t", "0", "false", "salah", "-"})


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its title, the kind of its cells, whether every cell is filled, other titles it may bear."""

    name: str
    about: str | Promise
    kind: str = TEXT
    filled: bool = False
    example: str = ""
    longest: int = 200
    choices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's columns and what makes one of its lines unique."""

    kind: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]


def chosen(choices: object) -> tuple[str, ...]:
    """Give the values of a list of choices."""
    return tuple(choices.values)  # type: ignore[attr-defined]


UNITS = Layout(
    ImportKind.UNITS,
    (
        Field("kode", _("Kode unit, huruf kecil"), filled=True, example="disdukcapil", longest=64),
        Field("nama", _("Nama lengkap"), filled=True, example="Dinas Kependudukan dan Pencatatan Sipil"),
        Field("singkatan", _("Singkatan"), example="Disdukcapil", longest=60),
        Field("jenis", _("Jenis unit"), CHOICE, filled=True, example="dinas", choices=chosen(UnitKind)),
        Field("induk", _("Kode unit di atasnya; kosong hanya untuk kota"), example="kota", longest=64),
        Field("perangkat_daerah", _("ya bila perangkat daerah"), YES, example="ya"),
    ),
    ("kode",),
)
POSITIONS = Layout(
    ImportKind.POSITIONS,
    (
        Field("kode", _("Kode jabatan, huruf kecil"), filled=True, example="disdukcapil-kepala", longest=64),
        Field("nama", _("Nama jabatan"), filled=True, example="Kepala Dinas"),
        Field("jenis", _("Jenis jabatan"), CHOICE, filled=True, example="jpt_pratama", choices=chosen(PositionType)),
        Field("jenjang", _("Jenjang dalam jenisnya"), example="II.b", longest=40),
        Field("kelas", _("Kelas jabatan"), WHOLE, example="14"),
        Field("unit", _("Kode unit"), filled=True, example="disdukcapil", longest=64),
        Field("memimpin", _("ya bila memimpin unitnya"), YES, example="ya"),
    ),
    ("kode",),
)
EMPLOYEES = Layout(
    ImportKind.EMPLOYEES,
    (
        Field("nip", _("NIP, 18 angka sebagai teks"), NIP, filled=True, example="199004172015032008"),
        Field("nama", _("Nama tanpa gelar"), filled=True, example="Nirmala Sekar Tumon", longest=150),
        Field("gelar_depan", _("Gelar depan"), longest=60),
        Field("gelar_belakang", _("Gelar belakang"), example="S.Kom.", longest=80),
        Field(
            "kedudukan", _("Kedudukan"), CHOICE, filled=True, example="pns",
            choices=tuple(value for value in chosen(EmployeeKind) if value != "non_asn"),
        ),
        Field("golongan", _("Golongan, mis. III/b, atau IX untuk PPPK"), example="III/b", longest=20),
        Field("tmt_golongan", _("Berlaku sejak"), DAY, example="2023-04-01"),
        Field("jabatan", _("Kode jabatan"), filled=True, example="disdukcapil-adb-pertama", longest=64),
        Field("tmt_jabatan", _("Berlaku sejak"), DAY, example="2024-01-02"),
        Field("pendidikan", _("Pendidikan terakhir"), CHOICE, example="s1", choices=chosen(Education)),
        Field("nik", _("NIK, 16 angka sebagai teks"), NIK),
        Field("telepon", _("Nomor telepon"), longest=30),
        Field("surel", _("Surel"), EMAIL, longest=200),
        Field("alamat", _("Alamat"), longest=300),
    ),
    ("nip",),
)  # fmt: skip
LINES = Layout(
    ImportKind.LINES,
    (
        Field("nip", _("NIP pegawai"), NIP, filled=True, example="199004172015032008"),
        Field("nip_atasan", _("NIP atasan langsung"), NIP, filled=True, example="198203112006041003"),
        Field("alasan", _("Alasan, bila menyimpang dari susunan"), longest=300),
    ),
    ("nip",),
)
ABSENCES = Layout(
    ImportKind.ABSENCES,
    (
        Field("nip", _("NIP pegawai"), NIP, filled=True, example="199004172015032008"),
        Field("jenis", _("Jenis"), CHOICE, filled=True, example="cuti_tahunan", choices=chosen(AbsenceKind)),
        Field("mulai", _("Hari pertama"), DAY, filled=True, example="2026-12-21"),
        Field("sampai", _("Hari terakhir"), DAY, filled=True, example="2026-12-23"),
        Field("keterangan", _("Keterangan"), longest=300),
    ),
    ("nip", "mulai"),
)
LAYOUTS = {ImportKind(layout.kind): layout for layout in (UNITS, POSITIONS, EMPLOYEES, LINES, ABSENCES)}
