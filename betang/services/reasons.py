"""Why a request is sent back or rejected: nine coded reasons, in plain words for the applicant. Our own design.

They are composed from the reasons seen in other cities' online services and the requirements of Perpres 96/2018. A
code that was once used keeps its meaning: a new reason gets a new code.
"""

from betang.regulation.text import Text

REASONS = {
    "A1": Text("Foto atau pindaian tidak terbaca", "The photo or scan cannot be read"),
    "A2": Text("Pindaian bukan dari dokumen asli", "The scan is not of the original document"),
    "A3": Text("Dokumen wajib belum ada", "A required document is missing"),
    "A4": Text("Data formulir berbeda dengan dokumen", "The form differs from the document"),
    "A5": Text(
        "NIK atau nomor KK tidak padan dengan basis data",
        "The NIK or family-card number does not match the database",
    ),
    "A6": Text("Bukan penduduk Kota Palangka Raya", "Not a resident of Kota Palangka Raya"),
    "A7": Text(
        "Perlu hadir untuk perekaman atau pencocokan biometrik",
        "Attendance is needed for enrolment or matching of biometrics",
    ),
    "A8": Text(
        "Pemohon tidak berwenang: bukan anggota keluarga, atau tanpa surat kuasa F-1.07",
        "The applicant is not entitled: no family member, or without power of attorney F-1.07",
    ),
    "A9": Text("Jenis layanan keliru", "The wrong kind of service"),
}
OF_PAPERS = frozenset({"A1", "A2", "A3"})
"""Reasons that must name the paper that is meant."""
