"""What an upload really is: by its content, not by what its sender says. Anything but plain tables is refused.

Only the directory of an archive is read here; whether it unpacks to something too big is seen by the guards of
`betang.kernel.exchange.archive` while it is read.
"""

import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid

WORKBOOK, TABLE = "buku", "csv"
MOST_MEMBERS = 1_000
START = 4096
_END = b"PK\x05\x06"
_END_LENGTH = 22
_PACKED = {"application/zip", "application/x-zip-compressed"}
# What browsers say: some know no spreadsheets, and Windows calls a csv file an Excel sheet.
_UNSURE = {"", "application/octet-stream"}
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SAID = {
    ".xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", *_PACKED, *_UNSURE},
    ".ods": {_ODS, *_PACKED, *_UNSURE},
    ".csv": {"text/csv", "text/plain", "application/csv", "application/vnd.ms-excel", *_UNSURE},
}
_OLDER = {".xls", ".xlsm", ".xlsb", ".xltm", ".xlam", ".ots", ".fods", ".doc", ".docm"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: its ending, and the type it is stored as."""

    ending: str
    media_type: str
    unpacked: int  # bytes, as the archive's own directory says; of a csv file its size


def ending_of(name: str) -> str:
    """Return the ending of a file's name in lower case, with its dot."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def sniffed(content: BinaryIO, *, name: str, said: str, size: int) -> Kind:
    """Say what kind of file it is; Invalid with a sentence for anything that is not a plain workbook or csv file."""
    ending = ending_of(name)
    if ending in _OLDER:
        raise Invalid(_("Berkas %(ending)s tidak diterima. Simpan sebagai .xlsx tanpa makro.") % {"ending": ending})
    if ending not in _SAID:
        raise Invalid(_("Jenis berkas ini tidak diterima. Unggah .xlsx, .ods, atau .csv."))
    if said.partition(";")[0].strip().lower() not in _SAID[ending]:
        raise Invalid(
            _("Berkas ini dikirim sebagai jenis lain daripada namanya. Simpan ulang sebagai .xlsx atau .csv.")
        )
    if size == 0:
        raise Invalid(_("Berkas ini kosong."))
    content.seek(0)
    start = content.read(START)
    content.seek(0)
    kind = _table(start, size) if ending == ".csv" else _workbook(content, ending, size)
    content.seek(0)
    return kind


def _table(start: bytes, size: int) -> Kind:
    """Take a text; a page, a drawing or another kind of file under the name of a csv file is refused."""
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(
        (b"<", b"%PDF", b"PK", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8")
    ):
        raise Invalid(_("Isi berkas ini bukan tabel csv. Simpan ulang dari pengolah lembar kerja sebagai CSV UTF-8."))
    return Kind(".csv", "text/csv", size)


def _workbook(content: BinaryIO, ending: str, size: int) -> Kind:
    """Take an archive that is a workbook of its ending, whole, alone in its file, and without programs inside."""
    if content.read(4) != b"PK\x03\x04":
        raise Invalid(_("Isi berkas ini bukan buku kerja. Buka di pengolah lembar kerja, lalu simpan ulang."))
    _ends_with_its_directory(content, size)
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if not members or min(member.header_offset for member in members):
                raise ValueError("something stands before the first member")
            declared = _declared(archive, ending, {*names})
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, KeyError, RuntimeError, OSError) as error:
        raise Invalid(_("Berkas ini rusak atau dikunci. Buka di pengolah lembar kerja, lalu simpan ulang.")) from error
    if not declared:
        raise Invalid(_("Isi berkas ini bukan buku kerja. Buka di pengolah lembar kerja, lalu simpan ulang."))
    if any(_wanders(name) for name in names):
        raise Invalid(_("Arsip di dalam berkas ini memuat nama yang berbahaya. Simpan ulang buku kerjanya."))
    if any(_program(name) for name in names) or "macroenabled" in declared.lower():
        raise Invalid(_("Buku kerja ini memuat makro atau objek sisipan. Simpan ulang sebagai .xlsx tanpa makro."))
    return Kind(ending, sorted(_SAID[ending] - _PACKED - _UNSURE)[0], sum(member.file_size for member in members))


def _ends_with_its_directory(content: BinaryIO, size: int) -> None:
    """Refuse an archive with something behind it, or with very many members: both are no spreadsheet's work."""
    content.seek(max(0, size - _END_LENGTH))
    end = content.read(_END_LENGTH)
    content.seek(0)
    if not end.startswith(_END) or end[20:22] != b"\0\0":
        raise Invalid(_("Berkas ini rusak, atau memuat hal lain di belakang buku kerjanya. Simpan ulang."))
    if int.from_bytes(end[10:12], "little") > MOST_MEMBERS:
        raise Invalid(_("Arsip di dalam berkas ini memuat terlalu banyak bagian."))


def _declared(archive: zipfile.ZipFile, ending: str, names: set[str]) -> str:
    """Return what the archive says it is, "" when it is no workbook of this ending."""
    marks = ("[Content_Types].xml", "xl/workbook.xml") if ending == ".xlsx" else ("mimetype", "content.xml")
    if not {*marks} <= names:
        return ""
    with archive.open(marks[0]) as member:
        text = member.read(1 << 20).decode("utf-8", "replace")
    return text if ending == ".xlsx" or text.strip() == _ODS else ""


def _wanders(name: str) -> bool:
    """Tell a name that leads out of the archive, were it ever unpacked."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith("/") or ".." in parts or "\0" in name or ":" in parts[0]


def _program(name: str) -> bool:
    """Tell a member that holds a macro, a script or an embedded object."""
    low = name.lower()
    folders = ("basic/", "scripts/", "xl/embeddings/", "xl/activex/")
    return "vbaproject" in low or low.endswith((".vba", ".js", ".exe", ".dll")) or low.startswith(folders)
