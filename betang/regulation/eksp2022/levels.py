"""The named levels of EKSP-2022, lowest first."""

from betang.regulation.codes import codes

RATING = codes(
    ("DI_BAWAH", "Di bawah ekspektasi", "Below expectation"),
    ("SESUAI", "Sesuai ekspektasi", "Meets expectation"),
    ("DI_ATAS", "Di atas ekspektasi", "Above expectation"),
)
PREDIKAT = codes(
    ("SK", "Sangat Kurang", "Very poor"),
    ("K", "Kurang/misconduct", "Poor/misconduct"),
    ("BP", "Butuh Perbaikan", "Needs improvement"),
    ("B", "Baik", "Good"),
    ("SB", "Sangat Baik", "Very good"),
)
CAPAIAN = codes(
    ("SANGAT_KURANG", "Sangat Kurang", "Very poor"),
    ("KURANG", "Kurang", "Poor"),
    ("BUTUH_PERBAIKAN", "Butuh Perbaikan", "Needs improvement"),
    ("BAIK", "Baik", "Good"),
    ("ISTIMEWA", "Istimewa", "Excellent"),
)
JENIS = codes(("UTAMA", "Utama", "Core"), ("TAMBAHAN", "Tambahan", "Additional"))
UTAMA = 0
DI_BAWAH, SESUAI, DI_ATAS = 0, 1, 2
NILAI = codes(
    ("BERORIENTASI_PELAYANAN", "Berorientasi Pelayanan", "Service-oriented"),
    ("AKUNTABEL", "Akuntabel", "Accountable"),
    ("KOMPETEN", "Kompeten", "Competent"),
    ("HARMONIS", "Harmonis", "Harmonious"),
    ("LOYAL", "Loyal", "Loyal"),
    ("ADAPTIF", "Adaptif", "Adaptive"),
    ("KOLABORATIF", "Kolaboratif", "Collaborative"),
)
